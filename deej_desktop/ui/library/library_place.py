"""The library's place in the window: a tab for each way to look at it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deej_desktop.domain.browsing import GroupKind
from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxState, LibraryState, Services
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.dialogs.about_song import AboutSong
from deej_desktop.ui.format import one_line
from deej_desktop.ui.library.browse_pane import BrowsePane
from deej_desktop.ui.library.failures_pane import FailuresPane
from deej_desktop.ui.library.history_pane import HistoryPane
from deej_desktop.ui.library.playlists_pane import PlaylistsPane
from deej_desktop.ui.library.song_actions import SongActions
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme
from deej_desktop.ui.widgets.notice_bar import Message

_SCAN_REFRESH_MS, _REFRESH_MS = 5000, 300
"""How soon a change of the library is shown, while scanning and else."""


class Section(Enum):
    """One way to look at the library."""

    SONGS = "songs"
    ALBUMS = "albums"
    ARTISTS = "artists"
    GENRES = "genres"
    FOLDERS = "folders"
    PLAYLISTS = "playlists"
    HISTORY = "history"
    FAILED = "failed"


_KINDS = {
    Section.SONGS: None,
    Section.ALBUMS: GroupKind.ALBUM,
    Section.ARTISTS: GroupKind.ARTIST,
    Section.GENRES: GroupKind.GENRE,
    Section.FOLDERS: GroupKind.FOLDER,
}


class LibraryPlace(QFrame):
    """Songs, albums, artists, genres, folders, playlists, history, and what was not analysed."""

    folders_wanted = Signal()
    said = Signal(object)
    waypoints_wanted = Signal(object)
    journey_wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: Covers,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme, self._covers, self._tasks = theme, covers, tasks
        self._library_api = services.library
        self._library = services.library.state
        self._section = Section.SONGS
        actions = SongActions(services, tasks, self)
        actions.said.connect(self.said)
        actions.waypoints_wanted.connect(self.waypoints_wanted)
        actions.journey_wanted.connect(self.journey_wanted)
        actions.about_wanted.connect(self.tell_about)
        self.playlists = PlaylistsPane(theme, services, actions, covers, tasks)
        self.browse = BrowsePane(
            theme,
            services.browse,
            services.settings,
            actions,
            covers,
            tasks,
            lambda: self.playlists.playlists,
        )
        self.browse.folders_wanted.connect(self.folders_wanted)
        self.history = HistoryPane(
            theme, services, actions, covers, tasks, lambda: self.playlists.playlists
        )
        self.history.surprise_wanted.connect(services.jukebox.toggle_pause)
        self.failures = FailuresPane(theme, services.library, tasks)
        self.failures.scan_wanted.connect(services.library.start_scan)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        # What is dragged may be for a playlist.
        self.tabs.setChangeCurrentOnDrag(True)
        self.tabs.setAcceptDrops(True)
        self.tabs.setAccessibleName(self.tr("Ways to look at the library"))
        for name in self._names():
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(lambda at: self.show_section(list(Section)[at]))
        self._stack = QStackedWidget()
        for pane in (self.browse, self.playlists, self.history, self.failures):
            self._stack.addWidget(pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        self.playlists.refresh()
        self.show_library(services.library.state)
        self._name_groups()
        self.browse.ask()

    @property
    def section(self) -> Section:
        """What is shown."""
        return self._section

    def show_section(self, section: Section) -> None:
        """Look at the library in another way."""
        if section is self._section:
            return
        self._section = section
        self.tabs.setCurrentIndex(list(Section).index(section))
        if section in _KINDS:
            self._name_groups()
            self.browse.show_kind(_KINDS[section])
            self._stack.setCurrentWidget(self.browse)
            return
        if section is Section.PLAYLISTS:
            self.playlists.refresh()
            self._stack.setCurrentWidget(self.playlists)
        elif section is Section.HISTORY:
            self.history.refresh()
            self._stack.setCurrentWidget(self.history)
        else:
            self.failures.refresh()
            self._stack.setCurrentWidget(self.failures)

    def show_jukebox(self, state: JukeboxState) -> None:
        """Mark the song that plays."""
        for pane in (self.browse, self.playlists, self.history):
            pane.show_jukebox(state)

    def show_library(self, state: LibraryState) -> None:
        """Follow what becomes of the library."""
        before, self._library = self._library, state
        self.browse.set_has_music(has_music=state.tracks > 0)
        self.failures.show_library(state)
        counts = (state.tracks, state.missing, state.failed, state.scanning is None)
        if counts != (before.tracks, before.missing, before.failed, before.scanning is None):
            self.browse.refresh(_SCAN_REFRESH_MS if state.scanning is not None else _REFRESH_MS)
            if self._section is Section.FAILED:
                self.failures.refresh()

    def go_on_from(self, other: LibraryPlace) -> None:
        """Show what `other` shows, for which this one is there now."""
        self.show_section(other.section)
        self.browse.search.field.setText(other.browse.search.words)
        self.browse.go_on_from(other.browse)
        self.playlists.go_on_from(other.playlists)

    def begin_search(self, text: str) -> None:
        """Let the listener find something; what was typed already goes into the field."""
        if self._section not in _KINDS:
            self.show_section(Section.SONGS)
        self.browse.search.begin(text)

    def show_song(self, track: Track) -> None:
        """Show a song among all others, or say that it is not there."""
        if track.id is None:
            text = self.tr("{title} is in none of your music folders.")
            self.said.emit(Message(text.format(title=one_line(track.title))))
            return
        self.show_section(Section.SONGS)
        self.browse.go_to(track.id)

    def tell_about(self, track: Track) -> None:
        """Tell all that is known of a song."""
        AboutSong(
            self._theme, track, self._library_api, self._covers, self._tasks, self.window()
        ).open()

    def go_back(self) -> bool:
        """Leave what is open; whether there was anything."""
        pane = self._stack.currentWidget()
        if isinstance(pane, BrowsePane | PlaylistsPane | HistoryPane):
            return pane.go_back()
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        goes_back = event.key() == Qt.Key.Key_Backspace or (
            is_alt and event.key() == Qt.Key.Key_Left
        )
        if not (goes_back and self.go_back()):
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._section is Section.HISTORY:
            self.history.refresh()

    @override
    def focusInEvent(self, _: QFocusEvent) -> None:
        """Hand the keyboard on to the list that is in sight, if there is anything in it."""
        lists = self._stack.findChildren(QAbstractItemView)
        filled = (one for one in lists if one.isVisible() and one.model().rowCount())
        next(filled, self.tabs).setFocus()

    def _name_groups(self) -> None:
        name = self._names()[list(Section).index(self._section)]
        for view in (self.browse.tiles, self.browse.rows):
            view.setAccessibleName(name)

    def _names(self) -> Sequence[str]:
        return (
            self.tr("Songs"),
            self.tr("Albums"),
            self.tr("Artists"),
            self.tr("Genres"),
            self.tr("Folders"),
            self.tr("Playlists"),
            self.tr("History"),
            self.tr("Not analysed"),
        )
