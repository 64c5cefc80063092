"""Linear discriminants: the directions in which albums and songs differ more than their own slices.

Fisher's criterion in Rao's form for many classes, with the scatter within classes shrunk towards
a multiple of the identity, so that few slices of few songs suffice.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import linalg

from deej_desktop.domain.arrays import FloatArray, IntArray

_WITHIN_ALBUMS = 2.0
"""How much the scatter within albums counts beside that within songs."""

_BETWEEN_SONGS = 0.01
"""How much songs count beside albums: they choose where albums have no more to say."""


class Projection(NamedTuple):
    """An affine map: `vectors @ weights + offset`.

    Attributes:
        weights: (d, k).
        offset: (k,).
    """

    weights: FloatArray
    offset: FloatArray


def discriminants(
    vectors: FloatArray,
    songs: IntArray,
    albums: IntArray,
    dimensions: int,
    shrinkage: float,
    trust: FloatArray | None = None,
) -> Projection:
    """Find the `dimensions` most telling directions, scaled so that songs and albums scatter alike.

    Args:
        vectors: (n, d), of n slices.
        songs: (n,) which song each is of, any numbers.
        albums: (n,) which album each is of, any numbers.
        dimensions: At most d.
        shrinkage: Share in 0..1 of the identity in the scatter within classes.
        trust: (d,) the deviation that each dimension is brought to, one if none is given; the
            smaller, the more of a dimension the shrinkage takes away.

    Returns:
        A map that also takes the mean off.
    """
    values = vectors.astype(np.float64)
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    if trust is not None:
        spread /= trust
    values = (values - mean) / spread
    total = values.T @ values / len(values)
    between_songs, between_albums = _between(values, songs), _between(values, albums)
    within = total - between_songs + _WITHIN_ALBUMS * (total - between_albums)
    size = len(within)
    level = np.trace(within) / np.trace(total)
    within = (1 - shrinkage) * within + shrinkage * level * np.eye(size)
    between = between_albums + _BETWEEN_SONGS * between_songs
    _, directions = linalg.eigh(between, within, subset_by_index=(size - dimensions, size - 1))
    weights = directions[:, ::-1] / spread[:, None]
    return Projection(weights.astype(np.float32), (-mean @ weights).astype(np.float32))


def _between(values: npt.NDArray[np.float64], classes: IntArray) -> npt.NDArray[np.float64]:
    """Scatter (d, d) of the means of the classes of the values (n, d), whose mean is zero."""
    _, members, counts = np.unique(classes, return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), values.shape[1]))
    np.add.at(sums, members, values)
    scatter: npt.NDArray[np.float64] = (sums / counts[:, None]).T @ sums / len(values)
    return scatter
