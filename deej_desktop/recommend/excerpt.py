"""Excerpts: the part of a track that is most like the whole, for a quick listen."""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.recommend.directions import unit, unit_rows


def most_typical(slices: FloatArray, share: float) -> float:
    """Where the part of a track begins that is most like all of it, as a share of its length.

    Args:
        slices: (n, d) vectors of slices that are spread evenly over the track, n of at least 1.
        share: How much of the track the part is, 0..1.
    """
    directions = unit_rows(slices)
    likeness = directions @ unit(directions.sum(axis=0))
    wide = min(len(likeness), max(1, round(share * len(likeness))))
    sums = np.convolve(likeness, np.ones(wide, np.float32), mode="valid")
    middle = (int(np.argmax(sums)) + wide / 2) / len(likeness)
    return float(min(max(0.0, middle - share / 2), max(0.0, 1.0 - share)))
