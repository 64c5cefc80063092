"""Which tracks of the library sound most like what is heard, slice by slice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from deej_desktop.analysis.mp3tovec import unit_slices
from deej_desktop.domain.arrays import FloatArray, IntArray
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


class Candidates:
    """Ranks the tracks of one space; keeps the slices that it may need again a second later."""

    def __init__(self, space: Space, vectors: VectorStore) -> None:
        self._space = space
        self._vectors = vectors
        self._rows = np.flatnonzero(space.proposable & space.audible)
        whole = space.sound.vectors[self._rows]
        # Seen from their middle, for a microphone shifts all that it hears the same way.
        self._centre = centre_of(whole)
        self._whole = unit_rows(whole, self._centre)
        self._whitened = Whitening(self._sample())
        self._slices: dict[int, FloatArray] = {}

    def rank(self, direction: FloatArray, windows: FloatArray, count: int) -> Sequence[int]:
        """The rows of the `count` tracks most like what is heard, the likest first.

        A track is as alike as, on average, the slice of it that is most like each window.

        Args:
            direction: Of all that is heard, as the space sees it, shape (d,).
            windows: What is heard, slice by slice, unit rows as the encoder gives them, (n, d).
            count: How many at most.
        """
        self._load(self._near(direction))
        rows = [row for row, slices in self._slices.items() if len(slices)]
        if not rows:
            return []
        parts = [self._slices[row] for row in rows]
        starts = np.cumsum([0, *map(len, parts[:-1])])
        windows = self._whitened(windows)
        # On cores that are busy with a scan, several threads would take longer than one.
        with threadpool_limits(1, user_api="blas"):
            alike = np.concatenate(parts) @ windows.T
        scores = np.maximum.reduceat(alike, starts, axis=0).mean(axis=1)
        return [rows[place] for place in best_rows(scores, np.arange(len(rows)), count)]

    def _near(self, direction: FloatArray) -> IntArray:
        centred = unit_rows(direction[None], self._centre)[0]
        places = np.arange(self._rows.size)
        near: IntArray = self._rows[best_rows(self._whole @ centred, places, _COMPARED)]
        return near

    def _load(self, rows: IntArray) -> None:
        """Have the slices of exactly these tracks at hand."""
        before = self._slices
        self._slices = {
            row: before[row] if row in before else self._stored(row) for row in map(int, rows)
        }

    def _stored(self, row: int) -> FloatArray:
        stored = self._vectors.slices(self._space.tracks[row].content_id)
        if stored is None:  # forgotten since the space was loaded
            return np.zeros((0, self._whole.shape[1]), np.float32)
        return self._whitened(unit_slices(stored))

    def _sample(self) -> FloatArray:
        """Slices (n, d) of tracks from all over the library."""
        dimensions = self._whole.shape[1]
        places = np.linspace(0, self._rows.size - 1, min(_SAMPLED, self._rows.size), dtype=int)
        found = (
            self._vectors.slices(self._space.tracks[row].content_id) for row in self._rows[places]
        )
        slices = [unit_slices(stored) for stored in found if stored is not None]
        return np.concatenate([np.zeros((0, dimensions), np.float32), *slices])
