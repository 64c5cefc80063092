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
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from deej_desktop.analysis.cells import Cells, make_cells
from deej_desktop.analysis.neighbours import count_neighbours
from deej_desktop.analysis.pile import Spoken, pile_up
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressSink, ignore_progress

_SLICES_A_CELL = 256
"""About as many slices lie in a cell when it is made."""

SAMPLED = 1500
"""Tracks that tell how to cut up the space."""

_TOLD_BY_FLOAT32 = 0.03
"""Sums that cancel down to a smaller share than this are lost in the rounding of float32."""

_CANCELLED = 0.01
"""Slices that cancel down to a smaller share than this are not told by their sums."""

_AT_ONCE = 512
"""Tracks whose vectors are made at a time: few enough to stay in the processor's own memory."""

ENDS = 3
"""Audible slices whose mean is a track's head, or its tail."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What of a track's vector does not depend on how many tracks there are.

    Attributes:
        plain: The sums A of tf u, one a row, (T, d) float32.
        common: The sums B of tf ln(1 + df) u, (T, d) float32.
    """

    plain: FloatArray
    common: FloatArray


def mp3tovec(
    tracks: Sequence[FloatArray],
    epsilon: float,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> FloatArray:
    """Pool the slices of every track of a library that fits into memory.

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
    spoken = [Spoken(key, *speaking(slices)) for key, slices in enumerate(tracks)]
    vectors = np.zeros((len(tracks), tracks[0].shape[1]), np.float32)
    speak = [own for own in spoken if len(own.rows)]
    if not speak:
        return vectors
    step = len(speak) // SAMPLED + 1
    cells = cells_for(speak[::step], 1 / step)
    counts = np.ones(len(speak), np.int64)
    found = count_neighbours(pile_up(lambda: speak, cells), counts, epsilon, progress, cancel)
    start = 0
    for own in speak:
        end = start + len(own.rows)
        weights = weights_of(found.tf[start:end], found.df[start:end], len(speak))
        vectors[own.key] = mean_direction(own.units, weights)
        start = end
    return vectors


def cells_for(tracks: Sequence[Spoken], share: float = 1.0) -> Cells:
    """Cells for a library of which `tracks`, at least one, are so large a share."""
    units = np.concatenate([own.units for own in tracks])
    return make_cells(units, int(len(units) / share) // _SLICES_A_CELL + 1)


def weights_of(tf: IntArray, df: IntArray, population: int) -> npt.NDArray[np.float64]:
    """The weights (n,) of slices: tf (ln((1 + N) / (1 + df)) + 1) among N tracks."""
    weights: npt.NDArray[np.float64] = tf * (np.log1p(population) + 1 - np.log1p(df))
    return weights


def sums_of(units: FloatArray, tf: IntArray, df: IntArray) -> tuple[FloatArray, FloatArray]:
    """The rows of `Sums` (d,) of one track from its unit slices (n, d) and their counts (n,).

    Both are zero where the slices all but cancel each other: there is nothing to tell by them.
    """
    exact = units.astype(np.float64)
    plain, common = tf @ exact, (tf * np.log1p(df)) @ exact
    if np.linalg.norm(plain) < _CANCELLED * tf.sum():
        plain, common = np.zeros_like(plain), np.zeros_like(common)
    return plain.astype(np.float32), common.astype(np.float32)


def vectors_of(sums: Sums, population: int) -> tuple[FloatArray, IntArray]:
    """The vectors of tracks among N tracks, from what was kept in float32.

    Returns:
        Unit vectors (T, d); and the rows that cannot be told from such sums, since no slice says
        anything, or since slices all but cancel each other: `mean_direction` can tell.
    """
    weight = np.float32(np.log1p(population) + 1)
    vectors = np.empty_like(sums.plain)
    is_doubtful = np.zeros(len(vectors), np.bool_)
    for start in range(0, len(vectors), _AT_ONCE):
        block = slice(start, start + _AT_ONCE)
        plain, common = weight * sums.plain[block], sums.common[block]
        rows = plain - common
        lengths, whole, taken = (
            np.sqrt(np.einsum("ij,ij->i", part, part)) for part in (rows, plain, common)
        )
        is_doubtful[block] = lengths <= _TOLD_BY_FLOAT32 * (whole + taken)
        vectors[block] = rows / np.maximum(lengths, np.finfo(np.float32).tiny)[:, None]
    return vectors, np.flatnonzero(is_doubtful)


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


def unit_slices(slices: npt.NDArray[np.floating[Any]]) -> FloatArray:
    """Those slices (n, d) that say something, at unit length."""
    return speaking(slices)[1]


def speaking(slices: npt.NDArray[np.floating[Any]]) -> tuple[IntArray, FloatArray]:
    """The rows of those slices (n, d) that say something, and these at unit length."""
    exact = np.asarray(slices, np.float64)
    rows = np.flatnonzero(np.isfinite(exact).all(axis=1) & exact.any(axis=1))
    exact = exact[rows]
    # Scaled first, so that neither huge nor tiny numbers are lost in their squares.
    exact /= np.abs(exact).max(axis=1, initial=0.0)[:, None]
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    return rows, exact.astype(np.float32)


def mean_direction(units: FloatArray, weights: npt.NDArray[np.float64]) -> FloatArray:
    """The unit vector (d,) along the sum of `units` (n, d) by positive weights (n,)."""
    total = weights @ units.astype(np.float64)
    length = np.linalg.norm(total)
    if length < 1e-6 * weights.sum():
        # Opposites cancel each other; then the weightiest speaks for all, whatever the order.
        weightiest = units[weights == weights.max()]
        return np.asarray(max(weightiest, key=tuple), np.float32)
    return np.asarray(total / length, np.float32)
