"""Falling silent after a while, for whoever falls asleep to music."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

_TICK_MS = 10_000


class SleepTimer(QObject):
    """Counts down; `changed` when it starts, is taken back, or has less left to tell of."""

    changed = Signal()
    rang = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._ring)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.changed)

    @property
    def left_s(self) -> float | None:
        """Seconds until it rings; None while it does not run."""
        return self._end.remainingTime() / 1000 if self._end.isActive() else None

    def start(self, seconds: float) -> None:
        """Ring in so many seconds, whatever was wanted before."""
        self._end.start(round(1000 * seconds))
        self._tick.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Do not ring."""
        self._end.stop()
        self._tick.stop()
        self.changed.emit()

    def _ring(self) -> None:
        self.cancel()
        self.rang.emit()
