"""A typed signal: how engines tell whoever listens, without knowing Qt or each other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Signal(Generic[T]):
    """Calls every listener with a value, in the thread that emits.

    A listener that raises is logged and does not keep the others from hearing.
    """

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []
        self._lock = threading.Lock()

    def connect(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Add `listener` and return a function that removes it again."""
        with self._lock:
            self._listeners.append(listener)

        def disconnect() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return disconnect

    def emit(self, value: T) -> None:
        """Call every listener with `value`, in the order they were added."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(value)
            except Exception:  # noqa: BLE001
                # One deaf listener must not stop playback or a scan for all the others.
                _log.exception("A listener failed")
