"""Loudness after EBU R128, that is ITU-R BS.1770-5, from the power in each tenth of a second."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.arrays import FloatArray

_OFFSET_DB = -0.691
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
STEPS_A_SECOND = 10
"""Powers given for a second of sound."""

_STEPS_IN_A_BLOCK = 4

_RATE = 48_000
"""What the recommendation's filters are made for, in Hz."""

# The head's effect on treble, then a high-pass: numerators and denominators in powers of 1/z.
_FILTERS = (
    (
        (1.53512485958697, -2.69169619938640, 1.19839281085285),
        (1.0, -1.69065929318241, 0.73248077421585),
    ),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)


def k_weighting(hertz: npt.ArrayLike) -> FloatArray:
    """By what the power at each frequency counts towards loudness, in the shape of `hertz`."""
    delay = np.exp(-2j * np.pi * np.asarray(hertz) / _RATE)
    power = np.ones(delay.shape)
    for numerator, denominator in _FILTERS:
        response = np.polyval(numerator[::-1], delay) / np.polyval(denominator[::-1], delay)
        power *= np.abs(response) ** 2
    return power.astype(np.float32)


def integrated_loudness(powers: FloatArray) -> float | None:
    """The loudness of a whole recording in LUFS.

    Args:
        powers: The weighted power, channels summed, in each step of 100 ms, shape (n,).

    Returns:
        None if it has no 400 ms on end, or none above the absolute gate of -70 LUFS.
    """
    if powers.size < _STEPS_IN_A_BLOCK:
        return None
    sums = np.cumsum(np.concatenate([[0.0], powers]), dtype=np.float64)
    blocks = (sums[_STEPS_IN_A_BLOCK:] - sums[:-_STEPS_IN_A_BLOCK]) / _STEPS_IN_A_BLOCK
    blocks = blocks[blocks > _power(_ABSOLUTE_GATE_LUFS)]
    if not blocks.size:
        return None
    blocks = blocks[blocks > _power(_lufs(blocks.mean()) + _RELATIVE_GATE_LU)]
    return _lufs(blocks.mean())


def _lufs(power: float) -> float:
    return float(_OFFSET_DB + 10 * np.log10(power))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_DB) / 10))
