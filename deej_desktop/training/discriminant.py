"""Linear discriminants: the directions in which tracks differ more than their own slices do.

Fisher's criterion in Rao's form for many classes, with the scatter within classes shrunk towards
a multiple of the identity, so that few slices of few tracks suffice.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import linalg

from deej_desktop.domain.arrays import FloatArray, IntArray


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
    classes: IntArray,
    dimensions: int,
    shrinkage: float,
    trust: FloatArray | None = None,
) -> Projection:
    """Find the `dimensions` most telling directions, scaled so that classes scatter alike.

    Args:
        vectors: (n, d), of n slices.
        classes: (n,) which class each is of, any numbers.
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
    _, members, counts = np.unique(classes, return_inverse=True, return_counts=True)
    centres = np.zeros((len(counts), values.shape[1]))
    np.add.at(centres, members, values)
    centres /= counts[:, None]
    residues = values - centres[members]
    within = residues.T @ residues / len(values)
    size = len(within)
    level = np.trace(within) / values.var(axis=0).sum()
    within = (1 - shrinkage) * within + shrinkage * level * np.eye(size)
    between = (centres * (counts / counts.sum())[:, None]).T @ centres
    _, directions = linalg.eigh(between, within, subset_by_index=(size - dimensions, size - 1))
    weights = directions[:, ::-1] / spread[:, None]
    return Projection(weights.astype(np.float32), (-mean @ weights).astype(np.float32))
