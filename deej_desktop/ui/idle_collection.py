"""Garbage is collected in the GUI thread, a little at a time.

Python does so in whatever thread has made many objects, and nothing else runs meanwhile: with a
library of 100,000 songs that is felt, and windows must not end in threads of others.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from deej_desktop.domain.lasting import is_loading

_EVERY_MS = 500
_YOUNG = 700
"""Objects that are worth a look, as in Python's own rule."""

_TIMES = 10
"""Looks at younger objects before those that survived are looked at, as in Python's own rule."""

_SHARE = 1 / 2000
"""Of the time that looks at all objects may take: the longer one takes, the later the next."""


class IdleCollection(QObject):
    """Takes the place of Python's own collection until it is closed.

    What was loaded before, and what is `lasting`, is never looked at again.
    """

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._next_whole = clock()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def look(self) -> None:
        """Look for garbage where that is due."""
        if is_loading():
            return  # what is there of it so far would be looked at for nothing
        young, middle, old = gc.get_count()
        if middle > _TIMES and old > _TIMES and (begin := self._clock()) >= self._next_whole:
            gc.collect()
            end = self._clock()
            self._next_whole = end + (end - begin) / _SHARE
        elif middle > _TIMES:
            gc.collect(1)
        elif young > _YOUNG:
            gc.collect(0)
