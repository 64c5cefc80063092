"""The smoothest order of a given playlist, its first track fixed and, if wished, its last.

A short path through all points (a travelling salesman's, open at the end): nearest neighbours
first, then parts of it turned round (2-opt; Croes, 1958) and tracks moved elsewhere (or-opt)
while that makes it shorter. Lengths are squared, so that one lurch counts more than many steps.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.recommend.space import Space

_SWEEPS = 50
_GAIN = 1e-6


def smoothest_order(space: Space, rows: Sequence[int], *, last_fixed: bool = False) -> list[int]:
    """`rows` in the smoothest order; never rougher than the order they came in.

    Args:
        space: The library.
        rows: A playlist; its first track stays first.
        last_fixed: Whether its last track stays last.
    """
    if len(rows) < 3 + last_fixed:
        return list(rows)
    vectors = space.sound.vectors[list(rows)]
    costs = np.square(1 - vectors @ vectors.T)
    given = np.arange(len(rows))
    orders = [_shorten(costs, order, last_fixed) for order in (_nearest(costs, last_fixed), given)]
    best = min(orders, key=lambda order: _length(costs, order))
    return [rows[at] for at in best]


def _length(costs: FloatArray, order: IntArray) -> float:
    return float(costs[order[:-1], order[1:]].sum())


def _nearest(costs: FloatArray, last_fixed: bool) -> IntArray:
    """From the first on always the nearest that is left."""
    count = len(costs)
    left = np.ones(count, dtype=np.bool_)
    left[0] = False
    left[count - 1] = not last_fixed
    order = [0]
    while left.any():
        order.append(int(np.where(left, costs[order[-1]], np.inf).argmin()))
        left[order[-1]] = False
    return np.array([*order, count - 1] if last_fixed else order)


def _shorten(costs: FloatArray, order: IntArray, last_fixed: bool) -> IntArray:
    for _ in range(_SWEEPS):
        before = _length(costs, order)
        order = _moved(costs, _turned(costs, order, last_fixed), last_fixed)
        if _length(costs, order) >= before - _GAIN:
            break
    return order


def _turned(costs: FloatArray, order: IntArray, last_fixed: bool) -> IntArray:
    """Each part order[i..j] turned round if that is shorter: for each i the best j."""
    order = order.copy()
    end = len(order) - last_fixed
    for i in range(1, end - 1):
        j = np.arange(i + 1, end)
        after = j + 1 < len(order)
        following = order[np.minimum(j + 1, len(order) - 1)]
        old = costs[order[i - 1], order[i]] + np.where(after, costs[order[j], following], 0)
        new = costs[order[i - 1], order[j]] + np.where(after, costs[order[i], following], 0)
        best = int(np.argmax(old - new))
        if old[best] - new[best] > _GAIN:
            order[i : j[best] + 1] = order[i : j[best] + 1][::-1].copy()
    return order


def _moved(costs: FloatArray, order: IntArray, last_fixed: bool) -> IntArray:
    """Each track moved to where it lengthens the way least."""
    path = order.tolist()
    movable = path[1 : len(path) - last_fixed]
    for track in movable:
        before = _length(costs, np.array(path))
        rest = np.array([other for other in path if other != track])
        through = costs[rest[:-1], track] + costs[track, rest[1:]] - costs[rest[:-1], rest[1:]]
        at_end = np.inf if last_fixed else costs[rest[-1], track]
        where = int(np.argmin(np.append(through, at_end)))
        tried = [*rest[: where + 1].tolist(), track, *rest[where + 1 :].tolist()]
        if _length(costs, np.array(tried)) < before - _GAIN:
            path = tried
    return np.array(path)
