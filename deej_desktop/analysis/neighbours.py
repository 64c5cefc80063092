"""Counting slices that say the same: exactly, over a whole library, without looking at all pairs.

Slices are sorted by cell into boxes of those that lie close together, and only boxes that come
within reach of each other along the directions of largest variance are compared (see `cells`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from deej_desktop.analysis.cells import Members, reach_of
from deej_desktop.analysis.pile import Pile
from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress

_BOX = 512
"""Slices in a box at most."""

_COLUMNS = 16_384
"""Slices, or pairs of slices, that are compared at a time, roughly; bounds memory."""

_FEW = 30
"""Where fewer than one of so many pairs seem near, each is looked at by itself."""

_LOOKED_AT = 16
"""Numbers of a shadow that are looked at before the slices themselves."""

_ALONG = 6
"""Directions along which boxes are kept apart; more of them prune little more."""

_DOUBT = 2e-5
"""Products of unit vectors in float32 that are this near to the limit are computed again."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How many slices and tracks say what each slice says.

    Attributes:
        tf: Slices of the same track within epsilon, the slice itself among them, shape (n,).
        df: Tracks that have a slice within epsilon, its own among them, shape (n,).
    """

    tf: IntArray
    df: IntArray


def count_neighbours(
    pile: Pile,
    copies: IntArray,
    epsilon: float,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Neighbours:
    """Count the slices and tracks within `epsilon` of every slice.

    The result does not depend on the order of the slices, nor on how they fall into cells.

    Args:
        pile: All slices.
        copies: For how many tracks each owner in the pile counts, (t,).
        epsilon: Cosine distance, taken as half the squared distance of the unit vectors.
        progress: Told how far it has come.
        cancel: May stop it.

    Returns:
        The counts, track after track as they were piled up.

    Raises:
        Cancelled: If asked to stop.
    """
    count = len(pile.order)
    counts = np.zeros((2, count), np.int64)
    # Small products gain nothing from BLAS's own threads, which spin where decoders are at work.
    with threadpool_limits(1, user_api="blas"):
        boxes = _Boxes.of(pile)
        meter = ProgressMeter("Comparing", count, progress)
        for box in range(len(boxes.starts)):
            if cancel is not None:
                cancel.raise_if_cancelled()
            rows = slice(int(boxes.starts[box]), int(boxes.ends[box]))
            near = boxes.near(box, _reach(epsilon))
            counts[:, pile.order[rows]] = _count(pile, rows, near, copies, epsilon)
            meter.advance(steps=rows.stop - rows.start)
    return Neighbours(counts[0], counts[1])


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Runs of a pile, and between which bounds their shadows lie."""

    along: FloatArray
    starts: IntArray
    ends: IntArray
    lower: FloatArray
    upper: FloatArray

    @staticmethod
    def of(pile: Pile) -> _Boxes:
        along = np.empty((_ALONG, len(pile.order)), np.float32)
        along[:] = pile.members["shadow"][:, :_ALONG].T
        starts = np.arange(0, len(pile.order), _BOX)
        ends = np.append(starts[1:], len(pile.order)).astype(np.int64)
        if not len(starts):
            return _Boxes(along, starts, starts, along, along)
        lower = np.minimum.reduceat(along, starts, axis=1)
        upper = np.maximum.reduceat(along, starts, axis=1)
        return _Boxes(along, starts, ends, lower, upper)

    def near(self, box: int, reach: float) -> IntArray:
        """The places of all slices within the squared distance `reach` of a box."""
        low, high = self.lower[:, box], self.upper[:, box]
        boxes = np.flatnonzero(_squared_gap(self.lower, self.upper, low, high) <= reach)
        # Neighbours in number are mostly neighbours in space: they are looked through together.
        cuts = np.flatnonzero(np.diff(boxes) > 1)
        firsts, lasts = boxes[np.append(0, cuts + 1)], boxes[np.append(cuts, -1)]
        found = []
        for start, end in zip(self.starts[firsts].tolist(), self.ends[lasts].tolist(), strict=True):
            theirs = self.along[:, start:end]
            found.append(start + np.flatnonzero(_squared_gap(theirs, theirs, low, high) <= reach))
        return np.concatenate(found)


def _reach(epsilon: float) -> float:
    return reach_of(epsilon) ** 2 + _DOUBT


def _squared_gap(
    lower: FloatArray, upper: FloatArray, low: FloatArray, high: FloatArray
) -> FloatArray:
    """The squared distances (n,) from many boxes, or points, (k, n) to one box (k,)."""
    total = np.zeros(lower.shape[1], np.float32)
    for theirs, ours, bottom, top in zip(lower, upper, low, high, strict=True):
        gap = np.maximum(theirs - top, bottom - ours)
        np.maximum(gap, 0, out=gap)
        gap *= gap
        total += gap
    return total


