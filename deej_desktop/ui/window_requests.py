"""What others than the listener ask of the window, in its own thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget


class WindowRequests(QObject):
    """Passes requests from any thread on to a window."""

    _bring_up_wanted = Signal()
    _quit_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        queued = Qt.ConnectionType.QueuedConnection
        self._bring_up_wanted.connect(self._bring_up, queued)
        self._quit_wanted.connect(self._quit, queued)

    def bring_up(self) -> None:
        """Show the window above the others, soon."""
        self._bring_up_wanted.emit()

    def quit(self) -> None:
        """End the application as if its window had been closed, soon."""
        self._quit_wanted.emit()

    def _bring_up(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _quit(self) -> None:
        QApplication.quit()
