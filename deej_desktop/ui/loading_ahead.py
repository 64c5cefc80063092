"""Loading what the window shows later while it is idle, so that it is there when it is wanted."""

from __future__ import annotations

import importlib
import pkgutil

from PySide6.QtCore import QObject, QTimer

from deej_desktop.ui import dialogs, library

_EVERY_MS = 100


class LoadingAhead(QObject):
    """Loads the modules of the library and the settings one at a time, in the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = [
            module.name
            for package in (library, dialogs)
            for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
        ]
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load_next)

    @property
    def is_done(self) -> bool:
        """Whether all is loaded."""
        return not self._waiting

    def start(self) -> None:
        """Begin, a moment from now."""
        self._timer.start(_EVERY_MS)

    def _load_next(self) -> None:
        if self._waiting:
            importlib.import_module(self._waiting.pop(0))
        else:
            self._timer.stop()
