"""A journey as a list: its waypoints, and the songs between them once they are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, cast

from PySide6.QtCore import Qt
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JourneyPlan
from deej_desktop.ui.format import clock, joined, one_line
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.rows_model import RowsModel
from deej_desktop.ui.sentences import said


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """One row.

    Attributes:
        track: The track.
        place: Its place among the waypoints, or the place it would have as one.
        waypoint: Whether it is one.
        jump: The cosine distance from the row before, 0..2; None for the first or not yet known.
        jump_after: The same to the row after.
        is_largest: Whether the largest jump leads to it.
        why: Why it is there.
    """

    track: Track
    place: int
    waypoint: bool
    jump: float | None = None
    jump_after: float | None = None
    is_largest: bool = False
    why: str = ""


class Role(IntEnum):
    """What the delegate asks the model for."""

    ROW = Qt.ItemDataRole.UserRole


class JourneyModel(RowsModel[JourneyRow]):
    """Shows waypoints alone, or the plan that was made for them."""

    can_be_dragged = True

    def show_waypoints(self, waypoints: Sequence[Track]) -> None:
        """Show the waypoints, as long as there is no plan for them."""
        self.hold([JourneyRow(track, place, True) for place, track in enumerate(waypoints)])

    def show_plan(self, plan: JourneyPlan) -> None:
        """Show all stops of `plan`."""
        rows: list[JourneyRow] = []
        place = 0
        jumps = [stop.jump for stop in plan.stops[1:]]
        for at, stop in enumerate(plan.stops):
            before = jumps[at - 1] if at else None
            after = jumps[at] if at < len(jumps) else None
            is_largest = at == plan.largest
            rows.append(
                JourneyRow(
                    stop.track, place, stop.waypoint, before, after, is_largest, said(stop.why)
                )
            )
            place += stop.waypoint
        self.hold(rows)

    def place_before(self, row: int) -> int:
        """Return the place that a waypoint dropped before `row` would have."""
        return sum(one.waypoint for one in self._rows[:row])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return joined(row.track.title, row.track.artist)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return row.why or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kind = self.tr("waypoint") if row.waypoint else self.tr("on the way")
            names = [one_line(name) for name in (row.track.title, row.track.artist) if name]
            return ", ".join([*names, kind, clock(row.track.duration_s)])
        return None


def row_of(index: Index) -> JourneyRow:
    """Return the row behind a valid index of a `JourneyModel`, for delegates."""
    return cast("JourneyRow", index.data(Role.ROW))
