"""What goes with the music in the room, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, cast

from PySide6.QtCore import Qt
from typing_extensions import override

from deej_desktop.services.room.api import Proposal
from deej_desktop.ui.format import clock, joined, one_line
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.rows_model import RowsModel
from deej_desktop.ui.sentences import said


class Role(IntEnum):
    """What the delegate asks the model for."""

    PROPOSAL = Qt.ItemDataRole.UserRole


class ProposalsModel(RowsModel[Proposal]):
    """One row a proposal, the closest first; rows stay while only the closeness changes."""

    can_be_dragged = True

    @override
    def hold(self, rows: Sequence[Proposal]) -> None:
        before = [proposal.track.path for proposal in self._rows]
        if before == [proposal.track.path for proposal in rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            super().hold(rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        proposal = self.row_at(index)
        if proposal is None:
            return None
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


def proposal_at(index: Index) -> Proposal:
    """Return the proposal behind a valid index of a `ProposalsModel`."""
    return cast("Proposal", index.data(Role.PROPOSAL))
