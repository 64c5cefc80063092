"""Sources that go on for as long as they are wanted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demo_music.sound import SAMPLE_RATE, Audio, times


def phase(frequency: float | Audio, count: int, start: float = 0.0) -> Audio:
    """Cycles completed at each of `count` samples, for a frequency that may vary, in hertz."""
    if isinstance(frequency, np.ndarray):
        return np.asarray(start + np.cumsum(frequency[:count]) / SAMPLE_RATE)
    return np.asarray(start + frequency * times(count))


def vibrato(
    frequency: float,
    count: int,
    rate: float,
    cents: float,
    onset: float,
    chance: np.random.Generator,
) -> Audio:
    """A frequency that starts to sway after `onset` seconds, never quite evenly."""
    t = times(count)
    depth = cents * np.clip((t - onset) / 0.35, 0.0, 1.0)
    sway = np.sin(2.0 * np.pi * (rate * t + 0.12 * np.sin(2.0 * np.pi * 0.7 * t)) + _turn(chance))
    return np.asarray(frequency * 2.0 ** (depth * sway / 1200.0))


def _turn(chance: np.random.Generator) -> float:
    return float(chance.uniform(0.0, 2.0 * np.pi))


def _blep(position: Audio, step: Audio) -> Audio:
    """The correction that rounds a jump at position 0, after the polynomial known as PolyBLEP."""
    after = position / step
    before = (position - 1.0) / step
    return np.asarray(
        np.where(
            position < step,
            2.0 * after - after * after - 1.0,
            np.where(position > 1.0 - step, before * before + 2.0 * before + 1.0, 0.0),
        )
    )


def saw(frequency: float | Audio, count: int, start: float = 0.0) -> Audio:
    """A sawtooth with little aliasing."""
    cycles = phase(frequency, count, start)
    step = np.asarray(np.broadcast_to(np.asarray(frequency) / SAMPLE_RATE, (count,)))
    position = cycles % 1.0
    return np.asarray(2.0 * position - 1.0 - _blep(position, step))


def pulse(
    frequency: float | Audio, count: int, width: float | Audio = 0.5, start: float = 0.0
) -> Audio:
    """A rectangle wave; `width` is the share of the cycle that is high, and may vary."""
    cycles = phase(frequency, count, start)
    step = np.asarray(np.broadcast_to(np.asarray(frequency) / SAMPLE_RATE, (count,)))
    position = cycles % 1.0
    falling = (cycles + 1.0 - width) % 1.0
    wave = np.where(position < width, 1.0, -1.0) + _blep(position, step) - _blep(falling, step)
    return np.asarray(wave - (2.0 * np.asarray(width) - 1.0))


def triangle(frequency: float | Audio, count: int, start: float = 0.0) -> Audio:
    """A triangle wave, whose harmonics fall fast enough to need no correction."""
    position = (phase(frequency, count, start) + 0.25) % 1.0
    return np.asarray(1.0 - 4.0 * np.abs(position - 0.5))


def sine(frequency: float | Audio, count: int, start: float = 0.0) -> Audio:
    """A sine; `start` in cycles."""
    return np.asarray(np.sin(2.0 * np.pi * phase(frequency, count, start)))


def harmonics(cycles: Audio, levels: npt.NDArray[np.float64]) -> Audio:
    """Sum the harmonics of one phase, each with its own course of loudness.

    Args:
        cycles: The phase of the fundamental in cycles, (n,).
        levels: Amplitude of each harmonic, (k,) steady or (k, n) moving.

    Returns:
        Mono sound, (n,), by the recurrence sin((k+1)x) = 2 cos(x) sin(kx) - sin((k-1)x).
    """
    angle = 2.0 * np.pi * cycles
    twice_cosine = 2.0 * np.cos(angle)
    before, current = np.zeros_like(angle), np.sin(angle)
    total = levels[0] * current
    for level in levels[1:]:
        before, current = current, twice_cosine * current - before
        total = total + level * current
    return np.asarray(total)


def noise(count: int, chance: np.random.Generator) -> Audio:
    """White noise, almost all of it within full scale."""
    return np.asarray(chance.standard_normal(count) * 0.3)
