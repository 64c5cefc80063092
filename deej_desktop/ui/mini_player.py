"""The mini player: a small window above the others, for while one works."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from deej_desktop.services.api import JukeboxApi, JukeboxState, plays
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.format import joined
from deej_desktop.ui.sentences import said
from deej_desktop.ui.small_face import SmallFace
from deej_desktop.ui.theme import SPACE_M, SPACE_S, SPACE_XS, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.icon_button import IconButton

_COVER, _WIDTH = 76, 440


class MiniPlayer(SmallFace):
    """Cover, title, what comes next, and the buttons one needs; dragged by any free place."""

    def __init__(
        self,
        theme: Theme,
        jukebox: JukeboxApi,
        covers: Covers,
        press: Callable[[QKeyEvent], bool],
    ) -> None:
        flags = Qt.WindowType
        frameless = flags.Window | flags.WindowStaysOnTopHint | flags.FramelessWindowHint
        super().__init__(theme, jukebox, covers, press, frameless)
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
        self._more.clicked.connect(self.more_like_this)
        self._whole = IconButton(theme, "window", self.tr("The whole window"), 32)
        self._whole.clicked.connect(self.window_wanted)
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMinimumWidth(300)
        self.resize(round(_WIDTH * theme.scale), self.minimumSizeHint().height())

    def show_state(self, state: JukeboxState) -> None:
        """Show what plays and what comes next."""
        super().show_state(state)
        playing = state.playing
        is_playing = plays(state)
        self._play.show_as(
            "pause" if is_playing else "play", self.tr("Pause") if is_playing else self.tr("Play")
        )
        self._skip.setEnabled(bool(state.queue) or playing is not None)
        self._more.setEnabled(playing is not None)
        self._title.setText(playing.title if playing is not None else self.tr("Nothing plays"))
        self._artist.setText(playing.artist if playing is not None else "")
        self._next.setText(self._words_for_next())
        self.setWindowTitle(joined(self._title.text(), self._artist.text(), by=" — "))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle = self.windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.window_wanted.emit()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_progress(painter, 3, self._theme.color("keep_on"))

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

    def _words_for_next(self) -> str:
        if self._state.interrupted:
            return said(self._state.interrupted)
        if self._state.stop_after_current:
            return self.tr("Stops after this song")
        if not self._state.queue:
            return ""
        return self.tr("Next: {title}").format(title=self._state.queue[0].track.title)
