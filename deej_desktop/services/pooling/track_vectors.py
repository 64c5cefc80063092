"""The vectors of tracks, from what pooling has kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deej_desktop.analysis.mp3tovec import Sums, mean_direction, speaking, vectors_of, weights_of
from deej_desktop.analysis.newcomer import meet, nobody, vector_of_newcomer
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.library.pooled import PooledStore, PooledTracks
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.pooling.joining import Neighbourhood


@dataclass(frozen=True, eq=False)
class TrackVectors:
    """Pooled vectors of present tracks, row k belonging to `track_ids[k]`.

    Attributes:
        track_ids: In ascending order, (T,).
        vectors: Mp3ToVec, (T, d), unit length, or zero for tracks that say nothing.
        heads: What each begins like, (T, d), likewise.
        tails: What each ends like, (T, d), likewise.
    """

    track_ids: tuple[TrackId, ...]
    vectors: FloatArray
    heads: FloatArray
    tails: FloatArray


def load_track_vectors(pooled: PooledStore) -> TrackVectors:
    """The vectors of every present track that was pooled.

    Raises:
        StoreUnusable: The store cannot be read.
    """
    with pooled.reading():  # or somebody else might pool in between
        return track_vectors(pooled, pooled.load())


def track_vectors(pooled: PooledStore, loaded: PooledTracks) -> TrackVectors:
    """The vectors of those tracks that were `loaded`, in the same state of the store.

    Raises:
        StoreUnusable: The store cannot be read.
    """
    speaking_tracks = 0 if loaded.pooling is None else loaded.pooling.speaking
    vectors, doubtful = vectors_of(Sums(loaded.plain, loaded.common), speaking_tracks)
    ids = loaded.slices_ids[doubtful].tolist()
    counts, slices = pooled.counts(ids), pooled.slices(set(ids))
    for row, slices_id in zip(doubtful.tolist(), ids, strict=True):
        rows, units = speaking(slices[slices_id])
        if len(rows):
            _, tf, df = counts[slices_id]
            vectors[row] = mean_direction(units, weights_of(tf[rows], df[rows], speaking_tracks))
    return TrackVectors(loaded.track_ids, vectors, loaded.heads, loaded.tails)


def vector_in_library(vectors: VectorStore, track: Track, epsilon: float) -> FloatArray:
    """The vector (d,) of one track that was listened to: as it was pooled, or as if it joined.

    Args:
        vectors: Of the encoder in use.
        track: In the library, or from outside.
        epsilon: Cosine distance under which two slices are the same, if nothing was pooled yet.

    Raises:
        StoreUnusable: The store cannot be read.
    """
    with vectors.pooled.reading():  # or somebody else might listen or pool in between
        return _vector_in_library(vectors, track, epsilon)


def _vector_in_library(vectors: VectorStore, track: Track, epsilon: float) -> FloatArray:
    pooled = vectors.pooled
    slices_id = vectors.slices_id(track.content_id)
    if slices_id is None:
        raise LookupError(f"Nobody has listened to {track.path}")
    slices = pooled.slices([slices_id])[slices_id]
    rows, units = speaking(slices)
    if not len(rows):
        return np.zeros(slices.shape[1], np.float32)
    made = pooled.pooling()
    known = pooled.counts([slices_id]).get(slices_id)
    if made is not None and known is not None:
        return mean_direction(units, weights_of(known.tf[rows], known.df[rows], made.speaking))
    if made is None or not made.speaking:
        return vector_of_newcomer(units, meet(units, nobody(units), epsilon), 0)
    # At the epsilon of those that it is compared with.
    meeting, _ = Neighbourhood(pooled, made.epsilon).meet(units)
    return vector_of_newcomer(units, meeting, made.speaking)
