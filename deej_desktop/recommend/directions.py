"""Vectors as directions: everything here is of unit length, or zero where there is none."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray

_NOTHING = 1e-6
"""Shorter than this is no direction, only rounding."""

_BLOCK = 512
"""Rows at a time: few enough to stay in the processor's own memory."""

_SURE_OF_MEAN = 10
"""A mean over as many tracks is trusted by half: a handful of tracks tells no centre."""


def unit(vector: FloatArray) -> FloatArray:
    """`vector` (d,) at unit length; zero if it is zero or not finite."""
    rows = unit_rows(vector[None])
    return rows.reshape(-1)


def unit_rows(
    rows: FloatArray,
    centre: FloatArray | None = None,
    kept_as: type[np.floating[Any]] = np.float32,
) -> FloatArray:
    """Rows (n, d) at unit length; zero rows where they are zero or not finite.

    Args:
        rows: (n, d) of any length.
        centre: (d,) the point to look from, taken from rows of unit length; None looks from zero.
        kept_as: How exact they are to be; they are made as exactly as float32 is.
    """
    directions = np.empty(rows.shape, kept_as)
    for start in range(0, len(rows), _BLOCK):
        block = slice(start, start + _BLOCK)
        directions[block] = _unit_block(rows[block], centre)
    return cast(FloatArray, directions)


def has_direction(rows: FloatArray) -> BoolArray:
    """Which rows (n,) of (n, d) are not zero."""
    found: BoolArray = np.any(rows != 0, axis=1)
    return found


def along(rows: FloatArray, direction: FloatArray) -> FloatArray:
    """How far each row (n, d), of any precision, goes along `direction` (d,): float32 (n,)."""
    found = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _BLOCK):
        block = np.asarray(rows[start : start + _BLOCK], np.float32)
        found[start : start + _BLOCK] = block @ direction
    return found


def centre_of(rows: FloatArray) -> FloatArray:
    """The mean direction (d,) of the rows (n, d) that have one, shrunk if they are few."""
    count, total = 0, np.zeros(rows.shape[1])
    for start in range(0, len(rows), _BLOCK):
        directions = _unit_block(rows[start : start + _BLOCK])
        count += int(np.count_nonzero(has_direction(directions)))
        total += directions.sum(axis=0)
    return np.asarray(total / (count + _SURE_OF_MEAN), dtype=np.float32)


def _unit_block(rows: FloatArray, centre: FloatArray | None = None) -> FloatArray:
    with np.errstate(over="ignore", invalid="ignore"):
        directions = _divided(np.asarray(rows, dtype=np.float32))
        if centre is None or not centre.any():
            return directions
        heard = has_direction(directions)[:, None]
        return _divided(np.where(heard, directions - centre, np.float32(0)))


def _divided(rows: FloatArray) -> FloatArray:
    # The largest component first: squares of it neither overflow nor vanish.
    largest = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    usable = np.isfinite(largest) & (largest > _NOTHING)
    scaled = np.where(usable, rows, np.float32(0)) / np.where(usable, largest, np.float32(1))
    lengths = np.sqrt(np.einsum("ij,ij->i", scaled, scaled))[:, None]
    return np.asarray(scaled / np.where(lengths > 0, lengths, 1), dtype=np.float32)
