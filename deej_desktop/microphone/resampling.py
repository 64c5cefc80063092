"""From whatever rate a device records at to the one that is wanted."""

from __future__ import annotations

from math import gcd

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.late import Late

signal = Late("scipy.signal")


def resampled(samples: FloatArray, from_rate: int, to_rate: int) -> FloatArray:
    """Bring samples (n,) from one rate to another, in Hz; silence is taken to lie around them."""
    if from_rate == to_rate or not samples.size:
        return samples
    common = gcd(from_rate, to_rate)
    made = signal.resample_poly(samples, to_rate // common, from_rate // common)
    return np.asarray(made, np.float32)
