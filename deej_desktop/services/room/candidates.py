"""Which tracks of the library sound most like what is heard, slice by slice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from deej_desktop.analysis.mp3tovec import speaking, unit_slices
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.units import ContentId
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.directions import centre_of, unit_rows
from deej_desktop.recommend.similarity import best_rows
from deej_desktop.recommend.space import Space
from deej_desktop.services.room.whitening import Whitening

_COMPARED = 1_000
"""Tracks whose every slice is compared, those that are most alike as a whole. In a library of 3,000
none of 200 excerpts had its own track left out, at whatever noise."""

_SAMPLED = 150
"""Tracks whose slices tell how those of the library vary."""

_READ = 250
"""Tracks that are read at a time: together they cost a tenth of what they would one by one."""


class _Known(NamedTuple):
    """A recording.

    Attributes:
        slices_id: Where its slices are stored.
        slices: These, whitened, (n, d).
    """

    slices_id: int
    slices: FloatArray


class Candidates:
    """Ranks the tracks of a library; keeps the slices that it may need again a second later."""

    def __init__(self, space: Space, vectors: VectorStore) -> None:
        self._vectors = vectors
        self._known: dict[ContentId, _Known] = {}
        self._look_at(space)
        self._sampled, self._whitened = self._learn()

    def replace_library(self, space: Space) -> None:
        """Rank the tracks of another view of the library; what has not changed is kept."""
        self._look_at(space)
        if self._sampled < _SAMPLED:
            self._sampled, self._whitened = self._learn()
            self._known = {}
            return
        stored: dict[ContentId, int] = {}
        for some in _in_parts(self._known):
            stored |= self._vectors.slices_ids(some)
        self._known = {
            content_id: known
            for content_id, known in self._known.items()
            if stored.get(content_id) == known.slices_id
        }

    def rank(self, direction: FloatArray, windows: FloatArray, count: int) -> Sequence[int]:
        """The rows of the `count` tracks most like what is heard, the likest first.

        A track is as alike as, on average, the slice of it that is most like each window.

        Args:
            direction: Of all that is heard, as the space sees it, shape (d,).
            windows: What is heard, slice by slice, unit rows as the encoder gives them, (n, d).
            count: How many at most.
        """
        # On cores that are busy with a scan, several threads would take longer than one.
        with threadpool_limits(1, user_api="blas"):
            near = {int(row): self._content_id(row) for row in self._near(direction)}
            self._have(set(near.values()))
            rows = [row for row, content_id in near.items() if len(self._slices(content_id))]
            if not rows:
                return []
            parts = [self._slices(near[row]) for row in rows]
            starts = np.cumsum([0, *map(len, parts[:-1])])
            alike = np.concatenate(parts) @ self._whitened(windows).T
        scores = np.maximum.reduceat(alike, starts, axis=0).mean(axis=1)
        return [rows[place] for place in best_rows(scores, np.arange(len(rows)), count)]

    def _look_at(self, space: Space) -> None:
        self._space = space
        self._rows = np.flatnonzero(space.proposable & space.audible)
        whole = space.sound.vectors[self._rows]
        # Seen from their middle, for a microphone shifts all that it hears the same way.
        self._centre = centre_of(whole)
        self._whole = unit_rows(whole, self._centre)

    def _near(self, direction: FloatArray) -> IntArray:
        centred = unit_rows(direction[None], self._centre)[0]
        places = np.arange(self._rows.size)
        near: IntArray = self._rows[best_rows(self._whole @ centred, places, _COMPARED)]
        return near

    def _content_id(self, row: int) -> ContentId:
        return self._space.tracks[row].content_id

    def _slices(self, content_id: ContentId) -> FloatArray:
        """Of a recording that we have; none if it was forgotten since the space was loaded."""
        known = self._known.get(content_id)
        return self._whole[:0] if known is None else known.slices

    def _have(self, content_ids: set[ContentId]) -> None:
        """Have the slices of exactly these recordings at hand."""
        lacking = sorted(content_ids - self._known.keys())
        self._known = {
            content_id: known
            for content_id, known in self._known.items()
            if content_id in content_ids
        }
        for some in _in_parts(lacking):
            # In this order: what is replaced in between is read again after the next change.
            ids = self._vectors.slices_ids(some)
            stored = self._vectors.slices_among(list(ids))
            for content_id, slices in zip(stored, self._as_compared(stored.values()), strict=True):
                self._known[content_id] = _Known(ids[content_id], slices)

    def _as_compared(self, stored: Iterable[FloatArray]) -> Iterator[FloatArray]:
        """Those of the slices (n, d) of each recording that say something, whitened."""
        parts = list(stored)
        if not parts:
            return
        ends = np.cumsum([len(part) for part in parts])
        rows, units = speaking(np.concatenate(parts))
        yield from np.split(self._whitened(units), np.searchsorted(rows, ends[:-1]))

    def _learn(self) -> tuple[int, Whitening]:
        """How the slices of tracks from all over the library vary, and how many these are."""
        places = np.linspace(0, self._rows.size - 1, min(_SAMPLED, self._rows.size), dtype=int)
        sampled = [self._content_id(row) for row in self._rows[places]]
        stored = self._vectors.slices_among(sampled).values()
        with threadpool_limits(1, user_api="blas"):
            slices = np.concatenate([self._whole[:0], *map(unit_slices, stored)])
            return len(sampled), Whitening(slices)


def _in_parts(content_ids: Iterable[ContentId]) -> Iterator[Sequence[ContentId]]:
    listed = list(content_ids)
    for start in range(0, len(listed), _READ):
        yield listed[start : start + _READ]
