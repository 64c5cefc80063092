"""What is drawn on the map with the mouse: what a lasso holds, what a line passes."""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray

_MOST_WAYPOINTS = 6
_APART = 110.0
"""Pixels of the line for each waypoint."""


def inside(points: FloatArray, lasso: FloatArray) -> BoolArray:
    """Which of `points` (n, 2) lie within the closed line `lasso` (m, 2): the even-odd rule."""
    result = np.zeros(len(points), np.bool_)
    if len(lasso) < 3:
        return result
    low, high = lasso.min(axis=0), lasso.max(axis=0)
    near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
    x, y = points[near, 0], points[near, 1]
    odd = np.zeros(len(near), np.bool_)
    for (x1, y1), (x2, y2) in zip(lasso, np.roll(lasso, -1, axis=0), strict=True):
        if y1 != y2:
            crosses = (y1 > y) != (y2 > y)
            odd ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    result[near] = odd
    return result


def along(line: FloatArray, points: FloatArray) -> list[int]:
    """Return the rows of `points` (n, 2) that a line (m, 2) passes: its ends, and some between.

    At regular distances along the line, the nearest point that is not taken yet; its ends come
    first, since they are what it was drawn from and to.
    """
    if len(line) < 2 or not len(points):
        return []
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    count = int(np.clip(1 + round(float(way[-1]) / _APART), 2, _MOST_WAYPOINTS))
    goals = np.linspace(0.0, way[-1], count)
    found: dict[int, int] = {}
    for place in (0, count - 1, *range(1, count - 1))[: len(points)]:
        at = [np.interp(goals[place], way, line[:, axis]) for axis in (0, 1)]
        away = np.sum((points - np.array(at)) ** 2, axis=1)
        away[list(found.values())] = np.inf
        found[place] = int(np.argmin(away))
    return [found[place] for place in sorted(found)]


def thinned(line: list[tuple[float, float]], by: float = 3.0) -> FloatArray:
    """Return a drawn line without points that are nearer than `by` to the one before."""
    kept: list[tuple[float, float]] = []
    for x, y in line:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= by:
            kept.append((x, y))
    return np.array(kept, np.float32).reshape(-1, 2)
