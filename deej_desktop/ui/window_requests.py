"""What others than the listener ask of the window, in its own thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from deej_desktop.domain.signal import Signal as DomainSignal


class WindowRequests(QObject):
    """Passes requests from any thread on to a window."""

    _bring_up_wanted = Signal()
    _quit_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        queued = Qt.ConnectionType.QueuedConnection
        self._bring_up_wanted.connect(self._bring_up, queued)
        self._quit_wanted.connect(self._quit, queued)
        self.fills_screen: DomainSignal[bool] = DomainSignal()
        self.gone: DomainSignal[None] = DomainSignal()
        self._in_use = False
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication), "there is a window"
        app.applicationStateChanged.connect(self._note_use)
        self._note_use(app.applicationState())

    def follow(self, window: QWidget) -> None:
        """Pass requests on to another window from now on."""
        self._window = window

    @property
    def in_use(self) -> bool:
        """Whether the listener works in a window of Deej just now."""
        return self._in_use

    def bring_up(self) -> None:
        """Show the window above the others, soon."""
        self._bring_up_wanted.emit()

    def quit(self) -> None:
        """End the application as if its window had been closed, soon."""
        self._quit_wanted.emit()

    def _note_use(self, state: Qt.ApplicationState) -> None:
        self._in_use = state == Qt.ApplicationState.ApplicationActive

    def _bring_up(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _quit(self) -> None:
        QApplication.quit()
