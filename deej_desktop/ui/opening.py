"""What is seen while Deej opens: the window's frame where the window will be, at once.

It loads nothing but Qt: all that the window shows, and the libraries behind it, come later.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QElapsedTimer, QEventLoop, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from deej_desktop.ui.colors import DARK, LIGHT
from deej_desktop.ui.icons import icon, paint_icon

_PATIENCE_MS = 300
"""A window manager that takes longer to show a frame must not hold up the window."""

_LOGO = 88.0
_USUAL_SIZE = (1080, 720)
_SETTINGS = "settings.json"


class Opening(QWidget):
    """An empty window with the logo in its middle; close it when the real one is there."""

    def __init__(self, data_dir: Path) -> None:
        """Show it where the window was the last time, in the colours chosen in `data_dir`."""
        app = QApplication.instance()
        self._app = app if isinstance(app, QApplication) else make_application()
        super().__init__()
        kept = _kept(data_dir)
        scheme = self._app.styleHints().colorScheme()
        is_dark = scheme != Qt.ColorScheme.Light
        if kept.get("theme") in ("light", "dark"):
            is_dark = kept["theme"] == "dark"
        self._colors = DARK if is_dark else LIGHT
        self._is_painted = False
        self.setWindowTitle("Deej")
        self.resize(*_USUAL_SIZE)
        place = kept.get("window_geometry")
        if isinstance(place, str) and place:
            self.restoreGeometry(QByteArray.fromBase64(place.encode(errors="replace")))

    def show_at_once(self) -> None:
        """Be on the screen before anything else is loaded."""
        self.show()
        waiting = QElapsedTimer()
        waiting.start()
        while not self._is_painted and waiting.elapsed() < _PATIENCE_MS:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 20)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._colors.window))
        logo = QRectF(0, 0, _LOGO, _LOGO)
        logo.moveCenter(QRectF(self.rect()).center())
        paint_icon(painter, "deej", logo, QColor(self._colors.text))
        self._is_painted = True


def make_application() -> QApplication:
    """Return the application object with Deej's names and icon."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("deej")
    app.setApplicationDisplayName("Deej")
    # Wayland finds the icon by the name of the .desktop file only.
    app.setDesktopFileName("deej")
    app.setWindowIcon(icon("deej", QColor("white")))
    return app


def _kept(data_dir: Path) -> dict[str, object]:
    """The settings as they are written, unchecked: checking them loads what takes its time."""
    try:
        kept = json.loads((data_dir / _SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
