"""The space of everything that can be played: where each track lies and what is known of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId
from deej_desktop.recommend.closeness import Closeness, measure_closeness
from deej_desktop.recommend.directions import centre_of, has_direction, unit, unit_rows
from deej_desktop.recommend.facts import Facts, gather
from deej_desktop.recommend.names import FirstRows
from deej_desktop.recommend.twins import twins_of

_KEPT_AS: tuple[type[np.floating[Any]], ...] = (np.float32, np.float16, np.float16)
"""How exactly the parts of a sound are kept."""


@dataclass(frozen=True, slots=True)
class Sound:
    """How tracks sound: unit rows, zero rows where nothing could be heard.

    Attributes:
        vectors: (T, d) float32, Mp3ToVec.
        heads: (T, d), how they begin. Kept as float16, however exact they were given: they decide
            among near-equals only, and a large library takes the less memory.
        tails: (T, d), how they end; likewise.
    """

    vectors: FloatArray
    heads: FloatArray
    tails: FloatArray

    def __post_init__(self) -> None:
        """Keep heads and tails in half the memory."""
        for name in ("heads", "tails"):
            object.__setattr__(self, name, getattr(self, name).astype(np.float16, copy=False))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Space:
    """A frozen view of the library, and of files from outside that serve as seeds.

    A track is named by its row here. Make one with `Space.of`.

    Attributes:
        tracks: All tracks; the library first, then those from outside.
        sound: How they sound, centred if the encoder asks for it.
        facts: What the rules ask of them.
        library_size: Rows from here on come from outside and are never proposed.
        audible: (T,) whether a track has a direction at all, so that it can be compared.
        proposable: (T,) whether a choice may fall on it: the library's, one copy of each.
        closeness: How similar tracks of this library usually are.
    """

    tracks: tuple[Track, ...]
    sound: Sound
    facts: Facts
    library_size: int
    audible: BoolArray
    proposable: BoolArray
    closeness: Closeness
    _centres: FloatArray
    _by_path: FirstRows
    _by_content: FirstRows
    _twins: dict[int, IntArray] = field(default_factory=dict)

    @staticmethod
    def of(
        tracks: Sequence[Track],
        vectors: FloatArray,
        heads: FloatArray | None = None,
        tails: FloatArray | None = None,
        *,
        centred: bool = False,
        facts: Facts | None = None,
    ) -> Space:
        """Build the space of a library.

        Args:
            tracks: T tracks.
            vectors: (T, d) of any length; rows of zeros or with a NaN are not comparable.
            heads: (T, d), or None if seams are not known.
            tails: (T, d), or None.
            centred: Whether the encoder's card wants directions seen from the library's mean.
            facts: What is known of the tracks, if it was gathered before.
        """
        dimensions = vectors.shape[1] if vectors.ndim == 2 else 0
        shape = (len(tracks), dimensions)
        raw = [
            np.zeros(shape, np.float32) if part is None else np.reshape(part, shape)
            for part in (vectors, heads, tails)
        ]
        centres = np.stack(
            [centre_of(part) if centred else np.zeros(dimensions, np.float32) for part in raw]
        )
        parts = zip(raw, centres, _KEPT_AS, strict=True)
        sound = Sound(*(unit_rows(part, centre, kind) for part, centre, kind in parts))
        facts = gather(tracks) if facts is None else facts
        return Space(
            tracks=tuple(tracks),
            sound=sound,
            facts=facts,
            library_size=len(tracks),
            audible=has_direction(sound.vectors),
            proposable=facts.contents.first_of_each(np.ones(len(tracks), dtype=np.bool_)),
            closeness=measure_closeness(sound.vectors),
            _centres=centres,
            _by_path=FirstRows.of(map(_path_key, tracks)),
            _by_content=FirstRows.of(track.content_id for track in tracks),
        )

    def __len__(self) -> int:
        """How many tracks there are, those from outside included."""
        return len(self.tracks)

    def row_of(self, track: Track) -> int | None:
        """The row of this file, or of a copy of it, or None."""
        row = self._by_path.get(_path_key(track))
        return self._by_content.get(track.content_id) if row is None else row

    def rows_of(self, contents: Iterable[ContentId]) -> frozenset[int]:
        """The first row of each of these recordings that is here."""
        return frozenset(self._by_content.get_all(contents).tolist())

    def with_outsider(
        self,
        track: Track,
        vector: FloatArray,
        head: FloatArray | None = None,
        tail: FloatArray | None = None,
    ) -> tuple[Space, int]:
        """The space with a file from outside the library, which is never proposed, and its row.

        A file that is in the space already, or a copy of it, is found rather than added.

        Args:
            track: The file.
            vector: (d,) as in `of`.
            head: (d,), or None.
            tail: (d,), or None.
        """
        known = self.row_of(track)
        if known is not None:
            return self, known
        if not self.tracks:
            rows = [None if part is None else part[None] for part in (head, tail)]
            alone = Space.of([track], vector[None], *rows)
            return replace(alone, library_size=0, proposable=np.zeros(1, dtype=np.bool_)), 0
        row = len(self)
        nothing = np.zeros_like(vector)
        parts = zip(
            (self.sound.vectors, self.sound.heads, self.sound.tails),
            (vector, nothing if head is None else head, nothing if tail is None else tail),
            self._centres,
            strict=True,
        )
        sound = Sound(*(np.vstack([rows, unit_rows(new[None], at)]) for rows, new, at in parts))
        grown = replace(
            self,
            tracks=(*self.tracks, track),
            sound=sound,
            facts=self.facts.and_more([track]),
            audible=has_direction(sound.vectors),
            proposable=np.append(self.proposable, False),
            _by_path=self._by_path.and_one(_path_key(track), row),
            _by_content=self._by_content.and_one(track.content_id, row),
            _twins={},
        )
        return grown, row

    def grown(self, tracks: Sequence[Track], new: Sound, rows: IntArray, changed: Sound) -> Space:
        """The library with more tracks at its end, and some that sound otherwise than before.

        What tells of the library as a whole (its middle, how close is close) stays as it was.

        Args:
            tracks: T tracks that are not in this space, in which nothing may be from outside.
            new: How they sound, (T, d) each, as in `of`.
            rows: Tracks of this space, (n,).
            changed: How they sound now, (n, d) each, as in `of`.
        """
        parts = []
        for name, centre in zip(("vectors", "heads", "tails"), self._centres, strict=True):
            more = unit_rows(getattr(new, name), centre)
            part = np.concatenate([getattr(self.sound, name), more])
            part[rows] = unit_rows(getattr(changed, name), centre)
            parts.append(part)
        return self._with((*self.tracks, *tracks), self.facts.and_more(tracks), Sound(*parts))

    def renamed(self, tracks: Mapping[int, Track]) -> Space:
        """The library once some of its tracks are tagged, named or placed otherwise.

        Args:
            tracks: What each is now, by its row.
        """
        now = list(self.tracks)
        for row, track in tracks.items():
            now[row] = track
        return self._with(tuple(now), self.facts.renamed(tracks), self.sound)

    def without(self, rows: IntArray) -> Space:
        """The library without the tracks in `rows` (n,); those behind them move up."""
        gone = set(rows.tolist())
        tracks = tuple(track for row, track in enumerate(self.tracks) if row not in gone)
        sound = self.sound
        parts = (
            np.delete(part, rows, axis=0) for part in (sound.vectors, sound.heads, sound.tails)
        )
        return self._with(tracks, self.facts.without(rows), Sound(*parts))

    def _with(self, tracks: tuple[Track, ...], facts: Facts, sound: Sound) -> Space:
        """The library as it is now; what tells of it as a whole stays as it was."""
        if self.library_size != len(self):
            raise ValueError("What is from outside has no place in a library that changes")
        return replace(
            self,
            tracks=tracks,
            sound=sound,
            facts=facts,
            library_size=len(tracks),
            audible=has_direction(sound.vectors),
            proposable=facts.contents.first_of_each(np.ones(len(tracks), dtype=np.bool_)),
            _by_path=FirstRows.of(map(_path_key, tracks)),
            _by_content=FirstRows.of(track.content_id for track in tracks),
            _twins={},
        )

    def direction_of(self, rows: Sequence[int] | IntArray) -> FloatArray:
        """The unit vector (d,) between the tracks in `rows`; zero if they have none."""
        return unit(self.sound.vectors[np.asarray(rows, dtype=np.int64)].sum(axis=0))

    def twins_of(self, row: int) -> IntArray:
        """Rows (n,) that sound and last the same as `row`, itself left out: the same recording."""
        if row not in self._twins:
            self._twins[row] = twins_of(row, self.sound.vectors, self.facts.durations_s)
        return self._twins[row]


def _path_key(track: Track) -> str:
    """The same for all spellings of a path where the system tells no cases apart."""
    return os.path.normcase(track.location)
