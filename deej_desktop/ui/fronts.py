"""The places beside what plays, each made when it is first wanted: few evenings need them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deej_desktop.services.api import JourneyStop, JukeboxState, LibraryState, Services
from deej_desktop.ui.bridge import Bridge
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.places import Place
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from deej_desktop.ui.library.library_place import LibraryPlace
    from deej_desktop.ui.map.map_place import MapPlace


class Fronts(QObject):
    """Makes the library and the map, and hands them the states."""

    folders_wanted = Signal()
    said = Signal(object)
    waypoints_wanted = Signal(object)
    """Tracks to add to the journey."""
    journey_wanted = Signal(object)
    """Tracks that a journey shall pass, in order."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: Covers,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._covers = covers
        self._tasks = tasks
        self._jukebox = services.jukebox.state
        self._library_state = services.library.state
        self._journey: Sequence[JourneyStop] = ()
        self.library: LibraryPlace | None = None
        self.map: MapPlace | None = None
        self.bridge = Bridge(self)
        """Carries what the places listen to; closed with the window."""

    def make(self, place: Place) -> QWidget:
        """Make the library or the map."""
        if place is Place.MAP:
            return self._make_map()
        return self._make_library()

    def _make_library(self) -> QWidget:
        # Loaded when it is wanted, as the map is: all else is on the screen the sooner.
        from deej_desktop.ui.library.library_place import LibraryPlace

        self.library = LibraryPlace(self._theme, self._services, self._covers, self._tasks)
        self.library.folders_wanted.connect(self.folders_wanted)
        self.library.said.connect(self.said)
        self.library.waypoints_wanted.connect(self.waypoints_wanted)
        self.library.journey_wanted.connect(self.journey_wanted)
        self.library.show_jukebox(self._jukebox)
        return self.library

    def _make_map(self) -> QWidget:
        # It brings along libraries that the rest of the window does without.
        from deej_desktop.ui.map.map_place import MapPlace

        self.map = MapPlace(self._theme, self._services, self._covers, self._tasks, self.bridge)
        self.map.folders_wanted.connect(self.folders_wanted)
        self.map.said.connect(self.said)
        self.map.waypoints_wanted.connect(self.waypoints_wanted)
        self.map.journey_wanted.connect(self.journey_wanted)
        self.map.show_jukebox(self._jukebox)
        self.map.show_library(self._library_state)
        self.map.show_journey(self._journey)
        return self.map

    def show_jukebox(self, state: JukeboxState) -> None:
        """Show what plays."""
        self._jukebox = state
        if self.library is not None:
            self.library.show_jukebox(state)
        if self.map is not None:
            self.map.show_jukebox(state)

    def show_journey(self, stops: Sequence[JourneyStop]) -> None:
        """Show the way of the journey that is being made, or that there is none."""
        self._journey = stops
        if self.map is not None:
            self.map.show_journey(stops)

    def go_on_from(self, other: Fronts) -> None:
        """Look at the library and the map as `other` does, where both have them in sight."""
        if self.library is not None and other.library is not None:
            self.library.go_on_from(other.library)
        if self.map is not None and other.map is not None:
            self.map.go_on_from(other.map)

    def show_library(self, state: LibraryState) -> None:
        """Follow what becomes of the library."""
        self._library_state = state
        if self.map is not None:
            self.map.show_library(state)
        if self.library is not None:
            self.library.show_library(state)

    def show_playlists(self) -> None:
        """Follow what becomes of the playlists."""
        if self.library is not None:
            self.library.playlists.refresh()
        if self.map is not None:
            self.map.show_playlists()

    def go_back(self) -> bool:
        """Leave what is open in the library; whether there was anything."""
        return self.library is not None and self.library.go_back()
