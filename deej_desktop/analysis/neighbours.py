"""Counting slices that say the same: exactly, over a whole library, without looking at all pairs.

Each leaf of slices that lie close together is compared with those only that come within reach of
it along the directions of largest variance (see `boxes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from deej_desktop.analysis.boxes import Boxes, within_reach
from deej_desktop.analysis.cells import Members, reach_of
from deej_desktop.analysis.pile import Pile
from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress

_COLUMNS = 16_384
"""Slices, or pairs of slices, that are compared at a time, roughly; bounds memory."""

_FEW = 30
"""Where fewer than one of so many pairs seem near, each is looked at by itself."""

_LOOKED_AT = 16
"""Numbers of a shadow that are looked at before the slices themselves."""

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
        boxes = Boxes.of(pile)
        meter = ProgressMeter("Comparing", count, progress)
        for box in range(len(boxes.starts)):
            if cancel is not None:
                cancel.raise_if_cancelled()
            rows = slice(int(boxes.starts[box]), int(boxes.ends[box]))
            counts[:, pile.order[rows]] = count_box(pile, boxes, box, copies, epsilon)
            meter.advance(steps=rows.stop - rows.start)
    return Neighbours(counts[0], counts[1])


def _reach(epsilon: float) -> float:
    return reach_of(epsilon) ** 2 + _DOUBT


def count_box(
    pile: Pile, boxes: Boxes, box: int, copies: IntArray, epsilon: float
) -> npt.NDArray[np.float64]:
    """Of each slice of a box how many slices of its track, and how many tracks, say the same.

    Returns:
        Both, (2, slices in the box).
    """
    first, reach = int(boxes.starts[box]), _reach(epsilon)
    near = boxes.near(box, reach)
    near = near[np.argsort(pile.owners.take(near), kind="stable")]
    leaves = [(leaf, _looks(pile.members[leaf], -2)) for leaf in boxes.leaves(box)]
    counts = np.zeros((2, int(boxes.ends[box]) - first))
    for part in parts(pile.owners.take(near)):
        places = near[part]
        along, looks = boxes.along.take(places, axis=1), _looks(pile.members.take(places))
        for leaf, left in leaves:
            kept = within_reach(along, boxes.along.take(leaf, axis=1), reach)
            apart = left @ looks.take(kept, axis=0).T
            row, place = _pairs(pile, leaf, places[kept], apart, epsilon)
            owner, own = pile.owners[place], pile.owners[leaf]
            counts[0, leaf - first] += np.bincount(row[owner == own[row]], minlength=len(leaf))
            counts[1, leaf - first] += tracks_met(row, owner, copies, len(leaf))
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


def _pairs(
    pile: Pile, leaf: IntArray, columns: IntArray, apart: FloatArray, epsilon: float
) -> tuple[IntArray, IntArray]:
    """The pairs of a leaf (n,) and the places `columns` (m,) that are within `epsilon`.

    Args:
        pile: Holds both.
        leaf: Places.
        columns: Places.
        apart: The squared distances of what was looked at of them, (n, m).
        epsilon: Cosine distance.

    Returns:
        Rows of the leaf, and places, by row and then in the order of `columns`.
    """
    seeming = np.flatnonzero(apart <= _reach(epsilon))
    units = pile.units[leaf]
    if _FEW * len(seeming) > apart.size:
        row, column = pairs_within(units, pile.units[columns], epsilon)
        return row, columns[column]
    row, column = np.divmod(seeming, max(1, len(columns)))
    places = columns[column]
    products = np.empty(len(seeming), np.float32)
    for start in range(0, len(seeming), _COLUMNS):
        some = slice(start, start + _COLUMNS)
        theirs = pile.units[places[some]]
        np.einsum("ij,ij->i", units[row[some]], theirs, out=products[some])
    kept = _told(products, epsilon, lambda at: (units[row[at]], pile.units[places[at]]))
    return row[kept], places[kept]


def _looks(members: Members, times: int = 1) -> FloatArray:
    """What is looked at of slices, (n, k): of some, and of others `times` -2.

    Products of rows of the one with rows of the other are squared distances.
    """
    looks = np.empty((len(members), _LOOKED_AT + 2), np.float32)
    points = members["shadow"][:, :_LOOKED_AT].astype(np.float32)
    squares = np.einsum("ij,ij->i", points, points)
    looks[:, :_LOOKED_AT] = times * points
    looks[:, _LOOKED_AT], looks[:, _LOOKED_AT + 1] = (1, squares) if times == 1 else (squares, 1)
    return looks


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
