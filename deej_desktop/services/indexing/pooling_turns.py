"""When a scan pools what it has heard so far, so that a library that grows can be played early."""

from __future__ import annotations

import time
from collections.abc import Callable

_FIRST = 5
"""Tracks listened to after which a first playlist can be made."""

_EVERY_S = 5.0
"""Seconds between two poolings at least: whoever chooses from the music looks at it anew then."""

_SHARE = 1 / 20
"""Of a scan's time that pooling may take: it takes longer the more there is."""


class PoolingTurns:
    """Pools now and then; used by one thread."""

    def __init__(
        self, pool: Callable[[], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Make ready.

        Args:
            pool: Pools what has been heard.
            clock: In seconds.
        """
        self._pool = pool
        self._clock = clock
        self._waiting = 0
        self._next = clock()

    def heard(self) -> None:
        """Another track has been listened to."""
        self._waiting += 1
        begin = self._clock()
        if self._waiting < _FIRST or begin < self._next:
            return
        self._pool()
        end = self._clock()
        self._waiting = 0
        self._next = end + max(_EVERY_S, (end - begin) / _SHARE)
