"""The smoothest path: the largest jump as small as possible, then the mean of the jumps.

A jump is the cosine distance of two tracks that follow each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.recommend.journey.route import EMPTY, Route, Spacing
from deej_desktop.recommend.space import Space

_FORBIDDEN = 1e6
_ROUNDING = np.float32(1e-6)


def jumps_along(space: Space, rows: IntArray) -> FloatArray:
    """Cosine distances (P-1,) between tracks (P,) that follow each other."""
    vectors = space.sound.vectors[rows]
    jumps: FloatArray = np.clip(1 - np.einsum("ij,ij->i", vectors[:-1], vectors[1:]), 0, 2)
    return jumps


def smoothest_path(space: Space, layers: Sequence[IntArray], bound: float = 0.0) -> list[int]:
    """One track of each layer, found exactly by dynamic programming.

    First the smallest possible largest jump, then among all paths that keep to it (or to `bound`
    if that is more) the one with the smallest sum.

    Args:
        space: The library.
        layers: Rows (n,) that may stand in each place; none is empty.
        bound: A largest jump that is good enough.
    """
    vectors = [space.sound.vectors[layer] for layer in layers]
    steps = [1 - here @ there.T for here, there in pairwise(vectors)]
    largest = np.zeros(len(layers[0]), dtype=np.float32)
    for step in steps:
        largest = np.maximum(largest[:, None], step).min(axis=0)
    limit = max(np.float32(bound), largest.min() + _ROUNDING)
    total = np.zeros(len(layers[0]))
    came_from = []
    for step in steps:
        ways = total[:, None] + np.where(step <= limit, step, _FORBIDDEN)
        came_from.append(ways.argmin(axis=0))
        total = ways.min(axis=0)
    at = int(total.argmin())
    path = [at]
    for origin in reversed(came_from):
        at = int(origin[at])
        path.append(at)
    return [int(layer[at]) for layer, at in zip(layers, reversed(path), strict=True)]


class Polish:
    """Betters a filled journey one place at a time, with any candidate of any place.

    Args:
        space: The library.
        route: The places; waypoints stay.
        rows: (n,) all candidates, in ascending order.
        spacing: What must stand apart; kept where the journey keeps it.
    """

    def __init__(self, space: Space, route: Route, rows: IntArray, spacing: Spacing) -> None:
        self._space = space
        self._places = route.open_places.tolist()
        self._rows = rows
        self._vectors = space.sound.vectors[rows]
        self._spacing = spacing

    def lower_peaks(self, path: IntArray, sweeps: int = 4) -> IntArray:
        """`path` (P,) with the larger of the two jumps at every place as small as can be."""
        return self._sweep(path, None, sweeps)

    def lower_mean(self, path: IntArray, limits: FloatArray, sweeps: int = 4) -> IntArray:
        """`path` (P,) with smaller jumps in all, none above the limit (P,) of its place."""
        return self._sweep(path, limits, sweeps)

    def _sweep(self, path: IntArray, limits: FloatArray | None, sweeps: int) -> IntArray:
        path = path.copy()
        for _ in range(sweeps if self._rows.size else 0):
            changed = False
            for place in self._places:
                better = self._better(path, place, None if limits is None else limits[place])
                changed |= better != path[place]
                path[place] = better
            if not changed:
                break
        return path

    def options(self, path: IntArray, place: int) -> tuple[BoolArray, FloatArray]:
        """What else could stand at `place` of `path` (P,).

        Returns:
            Which candidates (n,) stand nowhere else and fit, and the jumps (n, 2) to the track
            before and to the one after.
        """
        filled = path.copy()
        filled[place] = EMPTY
        free = self._spacing.fits(filled, place, self._rows)
        at = np.minimum(np.searchsorted(self._rows, filled), self._rows.size - 1)
        free[at[self._rows[at] == filled]] = False
        around = self._space.sound.vectors[path[[place - 1, place + 1]]]
        return free, 1 - self._vectors @ around.T

    def _better(self, path: IntArray, place: int, limit: np.float32 | None) -> int:
        free, jumps = self.options(path, place)
        now = jumps_along(self._space, path[place - 1 : place + 2])
        if limit is None:
            costs, cost = jumps.max(axis=1), now.max()
        else:
            costs, cost = jumps.sum(axis=1), now.sum()
            free &= jumps.max(axis=1) <= limit
        best = int(np.where(free, costs, np.inf).argmin())
        better = free[best] and costs[best] < cost - _ROUNDING
        return int(self._rows[best] if better else path[place])
