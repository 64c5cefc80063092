"""The mini player: a small window above the others, for while one works."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxApi, JukeboxState
from deej_desktop.ui.covers import LARGE, Covers
from deej_desktop.ui.format import joined
from deej_desktop.ui.sentences import said
from deej_desktop.ui.theme import SPACE_M, SPACE_S, SPACE_XS, Theme, set_type
from deej_desktop.ui.widgets.cover import CoverView
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.icon_button import IconButton

_COVER, _WIDTH = 76, 440
_POLL_MS = 500


class MiniPlayer(QWidget):
    """Cover, title, what comes next, and the buttons one needs; dragged by any free place."""

    window_wanted = Signal()
    """The whole window, in place of this one."""

    def __init__(
        self,
        theme: Theme,
        jukebox: JukeboxApi,
        covers: Covers,
        press: Callable[[QKeyEvent], bool],
    ) -> None:
        """Make it.

        Args:
            theme: Where its looks come from.
            jukebox: What it steers.
            covers: Has the covers.
            press: Acts on keys as the whole window does.
        """
        flags = Qt.WindowType
        super().__init__(
            None, flags.Window | flags.WindowStaysOnTopHint | flags.FramelessWindowHint
        )
        self._theme = theme
        self._jukebox = jukebox
        self._covers = covers
        self._press = press
        self._state = JukeboxState()
        self._cover = CoverView(theme, _COVER)
        self._cover.setFixedSize(_COVER, _COVER)
        self._title = ElidedLabel()
        self._artist = ElidedLabel(muted=True)
        self._next = ElidedLabel(muted=True)
        set_type(self._title, "heading")
        set_type(self._next, "caption")
        self._play = IconButton(theme, "play", self.tr("Play"), 44, is_primary=True)
        self._play.clicked.connect(jukebox.toggle_pause)
        self._skip = IconButton(theme, "next", self.tr("Next song"), 36)
        self._skip.clicked.connect(jukebox.next)
        self._more = IconButton(theme, "more", self.tr("More like this"), 36)
        self._more.clicked.connect(self._more_like_this)
        self._whole = IconButton(theme, "window", self.tr("The whole window"), 32)
        self._whole.clicked.connect(self.window_wanted)
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumWidth(300)
        self.resize(round(_WIDTH * theme.scale), self.minimumSizeHint().height())
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self.update)
        covers.loaded.connect(self._cover_arrived)
        theme.changed.connect(self.update)

    def show_state(self, state: JukeboxState) -> None:
        """Show what plays and what comes next."""
        before, self._state = self._state, state
        playing = state.playing
        is_playing = playing is not None and not state.paused
        self._play.show_as(
            "pause" if is_playing else "play", self.tr("Pause") if is_playing else self.tr("Play")
        )
        self._skip.setEnabled(bool(state.queue) or playing is not None)
        self._more.setEnabled(playing is not None)
        self._title.setText(playing.title if playing is not None else self.tr("Nothing plays"))
        self._artist.setText(playing.artist if playing is not None else "")
        self._next.setText(self._words_for_next())
        self.setWindowTitle(joined(self._title.text(), self._artist.text(), by=" — "))
        if playing != before.playing:
            self._show_cover()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.window_wanted.emit()
        elif not self._press(event):
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle = self.windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.window_wanted.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        # The window manager's way of closing it leads back, too: the music goes on.
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

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        playing = self._state.playing
        if playing is None or playing.duration_s <= 0:
            return
        share = min(1.0, self._jukebox.position() / playing.duration_s)
        line = QRectF(0, self.height() - 3, self.width() * share, 3)
        if self.isRightToLeft():
            line.moveRight(self.width())
        painter.fillRect(line, self._theme.color("keep_on"))

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XS)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(self._artist)
        texts.addWidget(self._next)
        texts.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S + 2)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(self._cover)
        layout.addSpacing(SPACE_M - SPACE_XS)
        layout.addLayout(texts, 1)
        for button in (self._more, self._play, self._skip, self._whole):
            layout.addWidget(button)

    def _more_like_this(self) -> None:
        if self._state.playing is not None:
            self._jukebox.more_like(self._state.playing)

    def _words_for_next(self) -> str:
        if self._state.interrupted:
            return said(self._state.interrupted)
        if self._state.stop_after_current:
            return self.tr("Stops after this song")
        if not self._state.queue:
            return ""
        return self.tr("Next: {title}").format(title=self._state.queue[0].track.title)

    def _show_cover(self) -> None:
        playing = self._state.playing
        art = self._covers.get(playing, LARGE) if playing is not None else None
        name = _name_of(playing) if playing is not None else ""
        self._cover.show_cover(art.image if art is not None else None, name)

    def _cover_arrived(self, path: object) -> None:
        if self._state.playing is not None and self._state.playing.path == path:
            self._show_cover()


def _name_of(track: Track) -> str:
    return track.tags.album or track.title
