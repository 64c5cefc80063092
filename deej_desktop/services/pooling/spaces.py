"""The library as a space that the recommender can choose from."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.arrays import IntArray
from deej_desktop.domain.lasting import lasting
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.pooled import PooledTracks
from deej_desktop.library.pooled_rows import Pooling
from deej_desktop.library.vectors import VectorStore
from deej_desktop.native.libc import give_memory_back
from deej_desktop.recommend.space import Sound, Space
from deej_desktop.services.pooling.track_vectors import TrackVectors, track_vectors

_FEW = 2000
"""Tracks that may have come or changed for the rest not to be read again."""

_DRIFT = 1e-3
"""Change of ln(1 + N) up to which the vectors of tracks that met nothing new stay as they are:
one track more in a thousand. It turns no vector by more than a thousandth."""

_ALTERED = 0.1
"""Share of the tracks that may sound otherwise for what tells of the whole library to stay."""

_SIZE = 0.2
"""Share of the tracks that may come or go until it is told anew which folders are albums, which
takes longer than to tell of those tracks."""


def load_space(catalogue: Catalogue, vectors: VectorStore, card: EncoderCard) -> Space:
    """Load all present tracks that have been listened to, and how they sound.

    Raises:
        StoreUnusable: The store cannot be read.
    """
    with vectors.pooled.reading():  # or somebody else might pool in between
        space, _ = _load(catalogue, vectors, card)
    give_memory_back()  # of a large library, as much again as half the space takes
    return space


def _load(
    catalogue: Catalogue, vectors: VectorStore, card: EncoderCard
) -> tuple[Space, dict[TrackId, int]]:
    """The space, and where the slices of each track are stored."""
    present = {track.id: track for track in catalogue.tracks()}
    loaded = vectors.pooled.load()
    found = track_vectors(vectors.pooled, loaded)
    rows = [row for row, track_id in enumerate(loaded.track_ids) if track_id in present]
    parts = [
        (part if len(rows) == len(part) else part[rows]).reshape(-1, card.dimensions)
        for part in (found.vectors, found.heads, found.tails)
    ]
    tracks = [present[loaded.track_ids[row]] for row in rows]
    return Space.of(tracks, *parts, centred=card.centred), _slices_of(loaded)


class FollowingSpace:
    """The library as a space that follows it: only what came, changed or went is read again.

    Tracks that come take their places at the end, and those behind one that goes move up. The
    vectors of all are read again once all were pooled anew, and all tracks where many changed.
    """

    def __init__(self, catalogue: Catalogue, vectors: VectorStore, card: EncoderCard) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._card = card
        self._space: Space | None = None
        self._read = 0
        self._made: Pooling | None = None
        """How all was pooled when the vectors of all tracks were read."""
        self._altered = 0
        """Vectors that were read since."""
        self._gathered = 0
        """Tracks there were when the facts of all were gathered."""
        self._revision = 0
        self._row_of: dict[TrackId, int] = {}
        self._slices_of: dict[TrackId, int] = {}

    def load(self) -> Space:
        """The space as the library is now.

        Raises:
            StoreUnusable: The store cannot be read.
        """
        with self._vectors.pooled.reading():  # or somebody else might pool in between
            return self._loaded()

    def _loaded(self) -> Space:
        read, made = self._catalogue.revision(), self._vectors.pooled.pooling()
        space = None
        if self._space is not None and len(self._space) and made is not None:
            space = self._followed(self._space, made)
        if space is None:
            with lasting():
                space, self._slices_of = _load(self._catalogue, self._vectors, self._card)
            give_memory_back()
            self._made, self._altered, self._gathered = made, 0, len(space)
        if space is not self._space:
            self._row_of = {
                track.id: row for row, track in enumerate(space.tracks) if track.id is not None
            }
        self._space, self._read = space, read
        self._revision = 0 if made is None else made.revision
        return space

    def _followed(self, space: Space, made: Pooling) -> Space | None:
        """The space with all that has changed; None if that is too much."""
        changed = self._catalogue.changed_since(self._read, _FEW)
        if changed is None:
            return None
        came = {track.id: track for track in changed.tracks if track.id is not None}
        renamed = {
            self._row_of[track_id]: track
            for track_id, track in came.items()
            if track_id in self._row_of
            and space.tracks[self._row_of[track_id]].content_id == track.content_id
        }
        strangers = came.keys() - {track.id for track in renamed.values()}
        some = None if self._is_outdated(made) else self._changed_vectors(strangers)
        loaded = some or self._vectors.pooled.load()
        slices_of = _slices_of(loaded)
        left = self._row_of.keys() - slices_of if some is None else self._left(made, slices_of)
        gone = (strangers | {*changed.gone, *left}) & self._row_of.keys()
        new = sorted(slices_of.keys() - (self._row_of.keys() - gone))
        if len(new) > _FEW:
            return None
        newcomers = [track for track in self._catalogue.with_ids(new) if track.id is not None]
        if renamed:
            space = space.renamed(renamed)
        if gone:
            space = space.without(np.array(sorted(self._row_of[key] for key in gone), np.int64))
        for track_id in gone:
            self._slices_of.pop(track_id, None)
        self._slices_of |= slices_of
        self._altered += len(slices_of)
        if some is None:
            self._made, self._altered = made, 0
            return self._sounding_anew(space, newcomers, loaded)
        return self._grown(space, newcomers, loaded) if slices_of else space

    def _is_outdated(self, made: Pooling) -> bool:
        """Whether the vectors of all tracks are to be read again."""
        before = self._made
        if before is None or before.epsilon != made.epsilon or made.revision < self._revision:
            return True  # Revisions fall where all was forgotten and pooled again.
        drift = abs(math.log1p(made.speaking) - math.log1p(before.speaking))
        return drift > _DRIFT or self._altered > _ALTERED * len(self._row_of)

    def _changed_vectors(self, besides: Iterable[TrackId]) -> PooledTracks | None:
        return self._vectors.pooled.changed_since(self._revision, _FEW, besides)

    def _left(self, made: Pooling, again: Mapping[TrackId, int]) -> Collection[TrackId]:
        """Tracks that are pooled no more, though they are there: they could not be heard."""
        if made.revision == self._revision:
            return ()
        pooled = self._vectors.pooled.recordings()
        return [
            track_id
            for track_id, slices_id in self._slices_of.items()
            if slices_id not in pooled and track_id not in again
        ]

    def _grown(self, space: Space, newcomers: Sequence[Track], loaded: PooledTracks) -> Space:
        """The space with newcomers, and with some tracks that sound otherwise than before."""
        found = track_vectors(self._vectors.pooled, loaded)
        row_of = {track_id: row for row, track_id in enumerate(found.track_ids)}
        old = [
            (row, row_of[track.id])
            for row, track in enumerate(space.tracks)
            if track.id in row_of and track.id is not None
        ]
        rows, places = np.array(old, np.int64).reshape(-1, 2).T
        new = np.array([row_of[track.id] for track in newcomers if track.id is not None], np.int64)
        return space.grown(newcomers, _some(found, new), rows, _some(found, places))

    def _sounding_anew(
        self, space: Space, newcomers: Sequence[Track], loaded: PooledTracks
    ) -> Space:
        """The space with newcomers, and with other vectors for all tracks."""
        found = track_vectors(self._vectors.pooled, loaded)
        row_of = {track_id: row for row, track_id in enumerate(found.track_ids)}
        tracks = [*space.tracks, *newcomers]
        facts = None
        if abs(len(tracks) - self._gathered) > _SIZE * self._gathered:
            self._gathered = len(tracks)
        else:
            facts = space.facts.and_more(newcomers) if newcomers else space.facts
        places = [row_of[track.id] for track in tracks if track.id is not None]
        sound = _some(found, np.array(places, np.int64))
        parts = (sound.vectors, sound.heads, sound.tails)
        return Space.of(tracks, *parts, centred=self._card.centred, facts=facts)


def _slices_of(loaded: PooledTracks) -> dict[TrackId, int]:
    return dict(zip(loaded.track_ids, loaded.slices_ids.tolist(), strict=True))


def _some(found: TrackVectors, rows: IntArray) -> Sound:
    return Sound(found.vectors[rows], found.heads[rows], found.tails[rows])


class LatestSpace:
    """The space as the library is now; any thread may get it, and whoever loads puts it."""

    def __init__(self, space: Space) -> None:
        self._space = space

    def put(self, space: Space) -> None:
        """Have `space` from now on."""
        self._space = space

    def get(self) -> Space:
        """The space, as it was put last."""
        return self._space
