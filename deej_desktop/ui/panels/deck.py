"""The deck at the foot of the window: a knob at either hand, the transport between them."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.services.api import JukeboxApi, JukeboxState
from deej_desktop.ui.panels.knobs import DrunkKnob, KeepOnKnob
from deej_desktop.ui.panels.transport import Transport
from deej_desktop.ui.panels.volume import Volume
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, Theme
from deej_desktop.ui.widgets.position_bar import PositionBar

_POLL_MS = 250


class Deck(QWidget):
    """Everything that is turned and pressed while listening."""

    def __init__(self, theme: Theme, jukebox: JukeboxApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._jukebox = jukebox
        self._state = JukeboxState()
        self.keep_on = KeepOnKnob(theme)
        self.keep_on.turned.connect(jukebox.set_keep_on)
        self.drunk = DrunkKnob(theme)
        self.drunk.turned.connect(jukebox.set_drunk)
        self.transport = Transport(theme, jukebox)
        self.volume = Volume(theme)
        self.volume.changed.connect(jukebox.set_volume)
        self.position = PositionBar(theme)
        self.position.seek_wanted.connect(jukebox.seek)
        self._line = QHBoxLayout()
        self._line.setSpacing(SPACE_L)
        self._line.addWidget(self.position, 1)
        self._line.addWidget(self.volume)
        self._row = QHBoxLayout()
        self._row.addWidget(self.keep_on, 1)
        self._row.addWidget(self.transport)
        self._row.addWidget(self.drunk, 1)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._line)
        self._layout.addLayout(self._row)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._show_position)
        theme.changed.connect(self.update)
        self.set_compact(is_compact=False, has_texts=True)

    def show_state(self, state: JukeboxState, *, can_begin: bool) -> None:
        """Show `state`; `can_begin` if there is any music to start with."""
        self._state = state
        self.keep_on.show_tracks(state.keep_on)
        self.drunk.show_share(state.drunk)
        self.volume.show_volume(state.volume)
        self.transport.show_state(state, can_begin=can_begin)
        self._show_position()
        self._run_timer()

    def set_compact(self, *, is_compact: bool, has_texts: bool) -> None:
        """Take less room: smaller knobs in a low window, no words beside them in a narrow one."""
        side = SPACE_M if is_compact else SPACE_XL
        self._layout.setContentsMargins(side, SPACE_XS if is_compact else SPACE_S, side, SPACE_S)
        self._layout.setSpacing(0 if is_compact else SPACE_XS)
        self._row.setSpacing(SPACE_M if is_compact else SPACE_XL)
        self.transport.set_compact(is_compact=is_compact)
        self.volume.show_slider(is_shown=has_texts)
        self.position.slider.set_flat(is_flat=is_compact)
        for labelled in (self.keep_on, self.drunk):
            labelled.knob.set_diameter(round((72 if is_compact else 108) * self._theme.growth))
            labelled.show_texts(are_shown=has_texts)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line"))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_timer()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _run_timer(self) -> None:
        if self._state.playing is not None and not self._state.paused and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _show_position(self) -> None:
        playing = self._state.playing
        if playing is None:
            self.position.show_position(0.0, None)
        else:
            self.position.show_position(self._jukebox.position(), playing.duration_s)
