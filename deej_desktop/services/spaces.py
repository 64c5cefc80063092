"""The library as a space that the recommender can choose from."""

from __future__ import annotations

import threading
from collections.abc import Callable

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.space import Space


def load_space(catalogue: Catalogue, vectors: VectorStore, card: EncoderCard) -> Space:
    """Load all present tracks that have been listened to, and how they sound.

    Raises:
        StoreUnusable: The store cannot be read.
    """
    loaded = vectors.load()
    present = {track.id: track for track in catalogue.tracks()}
    kept = [row for row, track_id in enumerate(loaded.track_ids) if track_id in present]
    tracks = [present[loaded.track_ids[row]] for row in kept]
    parts = (
        part.reshape(-1, card.dimensions)[kept]
        for part in (loaded.vectors, loaded.heads, loaded.tails)
    )
    return Space.of(tracks, *parts, centred=card.centred)


class LatestSpace:
    """The space as the library is now, loaded once for all who ask; any thread may."""

    def __init__(self, load: Callable[[], Space]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._space: Space | None = None

    def outdate(self) -> None:
        """Load it anew for whoever asks next; what is being loaded counts as out of date."""
        with self._lock:
            self._space = None

    def get(self) -> Space:
        """The space; waits for the store after a change.

        Raises:
            StoreUnusable: The store cannot be read.
        """
        with self._lock:
            if self._space is None:
                self._space = self._load()
            return self._space
