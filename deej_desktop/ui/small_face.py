"""What the windows that stand in for the whole one have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QHideEvent, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deej_desktop.services.api import JukeboxApi, JukeboxState
from deej_desktop.ui.covers import LARGE, Covers
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.cover import CoverView

_POLL_MS = 500


class SmallFace(QWidget):
    """Shows the cover of what plays and how far it is; gives way to the whole window."""

    window_wanted = Signal()
    """The listener wants the whole window back."""

    def __init__(
        self,
        theme: Theme,
        jukebox: JukeboxApi,
        covers: Covers,
        press: Callable[[QKeyEvent], bool],
        flags: Qt.WindowType = Qt.WindowType.Window,
    ) -> None:
        """Make it.

        Args:
            theme: Where its looks come from.
            jukebox: What it steers.
            covers: Has the covers.
            press: Acts on keys as the whole window does.
            flags: Of the window.
        """
        super().__init__(None, flags)
        self._theme = theme
        self._jukebox = jukebox
        self._covers = covers
        self._press = press
        self._state = JukeboxState()
        self._cover = CoverView(theme)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self.update)
        covers.loaded.connect(self._cover_arrived)
        theme.changed.connect(self.update)

    def show_state(self, state: JukeboxState) -> None:
        """Show what plays."""
        before, self._state = self._state, state
        if state.playing != before.playing:
            self._show_cover()
        self.update()

    def more_like_this(self) -> None:
        """Steer towards what plays."""
        if self._state.playing is not None:
            self._jukebox.more_like(self._state.playing)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self.window_wanted.emit()
        elif not self._press(event):
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        # By the hand on the window's frame; the music goes on.
        if event.spontaneous():
            event.ignore()
            self.window_wanted.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        # Otherwise the first button would begin with the ring of the keyboard focus.
        self.setFocus()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _paint_progress(self, painter: QPainter, thickness: int, color: QColor) -> None:
        """Paint how far what plays is, along the lower edge."""
        playing = self._state.playing
        if playing is None or playing.duration_s <= 0:
            return
        share = min(1.0, self._jukebox.position() / playing.duration_s)
        line = QRectF(0, self.height() - thickness, self.width() * share, thickness)
        if self.isRightToLeft():
            line.moveRight(self.width())
        painter.fillRect(line, color)

    def _show_cover(self) -> None:
        playing = self._state.playing
        art = self._covers.get(playing, LARGE) if playing is not None else None
        name = (playing.tags.album or playing.title) if playing is not None else ""
        self._cover.show_cover(art.image if art is not None else None, name)

    def _cover_arrived(self, path: object) -> None:
        if self._state.playing is not None and self._state.playing.path == path:
            self._show_cover()
