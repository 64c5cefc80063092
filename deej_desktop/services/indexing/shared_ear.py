"""One ear for all: worker processes that start when first needed and end when no longer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from deej_desktop.domain.errors import Cancelled
from deej_desktop.services.indexing.ear import Ear

IDLE_S = 60.0
"""An ear costs seconds to start and some hundred megabytes to keep."""


class SharedEar:
    """Lends one ear to whoever asks, and closes it when nobody has used it for a while."""

    def __init__(
        self, open_ear: Callable[[], AbstractContextManager[Ear]], idle_s: float = IDLE_S
    ) -> None:
        self._open_ear = open_ear
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._users = 0
        self._open: AbstractContextManager[Ear] | None = None
        self._ear: Ear | None = None
        self._timer: threading.Timer | None = None
        self._closed = False

    @contextmanager
    def lend(self) -> Iterator[Ear]:
        """Give the ear for as long as the block lasts, started if need be.

        Raises:
            EncoderUnusable: The encoder is broken.
            MissingLibrary: A library that listening needs is missing.
            Cancelled: It was closed for good; processes started now would never end.
        """
        ear = self._take()
        try:
            yield ear
        finally:
            self._give_back()

    def close(self) -> None:
        """End the worker processes for good; whoever still listens, or asks to, gets an error."""
        with self._lock:
            self._closed = True
            self._close()

    def _take(self) -> Ear:
        with self._lock:
            if self._closed:
                raise Cancelled
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._ear is None:
                self._open = self._open_ear()
                self._ear = self._open.__enter__()
            self._users += 1
            return self._ear

    def _give_back(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0 and self._ear is not None:
                self._timer = threading.Timer(self._idle_s, self._close_if_idle)
                self._timer.daemon = True
                self._timer.start()

    def _close_if_idle(self) -> None:
        with self._lock:
            if self._users == 0:
                self._close()

    def _close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._open is not None:
            self._open.__exit__(None, None, None)
        self._open = self._ear = None
