"""What goes with the music in the room, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, cast

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from typing_extensions import override

from deej_desktop.services.room.api import Proposal
from deej_desktop.ui.format import clock, joined, one_line
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.sentences import said


class Role(IntEnum):
    """What the delegate asks the model for."""

    PROPOSAL = Qt.ItemDataRole.UserRole


class ProposalsModel(QAbstractListModel):
    """One row a proposal, the closest first; rows stay while only the closeness changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proposals: Sequence[Proposal] = ()

    def show(self, proposals: Sequence[Proposal]) -> None:
        """Hold `proposals` and nothing else."""
        before = [proposal.track.path for proposal in self._proposals]
        if before == [proposal.track.path for proposal in proposals]:
            self._proposals = proposals
            if proposals:
                self.dataChanged.emit(self.index(0), self.index(len(proposals) - 1))
            return
        self.beginResetModel()
        self._proposals = proposals
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._proposals)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        proposal = self._proposals[index.row()]
        track = proposal.track
        if role == Role.PROPOSAL:
            return proposal
        if role == Qt.ItemDataRole.DisplayRole:
            return joined(track.title, track.artist)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            names = (track.title, track.artist, track.tags.album, said(proposal.why))
            told = [one_line(name) for name in names if name]
            return ", ".join([*told, clock(track.duration_s)])
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


def proposal_at(index: Index) -> Proposal:
    """Return the proposal behind a valid index of a `ProposalsModel`."""
    return cast("Proposal", index.data(Role.PROPOSAL))
