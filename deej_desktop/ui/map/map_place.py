"""The map's place in the window: the map, what its colours mean, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deej_desktop.domain.arrays import IntArray
from deej_desktop.domain.music_map import Coloured, Colouring, MapState
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.services.api import JourneyStop, JukeboxState, LibraryState, Services
from deej_desktop.services.playlists.api import PlaylistInfo
from deej_desktop.ui.bridge import Bridge
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.library.groups_model import songs_in_words
from deej_desktop.ui.library.song_actions import SongActions
from deej_desktop.ui.library.song_menu import SongAction, song_menu
from deej_desktop.ui.library.songs_pane import ask_for_name
from deej_desktop.ui.map.canvas import MapCanvas, Tool
from deej_desktop.ui.map.chosen_bar import ChosenBar
from deej_desktop.ui.map.colouring_button import ColouringButton
from deej_desktop.ui.map.legend import Legend
from deej_desktop.ui.map.newcomers import Newcomers
from deej_desktop.ui.map.palette import MOST
from deej_desktop.ui.map.path_layer import PathOnMap
from deej_desktop.ui.map.rows import rows_on_map
from deej_desktop.ui.map.songs_at_hand import SongsAtHand
from deej_desktop.ui.sentences import said
from deej_desktop.ui.tasks import LatestQuestion, Tasks
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.empty_state import EmptyState
from deej_desktop.ui.widgets.icon_button import IconButton

_MENU = (
    SongAction.PLAY,
    SongAction.NEXT,
    SongAction.MORE,
    SongAction.RADIO,
    SongAction.JOURNEY,
    SongAction.PLAYLIST,
    SongAction.FOLDER,
)
_FEWEST = 5


class MapPlace(QFrame):
    """Shows where every song lies, and the path among them; lassos, lines and clicks act on it."""

    folders_wanted = Signal()
    said = Signal(object)
    waypoints_wanted = Signal(object)
    journey_wanted = Signal(object)
    """Tracks that a journey shall pass, in order."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: Covers,
        tasks: Tasks,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = theme
        self._services = services
        self._tasks = tasks
        self._state = MapState()
        self._jukebox = services.jukebox.state
        self._library = services.library.state
        self.colouring = ColouringButton()
        self._journey: Sequence[JourneyStop] = ()
        self._chosen: IntArray = np.zeros(0, np.int64)
        self._playlists: Sequence[PlaylistInfo] = ()
        self.path = PathOnMap()
        """The path as it is drawn."""
        self._songs = SongsAtHand(services.browse, covers, tasks, self)
        self._newcomers = Newcomers(services.journeys, tasks, self)
        self._newcomers.came.connect(self._show_path)
        self._colours: LatestQuestion[Colouring, Coloured] = LatestQuestion(
            tasks, services.music_map.coloured, lambda _, found: self._color(found), lambda *_: None
        )
        self._actions = SongActions(services, tasks, self)
        self._actions.said.connect(self.said)
        self._actions.waypoints_wanted.connect(self.waypoints_wanted)
        self.canvas = MapCanvas(theme, self._songs.get)
        self._songs.came.connect(self.canvas.update)
        self.canvas.play_wanted.connect(lambda row: self._act(SongAction.PLAY, [row]))
        self.canvas.next_wanted.connect(lambda row: self._act(SongAction.NEXT, [row]))
        self.canvas.menu_wanted.connect(self._open_menu)
        self.canvas.lassoed.connect(self.choose)
        self.canvas.line_drawn.connect(self._make_journey)
        self.canvas.installEventFilter(self)
        self.legend = Legend(theme, self.canvas)
        self.legend.lit.connect(self.canvas.light_up)
        self.chosen_bar = ChosenBar(theme, self.canvas)
        self.chosen_bar.play.clicked.connect(lambda: self._act_on_chosen(SongAction.PLAY))
        self.chosen_bar.radio.clicked.connect(lambda: self._act_on_chosen(SongAction.RADIO))
        self.chosen_bar.playlist.clicked.connect(self._keep_chosen)
        self.chosen_bar.close_button.clicked.connect(lambda: self.choose(np.zeros(0, np.int64)))
        self.empty = EmptyState(theme)
        self.empty.wanted.connect(self._mend_emptiness)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.canvas)
        self._build()
        bridge.latest(services.music_map.changed, self._show)
        self._show(services.music_map.state)

    @property
    def note(self) -> str:
        """What it says beside its name."""
        return self._note.text()

    def show_jukebox(self, state: JukeboxState) -> None:
        """Show where the path goes."""
        self._jukebox = state
        self._show_path()

    def show_journey(self, stops: Sequence[JourneyStop]) -> None:
        """Show the way of the journey that is being made, in place of what comes next; or none."""
        self._journey = stops
        self._show_path()

    def go_on_from(self, other: MapPlace) -> None:
        """Show what `other` shows, for which this one is there now."""
        self.canvas.go_on_from(other.canvas)
        self.color_by(other.colouring.by)
        if np.array_equal(self._state.ids, other._state.ids):
            self.choose(other._chosen)

    def show_library(self, state: LibraryState) -> None:
        """Follow what becomes of the library."""
        self._library = state
        self._tell()

    def show_playlists(self) -> None:
        """Follow what becomes of the playlists."""
        self._tasks.run(self._services.playlists.playlists, self._know_playlists)

    def choose(self, rows: IntArray) -> None:
        """Let these songs stand out, and offer what can be done with them."""
        self._chosen = rows
        self.canvas.show_chosen(rows)
        self.chosen_bar.show_count(len(rows))
        self._place_overlays()

    def use(self, tool: Tool) -> None:
        """Choose what dragging the mouse does."""
        self.canvas.set_tool(tool)
        for one, button in self.tools.items():
            button.set_lit("keep_on" if one is tool else None)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._services.music_map.want()
        self.show_playlists()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the legend and the bar in their corners."""
        if event.type() == QEvent.Type.Resize:
            self._place_overlays()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        heading = QLabel(self.tr("Map"))
        self._note = ElidedLabel(muted=True)
        self.colouring.chosen.connect(self.color_by)
        names = {
            Tool.FLY: ("fly", self.tr("Fly: drag to move, click to play")),
            Tool.LASSO: ("lasso", self.tr("Lasso: circle songs for a radio or a playlist")),
            Tool.LINE: ("journey", self.tr("Line: draw the way of a journey")),
        }
        self.tools = {
            tool: IconButton(self._theme, icon_name, name, 32)
            for tool, (icon_name, name) in names.items()
        }
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_L, 0, SPACE_S, 0)
        head.setSpacing(SPACE_S)
        head.addWidget(heading)
        head.addWidget(self._note, 1)
        head.addWidget(self.colouring)
        for tool, button in self.tools.items():
            button.clicked.connect(partial(self.use, tool))
            head.addWidget(button)
        for icon_name, name, wanted in (
            ("minus", self.tr("Look from further away"), partial(self.canvas.zoom, 1 / 1.5)),
            ("plus", self.tr("Look closer"), partial(self.canvas.zoom, 1.5)),
            ("whole", self.tr("Show all of the map"), self.canvas.show_whole),
        ):
            view = IconButton(self._theme, icon_name, name, 32)
            view.clicked.connect(lambda _=False, wanted=wanted: wanted())
            head.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, SPACE_S, 1, 1)
        layout.setSpacing(SPACE_S)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        set_type(heading, "heading")
        set_type(self._note, "caption")
        self.use(Tool.FLY)

    # The state of the map.

    def _show(self, state: MapState) -> None:
        is_other = not np.array_equal(state.ids, self._state.ids)
        is_done = state.making is None and self._state.making is not None
        self._state = state
        if is_other:
            self._songs.hold(state.ids)
            self._newcomers.look_up(_path_of(self._jukebox))
            self.choose(np.zeros(0, np.int64))
        self.canvas.show_places(state.places)
        if len(state.ids) and (is_other or is_done):
            self._colours.ask(self.colouring.by)
        self._show_path()
        self._tell()

    def _tell(self) -> None:
        state, making = self._state, self._state.making
        count = len(state.ids)
        self._put_in_front(self.canvas if count else self.empty)
        note = songs_in_words(count) if count else ""
        if making is not None and making.total:
            share = round(100 * making.done / making.total)
            note = self.tr("Drawing the map: {share} %").format(share=share)
        self._note.setText(note)
        if count:
            return
        if state.trouble:
            self.empty.say("warning", said(state.trouble), self.tr("Try again"))
        elif making is not None:
            self.empty.say("map", self.tr("Deej is drawing the map of your music."))
        elif self._library.indexed < _FEWEST and self._library.scanning is None:
            self.empty.say(
                "map",
                self.tr("A map needs at least five songs that Deej has listened to."),
                self.tr("Choose your music folders…"),
            )
        else:
            self.empty.say(
                "map", self.tr("The map is drawn as soon as Deej has listened a little.")
            )

    def _put_in_front(self, page: QWidget) -> None:
        """Show the map or what stands in its place, and hand the keys on to it."""
        has_keys = self._stack.isAncestorOf(self.window().focusWidget())
        self._stack.setCurrentWidget(page)
        if has_keys:
            page.setFocus()

    @override
    def focusInEvent(self, _: QFocusEvent) -> None:
        # Past a focus proxy, Tab would never come to the tools.
        (self.canvas if self.canvas.isVisible() else self.empty).setFocus()

    def _mend_emptiness(self) -> None:
        if self._state.trouble:
            self._services.music_map.want()
        else:
            self.folders_wanted.emit()

    def _show_path(self) -> None:
        jukebox = self._jukebox

        def rows(tracks: Sequence[Track]) -> list[int]:
            ids = [self._newcomers.id_of(track) for track in tracks]
            return rows_on_map(self._state.ids, [one for one in ids if one is not None])

        now = rows([jukebox.playing] if jukebox.playing is not None else [])
        self.path = PathOnMap(
            rows(jukebox.history),
            now[0] if now else None,
            rows([entry.track for entry in jukebox.queue]),
            [(row, stop.waypoint) for stop in self._journey for row in rows([stop.track])],
        )
        self.canvas.show_path(self.path)

    # Colours.

    def color_by(self, by: Colouring) -> None:
        """Let the colours tell something else."""
        self.colouring.show_colouring(by)
        self.canvas.light_up(None)
        if len(self._state.ids):
            self._colours.ask(by)

    def _color(self, found: Coloured) -> None:
        self.canvas.show_colors(found.codes)
        self.legend.show_labels(found.labels, max(0, len(found.labels) - MOST))
        self._place_overlays()

    # What is done with songs.

    def _tracks_of(self, rows: Sequence[int]) -> Callable[[], Sequence[Track]]:
        ids = [TrackId(int(self._state.ids[row])) for row in rows]
        return partial(self._services.browse.tracks, ids)

    def _act(self, action: SongAction, rows: Sequence[int]) -> None:
        self._actions.act(action, self._tracks_of(rows))

    def _act_on_chosen(self, action: SongAction) -> None:
        name = self.tr("a part of the map") if action is SongAction.RADIO else ""
        self._actions.act(action, self._tracks_of(self._chosen.tolist()), name)

    def _keep_chosen(self) -> None:
        tracks = self._tracks_of(self._chosen.tolist())
        ask_for_name(
            self, self.tr("New playlist"), lambda name: self._actions.save_as(name, tracks)
        )

    def _make_journey(self, rows: Sequence[int]) -> None:
        if len(rows) >= 2:
            self._tasks.run(self._tracks_of(rows), self.journey_wanted.emit)

    def _open_menu(self, row: int, place: QPoint) -> None:
        self.menu_of(row).popup(place)

    def menu_of(self, row: int) -> QMenu:
        """Return the menu of the song in a row; it deletes itself when closed."""
        playlists = [one for one in self._playlists if one.kind == "playlist"]
        return song_menu(
            self,
            self._theme,
            _MENU,
            playlists,
            lambda action: self._act(action, [row]),
            lambda playlist: self._add_to(playlist, row),
        )

    def _add_to(self, playlist: PlaylistInfo | None, row: int) -> None:
        tracks = self._tracks_of([row])
        if playlist is not None:
            self._actions.add_to(playlist, tracks)
        else:
            ask_for_name(
                self, self.tr("New playlist"), lambda name: self._actions.save_as(name, tracks)
            )

    def _know_playlists(self, playlists: Sequence[PlaylistInfo]) -> None:
        self._playlists = playlists

    def _place_overlays(self) -> None:
        width, height = self.canvas.width(), self.canvas.height()
        bar = self.chosen_bar
        bar.adjustSize()
        bar.move((width - bar.width()) // 2, height - bar.height() - SPACE_M)
        self.legend.show_room(height - 2 * SPACE_M)
        left = width - self.legend.width() - SPACE_M if self.isRightToLeft() else SPACE_M
        self.legend.move(left, SPACE_M)
        # Where there is hardly any room, the map matters more.
        self.legend.setVisible(width >= 420 and height >= 160)


def _path_of(state: JukeboxState) -> list[Track]:
    """Return what was played, what plays and what comes next."""
    playing = [state.playing] if state.playing is not None else []
    return [*state.history, *playing, *(entry.track for entry in state.queue)]
