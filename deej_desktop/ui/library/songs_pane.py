"""Songs in a table, with what they are together above it and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QVBoxLayout, QWidget

from deej_desktop.domain.browsing import SortKey
from deej_desktop.domain.track import Track
from deej_desktop.services.api import BrowseApi, JukeboxState, SettingsApi
from deej_desktop.services.playlists.api import PlaylistInfo
from deej_desktop.ui.covers import SMALL, CoverArt, Covers
from deej_desktop.ui.library.ordered_songs import OrderedSongsView
from deej_desktop.ui.library.pages import Pages
from deej_desktop.ui.library.song_actions import SongActions
from deej_desktop.ui.library.song_cells import SongCells
from deej_desktop.ui.library.song_menu import SongAction, song_menu
from deej_desktop.ui.library.songs_model import SongsModel
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme

_ACTIONS = (
    SongAction.PLAY,
    SongAction.NEXT,
    SongAction.MORE,
    SongAction.RADIO,
    SongAction.JOURNEY,
    SongAction.PLAYLIST,
    SongAction.FOLDER,
    SongAction.COPY,
    SongAction.ABOUT,
)

_NAME_WIDTH = 420


class SongsPane(QWidget):
    """The table, its menu, and the actions behind both."""

    sort_wanted = Signal(object, bool)
    remove_wanted = Signal(object)
    """The rows to take out of the list that they are in."""
    move_wanted = Signal(object, int)
    """The rows to move, and the gap that they go into."""
    songs_dropped = Signal(object, int)
    """Paths, and the gap that they go into."""
    undo_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        browse: BrowseApi,
        actions: SongActions,
        covers: Covers,
        tasks: Tasks,
        playlists: Callable[[], Sequence[PlaylistInfo]],
        parent: QWidget | None = None,
        *,
        is_ordered: bool = False,
    ) -> None:
        """Make an empty one.

        Args:
            theme: Where its colours come from.
            browse: Fetches the songs in sight.
            actions: Does what is wanted with songs.
            covers: Of the songs.
            tasks: Where it fetches.
            playlists: Gives those that are known, at once.
            parent: As for any widget.
            is_ordered: Whether songs can be moved, dropped and taken out.
        """
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._covers = covers
        self._playlists = playlists
        self._is_ordered = is_ordered
        self.model = SongsModel(Pages(browse.tracks, tasks, self), self)
        self._cells = SongCells(theme, self._small_cover)
        self.view = (
            self._ordered_view() if is_ordered else SongsView(theme, self.model, self._cells)
        )
        self.view.act_wanted.connect(self._act)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.sort_wanted.connect(self.sort_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        covers.loaded.connect(lambda _: self.view.viewport().update())

    def keep_columns(self, settings: SettingsApi, name: str) -> None:
        """Have the columns that the listener chose for the list of this name, and keep them."""

        def keep(shares: Mapping[str, float]) -> None:
            settings.change(song_columns={**settings.current.song_columns, name: dict(shares)})

        self.view.headings.choose(settings.current.song_columns.get(name, {}))
        self.view.headings.chosen.connect(keep)

    def show_jukebox(self, state: JukeboxState) -> None:
        """Mark the song that plays."""
        playing = state.playing.path if state.playing is not None else None
        if playing != self._cells.playing:
            self._cells.playing = playing
            self.view.viewport().update()

    def show_sort(self, key: SortKey, *, descending: bool) -> None:
        """Show by what the songs are sorted."""
        self.view.show_sort(key, descending=descending)

    def act_on_first(self, action: SongAction) -> None:
        """Do `action` with the first song."""
        if self.model.rowCount():
            self.view.selectRow(0)
            self._act(action)

    def _ordered_view(self) -> SongsView:
        view = OrderedSongsView(self._theme, self.model, self._cells)
        view.move_wanted.connect(self.move_wanted)
        view.songs_dropped.connect(self.songs_dropped)
        view.undo_wanted.connect(self.undo_wanted)
        return view

    def _act(self, action: SongAction) -> None:
        if action is SongAction.REMOVE:
            if self._is_ordered:
                self.remove_wanted.emit(self.view.selected_rows())
            return
        self._actions.act(action, self.view.selected_tracks())

    def _open_menu(self, place: QPoint) -> None:
        self.menu().popup(place)

    def menu(self) -> QMenu:
        """Return the menu of the selected songs; it deletes itself when closed."""
        actions = [*_ACTIONS, SongAction.REMOVE] if self._is_ordered else _ACTIONS
        playlists = [one for one in self._playlists() if one.kind == "playlist"]
        return song_menu(self, self._theme, actions, playlists, self._act, self._add_to)

    def _add_to(self, playlist: PlaylistInfo | None) -> None:
        if playlist is None:
            self._name_playlist()
        else:
            self._actions.add_to(playlist, self.view.selected_tracks())

    def _name_playlist(self) -> None:
        tracks = self.view.selected_tracks()
        ask_for_name(self, self.tr("New playlist"), partial(self._save_as, tracks))

    def _save_as(self, tracks: Callable[[], Sequence[Track]], name: str) -> None:
        self._actions.save_as(name, tracks)

    def _small_cover(self, track: Track) -> CoverArt | None:
        return self._covers.get(track, SMALL)


def ask_for_name(parent: QWidget, title: str, named: Callable[[str], None], name: str = "") -> None:
    """Let the listener name something, and call `named` if it gets a name."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(title)
    dialog.setTextValue(name)
    dialog.resize(_NAME_WIDTH, dialog.sizeHint().height())
    dialog.textValueSelected.connect(lambda text: named(text.strip()) if text.strip() else None)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
