"""The library as a space that the recommender can choose from."""

from __future__ import annotations

import math

import numpy as np

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.arrays import IntArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.pooled import Pooling
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.space import Sound, Space
from deej_desktop.services.pooling.track_vectors import load_track_vectors, track_vectors

_FEW = 500
"""Tracks that may have come or changed for the rest to stay as it is."""

_DRIFT = 1e-3
"""Change of ln(1 + N) up to which the vectors of tracks that met nothing new stay as they are:
one track more in a thousand. It turns no vector by more than a thousandth."""


def load_space(catalogue: Catalogue, vectors: VectorStore, card: EncoderCard) -> Space:
    """Load all present tracks that have been listened to, and how they sound.

    Raises:
        StoreUnusable: The store cannot be read.
    """
    loaded = load_track_vectors(vectors.pooled)
    present = {track.id: track for track in catalogue.tracks()}
    kept = [row for row, track_id in enumerate(loaded.track_ids) if track_id in present]
    tracks = [present[loaded.track_ids[row]] for row in kept]
    parts = (
        part.reshape(-1, card.dimensions)[kept]
        for part in (loaded.vectors, loaded.heads, loaded.tails)
    )
    return Space.of(tracks, *parts, centred=card.centred)


class GrowingSpace:
    """The library as a space that grows with it: only what came or changed is read again.

    Tracks that came a few at a time take their places at the end; whatever else has happened, all
    is loaded anew.
    """

    def __init__(self, catalogue: Catalogue, vectors: VectorStore, card: EncoderCard) -> None:
        self._catalogue = catalogue
        self._vectors = vectors
        self._card = card
        self._space: Space | None = None
        self._read = 0
        self._loaded: Pooling | None = None
        self._pooled = 0
        self._row_of: dict[TrackId, int] = {}
        self._unheard: dict[TrackId, Track] = {}

    def load(self) -> Space:
        """The space as the library is now.

        Raises:
            StoreUnusable: The store cannot be read.
        """
        space = self._grown()
        if space is None:
            # Read before the rest: what changes meanwhile is read once more the next time.
            self._read = self._catalogue.revision()
            self._loaded = self._vectors.pooled.pooling()
            self._pooled = 0 if self._loaded is None else self._loaded.revision
            space = load_space(self._catalogue, self._vectors, self._card)
            self._row_of = {
                track.id: row for row, track in enumerate(space.tracks) if track.id is not None
            }
            self._unheard = {}
        self._space = space
        return space

    def _grown(self) -> Space | None:
        """The space with what came; None if it has to be loaded anew."""
        read, pooling = self._catalogue.revision(), self._vectors.pooled.pooling()
        if self._space is None or self._loaded is None or pooling is None or not len(self._space):
            return None
        entered = self._catalogue.entered_since(self._read, _FEW)
        pooled = self._vectors.pooled.changed_since(self._pooled, _FEW)
        drift = abs(math.log1p(pooling.speaking) - math.log1p(self._loaded.speaking))
        if entered is None or pooled is None or drift > _DRIFT:
            return None
        unheard = self._unheard | {track.id: track for track in entered if track.id is not None}
        known = self._row_of.keys() & unheard.keys()
        if known or not set(pooled.track_ids) <= self._row_of.keys() | unheard.keys():
            return None  # Retagged, moved or back.
        self._read, self._pooled = read, pooling.revision
        if not pooled.track_ids:
            self._unheard = unheard
            return self._space
        vectors = track_vectors(self._vectors.pooled, pooled)
        sound = Sound(vectors.vectors, vectors.heads, vectors.tails)
        places = [self._row_of.get(track_id) for track_id in vectors.track_ids]
        old = np.array([at for at, row in enumerate(places) if row is not None], np.int64)
        new = np.array([at for at, row in enumerate(places) if row is None], np.int64)
        tracks = [unheard.pop(vectors.track_ids[at]) for at in new.tolist()]
        for row, track in enumerate(tracks, start=len(self._space)):
            assert track.id is not None
            self._row_of[track.id] = row
        self._unheard = unheard
        rows = np.array([row for row in places if row is not None], np.int64)
        return self._space.grown(tracks, _some(sound, new), rows, _some(sound, old))


def _some(sound: Sound, rows: IntArray) -> Sound:
    return Sound(sound.vectors[rows], sound.heads[rows], sound.tails[rows])


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
