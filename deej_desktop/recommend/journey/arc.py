"""The way between two directions: points on the great circle through them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.recommend.directions import unit, unit_rows

_STRAIGHT = 1e-4
"""Under this angle, in radians, an arc is a straight line as far as float32 can tell."""


def between(start: FloatArray, end: FloatArray, count: int) -> FloatArray:
    """Points (count, d) of unit length at (i + 1) / (count + 1) of the way, by equal angles.

    Spherical linear interpolation (Shoemake, 1985). Between opposite directions every way is as
    short, and one of them is taken. A zero vector has no direction: then all points lie at the
    other end.

    Args:
        start: (d,) unit length or zero.
        end: (d,) unit length or zero.
        count: How many points.
    """
    if not np.any(start):
        return np.repeat(end[None], count, axis=0)
    if not np.any(end):
        return np.repeat(start[None], count, axis=0)
    angle = angle_of(start, end)
    if angle > math.pi - _STRAIGHT:
        middle = _square_to(start)
        half = count // 2
        first, second = between(start, middle, half), between(middle, end, half)
        return np.concatenate([first, middle[None], second] if count % 2 else [first, second])
    shares = np.arange(1, count + 1, dtype=np.float64)[:, None] / (count + 1)
    if angle < _STRAIGHT:
        return unit_rows(((1 - shares) * start + shares * end).astype(np.float32))
    arc = np.sin((1 - shares) * angle) * start + np.sin(shares * angle) * end
    return unit_rows(arc.astype(np.float32))


def angle_of(start: FloatArray, end: FloatArray) -> float:
    """The angle in radians between two unit vectors (d,); 0 if one is zero."""
    if not (np.any(start) and np.any(end)):
        return 0.0
    # Half-angle form: exact for small angles and for nearly opposite directions alike.
    apart, together = np.linalg.norm(start - end), np.linalg.norm(start + end)
    return 2.0 * math.atan2(float(apart), float(together))


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """`total` split into whole numbers in proportion to `weights` (largest remainders)."""
    if not weights:
        return []
    whole = sum(weights)
    exact = [total * (weight / whole if whole > 0 else 1 / len(weights)) for weight in weights]
    counts = [math.floor(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda leg: counts[leg] - exact[leg])
    for leg in by_remainder[: total - sum(counts)]:
        counts[leg] += 1
    return counts


def _square_to(direction: FloatArray) -> FloatArray:
    """A unit vector (d,) at right angles to the unit vector `direction`; itself if d is 1."""
    axis = np.zeros_like(direction)
    axis[np.argmin(np.abs(direction))] = 1
    square = unit(axis - np.float32(axis @ direction) * direction)
    return square if np.any(square) else direction
