"""What can be done with songs of the library, in a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from deej_desktop.services.playlists.api import PlaylistInfo
from deej_desktop.ui.format import one_line
from deej_desktop.ui.icons import icon
from deej_desktop.ui.theme import Theme


class SongAction(Enum):
    """One thing to do with the selected songs."""

    PLAY = "play"
    NEXT = "play-next"
    MORE = "more"
    RADIO = "radio"
    JOURNEY = "journey"
    PLAYLIST = "playlist"
    FOLDER = "folder"
    COPY = "copy"
    ABOUT = "info"
    REMOVE = "close"


_KEYS = {
    SongAction.PLAY: "Enter",
    SongAction.NEXT: "Shift+Enter",
    SongAction.MORE: "+",
    SongAction.JOURNEY: "Shift+J",
    SongAction.COPY: "Ctrl+C",
    SongAction.ABOUT: "Alt+Enter",
    SongAction.REMOVE: "Del",
}


def name_of(action: SongAction) -> str:
    """Return what `action` does, in words."""
    translate = QCoreApplication.translate
    return {
        SongAction.PLAY: translate("SongAction", "Play now"),
        SongAction.NEXT: translate("SongAction", "Play next"),
        SongAction.MORE: translate("SongAction", "Also like this"),
        SongAction.RADIO: translate("SongAction", "Radio from this"),
        SongAction.JOURNEY: translate("SongAction", "Add to the journey"),
        SongAction.PLAYLIST: translate("SongAction", "Add to a playlist"),
        SongAction.FOLDER: translate("SongAction", "Show in its folder"),
        SongAction.COPY: translate("SongAction", "Copy the file and its path"),
        SongAction.ABOUT: translate("SongAction", "About this song, and how it was heard…"),
        SongAction.REMOVE: translate("SongAction", "Take out"),
    }[action]


def song_menu(
    parent: QWidget,
    theme: Theme,
    actions: Sequence[SongAction],
    playlists: Sequence[PlaylistInfo],
    chosen: Callable[[SongAction], None],
    playlist_chosen: Callable[[PlaylistInfo | None], None],
) -> QMenu:
    """Return the menu; closed, it deletes itself.

    Args:
        parent: Whose menu it is.
        theme: Where its colours come from.
        actions: What it offers.
        playlists: To which songs may be added.
        chosen: Takes the action chosen, unless it is a playlist.
        playlist_chosen: Takes the playlist to add to, or None for a new one.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    ink = theme.color("text")
    for action in actions:
        if action is SongAction.PLAYLIST:
            below = menu.addMenu(icon("playlist", ink), name_of(action))
            new = below.addAction(
                icon("plus", ink), QCoreApplication.translate("SongAction", "New playlist…")
            )
            new.triggered.connect(lambda: playlist_chosen(None))
            if playlists:
                below.addSeparator()
            for playlist in playlists:
                name = one_line(playlist.name).replace("&", "&&")
                entry = below.addAction(name)
                entry.triggered.connect(lambda _=False, one=playlist: playlist_chosen(one))
            continue
        keys = QKeySequence(_KEYS.get(action, "")).toString(QKeySequence.SequenceFormat.NativeText)
        # A tab sets the keys apart; as real shortcuts they would clash with the list's own.
        one = QAction(icon(action.value, ink), f"{name_of(action)}\t{keys}", menu)
        one.triggered.connect(lambda _=False, wanted=action: chosen(wanted))
        menu.addAction(one)
    return menu
