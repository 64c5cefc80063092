"""A long list of songs, of which only those in sight are there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from typing_extensions import override

from deej_desktop.domain.arrays import IntArray
from deej_desktop.domain.browsing import SortKey
from deej_desktop.domain.track import Track
from deej_desktop.ui.format import clock, one_line
from deej_desktop.ui.library.pages import Pages
from deej_desktop.ui.models.index import Index

TRACK_ROLE = Qt.ItemDataRole.UserRole
MISSING_ROLE = TRACK_ROLE + 1


class Column(IntEnum):
    """What is told of a song, in this order."""

    TITLE = 0
    ARTIST = 1
    ALBUM = 2
    GENRE = 3
    YEAR = 4
    LENGTH = 5


SORTS = {
    Column.TITLE: SortKey.TITLE,
    Column.ARTIST: SortKey.ARTIST,
    Column.ALBUM: SortKey.ALBUM,
    Column.GENRE: SortKey.GENRE,
    Column.YEAR: SortKey.YEAR,
    Column.LENGTH: SortKey.LENGTH,
}


class SongsModel(QAbstractTableModel):
    """A row for each id; what is not fetched yet is empty until it is."""

    def __init__(self, pages: Pages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._ids: IntArray = np.zeros(0, np.int64)
        self._missing: frozenset[int] = frozenset()
        pages.loaded.connect(self._loaded)

    def show_tracks(self, tracks: Sequence[Track], missing: Collection[int] = ()) -> None:
        """Hold these tracks, whether in the library or not; those in rows `missing` are gone."""
        self.beginResetModel()
        self._ids = np.arange(len(tracks), dtype=np.int64)
        self._missing = frozenset(missing)
        self._pages.fill(tracks)
        self.endResetModel()

    def is_missing(self, row: int) -> bool:
        """Whether the file of the song in `row` is not there now."""
        return row in self._missing

    def tracks_in(self, rows: Sequence[int]) -> Callable[[], Sequence[Track]]:
        """Return what gives the songs in `rows`, to be called off the GUI thread."""
        return self._pages.tracks_in([row for row in rows if row not in self._missing])

    def make_ready(self, rows: Sequence[int]) -> None:
        """Have `track_at` know the songs in `rows` soon, whether they are in sight or not."""
        self._pages.make_ready(rows)

    @property
    def ids(self) -> IntArray:
        """The ids of all rows, (n,)."""
        return self._ids

    def show(self, ids: IntArray) -> None:
        """Hold these songs and no others."""
        if np.array_equal(ids, self._ids):
            return
        self.beginResetModel()
        self._ids = ids
        self._missing = frozenset()
        self._pages.hold(ids)
        self.endResetModel()

    def refetch(self) -> None:
        """Fetch anew what is in sight: tags may have changed."""
        self._pages.hold(self._ids)
        self._loaded(0, len(self._ids) - 1)

    def track_at(self, row: int) -> Track | None:
        """The song in `row` if it is there."""
        return self._pages.known(row)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_length = section == Column.LENGTH
            side = Qt.AlignmentFlag.AlignRight if is_length else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.TITLE: self.tr("Title"),
            Column.ARTIST: self.tr("Artist"),
            Column.ALBUM: self.tr("Album"),
            Column.GENRE: self.tr("Genre"),
            Column.YEAR: self.tr("Year"),
            Column.LENGTH: self.tr("Length"),
        }[Column(section)]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == MISSING_ROLE:
            return self.is_missing(index.row())
        if role not in (
            TRACK_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        track = self._pages.get(index.row())
        if role == TRACK_ROLE or track is None:
            return track
        return text_of(track, Column(index.column()))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def _loaded(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))


def text_of(track: Track, column: Column) -> str:
    """Return what `column` says of `track`, in one line."""
    tags = track.tags
    return {
        Column.TITLE: lambda: one_line(track.title),
        Column.ARTIST: lambda: one_line(track.artist),
        Column.ALBUM: lambda: one_line(tags.album),
        Column.GENRE: lambda: one_line(tags.genre),
        Column.YEAR: lambda: str(tags.year) if tags.year else "",
        Column.LENGTH: lambda: clock(track.duration_s),
    }[column]()
