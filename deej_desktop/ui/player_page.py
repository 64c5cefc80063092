"""The page that is shown while listening: one of the places, the path beside it, the deck below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from deej_desktop.domain.sound import Waveform
from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxState, LibraryState, Services, plays
from deej_desktop.services.room.api import RoomState
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.fronts import Fronts
from deej_desktop.ui.panels.deck import Deck
from deej_desktop.ui.panels.find import Find
from deej_desktop.ui.panels.idle import Idle
from deej_desktop.ui.panels.journey import JourneyPanel
from deej_desktop.ui.panels.now_playing import NowPlaying
from deej_desktop.ui.panels.room import RoomPanel
from deej_desktop.ui.panels.up_next import UpNext
from deej_desktop.ui.places import Place
from deej_desktop.ui.tasks import LatestQuestion, Tasks
from deej_desktop.ui.theme import SPACE_M, SPACE_S, SPACE_XL, Theme

_NARROW, _LOW = 780, 520
"""Below this width the path goes under what plays; below this height the deck shrinks."""

_WIDEST_PATH = 860
"""Wider, the lengths would be too far from their titles."""

_WIDEST_FIND = 640

_WITH_PATH, _WIDEST_ASIDE = 1000, 420
"""From this width on the path stays beside the other places, at most so wide."""

_WORDLESS = 700
"""Below this width the knobs go without words beside them."""


class PlayerPage(QWidget):
    """Lays out the panels for the room there is, and hands them the states."""

    folders_wanted = Signal()
    songs_wanted = Signal()
    place_changed = Signal(object)
    """Another `Place` is in sight."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: Covers,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self._lay_out)
        jukebox, library = services.jukebox, services.library
        self._jukebox_state = JukeboxState()
        self._library_state = LibraryState()
        self._place = Place.PLAYING
        self.now_playing = NowPlaying(theme, jukebox, covers)
        self.up_next = UpNext(theme, jukebox, covers)
        self.up_next.folders_wanted.connect(self.folders_wanted)
        self.up_next.journey_wanted.connect(self.begin_journey)
        self.journey = JourneyPanel(
            theme, jukebox, services.journeys, services.playlists, covers, tasks
        )
        self.journey.closed.connect(self._end_journey)
        self.journey.find_wanted.connect(self.begin_search)
        self.journey.planned.connect(self._show_journey_on_map)
        self._side = QStackedWidget()
        self._side.addWidget(self.up_next)
        self._side.addWidget(self.journey)
        self.room = RoomPanel(theme, services.room, services.settings, covers, tasks)
        self.room.closed.connect(self._end_room)
        self._side.addWidget(self.room)
        self.deck = Deck(theme, jukebox)
        self._waveform: LatestQuestion[Track, Waveform | None] = LatestQuestion(
            tasks, library.waveform, self._show_waveform, lambda *_: None
        )
        self.idle = Idle(theme)
        self.idle.songs_wanted.connect(self.songs_wanted)
        self.idle.surprise_wanted.connect(jukebox.toggle_pause)
        playing = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, playing)
        self.fronts = Fronts(theme, services, covers, tasks, self)
        self.fronts.folders_wanted.connect(self.folders_wanted)
        self.fronts.waypoints_wanted.connect(self.journey.add)
        self.fronts.journey_wanted.connect(self._make_journey_through)
        self._front: dict[Place, QWidget] = {Place.PLAYING: self.now_playing}
        self._sides.addWidget(self.now_playing, 10)
        self._sides.addWidget(self._side, 13)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.idle)
        self._stack.addWidget(playing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.deck)
        self.search = Find(theme, jukebox, library, covers, tasks, self)
        self.search.closed.connect(self._uncover)
        self.search.view.dragging.connect(self._make_way)
        self.search.waypoint_wanted.connect(lambda track: self.journey.add([track]))
        self._side.installEventFilter(self)
        self._focus_before: QWidget | None = None

    def show_jukebox(self, state: JukeboxState) -> None:
        """Show what plays and what comes next."""
        has_begun = plays(state) and not plays(self._jukebox_state)
        is_other = state.playing != self._jukebox_state.playing
        self._jukebox_state = state
        if is_other:
            self.deck.position.slider.show_waveform(None)
            self._ask_for_waveform()
        if has_begun and self.is_hearing_room:
            # It has taken over, or was asked to play: what counts now is the path.
            self._end_room()
        self.now_playing.show_state(state)
        self._show_now_playing()
        self.up_next.show_state(state)
        self._choose_page()
        self.journey.show_state(state)
        self.search.show_state(state)
        self.fronts.show_jukebox(state)
        self._place_find()
        self._cover()
        self._show_on_deck()

    def show_library(self, state: LibraryState) -> None:
        """Show what there is to choose from."""
        is_further = state != self._library_state
        self._library_state = state
        if is_further:
            self._ask_for_waveform()
        self.idle.show_library(state)
        self.fronts.show_library(state)
        self.up_next.set_has_music(has_music=bool(state.folders) or state.tracks > 0)
        self.up_next.show_state(self._jukebox_state)
        self._show_on_deck()

    @property
    def place(self) -> Place:
        """What is in sight."""
        return self._place

    def show_place(self, place: Place) -> None:
        """Go to another place; the path stays beside it where there is room."""
        if place is self._place:
            return
        self.search.close_up()
        self._place = place
        if place not in self._front:
            front = self._front[place] = self.fronts.make(place)
            self._sides.insertWidget(self._sides.indexOf(self._side), front, 24)
        self._choose_page()
        self._lay_out()
        self._front[place].setFocus()
        self.place_changed.emit(place)

    def show_playing_in_library(self) -> None:
        """Show what plays among all songs."""
        if self._jukebox_state.playing is not None:
            self.show_place(Place.LIBRARY)
            if self.fronts.library is not None:
                self.fronts.library.show_song(self._jukebox_state.playing)

    def begin_search(self, text: str = "") -> None:
        """Let the listener find a song; what was typed already goes into the field."""
        if self._place is Place.LIBRARY and self.fronts.library is not None:
            self.fronts.library.begin_search(text)
            return
        if self.search.isHidden():
            self._focus_before = self.window().focusWidget()
        self._place_find()
        self.search.open(text)
        self._cover()

    def show_room(self, state: RoomState) -> None:
        """Show what the microphone hears."""
        self.room.show_state(state)

    def toggle_room(self) -> None:
        """Hear the room, in the place of the path; or hear it no more."""
        if self.is_hearing_room:
            self._end_room()
            return
        self._end_journey()
        if not self._has_room_for_path:
            self.show_place(Place.PLAYING)
        self._side.setCurrentWidget(self.room)
        self._choose_page()
        self.room.begin()

    def begin_journey(self) -> None:
        """Let the listener make a journey, in the place of the path."""
        self._end_room()
        if not self._has_room_for_path:
            self.show_place(Place.PLAYING)
        self._side.setCurrentWidget(self.journey)
        self._show_journey_on_map()
        self.search.set_for_journey(is_for_journey=True)
        self._choose_page()
        self.journey.begin()

    def _make_journey_through(self, tracks: Sequence[Track]) -> None:
        """Show the journey that passes `tracks`, in the place of the path."""
        self.journey.pass_through(tracks)
        self.begin_journey()

    def go_on_from(self, other: PlayerPage) -> None:
        """Show what `other` shows, for which this page is there now."""
        self.journey.go_on_from(other.journey)
        if other.is_making_journey:
            self.begin_journey()
        elif other.is_hearing_room:
            other.toggle_room()
            self.room.go_on_from(other.room)
            self.toggle_room()
        self.show_place(other.place)

    def step_back(self) -> None:
        """Close the search, or else the journey or the room."""
        if not self.search.isHidden():
            self.search.close_up()
        elif self._place is not Place.LIBRARY or not self.fronts.go_back():
            self._end_journey()
            self._end_room()

    @property
    def has_list(self) -> bool:
        """Whether there is a list that songs can be dropped into."""
        return self._side.isVisible()

    @property
    def is_making_journey(self) -> bool:
        """Whether the journey is in the place of the path."""
        return self._side.currentWidget() is self.journey

    @property
    def is_hearing_room(self) -> bool:
        """Whether the room is in the place of the path."""
        return self._side.currentWidget() is self.room

    def _end_room(self) -> None:
        if self.is_hearing_room:
            self._side.setCurrentWidget(self.up_next)
            self._choose_page()
            self.room.end()

    def _ask_for_waveform(self) -> None:
        """Ask for the outline of what plays until somebody has listened to it."""
        playing = self._jukebox_state.playing
        if playing is not None and not self.deck.position.slider.has_waveform:
            self._waveform.ask(playing)

    def _show_waveform(self, track: Track, waveform: Waveform | None) -> None:
        if track == self._jukebox_state.playing:
            self.deck.position.slider.show_waveform(waveform)

    def _end_journey(self) -> None:
        if not self.is_making_journey:
            return
        self._side.setCurrentWidget(self.up_next)
        self._show_journey_on_map()
        self.search.set_for_journey(is_for_journey=False)
        self._choose_page()

    def _choose_page(self) -> None:
        state = self._jukebox_state
        has_begun = state.playing is not None or bool(state.history) or bool(state.queue)
        has_path = has_begun or self._has_other_than_path
        is_elsewhere = self._place is not Place.PLAYING
        self._stack.setCurrentIndex(1 if has_path or is_elsewhere else 0)
        for place, front in self._front.items():
            if place is not Place.PLAYING:
                front.setVisible(place is self._place)
        self._side.setVisible(not is_elsewhere or (has_path and self._has_room_for_path))
        self._show_now_playing()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            # Nothing in sight would say any more that the microphone is on.
            self._end_room()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the search beside the path, wherever that is."""
        if watched is self._side and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place_find()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lay_out()

    def _lay_out(self) -> None:
        """Place everything for the size and the direction of writing."""
        scale = self._theme.scale
        is_narrow, is_low = self._is_narrow, self.height() < _LOW * scale
        has_texts = self.width() >= _WORDLESS * scale
        self.now_playing.set_strip(is_strip=is_narrow)
        self.up_next.show_heading(is_shown=not is_narrow)
        self._show_now_playing()
        self.deck.set_compact(is_compact=is_low, has_texts=has_texts)
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._sides.setStretch(0, 0 if is_narrow else 10)
        self._sides.setSpacing(0 if is_narrow else SPACE_M)
        is_elsewhere = self._place is not Place.PLAYING
        aside = min(_WIDEST_ASIDE, self.width() // 3)
        self._side.setMaximumWidth(aside if is_elsewhere else round(_WIDEST_PATH * scale))
        begin = SPACE_XL if is_elsewhere else 0
        first, last = (SPACE_S, SPACE_S) if is_narrow else (begin, SPACE_XL)
        if self.isRightToLeft():
            first, last = last, first
        self._sides.setContentsMargins(first, 0, last, SPACE_M)
        self._choose_page()
        self._place_find()
        self._cover()

    def _show_journey_on_map(self) -> None:
        self.fronts.show_journey(self.journey.stops if self.is_making_journey else ())

    def _show_now_playing(self) -> None:
        """Leave out what plays where a journey or the microphone needs all the room."""
        has_room = not self._is_narrow or not self._has_other_than_path
        is_here = self._place is Place.PLAYING
        is_playing = self._jukebox_state.playing is not None
        self.now_playing.setVisible(is_here and is_playing and has_room)

    @property
    def _has_other_than_path(self) -> bool:
        return self._side.currentWidget() is not self.up_next

    @property
    def _has_room_for_path(self) -> bool:
        """Whether the path fits beside the other places."""
        return self.width() >= _WITH_PATH * self._theme.scale

    @property
    def _is_narrow(self) -> bool:
        """Whether there is no room for two columns, which larger text takes more of."""
        return self.width() < _NARROW * self._theme.scale

    @property
    def _is_beside_path(self) -> bool:
        """Whether the search leaves the path in sight."""
        return self._side.isVisible() and not self._is_narrow

    def _place_find(self) -> None:
        """Put the search where what plays is, or over the whole page where there is no room."""
        area = self._stack.geometry()
        if self._is_beside_path:
            path = QRect(self._side.mapTo(self, QPoint()), self._side.size())
            left, right = SPACE_XL, path.left() - SPACE_M
            if self.isRightToLeft():
                left, right = path.right() + SPACE_M, self.width() - SPACE_XL
            self.search.setGeometry(left, path.top(), right - left, path.height())
            return
        width = min(area.width() - 2 * SPACE_S, _WIDEST_FIND)
        left = (area.width() - width) // 2
        self.search.setGeometry(left, area.top(), width, area.height() - SPACE_S)

    def _cover(self) -> None:
        """Keep the keyboard away from what lies under the search."""
        is_open = not self.search.isHidden()
        self.now_playing.setEnabled(not is_open)
        self._stack.setEnabled(not is_open or self._is_beside_path)

    def _uncover(self) -> None:
        self._cover()
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before):
            before.setFocus()

    def _make_way(self, is_dragging: bool) -> None:
        """Let a song be dragged to a path that lies under the search."""
        if not self._is_beside_path:
            self.search.setVisible(not is_dragging)
            self._cover()

    def _show_on_deck(self) -> None:
        self.deck.show_state(self._jukebox_state, can_begin=self._library_state.indexed > 0)
