"""Mp3ToVec of one track from outside, as if it had joined the library, which stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from deej_desktop.analysis.mp3tovec import mean_direction, unit_slices
from deej_desktop.analysis.neighbours import within
from deej_desktop.domain.arrays import FloatArray

_TOGETHER = 8_192
"""Slices of the library compared at a time, roughly; bounds memory."""


def mp3tovec_of_newcomer(
    slices: FloatArray, library: Iterable[FloatArray], epsilon: float
) -> FloatArray:
    """Pool the slices of one track with the document frequencies it meets in a library.

    The result is the newcomer's row of `mp3tovec` over the library and the newcomer.

    Args:
        slices: Of the newcomer, shape (n, d).
        library: Of every other track in turn, shape (m, d) each.
        epsilon: Cosine distance within which two slices are the same word.

    Returns:
        A unit vector, shape (d,); zero if no slice says anything.
    """
    units = unit_slices(slices)
    if not len(units):
        return np.zeros(slices.shape[1], np.float32)
    tf = np.count_nonzero(within(units, units, epsilon), axis=1)
    df = np.ones(len(units), np.int64)
    population = 1
    for group in _groups(library):
        starts = np.cumsum([0, *map(len, group[:-1])])
        near = within(units, np.concatenate(group), epsilon)
        df += np.count_nonzero(np.logical_or.reduceat(near, starts, axis=1), axis=1)
        population += len(group)
    weights = tf * (np.log1p(population) + 1 - np.log1p(df))
    return mean_direction(units, weights)


def _groups(library: Iterable[FloatArray]) -> Iterator[list[FloatArray]]:
    """Tracks that have something to say, some at a time."""
    group: list[FloatArray] = []
    size = 0
    for slices in library:
        units = unit_slices(slices)
        if len(units):
            group.append(units)
            size += len(units)
        if size >= _TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group
