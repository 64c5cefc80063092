"""Modal synthesis: struck and plucked things as sums of sines that die away.

Sounding at n = b * B + r, a damped sine is the product of one factor that depends on the block b
and one that depends on the place r in it; so a whole bank of them is one matrix product.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demo_music.sound import SAMPLE_RATE, Audio, samples

_BLOCK = 512


def ring(
    frequencies: npt.ArrayLike,
    decays: npt.ArrayLike,
    amplitudes: npt.ArrayLike,
    seconds: float,
    phases: npt.ArrayLike = 0.0,
) -> Audio:
    """Sum damped sines.

    Args:
        frequencies: Hertz, (k,); those near half the sample rate or above are left out.
        decays: Seconds to -60 dB, (k,) or one for all.
        amplitudes: Linear, (k,) or one for all.
        seconds: How long to compute.
        phases: At the start, in radians, (k,) or one for all.

    Returns:
        Mono sound, (n,).
    """
    hz, t60, level, phase = np.broadcast_arrays(
        np.asarray(frequencies, dtype=np.float64),
        np.asarray(decays, dtype=np.float64),
        np.asarray(amplitudes, dtype=np.float64),
        np.asarray(phases, dtype=np.float64),
    )
    audible = (hz < 0.42 * SAMPLE_RATE) & (np.abs(level) > 1e-6)
    hz, t60, level, phase = hz[audible], t60[audible], level[audible], phase[audible]
    count = samples(seconds)
    rate = (-6.908 / t60 + 2j * np.pi * hz) / SAMPLE_RATE
    blocks = np.arange(-(-count // _BLOCK))[:, None]
    coarse = level * np.exp(1j * phase + rate * _BLOCK * blocks)
    fine = np.exp(rate[:, None] * np.arange(_BLOCK))
    sound = coarse.imag @ fine.real + coarse.real @ fine.imag
    return np.asarray(sound.reshape(-1)[:count])
