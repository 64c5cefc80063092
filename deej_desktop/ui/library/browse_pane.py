"""Songs, albums, artists, genres and folders: lists that the search and the facets narrow down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.domain.browsing import Group, GroupKind, Listing, SortKey, Wish
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.services.api import BrowseApi, JukeboxState, SettingsApi
from deej_desktop.services.playlists.api import PlaylistInfo
from deej_desktop.ui.covers import LARGE, SMALL, CoverArt, Covers
from deej_desktop.ui.format import joined, spoken_length
from deej_desktop.ui.library.group_actions import GroupActions
from deej_desktop.ui.library.group_header import GroupHeader
from deej_desktop.ui.library.groups_model import (
    GroupsModel,
    details_of,
    songs_in_words,
    title_of,
)
from deej_desktop.ui.library.groups_view import GroupCells, GroupsView
from deej_desktop.ui.library.pages import Pages
from deej_desktop.ui.library.search_bar import SearchBar
from deej_desktop.ui.library.song_actions import SongActions
from deej_desktop.ui.library.song_menu import SongAction
from deej_desktop.ui.library.songs_pane import SongsPane
from deej_desktop.ui.tasks import LatestQuestion, Tasks
from deej_desktop.ui.theme import SPACE_S, Theme
from deej_desktop.ui.widgets.empty_state import EmptyState

_LOW = 240
_USUAL = (SortKey.RELEVANCE, False)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is to be listed: the songs that fit, or the groups of one kind that they are in."""

    wish: Wish
    kind: GroupKind | None


@dataclass(frozen=True, slots=True)
class _Answer:
    listing: Listing
    groups: Sequence[Group]


