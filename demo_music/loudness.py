"""Loudness as listeners hear it (ITU-R BS.1770-4), and a limiter that keeps peaks in bounds."""

from __future__ import annotations

import numpy as np
from scipy import ndimage, signal

from demo_music.sound import Audio, gain, samples
from demo_music.synthesis import filters

# The two K-weighting biquads of BS.1770 at 48 kHz: the head as a sphere, then the low cut.
_HEAD = (
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [1.0, -1.69065929318241, 0.73248077421585],
)
_LOW_CUT = ([1.0, -2.0, 1.0], [1.0, -1.99004745483398, 0.99007225036621])

_SILENT = -70.0


def integrated_loudness(sound: Audio) -> float:
    """Loudness of a whole stereo piece in LUFS, gated as the standard says; -70 for silence."""
    weighted = signal.lfilter(*_LOW_CUT, signal.lfilter(*_HEAD, sound, axis=-1), axis=-1)
    window, hop = samples(0.4), samples(0.1)
    energy = np.concatenate([[0.0], np.cumsum(np.sum(weighted**2, axis=0))])
    starts = np.arange(0, max(1, sound.shape[1] - window + 1), hop)
    ends = np.minimum(starts + window, sound.shape[1])
    power = (energy[ends] - energy[starts]) / window
    loudness = -0.691 + 10.0 * np.log10(np.maximum(power, 1e-12))
    loud = power[loudness > _SILENT]
    if not len(loud):
        return _SILENT
    relative = -0.691 + 10.0 * np.log10(np.mean(loud)) - 10.0
    kept = power[loudness > max(_SILENT, relative)]
    return float(-0.691 + 10.0 * np.log10(np.mean(kept)))


def limited(sound: Audio, ceiling: float) -> Audio:
    """Hold every sample of a stereo piece within `ceiling`, turning down just before each peak.

    The gain a sample needs is spread over the surrounding 12 ms by a running minimum, then
    smoothed over as long, so that it is never exceeded and never jumps.
    """
    peaks = np.max(np.abs(sound), axis=0)
    needed = ceiling / np.maximum(peaks, ceiling)
    window = samples(0.012) | 1
    held = ndimage.minimum_filter1d(needed, window, mode="nearest")
    smooth = ndimage.uniform_filter1d(held, window, mode="nearest")
    return np.asarray(sound * np.minimum(smooth, needed))


def mastered(sound: Audio, target: float = -16.0, ceiling: float = 0.66) -> Audio:
    """Bring a stereo piece to `target` LUFS under `ceiling`, without rumble or offset.

    The ceiling leaves room for what lossy coding adds to peaks: up to 3 dB at low bit rates.
    """
    clean = filters.highpass(sound, 25.0)
    for _ in range(3):
        clean = limited(clean * gain(target - integrated_loudness(clean)), ceiling)
    return clean


def trimmed(sound: Audio, quiet: float = -55.0, tail: float = 0.4) -> Audio:
    """Cut what is below `quiet` dB before and after the music, and fade both ends.

    A moment is left before the first sound, and `tail` seconds after the last, faded out.
    """
    loud = np.flatnonzero(np.max(np.abs(sound), axis=0) > gain(quiet))
    if not len(loud):
        return sound
    end = min(sound.shape[1], int(loud[-1]) + samples(tail))
    lead = samples(0.05)
    cut = np.pad(sound, ((0, 0), (lead, 0)))[:, int(loud[0]) : end + lead]
    fall = min(cut.shape[1], samples(tail))
    cut[:, -fall:] *= 0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, fall))
    return cut
