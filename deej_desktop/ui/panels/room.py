"""Hearing the room: what plays there, what would go with it, and taking over."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.microphone.gate import Heard
from deej_desktop.services.api import SettingsApi
from deej_desktop.services.room.api import RoomApi, RoomState
from deej_desktop.ui.covers import SMALL, CoverArt, Covers
from deej_desktop.ui.format import clock, joined, one_line
from deej_desktop.ui.models.proposals_model import proposal_at
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.folding_row import FoldingRow
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.level_meter import LevelMeter
from deej_desktop.ui.widgets.proposals_view import ProposalsView
from deej_desktop.ui.widgets.row_actions import RowAction
from deej_desktop.ui.widgets.switch import Switch

_LOW = 300
_NEEDED_S = 5


class RoomPanel(QFrame):
    """Turns the microphone on when it opens and off when it closes."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        room: RoomApi,
        settings: SettingsApi,
        covers: Covers,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = theme
        self._room = room
        self._settings = settings
        self._covers = covers
        self._tasks = tasks
        self._state = RoomState()
        self._trouble = ""
        self._is_open = False
        self.view = ProposalsView(theme, self._small_cover)
        self.view.act_wanted.connect(self._act)
        self.listen = IconButton(theme, "microphone", "", 34)
        self.listen.clicked.connect(self._toggle)
        self.device = QPushButton()
        self.device.setProperty("tone", "chip")
        self.device.setAccessibleDescription(self.tr("Which microphone listens"))
        self._devices = QMenu(self.device)
        self._devices.aboutToShow.connect(self._ask_for_devices)
        self.device.setMenu(self._devices)
        self._meter = LevelMeter(theme)
        self._what = ElidedLabel()
        self._more = ElidedLabel(lines=2, muted=True)
        self.kinds = (self._kind(self.tr("What follows")), self._kind(self.tr("What goes with it")))
        self.kinds[0].setChecked(True)
        self.again = QPushButton(self.tr("Listen"))
        self.again.clicked.connect(self._toggle)
        self.kinds[0].toggled.connect(lambda: self._show_proposals(at_once=True))
        self.automatic = Switch(theme, self.tr("Take over when the music ends"))
        self.automatic.setChecked(True)
        self.automatic.toggled.connect(room.set_automatic)
        self.take_over = QPushButton(self.tr("Take over now"))
        self.take_over.setProperty("tone", "primary")
        self.take_over.clicked.connect(lambda: room.take_over())
        covers.loaded.connect(lambda _: self.view.viewport().update())
        self._build()
        self._fill_devices(())
        self.show_state(room.state)

    @property
    def words(self) -> tuple[str, str]:
        """What it says of the room, and the line below."""
        return self._what.text(), self._more.text()

    def begin(self) -> None:
        """Listen."""
        self._is_open = True
        self._room.set_automatic(self.automatic.isChecked())
        self._start(self._settings.current.microphone)
        self.view.setFocus()

    def end(self) -> None:
        """Listen no more, whoever closes it."""
        self._is_open = False
        self._room.stop()

    def go_on_from(self, other: RoomPanel) -> None:
        """Do as `other` was told, in whose place this is there now."""
        self.automatic.setChecked(other.automatic.isChecked())

    def show_state(self, state: RoomState) -> None:
        """Show what is heard."""
        if state.listening:
            self._trouble = ""
        # What plays is no proposal, even under the pointer.
        is_named_anew = _playing(state) not in (None, _playing(self._state))
        self._state = state
        name = self.tr("Stop listening") if state.listening else self.tr("Listen")
        self.listen.show_as("microphone", name)
        self.listen.set_lit("danger" if state.listening else None)
        self._meter.show_level(state.level, is_on=state.listening)
        if self._is_open:
            with QSignalBlocker(self.automatic):
                self.automatic.setChecked(state.automatic)
        self._what.setText(self._in_words(state))
        self._more.setText(self._in_more_words(state))
        self._show_proposals(at_once=is_named_anew)

    def show_trouble(self, sentence: str) -> None:
        """Say why it does not listen."""
        self._trouble = sentence
        self._more.setText(self._in_more_words(self._state))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts()

    def _build(self) -> None:
        heading = QLabel(self.tr("In the room"))
        close = IconButton(self._theme, "close", self.tr("Stop listening and close"), 34)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_L, 0, SPACE_S, 0)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.listen)
        head.addWidget(close)
        source = QHBoxLayout()
        source.setSpacing(SPACE_M)
        source.addWidget(self._meter, 1)
        source.addWidget(self.device)
        above = QVBoxLayout()
        above.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        above.setSpacing(SPACE_S)
        above.addLayout(source)
        above.addWidget(self._what)
        above.addWidget(self._more)
        above.addLayout(_in_a_row(*self.kinds))
        above.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_M)
        foot.addWidget(FoldingRow(self.automatic, self.take_over))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, SPACE_S, 1, 1)
        layout.setSpacing(SPACE_S)
        layout.addLayout(head)
        layout.addLayout(above)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        set_type(heading, "heading")
        set_type(self._what, "title")
        set_type(self._more, "caption")
        set_type(self.automatic, "caption")
        set_type(self.device, "caption")

    def _kind(self, name: str) -> QPushButton:
        button = QPushButton(name)
        button.setProperty("tone", "chip")
        button.setCheckable(True)
        button.setAutoExclusive(True)
        set_type(button, "caption")
        return button

    def _toggle(self) -> None:
        if self._state.listening:
            self._room.stop()
        else:
            self._start(self._settings.current.microphone)

    def _start(self, device: str) -> None:
        self._trouble = ""
        self._room.start(device or None)

    # What is heard, in words.

    def _in_words(self, state: RoomState) -> str:
        if not state.listening:
            return self.tr("The microphone is off")
        if state.this_is is not None:
            return self.tr("This is {title}").format(title=one_line(state.this_is.track.title))
        names = {
            None: self.tr("Listening…"),
            Heard.MUSIC: self.tr("Music"),
            Heard.SPEECH: self.tr("Somebody is speaking"),
            Heard.NOISE: self.tr("Only noise"),
            Heard.SILENCE: self.tr("It is quiet"),
        }
        return names[state.heard]

    def _in_more_words(self, state: RoomState) -> str:
        if not state.listening:
            return self._trouble or self.tr("Nothing that it hears is ever kept.")
        if state.quiet > 0 and state.automatic and state.follows:
            return self.tr("The music has ended; Deej takes over in a moment.")
        if state.this_is is not None:
            track = state.this_is.track
            place = self.tr("now at {place}").format(place=clock(state.this_is.position))
            return joined(track.artist, track.tags.album, place)
        if state.heard is None and state.listened < _NEEDED_S:
            left = round(_NEEDED_S - state.listened)
            if left <= 1:
                return self.tr("One more second until something can be said.")
            return self.tr("{seconds} more seconds until something can be said.").format(
                seconds=left
            )
        if state.heard is None:
            return self.tr("Getting ready to tell what is heard…")
        if state.heard is Heard.MUSIC:
            return self.tr("Not recognised as a song of yours so far.")
        return self.tr("Play some music, and Deej proposes what goes with it.")

    # What goes with it.

    def _show_proposals(self, *, at_once: bool = False) -> None:
        follows = self.kinds[0].isChecked()
        proposals = self._state.follows if follows else self._state.goes_with
        self.view.show_proposals(proposals, at_once=at_once)
        self.take_over.setEnabled(bool(self._state.follows))
        self._show_parts()

    def _show_parts(self) -> None:
        # In a very low window the songs matter more.
        is_low = self.height() < _LOW * self._theme.scale
        for part in (self._meter, self.device, self._more):
            part.setVisible(not is_low)
        self.again.setVisible(not is_low and not self._state.listening)
        for kind in self.kinds:
            kind.setVisible(not is_low and bool(self._state.follows or self._state.goes_with))

    def _act(self, action: RowAction, index: QModelIndex) -> None:
        if action is RowAction.PLAY:
            self._room.take_over(proposal_at(index).track)

    # Which microphone.

    def _ask_for_devices(self) -> None:
        """Look for microphones while the menu is open; people plug them in at any time."""
        self._tasks.run(self._room.devices, self._fill_devices, self.show_trouble)

    def _fill_devices(self, names: tuple[str, ...]) -> None:
        chosen = self._settings.current.microphone
        name = one_line(chosen) or self.tr("The system's microphone")
        self.device.setText(f"{name} ▾".replace("&", "&&"))
        self.device.setAccessibleName(name)
        self._devices.clear()
        for value in dict.fromkeys(("", *names, chosen)):
            action = self._devices.addAction(value or self.tr("The system's microphone"))
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(partial(self._choose, value))

    def _choose(self, device: str) -> None:
        self._tasks.run(
            lambda: self._settings.change(microphone=device), lambda _: self._fill_devices(())
        )
        self._start(device)

    def _small_cover(self, track: Track) -> CoverArt | None:
        return self._covers.get(track, SMALL)


def _playing(state: RoomState) -> Track | None:
    return None if state.this_is is None else state.this_is.track


def _in_a_row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
