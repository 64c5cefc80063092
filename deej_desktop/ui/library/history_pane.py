"""What was played, evening by evening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from deej_desktop.services.api import JukeboxState, Services
from deej_desktop.services.playlists.api import Evening, PlaylistInfo
from deej_desktop.ui.covers import SMALL, Covers
from deej_desktop.ui.format import joined, spoken_length
from deej_desktop.ui.library.group_header import GroupHeader
from deej_desktop.ui.library.groups_model import NamesModel, songs_in_words
from deej_desktop.ui.library.groups_view import GroupCells, GroupsView
from deej_desktop.ui.library.song_actions import SongActions
from deej_desktop.ui.library.song_menu import SongAction
from deej_desktop.ui.library.songs_pane import SongsPane
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_S, Theme
from deej_desktop.ui.widgets.empty_state import EmptyState

_PAGE = 50
"""Evenings that are asked for together; more when one scrolls to the end."""


class HistoryPane(QWidget):
    """Past evenings, or the songs of one."""

    surprise_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        services: Services,
        actions: SongActions,
        covers: Covers,
        tasks: Tasks,
        playlists: Callable[[], Sequence[PlaylistInfo]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._actions = actions
        self._tasks = tasks
        self._evenings: Sequence[Evening] = ()
        self._wanted = _PAGE
        self._open: Evening | None = None
        self.header = GroupHeader(theme, covers)
        self.header.back_wanted.connect(self.go_back)
        self.header.play_wanted.connect(lambda: self._act(SongAction.PLAY))
        self.header.radio_wanted.connect(lambda: self._act(SongAction.RADIO))
        self._names = NamesModel(self)
        cells = GroupCells(theme, lambda track: covers.get(track, SMALL), has_tiles=False)
        self.view = GroupsView(theme, self._names, cells, has_tiles=False)
        self.view.setAccessibleName(self.tr("Past evenings"))
        self.view.verticalScrollBar().valueChanged.connect(self._go_further_back)
        covers.loaded.connect(lambda _: self.view.viewport().update())
        self.view.open_wanted.connect(lambda row: self.open_evening(self._evenings[row]))
        self.view.play_wanted.connect(lambda row: self._play(self._evenings[row], SongAction.PLAY))
        self.songs = SongsPane(theme, services.browse, actions, covers, tasks, playlists)
        self.songs.keep_columns(services.settings, "history")
        self.empty = EmptyState(theme)
        self.empty.say("song", self.tr("What you play will stand here, evening by evening."),
                       self.tr("Surprise me"))  # fmt: skip
        self.empty.wanted.connect(self.surprise_wanted)
        self._stack = QStackedWidget()
        for page in (self.empty, self.view, self.songs):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Ask again what was played."""
        self._tasks.run(partial(self._services.playlists.evenings, self._wanted), self._show)

    def show_jukebox(self, state: JukeboxState) -> None:
        """Mark the song that plays."""
        self.songs.show_jukebox(state)

    def open_evening(self, evening: Evening) -> None:
        """Show what was played in one evening."""
        self._open = evening
        missing = [row for row, play in enumerate(evening.plays) if play.missing]
        self.songs.model.show_tracks([play.track for play in evening.plays], missing)
        self.header.show_group(_name_of(evening), _details(evening))
        self.header.show_cover(evening.plays[0].track)
        self._stack.setCurrentWidget(self.songs)

    def go_back(self) -> bool:
        """Leave the evening that is open; whether there was one."""
        if self._open is None:
            return False
        self._open = None
        self.header.hide()
        self._stack.setCurrentWidget(self.view)
        self.view.setFocus()
        return True

    def _show(self, evenings: Sequence[Evening]) -> None:
        self._evenings = evenings
        self._names.hold([(_name_of(one), _details(one), one.plays[0].track) for one in evenings])
        if self._open is None:
            self._stack.setCurrentWidget(self.view if evenings else self.empty)

    def _go_further_back(self, value: int) -> None:
        bar = self.view.verticalScrollBar()
        if value + bar.pageStep() >= bar.maximum() > 0 and len(self._evenings) >= self._wanted:
            self._wanted += _PAGE
            self.refresh()

    def _play(self, evening: Evening, action: SongAction) -> None:
        tracks = [play.track for play in evening.plays if not play.missing]
        self._actions.act(action, lambda: tracks, _name_of(evening))

    def _act(self, action: SongAction) -> None:
        if self._open is not None:
            self._play(self._open, action)


def _name_of(evening: Evening) -> str:
    """Return when an evening was, as the listener's country writes it."""
    when = QDateTime.fromSecsSinceEpoch(int(evening.started_at))
    day = QLocale().toString(when.date(), QLocale.FormatType.LongFormat)
    return f"{day}, {QLocale().toString(when.time(), QLocale.FormatType.ShortFormat)}"


def _details(evening: Evening) -> str:
    heard = sum(play.played_s for play in evening.plays)
    return joined(songs_in_words(len(evening.plays)), spoken_length(heard))
