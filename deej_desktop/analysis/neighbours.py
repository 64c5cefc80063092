"""Counting slices that say the same: exactly, over a whole library, without looking at all pairs.

Two unit vectors within the cosine distance epsilon lie within sqrt(2 epsilon) of each other, and
so do their shadows in any subspace. Slices are therefore sorted into boxes along the directions of
largest variance, and only boxes that come that close to each other are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress

_BOX = 256
"""Slices in a box at most."""

_DIRECTIONS = 6
"""Directions that boxes are made along; more of them prune little more."""

_COLUMNS = 16_384
"""Slices that a box is compared with at a time, roughly; bounds memory to some 50 MB."""

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
    units: FloatArray,
    owners: IntArray,
    epsilon: float,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Neighbours:
    """Count the slices and tracks within `epsilon` of every slice.

    The result does not depend on the order of the slices, nor on how they fall into boxes.

    Args:
        units: All slices, unit length, shape (n, d).
        owners: The track of each, rising from 0, shape (n,).
        epsilon: Cosine distance, taken as half the squared distance of the unit vectors.
        progress: Told how far it has come.
        cancel: May stop it.

    Raises:
        Cancelled: If asked to stop.
    """
    count = len(units)
    found = Neighbours(np.zeros(count, np.int64), np.zeros(count, np.int64))
    if not count:
        return found
    # Small products gain nothing from BLAS's own threads, which spin where decoders are at work.
    with threadpool_limits(1, user_api="blas"):
        shadows = _shadows(units)
        boxes = list(_boxes(shadows, np.arange(count)))
        lower = np.array([shadows[box].min(axis=0) for box in boxes])
        upper = np.array([shadows[box].max(axis=0) for box in boxes])
        reach = 2 * epsilon + _DOUBT
        meter = ProgressMeter("Comparing", count, progress)
        for box, low, high in zip(boxes, lower, upper, strict=True):
            if cancel is not None:
                cancel.raise_if_cancelled()
            near = np.flatnonzero(_squared_gap(lower, upper, low, high) <= reach)
            others = np.concatenate([boxes[index] for index in near])
            theirs = shadows[others]
            others = np.sort(others[_squared_gap(theirs, theirs, low, high) <= reach])
            for part in _parts(others, owners):
                _count(found, units, owners, box, part, epsilon)
            meter.advance(steps=box.size)
    return found


def _shadows(units: FloatArray) -> FloatArray:
    spread = units - units.mean(axis=0)
    _, directions = np.linalg.eigh(spread.T @ spread)
    return np.ascontiguousarray(spread @ directions[:, -_DIRECTIONS:])


def _boxes(shadows: FloatArray, members: IntArray) -> Iterator[IntArray]:
    """Halve `members` across their widest direction until they fit."""
    if members.size <= _BOX:
        yield members
        return
    own = shadows[members]
    widest = np.ptp(own, axis=0).argmax()
    middle = members.size // 2
    order = np.argpartition(own[:, widest], middle)
    yield from _boxes(shadows, members[order[:middle]])
    yield from _boxes(shadows, members[order[middle:]])


def _squared_gap(
    lower: FloatArray, upper: FloatArray, low: FloatArray, high: FloatArray
) -> FloatArray:
    """The squared distances from many boxes, or points, to one box."""
    gap = np.maximum(0, np.maximum(lower - high, low - upper))
    squares: FloatArray = np.einsum("ij,ij->i", gap, gap)
    return squares


def _parts(others: IntArray, owners: IntArray) -> Iterator[IntArray]:
    """Cut `others` into parts of bounded size that keep the slices of a track together."""
    theirs = owners[others]
    start = 0
    while start < others.size:
        last = min(start + _COLUMNS, others.size) - 1
        end = int(np.searchsorted(theirs, theirs[last], side="right"))
        yield others[start:end]
        start = end


def _count(
    found: Neighbours,
    units: FloatArray,
    owners: IntArray,
    box: IntArray,
    others: IntArray,
    epsilon: float,
) -> None:
    near = within(units[box], units[others], epsilon)
    tracks, starts = np.unique(owners[others], return_index=True)
    per_track = np.add.reduceat(near, starts, axis=1, dtype=np.int32)
    found.df[box] += np.count_nonzero(per_track, axis=1)
    own = np.searchsorted(tracks, owners[box])
    rows = np.flatnonzero((own < tracks.size) & (tracks.take(own, mode="clip") == owners[box]))
    found.tf[box[rows]] += per_track[rows, own[rows]]


def within(some: FloatArray, others: FloatArray, epsilon: float) -> npt.NDArray[np.bool_]:
    """Which of `others` (m, d) are within `epsilon` of each of `some` (n, d), shape (n, m).

    Rows are of unit length; the answer for a pair is the same whatever stands beside it.
    """
    margin = some @ others.T
    margin -= np.float32(1 - epsilon)
    near: npt.NDArray[np.bool_] = margin >= 0
    # What float32 cannot tell is told apart pair by pair, so that blocks and order do not matter.
    doubtful = np.flatnonzero(np.abs(margin, out=margin) < _DOUBT)
    for start in range(0, doubtful.size, _COLUMNS):
        row, column = np.divmod(doubtful[start : start + _COLUMNS], len(others))
        apart = some[row].astype(np.float64) - others[column]
        near[row, column] = np.einsum("ij,ij->i", apart, apart) <= 2 * epsilon
    return near
