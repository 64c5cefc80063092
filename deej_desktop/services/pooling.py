"""From slices to tracks: Mp3ToVec over the whole library, kept in the store."""

from __future__ import annotations

import logging

import numpy as np

from deej_desktop.analysis.heard import Heard
from deej_desktop.analysis.mp3tovec import head_and_tail, mp3tovec
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.domain.track import Track
from deej_desktop.library.vectors import VectorStore

_log = logging.getLogger(__name__)


def keep_heard(vectors: VectorStore, track: Track, heard: Heard) -> None:
    """Keep what was heard of a track.

    Raises:
        UnreadableAudio: They hold what are no numbers, so the encoder could not make sense of it.
        StoreUnusable: The store cannot be written.
    """
    try:
        vectors.save_slices(track.content_id, *heard)
    except ValueError as error:
        raise UnreadableAudio(track.path, "the encoder could make nothing of it") from error


def pool_library(
    vectors: VectorStore,
    epsilon: float,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> bool:
    """Compute the vectors of all tracks from all slices, unless they are up to date.

    Args:
        vectors: Of the encoder in use.
        epsilon: Cosine distance under which two slices are the same.
        progress: Told how far it has come.
        cancel: May stop it; what was pooled before stays in force.

    Returns:
        Whether anything changed.

    Raises:
        Cancelled: If asked to stop.
        StoreUnusable: The store cannot be read or written.
    """
    if vectors.is_pooled(epsilon):
        return False
    population = vectors.population()
    slices = list(vectors.slices_of(population))
    pooled = mp3tovec(slices, epsilon, progress, cancel)
    ends = [head_and_tail(own) for own in slices]
    shape = pooled.shape
    heads = np.array([head for head, _ in ends], np.float32).reshape(shape)
    tails = np.array([tail for _, tail in ends], np.float32).reshape(shape)
    vectors.replace_track_vectors(population, epsilon, pooled, heads, tails)
    _log.info("Pooled %d tracks at epsilon %g", len(slices), epsilon)
    return True
