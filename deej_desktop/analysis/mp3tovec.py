"""Mp3ToVec: one vector for a track from the vectors of its slices, by TF-IDF.

After R. D. Smith's Deej-A.I. (2019), but exact over the whole library instead of in random
batches. Slices are the words of a track; two within the cosine distance epsilon are the same word.
With unit slice vectors u, tf the slices of the same track within epsilon, df the tracks with a
slice within epsilon, and N tracks, a track is the unit vector along

    v = sum of tf idf u,  idf = ln((1 + N) / (1 + df)) + 1.

That is v = (ln(1 + N) + 1) A - B with A = sum of tf u and B = sum of tf ln(1 + df) u, so that a
track more or less touches only the tracks that share a word with it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from deej_desktop.analysis.neighbours import count_neighbours
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressSink, ignore_progress

ENDS = 3
"""Audible slices whose mean is a track's head, or its tail."""


def mp3tovec(
    tracks: Sequence[FloatArray],
    epsilon: float,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> FloatArray:
    """Pool the slices of every track of a library.

    The result does not depend on the order of tracks or of slices within them.

    Args:
        tracks: For each track its slice vectors of any length, shape (n, d). Slices that are zero
            or no numbers say nothing and count as absent.
        epsilon: Cosine distance within which two slices are the same word.
        progress: Told how far it has come.
        cancel: May stop it.

    Returns:
        Unit vectors, float32, shape (T, d); a zero vector for a track without any slice that says
        something, and for no other.

    Raises:
        Cancelled: If asked to stop.
    """
    if not tracks:
        return np.zeros((0, 0), np.float32)
    rows = [unit_slices(slices) for slices in tracks]
    sizes = np.array([len(row) for row in rows])
    units = np.concatenate(rows)
    owners = np.repeat(np.arange(len(tracks)), sizes)
    found = count_neighbours(units, owners, epsilon, progress, cancel)
    population = np.count_nonzero(sizes)
    weights = found.tf * (np.log1p(population) + 1 - np.log1p(found.df))
    ends = np.cumsum(sizes)
    vectors = np.zeros((len(tracks), units.shape[1]), np.float32)
    for vector, start, end in zip(vectors, ends - sizes, ends, strict=True):
        if end > start:
            vector[:] = mean_direction(units[start:end], weights[start:end])
    return vectors


def head_and_tail(slices: FloatArray) -> tuple[FloatArray, FloatArray]:
    """How a track begins and ends, for seams.

    Args:
        slices: Its slice vectors in order of time, shape (n, d), as for `mp3tovec`.

    Returns:
        The unit vectors, shape (d,), along the means of the first and of the last three; zero
        where no slice says anything.
    """
    units = unit_slices(slices)
    if not len(units):
        return np.zeros(slices.shape[1], np.float32), np.zeros(slices.shape[1], np.float32)
    equal = np.ones(ENDS)
    first, last = units[:ENDS], units[-ENDS:]
    return (
        mean_direction(first, equal[: len(first)]),
        mean_direction(last, equal[: len(last)]),
    )


def unit_slices(slices: FloatArray) -> FloatArray:
    """Those slices (n, d) that say something, at unit length."""
    exact = np.asarray(slices, np.float64)
    exact = exact[np.isfinite(exact).all(axis=1)]
    # Scaled first, so that neither huge nor tiny numbers are lost in their squares.
    largest = np.abs(exact).max(axis=1, initial=0.0)
    exact = exact[largest > 0] / largest[largest > 0, None]
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    return np.asarray(exact, np.float32)


def mean_direction(units: FloatArray, weights: npt.NDArray[np.float64]) -> FloatArray:
    """The unit vector (d,) along the sum of `units` (n, d) by positive weights (n,)."""
    total = weights @ units.astype(np.float64)
    length = np.linalg.norm(total)
    if length < 1e-6 * weights.sum():
        # Opposites cancel each other; then the weightiest speaks for all, whatever the order.
        weightiest = units[weights == weights.max()]
        return np.asarray(max(weightiest, key=tuple), np.float32)
    return np.asarray(total / length, np.float32)
