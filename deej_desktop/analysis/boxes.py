"""Boxes: a pile cut up so that what is near a slice is found among few others.

Cells that stand side by side in their tree make a box, and a box falls into leaves. Whatever is
within reach of a slice is within reach of the bounds of its leaf and of its box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from deej_desktop.analysis.pile import Pile
from deej_desktop.domain.arrays import FloatArray, IntArray

_ALONG = 6
"""Directions along which slices are kept apart: those that cells are cut along."""

_BOX = 1024
"""Slices in a box, about; never more than twice as many."""

_LEAF = 64
"""Slices in a leaf at most."""

_TOGETHER = 256
"""Cells whose slices are looked at together; bounds memory."""


@dataclass(frozen=True, eq=False, slots=True)
class Boxes:
    """A pile cut into boxes.

    Attributes:
        along: The shadows of all slices along the widest directions, (k, n).
        starts: The place of the first slice of each box, (b,).
        ends: The place after its last.
    """

    along: FloatArray
    starts: IntArray
    ends: IntArray
    _cell_starts: IntArray
    _cell_ends: IntArray
    _lower: FloatArray
    _upper: FloatArray

    @staticmethod
    def of(pile: Pile) -> Boxes:
        """Cut up a pile."""
        along = np.empty((_ALONG, len(pile.order)), np.float32)
        along[:] = pile.members["shadow"][:, :_ALONG].T
        cells = _runs(pile.numbers)
        if not len(pile.order):
            return Boxes(along, *cells, *cells, along, along)
        a_cell = len(pile.order) / (int(pile.numbers[-1]) + 1)
        levels = max(0, int(np.log2(_BOX / a_cell)))
        lower, upper = (by.reduceat(along, cells[0], axis=1) for by in (np.minimum, np.maximum))
        return Boxes(along, *_runs(pile.numbers >> levels), *cells, lower, upper)

    def near(self, box: int, reach: float) -> IntArray:
        """The places of all slices within the squared distance `reach` of a box, ascending."""
        own = self.along[:, self.starts[box] : self.ends[box]]
        low, high = own.min(axis=1)[:, None], own.max(axis=1)[:, None]
        gap = np.maximum(self._lower - high, low - self._upper)
        np.maximum(gap, 0, out=gap)
        cells = np.flatnonzero(np.einsum("ij,ij->j", gap, gap) <= reach)
        found = []
        for start in range(0, len(cells), _TOGETHER):
            places = self._places(cells[start : start + _TOGETHER])
            found.append(places[within_reach(self.along.take(places, axis=1), own, reach)])
        return np.concatenate(found)

    def leaves(self, box: int) -> Iterator[IntArray]:
        """The places of the slices of a box, leaf by leaf."""
        waiting = [np.arange(self.starts[box], self.ends[box])]
        while waiting:
            places = waiting.pop()
            if len(places) <= _LEAF:
                yield places
                continue
            own = self.along.take(places, axis=1)
            middle = len(places) // 2
            halves = places[np.argpartition(own[np.ptp(own, axis=1).argmax()], middle)]
            waiting += [halves[:middle], halves[middle:]]

    def _places(self, cells: IntArray) -> IntArray:
        bounds = zip(self._cell_starts[cells], self._cell_ends[cells], strict=True)
        return np.concatenate([np.arange(start, end) for start, end in bounds])


def within_reach(points: FloatArray, own: FloatArray, reach: float) -> IntArray:
    """Which of the points (k, n) are within the squared distance `reach` of the bounds of `own`.

    Args:
        points: A column each.
        own: The columns (k, m) of which there is at least one.
        reach: Squared distance.
    """
    gap = np.clip(points, own.min(axis=1)[:, None], own.max(axis=1)[:, None])
    np.subtract(points, gap, out=gap)
    return np.flatnonzero(np.einsum("ij,ij->j", gap, gap) <= reach)


def _runs(numbers: IntArray) -> tuple[IntArray, IntArray]:
    """Where each run of the same of ascending numbers starts and ends; long runs are cut."""
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    bounds = zip(first.tolist(), [*first[1:].tolist(), len(numbers)], strict=True)
    cut = [np.arange(start, end, 2 * _BOX) for start, end in bounds]
    starts = np.concatenate([first[:0], *cut])
    return starts, np.append(starts, len(numbers))[1:]
