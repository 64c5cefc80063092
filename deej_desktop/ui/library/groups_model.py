"""Albums, artists, genres or folders as a list; their covers come as they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QCoreApplication, QObject, Qt
from typing_extensions import override

from deej_desktop.domain.browsing import Group, GroupKind
from deej_desktop.domain.track import Track
from deej_desktop.ui.format import joined, one_line
from deej_desktop.ui.library.pages import Pages
from deej_desktop.ui.library.songs_model import TRACK_ROLE
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.rows_model import RowsModel

DETAILS_ROLE = TRACK_ROLE + 2
"""The second line of a row."""


class GroupsModel(RowsModel[Group]):
    """One row a group."""

    def __init__(self, pages: Pages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        pages.loaded.connect(self._loaded)

    @override
    def hold(self, rows: Sequence[Group]) -> None:
        if rows != self._rows:
            self._pages.hold([group.cover_track for group in rows])
            super().hold(rows)

    def group_at(self, row: int) -> Group:
        """The group in `row`."""
        return self._rows[row]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group = self.row_at(index)
        if group is None:
            return None
        if role == DETAILS_ROLE:
            is_album = group.key.kind is GroupKind.ALBUM
            # A tile has no room for more than whose it is.
            return one_line(group.subtitle) if is_album else details_of(group)
        if role == TRACK_ROLE:
            return self._pages.get(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(group)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join([title_of(group), *([details_of(group)] if details_of(group) else [])])
        return None

    def _loaded(self, first: int, last: int) -> None:
        last = min(last, len(self._rows) - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))


Named: TypeAlias = tuple[str, str, Track | None]
"""A name, a line about it, and the track whose cover it has."""


class NamesModel(RowsModel[Named]):
    """Names with a line about each, such as playlists."""

    @override
    def hold(self, rows: Sequence[Named]) -> None:
        if rows != self._rows:
            super().hold(rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        name, details, track = row
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(name)
        if role == DETAILS_ROLE:
            return details
        if role == TRACK_ROLE:
            return track
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join([one_line(name), details])
        return None


def title_of(group: Group) -> str:
    """Return what a group is called, or that it has no name."""
    if group.title:
        return one_line(group.title)
    translate = QCoreApplication.translate
    return {
        GroupKind.ALBUM: translate("Group", "No album"),
        GroupKind.ARTIST: translate("Group", "Unknown artist"),
        GroupKind.GENRE: translate("Group", "No genre"),
        GroupKind.FOLDER: translate("Group", "Folder"),
    }[group.key.kind]


def songs_in_words(count: int) -> str:
    """Return "1 song" or "1,234 songs"."""
    translate = QCoreApplication.translate
    if count == 1:
        return translate("Group", "1 song")
    return translate("Group", "{count} songs").format(count=f"{count:,}")


def details_of(group: Group) -> str:
    """Return the second line of a group: whose it is, or how much is in it."""
    translate = QCoreApplication.translate
    if group.key.kind is GroupKind.ALBUM:
        return joined(group.subtitle, str(group.year) if group.year else "")
    albums = ""
    if group.albums == 1:
        albums = translate("Group", "1 album")
    elif group.albums:
        albums = translate("Group", "{count} albums").format(count=f"{group.albums:,}")
    return joined(albums, songs_in_words(group.tracks))