class BrowsePane(QWidget):
    """Lists songs or groups of one kind; opening a group leads to its songs, and back again."""

    folders_wanted = Signal()
    trouble = Signal(str)

    def __init__(
        self,
        theme: Theme,
        browse: BrowseApi,
        settings: SettingsApi,
        actions: SongActions,
        covers: Covers,
        tasks: Tasks,
        playlists: Callable[[], Sequence[PlaylistInfo]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._browse = browse
        self._settings = settings
        self._covers = covers
        self._tasks = tasks
        self.group_actions = GroupActions(self, theme, browse, actions, playlists)
        self._kind: GroupKind | None = None
        self._trail: list[Group] = []
        self._is_flat = False
        self._sort: tuple[SortKey, bool] = self._kept_sort
        self._has_music = True
        self._enter: SongAction | None = None
        self._sought: TrackId | None = None
        self._question: LatestQuestion[_Question, _Answer] = LatestQuestion(
            tasks, self._find, self._show, lambda _, trouble: self._say_trouble(trouble)
        )
        self.search = SearchBar(theme)
        self.search.changed.connect(self._search_changed)
        self.search.left.connect(self._focus_list)
        self.search.entered.connect(self._entered)
        self.header = GroupHeader(theme, covers)
        self.header.back_wanted.connect(self.go_back)
        self.header.play_wanted.connect(lambda: self._act_on_all(SongAction.PLAY))
        self.header.radio_wanted.connect(lambda: self._act_on_all(SongAction.RADIO))
        self.header.more_wanted.connect(self._toggle_flat)
        self.songs = SongsPane(theme, browse, actions, covers, tasks, playlists)
        self.songs.keep_columns(settings, "library")
        self.songs.sort_wanted.connect(self._sort_by)
        self.albums = GroupsModel(Pages(browse.tracks, tasks, self), self)
        self.groups = GroupsModel(Pages(browse.tracks, tasks, self), self)
        self.tiles = self._groups_view(self.albums, has_tiles=True)
        self.rows = self._groups_view(self.groups, has_tiles=False)
        self.empty = EmptyState(theme)
        self.empty.wanted.connect(self._mend_emptiness)
        self._stack = QStackedWidget()
        for page in (self.songs, self.tiles, self.rows, self.empty):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.search)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.ask)
        covers.loaded.connect(lambda _: self._repaint_groups())

    def show_kind(self, kind: GroupKind | None) -> None:
        """List the groups of `kind`, or the songs themselves."""
        self._kind = kind
        self._trail.clear()
        self._is_flat = False
        self._sort = _USUAL if self._is_inside or self.search.words else self._kept_sort
        self.header.hide()
        self.ask()

    def go_to(self, song: TrackId) -> None:
        """Show a song among all others."""
        self.search.clear()
        self._sought = song
        self.show_kind(None)

    def show_jukebox(self, state: JukeboxState) -> None:
        """Mark the song that plays."""
        self.songs.show_jukebox(state)

    def set_has_music(self, *, has_music: bool) -> None:
        """Say whether there is any music to list."""
        self._has_music = has_music

    def refresh(self, after_ms: int) -> None:
        """List anew, since the library has changed; soon is enough."""
        if not self._again.isActive():
            self._again.start(after_ms)

    def ask(self) -> None:
        """Find what is wanted now; until it is there, what was found before is shown."""
        within = self._trail[-1].key if self._trail else None
        sort, is_descending = self._sort
        wish = Wish(self.search.words, self.search.facets.chosen, within, sort, is_descending)
        self._question.ask(_Question(wish, self._listed_kind()))

    def go_back(self) -> bool:
        """Leave the group that is open; whether there was one."""
        if not self._trail:
            return False
        self._trail.pop()
        self._is_flat = False
        if self._trail:
            self._show_header(self._trail[-1])
        else:
            self.header.hide()
        self.ask()
        self._focus_list()
        return True

    def open_group(self, group: Group) -> None:
        """Show what a group holds."""
        self._trail.append(group)
        self._is_flat = False
        self._sort = _USUAL
        self._show_header(group)
        self.ask()

    def go_on_from(self, other: BrowsePane) -> None:
        """Open what is open in `other`, which lists the same kind, narrowed down and sorted so."""
        for facet, values in other.search.facets.chosen.items():
            self.search.facets.choose(facet, values)
        for group in other.open_path:
            self.open_group(group)
        self._sort = other._sort
        self.ask()

    @property
    def open_path(self) -> Sequence[Group]:
        """The groups that are open, the outermost first."""
        return tuple(self._trail)

    @property
    def list(self) -> QWidget:
        """What lists now: the table, the tiles, the rows or the empty state."""
        shown = self._stack.currentWidget()
        assert shown is not None
        return shown

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a very low window the songs matter more.
        is_low = self.height() < _LOW
        self.search.show_facets(are_shown=not is_low)
        self.songs.view.horizontalHeader().setVisible(not is_low)

    def _listed_kind(self) -> GroupKind | None:
        if not self._trail:
            return self._kind
        inside = self._trail[-1]
        is_branch = inside.key.kind is GroupKind.FOLDER and inside.has_more and not self._is_flat
        return GroupKind.FOLDER if is_branch else None

    def _find(self, question: _Question) -> _Answer:
        """Runs off the GUI thread."""
        listing = self._browse.find(question.wish)
        if question.kind is None:
            return _Answer(listing, ())
        return _Answer(listing, self._browse.groups(question.kind, question.wish))

    def _show(self, question: _Question, answer: _Answer) -> None:
        listing = answer.listing
        self.search.facets.show_values(listing.facets)
        count = songs_in_words(len(listing)) if len(listing) else ""
        length = spoken_length(listing.duration_s) if len(listing) else ""
        # An open group says so itself.
        self.search.show_count("" if self._trail else joined(count, length))
        if question.kind is None:
            self._show_songs(question, listing)
        else:
            is_albums = question.kind is GroupKind.ALBUM
            view = self.tiles if is_albums else self.rows
            place = view.verticalScrollBar().value()
            (self.albums if is_albums else self.groups).hold(answer.groups)
            view.verticalScrollBar().setValue(place)
            self._stack.setCurrentWidget(view)
        if not len(listing):
            self._show_emptiness()
        if self._enter is not None:
            action, self._enter = self._enter, None
            self._play_first(action)

    def _show_songs(self, question: _Question, listing: Listing) -> None:
        self.songs.model.show(listing.ids)
        self.songs.show_sort(question.wish.sort, descending=question.wish.descending)
        self._stack.setCurrentWidget(self.songs)
        if self._sought is not None:
            rows = np.flatnonzero(listing.ids == self._sought).tolist()
            self._sought = None
            self.songs.view.select_rows(rows)
            self.songs.setFocus()

    def _show_emptiness(self) -> None:
        words = self.search.words
        if not self._has_music:
            self.empty.say(
                "folder",
                self.tr("Deej knows none of your music yet."),
                self.tr("Choose your music folders…"),
            )
        elif words:
            self.empty.say(
                "search",
                self.tr("Nothing in your music is called “{words}”, or nearly so.").format(
                    words=words
                ),
                self.tr("Show everything"),
            )
        else:
            self.empty.say("song", self.tr("No song fits all of that."), self.tr("Show everything"))
        self._stack.setCurrentWidget(self.empty)

    def _mend_emptiness(self) -> None:
        if not self._has_music:
            self.folders_wanted.emit()
        else:
            self.search.clear()
            self.search.field.setFocus()

    def _say_trouble(self, trouble: str) -> None:
        self.empty.say("warning", trouble, self.tr("Try again"))
        self._stack.setCurrentWidget(self.empty)

    def _show_header(self, group: Group) -> None:
        details = joined(
            details_of(group),
            songs_in_words(group.tracks) if group.key.kind is GroupKind.ALBUM else "",
            spoken_length(group.duration_s),
        )
        more = ""
        if group.has_more:
            more = self.tr("Show its folders") if self._is_flat else self.tr("Show all its songs")
        self.header.show_group(title_of(group), details, more=more)
        self._tasks.run(
            lambda: self._browse.tracks([group.cover_track]),
            lambda tracks: self._show_cover(group, tracks),
        )

    def _show_cover(self, group: Group, tracks: Sequence[Track]) -> None:
        if self._trail and self._trail[-1] is group and tracks:
            self.header.show_cover(tracks[0])

    def _toggle_flat(self) -> None:
        self._is_flat = not self._is_flat
        self._show_header(self._trail[-1])
        self.ask()

    # What is typed, pressed and clicked.

    def _search_changed(self) -> None:
        # An answer still on its way would be to another question.
        self._question.forget()
        if self.search.words:
            self._sort = _USUAL
        elif not self._is_inside:
            self._sort = self._kept_sort
        self.ask()
        self.songs.view.scrollToTop()

    def _sort_by(self, key: SortKey, is_descending: bool) -> None:
        self._sort = (key, is_descending)
        if not self._is_inside and not self.search.words:
            self._settings.change(song_order=key, song_order_reversed=is_descending)
        self.ask()

    @property
    def _kept_sort(self) -> tuple[SortKey, bool]:
        """How the listener wants all songs to be sorted."""
        settings = self._settings.current
        return settings.song_order, settings.song_order_reversed

    @property
    def _is_inside(self) -> bool:
        """Whether there are groups, or the songs of one, rather than all songs."""
        return self._kind is not None or bool(self._trail)

    def _focus_list(self) -> None:
        self.list.setFocus()

    def _entered(self, is_shifted: bool) -> None:
        self._enter = SongAction.NEXT if is_shifted else SongAction.PLAY
        self.ask()

    def _play_first(self, action: SongAction) -> None:
        current = self._stack.currentWidget()
        model = self.albums if current is self.tiles else self.groups
        if current is self.songs:
            self.songs.act_on_first(action)
        elif current is not self.empty and model.rowCount():
            self.open_group(model.group_at(0))

    # Groups.

    def _groups_view(self, model: GroupsModel, *, has_tiles: bool) -> GroupsView:
        cover_of = self._large_cover if has_tiles else self._small_cover
        cells = GroupCells(self._theme, cover_of, has_tiles=has_tiles)
        view = GroupsView(self._theme, model, cells, has_tiles=has_tiles)
        view.open_wanted.connect(lambda row: self.open_group(model.group_at(row)))
        actions = self.group_actions
        view.play_wanted.connect(lambda row: actions.act_on(SongAction.PLAY, model.group_at(row)))
        view.menu_wanted.connect(
            lambda row, place: actions.menu_of(model.group_at(row)).popup(place)
        )
        return view

    def _act_on_all(self, action: SongAction) -> None:
        if self._trail:
            self.group_actions.act_on(action, self._trail[-1])

    def _large_cover(self, track: Track) -> CoverArt | None:
        return self._covers.get(track, LARGE // 2)

    def _small_cover(self, track: Track) -> CoverArt | None:
        return self._covers.get(track, SMALL)

    def _repaint_groups(self) -> None:
        for view in (self.tiles, self.rows):
            if view.isVisible():
                view.viewport().update()
