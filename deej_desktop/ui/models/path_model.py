"""The path of the session as a list: what was played, what plays, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any, cast

from PySide6.QtCore import QModelIndex, Qt
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxState, SteeredBy
from deej_desktop.ui.format import clock, joined, one_line
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.rows_model import RowsModel
from deej_desktop.ui.sentences import said

_LONGEST_PAST = 100
"""So many played tracks are shown; nobody scrolls further back here."""


class Part(Enum):
    """Which part of the path a row belongs to."""

    PAST = "past"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class PathRow:
    """One row.

    Attributes:
        part: Before, at or after what plays.
        track: The track.
        distance: Rows from the one that plays: negative in the past, 0 for it, positive after it.
        is_followed: Whether the next choice takes it into account (keep-on).
        why: Why it was chosen.
        key: Names the queued entry; None for what is not queued.
        asked_for: Whether the listener put it there.
        steer: What the listener said of it, while that is in force.
    """

    part: Part
    track: Track
    distance: int
    is_followed: bool = False
    why: str = ""
    key: int | None = None
    asked_for: bool = False
    steer: SteeredBy | None = None


class Role(IntEnum):
    """What the delegate asks the model for."""

    ROW = Qt.ItemDataRole.UserRole


class PathModel(RowsModel[PathRow]):
    """Follows the jukebox; rows that stay keep their selection and place."""

    can_be_dragged = True

    @property
    def now_row(self) -> int:
        """The row that plays, or else where it would be."""
        for number, row in enumerate(self._rows):
            if row.part is not Part.PAST:
                return number
        return len(self._rows)

    @property
    def next_row(self) -> int:
        """The first row of what comes next, or else where it would be."""
        for number, row in enumerate(self._rows):
            if row.part is Part.NEXT:
                return number
        return len(self._rows)

    def show(self, state: JukeboxState) -> None:
        """Take over a new state of the jukebox."""
        new = _rows_of(state)
        old = list(self._rows)
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        none = QModelIndex()
        last = len(new) - tail - 1
        if len(old) == len(new) and _is_moved(old, new, head, last):
            # One row has changed its place, and takes selection and keyboard along.
            goes_down = old[head].track.path == new[last].track.path
            start, goal = (head, last + 1) if goes_down else (last, head)
            self.beginMoveRows(none, start, start, none, goal)
            self._rows = new
            self.endMoveRows()
            head, tail = len(new), 0
        if head + tail < len(old):
            self.beginRemoveRows(none, head, len(old) - tail - 1)
            self._rows = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        if head + tail < len(new):
            self.beginInsertRows(none, head, len(new) - tail - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new
        if new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return joined(row.track.title, row.track.artist)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.why or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.why
        return None

    def _spoken(self, row: PathRow) -> str:
        place = {
            Part.PAST: self.tr("played before"),
            Part.NOW: self.tr("playing now"),
            Part.NEXT: self.tr("comes next"),
        }[row.part]
        parts = (one_line(row.track.title), one_line(row.track.artist), place)
        return ", ".join([part for part in (*parts, clock(row.track.duration_s)) if part])


def row_of(index: Index) -> PathRow:
    """Return the row behind a valid index of a `PathModel`, for delegates."""
    return cast("PathRow", index.data(Role.ROW))


def _rows_of(state: JukeboxState) -> list[PathRow]:
    past = state.history[-_LONGEST_PAST:]
    # What plays now counts as the latest of the tracks that keep-on looks back on.
    behind = len(past) if state.keep_on == 0 else state.keep_on - 1
    if state.playing is None:
        behind += 1
    steers = {steer.track.path: steer for steer in state.steers}
    rows = [
        PathRow(
            Part.PAST,
            track,
            number - len(past),
            number >= len(past) - behind,
            steer=steers.get(track.path),
        )
        for number, track in enumerate(past)
    ]
    if state.playing is not None:
        steer = steers.get(state.playing.path)
        rows.append(
            PathRow(Part.NOW, state.playing, 0, is_followed=True, why=said(state.why), steer=steer)
        )
    rows += [
        PathRow(
            Part.NEXT,
            queued.track,
            number,
            why=said(queued.why),
            key=queued.key,
            asked_for=queued.asked_for,
            steer=steers.get(queued.track.path),
        )
        for number, queued in enumerate(state.queue, start=1)
    ]
    return rows


def _common(one: list[PathRow], other: list[PathRow]) -> int:
    """Return how many rows at the start of both hold the same tracks."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a.track.path != b.track.path:
            break
        count += 1
    return count


def _is_moved(old: list[PathRow], new: list[PathRow], first: int, last: int) -> bool:
    """Whether `new` is `old` but for one row that went from one end of first..last to the other."""
    before = [row.track.path for row in old[first : last + 1]]
    after = [row.track.path for row in new[first : last + 1]]
    if len(before) < 2:
        return False
    return after in ([*before[1:], before[0]], [before[-1], *before[:-1]])
