"""Seeing slices so that no direction drowns the others.

In what an encoder hears of music some directions vary far more than others, and a room changes
those most. Divided by how much the library varies along each, what is left tells recordings apart
in noise, too; `make bench` says how well.
"""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.recommend.directions import unit_rows

_SHRINKAGE = 0.1
"""Directions that hardly vary at all are not blown up beyond this share of the mean."""


class Whitening:
    """Made from slices (n, d) of the library; few of them change hardly anything."""

    def __init__(self, slices: FloatArray) -> None:
        count, dimensions = slices.shape
        self._middle: FloatArray
        self._turn: FloatArray
        if count < 2:
            self._middle = np.zeros(dimensions, np.float32)
            self._turn = np.eye(dimensions, dtype=np.float32)
            return
        self._middle = np.asarray(slices.mean(axis=0), np.float32)
        variances, directions = np.linalg.eigh(np.cov(slices - self._middle, rowvar=False))
        # Fewer slices than directions cannot tell how these vary.
        shrinkage = _SHRINKAGE + dimensions / count
        scales = np.sqrt(np.maximum(variances, 0) + shrinkage * max(variances.mean(), 1e-9))
        self._turn = np.asarray(directions / scales, np.float32)

    def __call__(self, slices: FloatArray) -> FloatArray:
        """Slices (n, d) as unit rows (n, d) of the whitened space."""
        return unit_rows(np.asarray((slices - self._middle) @ self._turn, np.float32))
