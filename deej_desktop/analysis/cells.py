"""Cells: the space of slices cut up once, so that what is near is found without looking at all.

Two unit vectors within the cosine distance epsilon lie within sqrt(2 epsilon) of each other, and
so do their shadows in any subspace. The space is halved again and again across the directions of
largest variance, as a k-d tree does, by planes that stay where they are; a slice can be within
epsilon only of slices in cells that come that close to it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray

SHADOW = 32
"""Numbers in a shadow: with so many, few more slices seem near than are."""

_CUT_ALONG = 6
"""Directions that cells are cut along; boxes that are thin in more of them do not exist."""

_ROUNDING = 2.0**-9
"""How much nearer or farther two shadows may seem that are kept as float16, of length up to 2."""

_SAMPLED_A_CELL = 8
"""Slices of a sample that lie in a cell, about."""

_AT_A_TIME = 1_000_000
"""Distances computed at a time; bounds memory."""

MEMBER = np.dtype([("key", "<i8"), ("row", "<u4"), ("shadow", "<f2", (SHADOW,))])
"""A slice in a cell: which track's, which of its slices that say something, and its shadow."""

Members = npt.NDArray[np.void]
"""Slices as they are kept by cell, dtype `MEMBER`."""


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Where to look for slices.

    Attributes:
        centre: Of the slices that the cells were made for, (d,).
        directions: Orthonormal columns, widest first, (d, k).
        axes: For each plane of the tree, root first, the direction that it cuts, (cells - 1,).
        cuts: Where along that direction, (cells - 1,).
    """

    centre: FloatArray
    directions: FloatArray
    axes: IntArray
    cuts: FloatArray

    def shadows(self, units: FloatArray) -> FloatArray:
        """The shadows (n, `SHADOW`) of unit slices (n, d)."""
        shadows = np.zeros((len(units), SHADOW), np.float32)
        shadows[:, : self.directions.shape[1]] = (units - self.centre) @ self.directions
        return shadows

    def of(self, shadows: FloatArray) -> IntArray:
        """The number of the cell (n,) in which each shadow lies."""
        node = np.zeros(len(shadows), np.int64)
        rows = np.arange(len(shadows))
        for _ in range(self._depth):
            right = shadows[rows, self.axes[node]] > self.cuts[node]
            node = 2 * node + 1 + right
        return node - len(self.axes)

    @staticmethod
    def members(key: int | IntArray, rows: IntArray, shadows: FloatArray) -> Members:
        """What is kept of slices: of which track each is, its row (n,) and its shadow (n, k)."""
        members = np.zeros(len(rows), MEMBER)
        members["key"], members["row"], members["shadow"] = key, rows, shadows
        return members

    def filed(self, key: int, rows: IntArray, units: FloatArray) -> Iterator[tuple[int, bytes]]:
        """By cell what is kept of unit slices (n, d) of the track `key` that stand in `rows`."""
        shadows = self.shadows(units)
        members, numbers = self.members(key, rows, shadows), self.of(shadows)
        for number in np.unique(numbers).tolist():
            yield number, members[numbers == number].tobytes()

    def near(self, shadows: FloatArray, epsilon: float) -> IntArray:
        """The cells that may hold a slice within `epsilon` of any of the shadows, ascending."""
        reach = reach_of(epsilon) ** 2
        query = np.arange(len(shadows))
        node = np.zeros(len(shadows), np.int64)
        # How far each query lies outside of the node along each direction.
        outside = np.zeros((len(shadows), _CUT_ALONG), np.float32)
        for _ in range(self._depth):
            axis = self.axes[node]
            past = shadows[query, axis] - self.cuts[node]
            left = _widened(outside, axis, past)
            right = _widened(outside, axis, -past)
            parts = [
                (query[kept], 2 * node[kept] + 1 + side, gaps[kept])
                for side, gaps in enumerate((left, right))
                for kept in [np.flatnonzero(np.einsum("ij,ij->i", gaps, gaps) <= reach)]
            ]
            query, node, outside = (np.concatenate(both) for both in zip(*parts, strict=True))
        return np.unique(node) - len(self.axes)

    def to_bytes(self) -> bytes:
        """For keeping."""
        stream = io.BytesIO()
        np.savez(
            stream, centre=self.centre, directions=self.directions, axes=self.axes, cuts=self.cuts
        )
        return stream.getvalue()

    @staticmethod
    def from_bytes(kept: bytes) -> Cells:
        """What `to_bytes` kept."""
        with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
            return Cells(arrays["centre"], arrays["directions"], arrays["axes"], arrays["cuts"])

    @property
    def _depth(self) -> int:
        return int(len(self.axes) + 1).bit_length() - 1


def make_cells(sample: FloatArray, count: int) -> Cells:
    """Cut up the space so that each cell holds about as many of the slices as any other.

    Args:
        sample: Some of the slices, unit length, shape (n, d) with n of at least 1.
        count: How many cells there are to be, rounded up to a power of two; fewer if the sample is
            too small to tell where to cut.
    """
    depth = max(0, min(count, len(sample) // _SAMPLED_A_CELL) - 1).bit_length()
    centre = sample.mean(axis=0, dtype=np.float64).astype(np.float32)
    spread = sample - centre
    _, directions = np.linalg.eigh(spread.T @ spread)
    widest_first = np.ascontiguousarray(directions[:, : -SHADOW - 1 : -1], np.float32)
    axes = np.zeros(2**depth - 1, np.int64)
    cuts = np.zeros(2**depth - 1, np.float32)
    shadows = (spread @ widest_first)[:, :_CUT_ALONG]
    members = [np.arange(len(sample))]
    for node in range(len(axes)):
        # Level by level, so that the children of a node wait at the end of the list.
        own = shadows[members[node]]
        axes[node] = np.ptp(own, axis=0).argmax() if len(own) else 0
        along = own[:, axes[node]]
        cuts[node] = np.median(along) if len(own) else 0
        right = along > cuts[node]
        members += [members[node][~right], members[node][right]]
    return Cells(centre, widest_first, axes, cuts)


def reach_of(epsilon: float) -> float:
    """How far kept shadows of slices within `epsilon` of each other are apart at most."""
    return float(np.sqrt(2 * epsilon) + _ROUNDING)


def seeming_near(shadows: FloatArray, members: Members, epsilon: float) -> Members:
    """Those `members` (m,) of cells whose shadows are within reach of any of `shadows` (n, k)."""
    reach = np.float32(reach_of(epsilon) ** 2 + 1e-5)
    kept: BoolArray = np.zeros(len(members), np.bool_)
    own = np.einsum("ij,ij->i", shadows, shadows)
    together = max(1, _AT_A_TIME // max(1, len(shadows)))
    for start in range(0, len(members), together):
        theirs = members["shadow"][start : start + together].astype(np.float32)
        apart = -2 * (theirs @ shadows.T)
        apart += own
        apart += np.einsum("ij,ij->i", theirs, theirs)[:, None]
        kept[start : start + together] = apart.min(axis=1, initial=np.inf) <= reach
    return members[kept]


def _widened(outside: FloatArray, axis: IntArray, past: FloatArray) -> FloatArray:
    gaps = outside.copy()
    rows = np.arange(len(gaps))
    gaps[rows, axis] = np.maximum(gaps[rows, axis], np.maximum(past, 0))
    return gaps
