"""Garbage is collected in the GUI thread, a little at a time.

Python does so whenever a thread has made many objects, and nothing else runs meanwhile: with a
library of 100,000 songs that is felt.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500
_YOUNG = 700
"""Objects that are worth a look, as in Python's own rule."""

_TIMES = 10
"""Looks at younger objects before those that survived are looked at, as in Python's own rule."""

_FLOOD = 10_000
"""So many new objects at once are a library that was loaded, and no garbage."""

_LONGEST_S = 0.02


class IdleCollection(QObject):
    """Takes the place of Python's own collection until it is closed.

    What was loaded before, and what there is a flood of, is never looked at again. It still goes
    when nothing refers to it any more, unless it refers to itself.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_EVERY_MS)

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _look(self) -> None:
        young, middle, old = gc.get_count()
        if young > _FLOOD:
            gc.freeze()
            gc.collect(0)  # counts anew
        elif middle > _TIMES and old > _TIMES:
            start = time.perf_counter()
            gc.collect()
            if time.perf_counter() - start > _LONGEST_S:
                gc.freeze()  # what is left has just been found to be no garbage
        elif middle > _TIMES:
            gc.collect(1)
        elif young > _YOUNG:
            gc.collect(0)
