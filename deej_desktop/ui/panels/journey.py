"""Making a journey: drop the songs that it shall pass, see the way between them, play it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import (
    JourneyApi,
    JourneyPlan,
    JourneyStop,
    JourneyWish,
    JukeboxApi,
    JukeboxState,
)
from deej_desktop.services.playlists.api import PlaylistApi
from deej_desktop.ui.covers import SMALL, CoverArt, Covers
from deej_desktop.ui.format import joined, one_line, spoken_length
from deej_desktop.ui.icons import icon
from deej_desktop.ui.models.journey_model import JourneyModel, row_of
from deej_desktop.ui.panels.journey_end import JourneyEnd
from deej_desktop.ui.panels.journey_length import JourneyLength
from deej_desktop.ui.panels.journey_saving import JourneySaving
from deej_desktop.ui.sentences import said
from deej_desktop.ui.tasks import LatestQuestion, Tasks
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.elided_button import ElidedButton
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.folding_row import FoldingRow
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.journey_delegate import JourneyDelegate
from deej_desktop.ui.widgets.journey_view import JourneyView
from deej_desktop.ui.widgets.row_actions import RowAction

_LOW = 260
_PATIENCE_MS = 300


class JourneyPanel(QFrame):
    """Waypoints on a line; every change asks for the way anew, and the latest answer is shown."""

    closed = Signal()
    find_wanted = Signal()
    planned = Signal()
    """The way is another."""

    def __init__(
        self,
        theme: Theme,
        jukebox: JukeboxApi,
        journeys: JourneyApi,
        playlists: PlaylistApi,
        covers: Covers,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = theme
        self._jukebox = jukebox
        self._journeys = journeys
        self._covers = covers
        self._tasks = tasks
        self._waypoints: list[Track] = []
        self._plan = JourneyPlan()
        self._drunk = 0.0
        self._is_low = False
        # One seed while a journey is made: the same waypoints give the same way.
        self._seed = random.randrange(2**31)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._tell_that_it_takes_long)
        self._question: LatestQuestion[JourneyWish, JourneyPlan] = LatestQuestion(
            tasks,
            journeys.plan,
            lambda _, plan: self._show_plan(plan),
            lambda _, trouble: self._no_plan(trouble),
        )
        self._model = JourneyModel(self)
        self.view = JourneyView(theme, self._model, JourneyDelegate(theme, self._small_cover))
        self.view.act_wanted.connect(self._act)
        self.view.move_wanted.connect(self._move)
        self.view.songs_dropped.connect(self.add_files)
        self.view.find_wanted.connect(self.find_wanted)
        self.length = JourneyLength(theme)
        self.length.changed.connect(self._ask)
        self.end = JourneyEnd()
        self.end.changed.connect(self._ask)
        self._note = ElidedLabel(lines=3, muted=True)
        self._bridge = ElidedButton()
        self._bridge.setProperty("tone", "chip")
        self._bridge.clicked.connect(self._add_bridge)
        self._find = ElidedButton()
        self._find.set_words(self.tr("Find a song…"))
        self._find.setProperty("tone", "chip")
        self._find.clicked.connect(self.find_wanted)
        self._save = QPushButton(self.tr("Save…"))
        self._save.clicked.connect(self._ask_how_to_save)
        self._saving = JourneySaving(journeys, playlists, tasks, self)
        self._saving.said.connect(self._say)
        self._play = QPushButton(self.tr("Play"))
        self._play.setProperty("tone", "primary")
        self._play.clicked.connect(self._play_it)
        theme.changed.connect(self._set_looks)
        covers.loaded.connect(lambda _: self.view.viewport().update())
        self._build()
        self._set_looks()
        self._show_waypoints()

    @property
    def waypoints(self) -> tuple[Track, ...]:
        """What the journey shall pass."""
        return tuple(self._waypoints)

    @property
    def stops(self) -> tuple[JourneyStop, ...]:
        """The way as it is planned now; none before there is one."""
        return self._plan.stops

    @property
    def note(self) -> str:
        """What it says of the journey."""
        return self._note.text()

    def begin(self) -> None:
        """Begin where the listener is: a first journey starts with what plays."""
        playing = self._jukebox.state.playing
        if not self._waypoints and playing is not None:
            self.add([playing])
        self.view.setFocus()

    def show_state(self, state: JukeboxState) -> None:
        """Follow the Drunk knob."""
        if state.drunk != self._drunk:
            self._drunk = state.drunk
            self._ask()

    def add(self, tracks: Sequence[Track], place: int | None = None) -> None:
        """Pass `tracks`, too, at a place among the waypoints; those known already move there."""
        place = len(self._waypoints) if place is None else place
        paths = {track.path for track in tracks}
        before = [track for track in self._waypoints[:place] if track.path not in paths]
        after = [track for track in self._waypoints[place:] if track.path not in paths]
        self._change([*before, *tracks, *after])

    def pass_through(self, tracks: Sequence[Track]) -> None:
        """Pass `tracks` and no others, to the last of them."""
        self.end.choose(None)
        self._change(list(tracks))

    def go_on_from(self, other: JourneyPanel) -> None:
        """Have the journey that is made in `other`."""
        self._seed = other._seed
        self.length.go_on_from(other.length)
        self.end.choose(other.end.mood)
        self._change(list(other.waypoints))

    def add_files(self, paths: Sequence[Path], place: int | None = None) -> None:
        """Pass the tracks that files are, once the disk has told what they are."""
        self._tasks.run(
            lambda: [self._journeys.track_at(path) for path in paths],
            lambda tracks: self.add(tracks, place),
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a very low window the songs matter more.
        self._is_low = self.height() < _LOW * self._theme.scale
        self._say(self._note.text())
        self._show_what_can_be_done()

    def _build(self) -> None:
        heading = QLabel(self.tr("Journey"))
        find = IconButton(self._theme, "search", self.tr("Find a song to pass"), 34)
        find.clicked.connect(self.find_wanted)
        close = IconButton(self._theme, "close", self.tr("Close the journey"), 34)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_L, 0, SPACE_S, 0)
        head.addWidget(heading)
        head.addSpacing(SPACE_S)
        head.addWidget(self.end)
        head.addStretch(1)
        head.addWidget(find)
        head.addWidget(close)
        ends = QWidget()
        buttons = QHBoxLayout(ends)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(SPACE_S)
        buttons.addStretch(1)
        buttons.addWidget(self._save)
        buttons.addWidget(self._play)
        below = QVBoxLayout()
        below.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_M)
        below.setSpacing(SPACE_S)
        below.addWidget(self._note)
        below.addWidget(self._bridge, 0, Qt.AlignmentFlag.AlignLeft)
        below.addWidget(self._find, 0, Qt.AlignmentFlag.AlignLeft)
        below.addWidget(FoldingRow(self.length, ends))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, SPACE_S, 1, 1)
        layout.setSpacing(SPACE_S)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)
        set_type(heading, "heading")
        set_type(self._note, "caption")
        set_type(self._bridge, "caption")
        set_type(self._find, "caption")

    def _change(self, waypoints: list[Track]) -> None:
        if [track.path for track in waypoints] != [track.path for track in self._waypoints]:
            self._waypoints = waypoints
            self._ask()

    @property
    def _is_way_wanted(self) -> bool:
        """Whether there are enough waypoints for a way between them."""
        return len(self._waypoints) >= (2 if self.end.mood is None else 1)

    def _ask(self) -> None:
        """Find the way anew; until it is there, what was found before is shown."""
        if not self._is_way_wanted:
            self._question.forget()
            self._plan = JourneyPlan()
            self._show_waypoints()
            return
        between, minutes = self.length.value
        wish = JourneyWish(
            self.waypoints,
            between,
            minutes,
            self._drunk,
            self._seed,
            arrive_at=self.length.arrive_at,
            mood=self.end.mood,
        )
        self._question.ask(wish)
        self._patience.start()
        if not self._plan.stops:
            self._show_waypoints()

    def _show_waypoints(self) -> None:
        self._model.show_waypoints(self._waypoints)
        self._say(self._invitation())
        self._show_what_can_be_done()

    def _show_plan(self, plan: JourneyPlan) -> None:
        self._plan = plan
        self._model.show_plan(plan)
        count = self.tr("{count} songs").format(count=len(plan.stops))
        self._say(joined(count, spoken_length(plan.duration_s), said(plan.shortfall)))
        self._show_what_can_be_done()

    def _no_plan(self, trouble: str) -> None:
        self._plan = JourneyPlan()
        self._show_waypoints()
        self._say(said(trouble))

    def _tell_that_it_takes_long(self) -> None:
        """Say so only when it does: a song from outside is listened to for some seconds."""
        if self._question.is_open:
            self._say(self.tr("Looking for the way…"))

    def _invitation(self) -> str:
        if len(self._waypoints) == 1 and self.end.mood is None:
            return self.tr("Drop or find the song to go to, and any to pass on the way.")
        return ""

    def _set_looks(self) -> None:
        self._bridge.setIcon(icon("journey", self._theme.color("drunk")))
        self._find.setIcon(icon("search", self._theme.color("text")))

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text) and not self._is_low)

    def _show_what_can_be_done(self) -> None:
        self.planned.emit()
        has_plan = bool(self._plan.stops)
        self._save.setEnabled(has_plan)
        self._play.setEnabled(has_plan)
        is_begun = bool(self._waypoints) and not self._is_way_wanted
        self._find.setVisible(is_begun and not self._is_low)
        bridge = self._plan.bridge
        self._bridge.setVisible(bridge is not None and not self._is_low)
        if bridge is not None:
            words = self.tr("Bridge the largest jump with {title}")
            self._bridge.set_words(words.format(title=one_line(bridge.title)))

    def _act(self, action: RowAction, index: QModelIndex) -> None:
        row = row_of(index)
        if row.waypoint and row.place == len(self._waypoints):
            # What was found for the mood; as a waypoint it would be one song as others.
            self.end.choose(None)
        elif row.waypoint and action is RowAction.REMOVE:
            self._change([one for one in self._waypoints if one.path != row.track.path])
        elif not row.waypoint and action in (RowAction.WAYPOINT, RowAction.PLAY):
            self.add([row.track], row.place)

    def _move(self, place: int, goal: int) -> None:
        if 0 <= goal < len(self._waypoints) and place < len(self._waypoints):
            waypoints = list(self._waypoints)
            waypoints.insert(goal, waypoints.pop(place))
            self._change(waypoints)

    def _add_bridge(self) -> None:
        if self._plan.bridge is not None and self._plan.largest is not None:
            before = self._plan.stops[: self._plan.largest]
            self.add([self._plan.bridge], sum(stop.waypoint for stop in before))

    def _play_it(self) -> None:
        paths = [stop.track.path for stop in self._plan.stops]
        playing = self._jukebox.state.playing
        if playing is not None and paths and playing.path == paths[0]:
            # It begins with what plays: no need to start that again.
            self._jukebox.queue_files(paths[1:], 0)
        else:
            self._jukebox.play_files(paths)
        self.closed.emit()

    def _ask_how_to_save(self) -> None:
        menu = self._saving.menu_for(self._plan)
        above = self._save.mapToGlobal(self._save.rect().topLeft())
        above.setY(above.y() - menu.sizeHint().height())
        menu.popup(above)

    def _small_cover(self, track: Track) -> CoverArt | None:
        return self._covers.get(track, SMALL)
