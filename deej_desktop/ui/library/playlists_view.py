"""The list of playlists, which songs can be dropped on."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from typing_extensions import override

from deej_desktop.ui.drops import paths_in
from deej_desktop.ui.library.groups_view import GroupCells, GroupsView
from deej_desktop.ui.theme import Theme


class PlaylistsView(GroupsView):
    """Takes songs that are dropped on a playlist."""

    songs_dropped = Signal(int, object)
    """The row, and the paths."""

    def __init__(
        self, theme: Theme, model: QAbstractItemModel, cells: GroupCells, *, has_tiles: bool
    ) -> None:
        super().__init__(theme, model, cells, has_tiles=has_tiles)
        self.setAcceptDrops(True)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._accept_over_row(event)
        event.setAccepted(bool(paths_in(event.mimeData())))

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._accept_over_row(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        row = self._accept_over_row(event)
        paths = paths_in(event.mimeData())
        if row >= 0 and paths:
            self.songs_dropped.emit(row, paths)

    def _accept_over_row(self, event: QDropEvent) -> int:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and paths_in(event.mimeData()):
            self.setCurrentIndex(index)
            # What is proposed may be a move, after which the other program deletes its file.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return index.row()
        event.ignore()
        return -1
