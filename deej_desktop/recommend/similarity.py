"""How similar everything is to what was heard: one query vector, one matrix-vector product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.recommend.directions import unit
from deej_desktop.recommend.session import SessionView, Steer
from deej_desktop.recommend.space import Space

_MOST_PUSH = 0.9
"""All pushes together never outweigh what was heard: they bend the way, they do not reverse it."""


def query_of(space: Space, session: SessionView, keep_on: int) -> FloatArray:
    """The unit vector (d,) to look around: zero if nothing that was heard has a direction.

    It is the sum of the unit vectors of the last `keep_on` tracks (0: of the whole session), bent
    by the steers in force.
    """
    heard = space.direction_of(session.recent(keep_on))
    steered = heard + _sum_of(space, session.steers)
    return unit(steered) if np.any(steered) else heard


def _sum_of(space: Space, steers: Sequence[Steer]) -> FloatArray:
    total = np.zeros(space.sound.vectors.shape[1], dtype=np.float32)
    pushes = -sum(min(steer.strength, 0.0) for steer in steers)
    damping = min(1.0, _MOST_PUSH / pushes) if pushes else 1.0
    for steer in steers:
        weight = steer.strength * (damping if steer.strength < 0 else 1.0)
        total += np.float32(weight) * space.sound.vectors[steer.track]
    return total


def similarities(space: Space, query: FloatArray) -> FloatArray:
    """Cosines (T,) of all tracks with the unit vector `query` (d,)."""
    return space.sound.vectors @ query


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A track near another.

    Attributes:
        row: Its row in the space.
        similarity: Cosine, -1..1.
        percentile: Share in 0..1 of the library's pairs that are less close.
    """

    row: int
    similarity: float
    percentile: float


def nearest(
    space: Space, query: FloatArray, count: int, among: BoolArray | None = None
) -> list[Neighbour]:
    """The `count` tracks closest to the unit vector `query` (d,), the closest first.

    Args:
        space: The library.
        query: Unit length; for zero there is nothing near.
        count: How many at most.
        among: (T,) mask of the tracks that are asked for; None asks for the library's.
    """
    asked = space.proposable if among is None else among
    rows = np.flatnonzero(asked & space.audible)
    if not np.any(query):
        return []
    similar = similarities(space, query)
    return [
        Neighbour(int(row), cosine(similar[row]), space.closeness.percentile(float(similar[row])))
        for row in best_rows(similar, rows, count)
    ]


def best_rows(scores: FloatArray, rows: IntArray, count: int) -> IntArray:
    """Those `count` of `rows` with the highest of `scores` (T,), best first, ties by row."""
    if count <= 0:
        return rows[:0]
    if count < rows.size:
        chosen = scores[rows]
        least = np.partition(chosen, rows.size - count)[rows.size - count]
        rows = rows[chosen >= least]
    order = np.argsort(-scores[rows], kind="stable")
    return rows[order[:count]]


def cosine(value: float) -> float:
    """`value` without what rounding puts beyond -1..1."""
    return min(1.0, max(-1.0, float(value)))
