"""What can be done with an album, an artist, a genre or a folder as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from deej_desktop.domain.browsing import Group, Wish
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.services.api import BrowseApi
from deej_desktop.services.playlists.api import PlaylistInfo
from deej_desktop.ui.library.groups_model import title_of
from deej_desktop.ui.library.song_actions import SongActions
from deej_desktop.ui.library.song_menu import SongAction, song_menu
from deej_desktop.ui.library.songs_pane import ask_for_name
from deej_desktop.ui.theme import Theme

_ACTIONS = (
    SongAction.PLAY,
    SongAction.NEXT,
    SongAction.RADIO,
    SongAction.JOURNEY,
    SongAction.PLAYLIST,
)


class GroupActions:
    """Finds the songs of a group, and does with them what is wanted."""

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        browse: BrowseApi,
        actions: SongActions,
        playlists: Callable[[], Sequence[PlaylistInfo]],
    ) -> None:
        """Act for `parent`; `playlists` gives those that are known, at once."""
        self._parent = parent
        self._theme = theme
        self._browse = browse
        self._actions = actions
        self._playlists = playlists

    def menu_of(self, group: Group) -> QMenu:
        """Return the menu of a group; it deletes itself when closed."""
        return song_menu(
            self._parent,
            self._theme,
            _ACTIONS,
            [one for one in self._playlists() if one.kind == "playlist"],
            lambda action: self.act_on(action, group),
            lambda playlist: self._add_to(playlist, group),
        )

    def act_on(self, action: SongAction, group: Group) -> None:
        """Do something with all songs of a group."""
        self._actions.act(action, partial(self._tracks_of, group), title_of(group))

    def _add_to(self, playlist: PlaylistInfo | None, group: Group) -> None:
        tracks = partial(self._tracks_of, group)
        if playlist is not None:
            self._actions.add_to(playlist, tracks)
            return
        title = QCoreApplication.translate("BrowsePane", "New playlist")
        ask_for_name(
            self._parent, title, lambda name: self._actions.save_as(name, tracks), title_of(group)
        )

    def _tracks_of(self, group: Group) -> Sequence[Track]:
        """Runs off the GUI thread."""
        found = self._browse.find(Wish(within=group.key))
        return self._browse.tracks([TrackId(one) for one in found.ids.tolist()])