def _count(
    pile: Pile, box: slice, near: IntArray, copies: IntArray, epsilon: float
) -> npt.NDArray[np.float64]:
    """Of each slice of a box how many of `near` (m,), and of how many tracks, are the same word."""
    near = near[np.argsort(pile.owners[near], kind="stable")]
    owners, own = pile.owners[near], pile.owners[box]
    counts = np.zeros((2, len(own)))
    for part in parts(owners):
        row, column = _pairs(pile, box, near[part], epsilon)
        owner = owners[part][column]
        counts[0] += np.bincount(row[owner == own[row]], minlength=len(own)).astype(np.float64)
        counts[1] += tracks_met(row, owner, copies, len(own))
    return counts


def tracks_met(
    row: IntArray, owner: IntArray, copies: IntArray, rows: int
) -> npt.NDArray[np.float64]:
    """How many tracks each of some rows has met.

    Args:
        row: The rows of the pairs that met, ascending, (n,).
        owner: The track on the other side, ascending within a row, (n,).
        copies: For how many each track counts.
        rows: How many rows there are.
    """
    begins = np.ones(len(row), np.bool_)
    begins[1:] = (row[1:] != row[:-1]) | (owner[1:] != owner[:-1])
    met = np.bincount(row[begins], weights=copies[owner[begins]], minlength=rows)
    return met.astype(np.float64, copy=False)


def _pairs(pile: Pile, box: slice, columns: IntArray, epsilon: float) -> tuple[IntArray, IntArray]:
    """The pairs of a box and `columns` (m,) within `epsilon`, by row and then by column."""
    units = pile.units[box]
    apart = _squares_apart(_looks(pile.members[box]), _looks(pile.members[columns]))
    seeming = np.flatnonzero(apart <= _reach(epsilon))
    if _FEW * len(seeming) > apart.size:
        return pairs_within(units, pile.units[columns], epsilon)
    row, column = np.divmod(seeming, len(columns))
    products = np.empty(len(seeming), np.float32)
    for start in range(0, len(seeming), _COLUMNS):
        some = slice(start, start + _COLUMNS)
        theirs = pile.units[columns[column[some]]]
        np.einsum("ij,ij->i", units[row[some]], theirs, out=products[some])
    kept = _told(products, epsilon, lambda at: (units[row[at]], pile.units[columns[column[at]]]))
    return row[kept], column[kept]


def _looks(members: Members) -> FloatArray:
    looks: FloatArray = members["shadow"][:, :_LOOKED_AT].astype(np.float32)
    return looks


def _squares_apart(some: FloatArray, others: FloatArray) -> FloatArray:
    """The squared distances (n, m) of some points (n, k) from others (m, k): one product."""
    ones = [np.ones((len(points), 1), np.float32) for points in (some, others)]
    squares = [np.einsum("ij,ij->i", points, points)[:, None] for points in (some, others)]
    left = np.hstack([-2 * some, squares[0], ones[0]])
    right = np.hstack([others, ones[1], squares[1]])
    apart: FloatArray = left @ right.T
    return apart


def parts(owners: IntArray) -> Iterator[slice]:
    """Cut slices of ascending `owners` (m,) into parts that keep those of a track together."""
    start = 0
    while start < owners.size:
        last = min(start + _COLUMNS, owners.size) - 1
        end = int(np.searchsorted(owners, owners[last], side="right"))
        yield slice(start, end)
        start = end


def within(some: FloatArray, others: FloatArray, epsilon: float) -> BoolArray:
    """Which of `others` (m, d) are within `epsilon` of each of `some` (n, d), shape (n, m).

    Rows are of unit length; the answer for a pair is the same whatever stands beside it.
    """
    near = np.zeros((len(some), len(others)), np.bool_)
    near[pairs_within(some, others, epsilon)] = True
    return near


def pairs_within(some: FloatArray, others: FloatArray, epsilon: float) -> tuple[IntArray, IntArray]:
    """The rows and the columns of the pairs within `epsilon`, by row and then by column."""
    products = some @ others.T
    near = np.flatnonzero(products >= np.float32(1 - epsilon - _DOUBT))
    row, column = np.divmod(near, len(others))
    kept = _told(products.ravel()[near], epsilon, lambda at: (some[row[at]], others[column[at]]))
    return row[kept], column[kept]


def _told(
    products: FloatArray,
    epsilon: float,
    pairs: Callable[[IntArray], tuple[FloatArray, FloatArray]],
) -> BoolArray:
    """Which pairs (n,) with these `products` are within epsilon; `pairs` gives some of them.

    What float32 cannot tell is told apart pair by pair, so that blocks and order do not matter.
    """
    kept: BoolArray = products >= np.float32(1 - epsilon)
    doubtful = np.flatnonzero(np.abs(products - np.float32(1 - epsilon)) < _DOUBT)
    for start in range(0, len(doubtful), _COLUMNS):
        part = doubtful[start : start + _COLUMNS]
        some, others = pairs(part)
        apart = some.astype(np.float64) - others
        kept[part] = np.einsum("ij,ij->i", apart, apart) <= 2 * epsilon
    return kept
