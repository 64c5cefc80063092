"""The car screen: what plays, and one axis with play and pause in its middle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout
from typing_extensions import override

from deej_desktop.services.api import JukeboxApi, JukeboxState, plays
from deej_desktop.ui.car.look import DAY, NIGHT, CarColors, is_bright
from deej_desktop.ui.car.target import Target
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.sentences import said
from deej_desktop.ui.small_face import SmallFace
from deej_desktop.ui.theme import SPACE_L, SPACE_S, SPACE_XL, Theme
from deej_desktop.ui.widgets.elided_label import ElidedLabel

_LOUDER = 0.05
_OUT = 64
_LINE = 8


class CarScreen(SmallFace):
    """Fills the screen. Left is something else, right is more of this, the middle pauses.

    Arrow keys, Enter and Escape do all of it, as the remotes of cars and televisions send them.
    """

    def __init__(
        self,
        theme: Theme,
        jukebox: JukeboxApi,
        covers: Covers,
        press: Callable[[QKeyEvent], bool],
        now: Callable[[], dt.datetime] = dt.datetime.now,
    ) -> None:
        """Make it.

        Args:
            theme: Says whether light or dark was chosen.
            jukebox: What it steers.
            covers: Has the covers.
            press: Acts on keys as the whole window does.
            now: The clock.
        """
        super().__init__(theme, jukebox, covers, press)
        self._now = now
        self._colors: CarColors = NIGHT
        self._title = ElidedLabel(lines=2)
        self._artist = ElidedLabel(lines=2)
        self.otherwise = Target("next", self.tr("Something else"), "otherwise")
        self.otherwise.clicked.connect(self._something_else)
        self.pause = Target("play", self.tr("Play"), "text")
        self.pause.clicked.connect(jukebox.toggle_pause)
        self.more = Target("more", self.tr("More of this"), "more")
        self.more.clicked.connect(self.more_like_this)
        self._out = Target("close", "", "soft", self)
        self._out.setAccessibleName(self.tr("Leave the car screen"))
        self._out.setFixedSize(_OUT, _OUT)
        self._out.clicked.connect(self.window_wanted)
        self._build()
        self.setWindowTitle("Deej")
        self.setMinimumSize(400, 300)
        self._timer.timeout.connect(self._dress)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def colors(self) -> CarColors:
        """The look in place."""
        return self._colors

    def show_state(self, state: JukeboxState) -> None:
        """Show what plays."""
        super().show_state(state)
        playing = state.playing
        is_playing = plays(state)
        self.pause.say(
            self.tr("Pause") if is_playing else self.tr("Play"), "pause" if is_playing else "play"
        )
        self.more.setEnabled(playing is not None)
        self.otherwise.setEnabled(playing is not None)
        self._title.setText(playing.title if playing is not None else self.tr("Nothing plays"))
        artist = playing.artist if playing is not None else ""
        self._artist.setText(said(state.interrupted) or artist)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        actions: dict[int, Callable[[], None]] = {
            key.Key_Left: self.otherwise.click,
            key.Key_Right: self.more.click,
            key.Key_Return: self.pause.click,
            key.Key_Enter: self.pause.click,
            key.Key_Select: self.pause.click,
            key.Key_Space: self.pause.click,
            key.Key_Up: lambda: self._louder(_LOUDER),
            key.Key_Down: lambda: self._louder(-_LOUDER),
        }
        action = actions.get(event.key())
        if action is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                action()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The names do not reach under the button in the corner.
        self._names.setContentsMargins(0, 0, self._out.width(), 0)
        height = self.height()
        for label, share, weight in (
            (self._title, 0.095, QFont.Weight.Bold),
            (self._artist, 0.06, QFont.Weight.Medium),
        ):
            font = QFont(self.font())
            font.setPixelSize(max(18, round(min(height, self.width() * 0.7) * share)))
            font.setWeight(weight)
            label.setFont(font)
        direction = QBoxLayout.Direction
        is_upright = self.width() < height
        self._top.setDirection(direction.TopToBottom if is_upright else direction.LeftToRight)
        self._axis.setDirection(direction.BottomToTop if is_upright else direction.LeftToRight)
        side = min(round(height * 0.44), round(self.width() * 0.36))
        if is_upright:
            side = min(round(height * 0.34), self.width() - 3 * SPACE_XL - self._out.width())
        self._cover.setFixedSize(side, side)
        self._out.move(self.width() - self._out.width() - SPACE_XL, SPACE_XL)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colors.ground))
        painter.fillRect(0, self.height() - _LINE, self.width(), _LINE, QColor(self._colors.target))
        self._paint_progress(painter, _LINE, QColor(self._colors.otherwise))

    def _build(self) -> None:
        self._names = names = QVBoxLayout()
        names.setSpacing(SPACE_S)
        names.addStretch(1)
        names.addWidget(self._title)
        names.addWidget(self._artist)
        names.addStretch(1)
        self._top = top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(SPACE_XL)
        top.addWidget(self._cover)
        top.addLayout(names, 1)
        self._axis = axis = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        axis.setSpacing(SPACE_L)
        axis.addWidget(self.otherwise, 5)
        axis.addWidget(self.pause, 4)
        axis.addWidget(self.more, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL + 4)
        layout.setSpacing(SPACE_XL)
        layout.addLayout(top, 6)
        layout.addLayout(axis, 5)
        self._out.raise_()
        # The axis is a direction, not a writing.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _something_else(self) -> None:
        if self._state.playing is not None:
            self._jukebox.less_of(self._state.playing)
            self._jukebox.next()

    def _louder(self, step: float) -> None:
        volume = self._jukebox.state.volume + step
        self._jukebox.set_volume(min(1.0, max(0.0, volume)))

    def _dress(self) -> None:
        """Take the look for this time of the day."""
        bright = is_bright(self._theme.choice, self._now().time())
        self._colors = DAY if bright else NIGHT
        for label, color in ((self._title, self._colors.text), (self._artist, self._colors.soft)):
            palette = QPalette(label.palette())
            palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
            label.setPalette(palette)
        for target in (self.otherwise, self.pause, self.more, self._out):
            target.wear(self._colors)
        self.update()
