"""Taking the noise of a room off the music in it.

What stands still below the music is found as the level that each frequency hardly ever falls
below, and is turned down where the music does not rise well above it: spectral subtraction, after
S. F. Boll, "Suppression of acoustic noise in speech using spectral subtraction", IEEE Transactions
on Acoustics, Speech, and Signal Processing 27 (1979), with the gain smoothed so that none of it
twitters. Steady hum goes the same way. What has no noise stays nearly as it was.
"""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.late import Late

ndimage = Late("scipy.ndimage")
signal = Late("scipy.signal")

_WINDOW_S = 0.093
_SMOOTH = (5, 3)
"""Bins and windows over which the power is averaged before it is compared with the noise."""

_SMOOTH_FLOOR = (5, 9)
_FLOOR_PERCENT = 10
_OVERRATED = 1.2
"""How much more than it seems the noise is taken for."""

_LEAST_POWER = 0.1
"""Noise is turned down by this and no further: what it hid is better left unknown than silent."""


def without_noise(samples: FloatArray, sample_rate: int) -> FloatArray:
    """Turn the standing noise down.

    Args:
        samples: Five seconds or more, shape (n,); the longer, the better the noise is known.
        sample_rate: In Hz.

    Returns:
        Shape (n,).
    """
    window = 1 << round(np.log2(_WINDOW_S * sample_rate))
    if samples.size < 2 * window:
        return samples
    samples = samples - samples.mean()
    overlap = window * 3 // 4
    _, _, spectrum = signal.stft(samples, sample_rate, nperseg=window, noverlap=overlap)
    power = np.square(np.abs(spectrum))
    floor = ndimage.uniform_filter(power, _SMOOTH_FLOOR)
    floor = np.percentile(floor, _FLOOR_PERCENT, axis=1, keepdims=True)
    share = _OVERRATED * floor / np.maximum(ndimage.uniform_filter(power, _SMOOTH), 1e-20)
    gain = np.sqrt(np.maximum(1 - share, _LEAST_POWER))
    _, cleaned = signal.istft(spectrum * gain, sample_rate, nperseg=window, noverlap=overlap)
    return np.asarray(cleaned[: samples.size], np.float32)
