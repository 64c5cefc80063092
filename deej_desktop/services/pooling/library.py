"""From slices to tracks: Mp3ToVec over the whole library, kept in the store."""

from __future__ import annotations

import logging
from collections.abc import Sized

from deej_desktop.analysis.heard import Heard
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.domain.track import Track
from deej_desktop.library.pooled_rows import OvertakenError, Pooling
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.pooling.joining import join_and_leave
from deej_desktop.services.pooling.whole import pool_whole

_log = logging.getLogger(__name__)

_WORTH = 25
"""Where more than one track of so many came or went, pooling all anew is quicker."""


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
    """Bring the vectors of all tracks up to date with their slices, unless they are.

    Where few tracks came or went, only what says what they say is looked at; the outcome is the
    same.

    Args:
        vectors: Of the encoder in use.
        epsilon: Cosine distance under which two slices are the same.
        progress: Told how far it has come.
        cancel: May stop it; whatever is in force then is whole, with or without some of the
            tracks that came and went.

    Returns:
        Whether anything changed.

    Raises:
        Cancelled: If asked to stop.
        StoreUnusable: The store cannot be read or written.
    """
    cancel = cancel or CancelToken()
    while True:
        try:
            return _pool(vectors, epsilon, progress, cancel)
        except OvertakenError:
            _log.info("Somebody else has pooled meanwhile")


def _pool(
    vectors: VectorStore, epsilon: float, progress: ProgressSink, cancel: CancelToken
) -> bool:
    pooled = vectors.pooled
    made, changes = pooled.pooling(), pooled.changes()
    if made is not None and made.epsilon == epsilon and not changes:
        return False
    if made is None or made.epsilon != epsilon or _is_quicker_anew(made, changes):
        wanted = pooled.copies()
        pool_whole(pooled, wanted, epsilon, progress, cancel)
        _log.info("Pooled %d recordings at epsilon %g", len(wanted), epsilon)
    else:
        join_and_leave(pooled, made, changes, progress, cancel)
        _log.info("Pooled %d recordings that came or went", len(changes))
    return True


def _is_quicker_anew(made: Pooling, changes: Sized) -> bool:
    return len(changes) * _WORTH > made.speaking or made.speaking > 2 * made.made_for
