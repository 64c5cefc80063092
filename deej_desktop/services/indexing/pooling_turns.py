"""When a scan pools what it has heard so far, so that a library that grows can be played early."""

from __future__ import annotations

import time
from collections.abc import Callable

from deej_desktop.domain.progress import Progress, ProgressSink

_FIRST = 5
"""Tracks listened to after which a first playlist can be made."""

_EVERY_S = 5.0
"""Seconds between two poolings at least: whoever chooses from the music looks at it anew then."""

_SHARE = 1 / 20
"""Of a scan's time that pooling may take: it takes longer the more there is."""

_QUIETLY_S = 1.0
"""Seconds after which a pooling is told of: few songs more take less, and are no news."""


class PoolingTurns:
    """Pools now and then; used by one thread."""

    def __init__(
        self,
        pool: Callable[[ProgressSink], object],
        epsilon: Callable[[], float],
        progress: ProgressSink,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make ready.

        Args:
            pool: Pools what has been heard, by the epsilon that is wanted then.
            epsilon: Which one is.
            progress: Told how far a pooling has come, if that takes a while.
            clock: In seconds.
        """
        self._pool = pool
        self._wanted = epsilon
        self._epsilon = epsilon()
        self._progress = progress
        self._clock = clock
        self._waiting = 0
        self._next = clock()

    def heard(self) -> None:
        """Another track has been listened to."""
        self._waiting += 1
        if self._waiting >= _FIRST and self._clock() >= self._next:
            self._pool_now()

    def follow(self) -> float:
        """Pool at once if the listener wants another epsilon; for how many seconds."""
        return 0.0 if self._wanted() == self._epsilon else self._pool_now()

    def _pool_now(self) -> float:
        begin = self._clock()

        def tell(progress: Progress) -> None:
            if self._clock() - begin >= _QUIETLY_S:
                self._progress(progress)

        self._epsilon = self._wanted()
        self._pool(tell)
        end = self._clock()
        self._waiting = 0
        self._next = end + max(_EVERY_S, (end - begin) / _SHARE)
        return end - begin
