"""What a search found, as a list."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.ui.format import clock, joined, one_line
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.rows_model import RowsModel


class Role(IntEnum):
    """What the delegate asks the model for."""

    TRACK = Qt.ItemDataRole.UserRole


class ResultsModel(RowsModel[Track]):
    """One row a track, the best first."""

    can_be_dragged = True

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        track = self.row_at(index)
        if track is None:
            return None
        if role == Role.TRACK:
            return track
        if role == Qt.ItemDataRole.DisplayRole:
            return joined(track.title, track.artist)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            names = (track.title, track.artist, track.tags.album)
            said = [one_line(name) for name in names if name]
            return ", ".join([*said, clock(track.duration_s)])
        return None
