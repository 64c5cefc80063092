"""The library as a space that the recommender can choose from."""

from __future__ import annotations

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.space import Space
from deej_desktop.services.track_vectors import load_track_vectors


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
