"""What sound is here: float64 arrays at one sample rate, and the units musicians use for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 48_000
"""Samples per second of everything that is rendered."""

Audio: TypeAlias = npt.NDArray[np.float64]
"""Samples, mono (n,) or stereo (2, n); full scale is 1."""

Voice: TypeAlias = Callable[[float, float, float, np.random.Generator], Audio]
"""Plays one note: MIDI pitch, seconds held, velocity 0..1 (for the timbre; the mixer sets the
level), chance. Returns mono or stereo, release included, at about full scale."""

Effect: TypeAlias = Callable[[Audio], Audio]
"""Changes a stereo signal (2, n), keeping its length."""


def samples(seconds: float) -> int:
    """The number of samples in `seconds`, at least one."""
    return max(1, round(seconds * SAMPLE_RATE))


def times(count: int) -> Audio:
    """The time in seconds of each of `count` samples."""
    return np.arange(count, dtype=np.float64) / SAMPLE_RATE


def hertz(pitch: float) -> float:
    """The frequency of a MIDI pitch (69 is 440 Hz) in equal temperament."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def gain(decibels: float) -> float:
    """The factor on amplitude that `decibels` stand for."""
    return float(10.0 ** (decibels / 20.0))


def stereo(sound: Audio, pan: float = 0.0) -> Audio:
    """Place `sound` between left (-1) and right (1) at equal power.

    A sound that is stereo already is balanced rather than moved: the far side gets quieter.
    """
    angle = (pan + 1.0) * np.pi / 4.0
    sides = np.array([[np.cos(angle)], [np.sin(angle)]])
    if sound.ndim == 2:
        sides = np.minimum(sides * np.sqrt(2.0), 1.0)
    return np.asarray(sound * sides)


def normalised(sound: Audio) -> Audio:
    """`sound` with its largest sample at full scale; silence stays silence."""
    peak = float(np.max(np.abs(sound), initial=0.0))
    return sound / peak if peak > 0.0 else sound
