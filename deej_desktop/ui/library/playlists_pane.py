"""The playlists and journeys that are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxState, Services
from deej_desktop.services.playlists.api import PlaylistInfo, PlaylistItem
from deej_desktop.ui.covers import SMALL, Covers
from deej_desktop.ui.dialogs.pick import pick_mix_name, pick_playlist, pick_playlist_name
from deej_desktop.ui.format import joined, one_line, spoken_length
from deej_desktop.ui.icons import icon
from deej_desktop.ui.library.group_header import GroupHeader
from deej_desktop.ui.library.groups_model import NamesModel, songs_in_words
from deej_desktop.ui.library.groups_view import GroupCells
from deej_desktop.ui.library.mix_dialog import MixDialog
from deej_desktop.ui.library.playlist_edits import PlaylistEdits
from deej_desktop.ui.library.playlist_songs import PlaylistSongs, reordered_in_words
from deej_desktop.ui.library.playlists_view import PlaylistsView
from deej_desktop.ui.library.song_actions import SongActions
from deej_desktop.ui.library.song_menu import SongAction
from deej_desktop.ui.library.songs_pane import ask_for_name
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.empty_state import EmptyState

_MORE = 10
"""So many songs a playlist grows by at a time."""


class PlaylistsPane(QWidget):
    """All playlists, or the songs of one; songs can be dropped on either."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        actions: SongActions,
        covers: Covers,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._actions = actions
        self._tasks = tasks
        self._infos: Sequence[PlaylistInfo] = ()
        self._open: PlaylistInfo | None = None
        self.header = GroupHeader(theme, covers)
        self.header.back_wanted.connect(self.go_back)
        self.header.play_wanted.connect(lambda: self._act(SongAction.PLAY))
        self.header.radio_wanted.connect(lambda: self._act(SongAction.RADIO))
        self.header.more_wanted.connect(self._open_menu_of_header)
        self._names = NamesModel(self)
        cells = GroupCells(theme, lambda track: covers.get(track, SMALL), has_tiles=False)
        self.view = PlaylistsView(theme, self._names, cells, has_tiles=False)
        self.view.setAccessibleName(self.tr("Playlists"))
        covers.loaded.connect(lambda _: self.view.viewport().update())
        self.view.open_wanted.connect(lambda row: self.open_playlist(self._infos[row]))
        self.view.play_wanted.connect(lambda row: self._play(self._infos[row]))
        self.view.menu_wanted.connect(
            lambda row, place: self.menu_of(self._infos[row]).popup(place)
        )
        self.view.remove_wanted.connect(lambda row: self._actions.delete(self._infos[row]))
        self.view.songs_dropped.connect(lambda row, paths: self._drop(self._infos[row], paths))
        self._edits = PlaylistEdits(services.playlists, tasks, self)
        self._edits.saved.connect(self.refresh)
        self._edits.said.connect(actions.said)
        self.songs = PlaylistSongs(
            theme, services, actions, covers, tasks, lambda: self._infos, self._edits
        )
        self.songs.came.connect(self._show_cover)
        self.empty = EmptyState(theme)
        self.empty.wanted.connect(self._import)
        self.import_one = QPushButton(self.tr("Import a playlist…"))
        self.import_one.setProperty("tone", "quiet")
        self.import_one.clicked.connect(self._import)
        self._stack = QStackedWidget()
        for page in (self.empty, self.view, self.songs):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.import_one, 0, Qt.AlignmentFlag.AlignLeft)
        set_type(self.import_one, "caption")
        self._show_page()

    @property
    def playlists(self) -> Sequence[PlaylistInfo]:
        """Those that are known by now."""
        return self._infos

    def refresh(self) -> None:
        """Ask again which playlists there are."""
        self._tasks.run(self._services.playlists.playlists, self._show)

    def show_jukebox(self, state: JukeboxState) -> None:
        """Mark the song that plays."""
        self.songs.show_jukebox(state)

    def open_playlist(self, info: PlaylistInfo) -> None:
        """Show what is in a playlist."""
        self._open = info
        self.songs.open(info)
        self._show_page()

    def go_on_from(self, other: PlaylistsPane) -> None:
        """Open the playlist that is open in `other`."""
        if other._open is not None:
            self.open_playlist(other._open)

    def go_back(self) -> bool:
        """Leave the playlist that is open; whether there was one."""
        if self._open is None:
            return False
        self._open = None
        self.songs.open(None)
        self._show_page()
        self.view.setFocus()
        return True

    def menu_of(self, info: PlaylistInfo) -> QMenu:
        """Return what can be done with a playlist as a whole; it deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ink = self._theme.color("text")
        if info.kind == "journey":
            change = menu.addAction(icon("journey", ink), self.tr("Change the journey…"))
            change.triggered.connect(lambda: self._actions.change_journey(info))
        for icon_name, text, wanted in (
            ("play", self.tr("Play now"), lambda: self._play(info)),
            ("radio", self.tr("Radio from this"), lambda: self._play(info, SongAction.RADIO)),
            ("rename", self.tr("Rename…"), lambda: self._rename(info)),
            ("smooth", self.tr("Put in a smoother order"), lambda: self._smooth(info)),
            ("plus", self.tr("Add ten songs that follow well"), lambda: self._lengthen(info)),
            ("folder", self.tr("Save as a file…"), lambda: self._export(info)),
            ("wave", self.tr("Render as one sound file…"), lambda: self._mix(info)),
            ("import", self.tr("Import a playlist…"), self._import),
            ("remove", self.tr("Delete"), lambda: self._actions.delete(info)),
        ):
            menu.addAction(icon(icon_name, ink), text).triggered.connect(
                lambda _=False, wanted=wanted: wanted()
            )
        return menu

    def _show(self, infos: Sequence[PlaylistInfo]) -> None:
        self._infos = infos
        self._names.hold([(info.name, _details(info), info.first) for info in infos])
        if self._open is not None:
            still = [info for info in infos if info.key == self._open.key]
            if still:
                self.open_playlist(still[0])
                return
            self._open = None
            self.songs.open(None)
        self._show_page()

    def _show_cover(self, items: Sequence[PlaylistItem]) -> None:
        present = [item.track for item in items if not item.missing]
        self.header.show_cover(present[0] if present else None)

    def _show_page(self) -> None:
        self.import_one.setVisible(self._open is None and bool(self._infos))
        if self._open is not None:
            self.header.show_group(
                self._open.name, _details(self._open), more="⋯", can_play=self._open.tracks > 0
            )
            self._stack.setCurrentWidget(self.songs)
            return
        self.header.hide()
        self.empty.say(
            "playlist",
            self.tr("No playlists yet: add songs to one from their menu, or save a journey."),
            self.tr("Import a playlist…"),
        )
        self._stack.setCurrentWidget(self.view if self._infos else self.empty)

    def _play(self, info: PlaylistInfo, action: SongAction = SongAction.PLAY) -> None:
        self._actions.act(action, partial(self._tracks_of, info), info.name)

    def _act(self, action: SongAction) -> None:
        if self._open is not None:
            self._play(self._open, action)

    def _tracks_of(self, info: PlaylistInfo) -> Sequence[Track]:
        """Runs off the GUI thread."""
        items = self._services.playlists.items(info.key)
        return [item.track for item in items if not item.missing]

    def _open_menu_of_header(self) -> None:
        if self._open is not None:
            button = self.header.more_button
            self.menu_of(self._open).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _rename(self, info: PlaylistInfo) -> None:
        def rename(name: str) -> None:
            self._run(lambda: self._services.playlists.rename(info.key, name))

        ask_for_name(self, self.tr("Rename the playlist"), rename, info.name)

    def _smooth(self, info: PlaylistInfo) -> None:
        def smoother(items: Sequence[PlaylistItem]) -> Sequence[PlaylistItem]:
            # A journey goes on arriving where it did.
            last_stays = info.kind == "journey"
            return self._services.playlists.reordered(items, last_stays=last_stays)

        self._edits.rewrite(info, smoother, reordered_in_words(info))

    def _lengthen(self, info: PlaylistInfo) -> None:
        playlists = self._services.playlists
        told = self.tr("{name} is longer now").format(name=one_line(info.name))
        self._edits.rewrite(info, lambda items: playlists.extended(items, _MORE), told)

    def _mix(self, info: PlaylistInfo) -> None:
        def render(path: Path) -> None:
            def written(left_out: Sequence[str]) -> None:
                self._actions.tell_written(path.name, left_out)

            MixDialog(self._tasks, self).begin(self._services.playlists, info.key, path, written)

        pick_mix_name(self, info.name, render)

    def _import(self) -> None:
        def read(path: Path) -> None:
            self._run(lambda: self._services.playlists.import_file(path))

        pick_playlist(self, read)

    def _export(self, info: PlaylistInfo) -> None:
        playlists = self._services.playlists

        def write(path: Path) -> None:
            self._run(lambda: playlists.export_file(playlists.items(info.key), path))

        pick_playlist_name(self, info.name, write)

    def _drop(self, info: PlaylistInfo, paths: Sequence[Path]) -> None:
        journeys = self._services.journeys
        self._actions.add_to(info, lambda: [journeys.track_at(path) for path in paths])

    def _run(self, work: Callable[[], object]) -> None:
        # What changed is told by the playlists themselves.
        self._tasks.run(work, lambda _: self.refresh())


def _details(info: PlaylistInfo) -> str:
    kind = QCoreApplication.translate("PlaylistsPane", "Journey") if info.kind == "journey" else ""
    return joined(kind, songs_in_words(info.tracks), spoken_length(info.duration_s))
