"""Letting a window and its threads work for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer


def wait_ms(duration: int) -> None:
    """Let them work; QTest's own wait would keep the threads waiting."""
    loop = QEventLoop()
    QTimer.singleShot(duration, loop.quit)
    loop.exec()


def wait_for(is_so: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let them work until something is so, or it has taken too long."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        wait_ms(50)
