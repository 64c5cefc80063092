"""From the services' threads to the GUI thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtCore import Signal as QtSignal

from deej_desktop.domain.signal import Signal

T = TypeVar("T")


class Bridge(QObject):
    """Calls functions of the window, in its thread, when a signal of the services is emitted."""

    _waiting = QtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._disconnects: list[Callable[[], None]] = []
        self._closed = False
        self._waiting.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def every(self, signal: Signal[T], slot: Callable[[T], None]) -> None:
        """Call `slot` with every value that `signal` emits, in order."""
        self._connect(signal, _Line(slot, length=None))

    def latest(self, signal: Signal[T], slot: Callable[[T], None]) -> None:
        """Call `slot` with the newest value only, for snapshots that outdate each other."""
        self._connect(signal, _Line(slot, length=1))

    def close(self) -> None:
        """Listen to nothing more; what is still on its way is dropped."""
        self._closed = True
        for disconnect in self._disconnects:
            disconnect()
        self._disconnects.clear()

    def _connect(self, signal: Signal[T], line: _Line) -> None:
        def arrived(value: T) -> None:
            if line.put(value) and not self._closed:
                self._waiting.emit(line)

        self._disconnects.append(signal.connect(arrived))

    def _deliver(self, line: _Line) -> None:
        for value in line.take():
            if self._closed:
                return
            line.slot(value)


class _Line:
    """Values on their way to one slot; one event brings all that have arrived until then."""

    def __init__(self, slot: Callable[[Any], None], length: int | None) -> None:
        self.slot = slot
        self._values: deque[Any] = deque(maxlen=length)
        self._lock = threading.Lock()

    def put(self, value: object) -> bool:
        """Add `value`; whether an event must be sent, since none is on its way."""
        with self._lock:
            is_first = not self._values
            self._values.append(value)
            return is_first

    def take(self) -> list[Any]:
        with self._lock:
            values = list(self._values)
            self._values.clear()
            return values
