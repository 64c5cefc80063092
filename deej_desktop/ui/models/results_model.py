"""What a search found, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.ui.format import clock, joined, one_line
from deej_desktop.ui.models.index import Index


class Role(IntEnum):
    """What the delegate asks the model for."""

    TRACK = Qt.ItemDataRole.UserRole


class ResultsModel(QAbstractListModel):
    """One row a track, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tracks: Sequence[Track] = ()

    def show(self, tracks: Sequence[Track]) -> None:
        """Hold `tracks` and nothing else."""
        self.beginResetModel()
        self._tracks = tracks
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._tracks)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        track = self._tracks[index.row()]
        if role == Role.TRACK:
            return track
        if role == Qt.ItemDataRole.DisplayRole:
            return joined(track.title, track.artist)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            names = (track.title, track.artist, track.tags.album)
            said = [one_line(name) for name in names if name]
            return ", ".join([*said, clock(track.duration_s)])
        return None

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
