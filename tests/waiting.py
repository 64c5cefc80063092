"""Letting a window and its threads work for a while."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer


def wait_ms(duration: int) -> None:
    """Let them work; QTest's own wait would keep the threads waiting."""
    loop = QEventLoop()
    QTimer.singleShot(duration, loop.quit)
    loop.exec()
