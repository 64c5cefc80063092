"""How close is close: similarities as shares of all pairs in the library."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.arrays import FloatArray

_SAMPLED_PAIRS = 4096
_FIXED_SEED = 0  # the same library always gives the same percentiles


@dataclass(frozen=True, slots=True)
class Closeness:
    """The similarities of pairs of tracks in one library.

    Attributes:
        pairs: (n,) float32, sorted; a sample. Empty for fewer than two comparable tracks.
    """

    pairs: FloatArray

    @property
    def spread(self) -> float:
        """The standard deviation of the similarities: the scale of "a little closer"."""
        return float(self.pairs.std()) if self.pairs.size else 0.0

    def percentile(self, similarity: float) -> float:
        """The share in 0..1 of pairs that are less close than `similarity`; 1 if there are none."""
        if not self.pairs.size:
            return 1.0
        return float(np.searchsorted(self.pairs, similarity)) / self.pairs.size


def measure_closeness(vectors: FloatArray) -> Closeness:
    """Sample pairs of the unit rows (T, d) that are not zero."""
    rows = np.flatnonzero(vectors.any(axis=1))
    if rows.size < 2:
        return Closeness(np.empty(0, dtype=np.float32))
    chance = np.random.default_rng(_FIXED_SEED)
    one = chance.integers(rows.size, size=_SAMPLED_PAIRS)
    # An offset that is never zero, so that no track meets itself.
    other = (one + chance.integers(1, rows.size, size=_SAMPLED_PAIRS)) % rows.size
    similar = np.einsum("ij,ij->i", vectors[rows[one]], vectors[rows[other]])
    return Closeness(np.sort(similar.astype(np.float32)))
