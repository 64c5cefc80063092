"""Filters, steady and moving."""

from __future__ import annotations

import numpy as np
from scipy import signal

from demo_music.sound import SAMPLE_RATE, Audio

_NYQUIST = SAMPLE_RATE / 2.0


def lowpass(sound: Audio, hz: float, order: int = 2) -> Audio:
    """Take away what is above `hz` (Butterworth)."""
    return _butterworth(sound, "lowpass", min(hz, 0.98 * _NYQUIST), order)


def highpass(sound: Audio, hz: float, order: int = 2) -> Audio:
    """Take away what is below `hz` (Butterworth)."""
    return _butterworth(sound, "highpass", hz, order)


def bandpass(sound: Audio, low: float, high: float, order: int = 2) -> Audio:
    """Keep what is between `low` and `high` hertz (Butterworth)."""
    return _butterworth(sound, "bandpass", (low, min(high, 0.98 * _NYQUIST)), order)


def _butterworth(sound: Audio, kind: str, hz: float | tuple[float, float], order: int) -> Audio:
    sections = signal.butter(order, hz, kind, fs=SAMPLE_RATE, output="sos")
    return np.asarray(signal.sosfilt(sections, sound, axis=-1))


def peak(sound: Audio, hz: float, decibels: float, q: float = 1.0) -> Audio:
    """Raise or lower the surroundings of `hz` (the usual bilinear peaking biquad)."""
    level = 10.0 ** (decibels / 40.0)
    angle = 2.0 * np.pi * hz / SAMPLE_RATE
    width = np.sin(angle) / (2.0 * q)
    b = np.array([1.0 + width * level, -2.0 * np.cos(angle), 1.0 - width * level])
    a = np.array([1.0 + width / level, -2.0 * np.cos(angle), 1.0 - width / level])
    return np.asarray(signal.lfilter(b / a[0], a / a[0], sound, axis=-1))


def swept_lowpass(sound: Audio, cutoff: Audio, q: float = 0.8) -> Audio:
    """A resonant low-pass whose cutoff moves; state is carried over short blocks.

    Args:
        sound: (n,) or (2, n).
        cutoff: Hertz at each sample, (n,).
        q: Resonance; 0.7 has none.
    """
    block = 96
    count = sound.shape[-1]
    result = np.empty_like(sound)
    state = np.zeros((*sound.shape[:-1], 2))
    for begin in range(0, count, block):
        end = min(count, begin + block)
        hz = float(np.clip(cutoff[min(count - 1, begin + block // 2)], 20.0, 0.45 * SAMPLE_RATE))
        angle = 2.0 * np.pi * hz / SAMPLE_RATE
        cosine, width = np.cos(angle), np.sin(angle) / (2.0 * q)
        b = np.array([(1.0 - cosine) / 2.0, 1.0 - cosine, (1.0 - cosine) / 2.0]) / (1.0 + width)
        a = np.array([1.0, -2.0 * cosine / (1.0 + width), (1.0 - width) / (1.0 + width)])
        result[..., begin:end], state = signal.lfilter(
            b, a, sound[..., begin:end], axis=-1, zi=state
        )
    return result
