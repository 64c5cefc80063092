"""Five plain measures of a few seconds of sound, by which music, speech and noise differ.

Each holds in a real room, through a small loudspeaker and above some noise.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.late import Late

fft = Late("scipy.fft")
ndimage = Late("scipy.ndimage")

_Array = npt.NDArray[np.float32]

_SHORT_S = 0.046
_LONG_S = 0.186
"""Windows of the transforms: short to see onsets, long to see lines."""

_BANDS = 12
_RANGE_HZ = (80.0, 8_000.0)
_LINES_HZ = (80.0, 5_000.0)
_LINES = 12
_STEADY_S = 0.5
"""Notes last so long, and the pitch of a voice hardly ever does."""

_BEAT_S = (0.22, 1.3)
_SYLLABLES_HZ = (2.5, 7.0)
_MOVEMENT_HZ = (0.5, 20.0)

_NOTHING = 1e-10


class Measures(NamedTuple):
    """What a stretch of sound is judged by.

    Attributes:
        depth: How much the level of each band moves: natural logarithm of decibels. Speech
            pauses, noise stands still.
        beat: How well the onsets repeat after the time of a beat, 0..1. Music alone does that.
        syllables: How much of the movement is at the pace of syllables, 0..1; after E. Scheirer
            and M. Slaney, "Construction and evaluation of a robust multifeature speech/music
            discriminator", ICASSP 1997.
        lines: How far steady spectral lines stand out, in dB. Notes are held, voices glide, noise
            has none; the idea of K. Seyerlehner, T. Pohle, M. Schedl and G. Widmer, "Automatic
            music detection in television productions", DAFx 2007.
        flatness: Geometric over arithmetic mean of the power spectrum, in dB. Noise is flattest.
    """

    depth: float
    beat: float
    syllables: float
    lines: float
    flatness: float


def measure(samples: FloatArray, sample_rate: int) -> Measures:
    """Measure a stretch of sound.

    Args:
        samples: Some five seconds, shape (n,), not silent.
        sample_rate: In Hz.
    """
    bands, frames_per_s = _bands(samples, sample_rate)
    levels = 10 * np.log10(bands)
    levels = np.maximum(levels, levels.max() - 60)
    return Measures(
        depth=float(np.log(np.median(levels.std(axis=1)) + 0.1)),
        beat=_beat(bands, frames_per_s),
        syllables=_syllables(levels, frames_per_s),
        lines=_lines(samples, sample_rate),
        flatness=_flatness(samples, sample_rate),
    )


def _bands(samples: FloatArray, sample_rate: int) -> tuple[_Array, float]:
    """Power in bands of equal width in octaves, (n_bands, n_frames), and frames a second."""
    n_fft = _window(_SHORT_S, sample_rate)
    hop = n_fft // 4
    power = _magnitudes(samples, n_fft, hop) ** 2
    hertz = fft.rfftfreq(n_fft, 1 / sample_rate)
    edges = np.searchsorted(hertz, np.geomspace(*_RANGE_HZ, _BANDS + 1))
    bands = np.stack([power[:, low:high].sum(axis=1) for low, high in pairwise(edges)])
    return bands + np.float32(_NOTHING), sample_rate / hop


def _beat(bands: _Array, frames_per_s: float) -> float:
    # A floor in each band keeps the flicker of noise from counting as onsets.
    levels = np.log(bands + np.percentile(bands, 30, axis=1, keepdims=True))
    onsets = np.maximum(0, levels[:, 2:] - levels[:, :-2]).sum(axis=0)
    onsets -= onsets.mean()
    n = onsets.size
    repeats = fft.irfft(np.abs(fft.rfft(onsets, 2 * n)) ** 2)[:n] * (n / np.arange(n, 0, -1))
    first, last = (round(seconds * frames_per_s) for seconds in _BEAT_S)
    return float(repeats[first : last + 1].max() / max(repeats[0], _NOTHING))


def _syllables(levels: _Array, frames_per_s: float) -> float:
    n = levels.shape[1]
    moving = (levels - levels.mean(axis=1, keepdims=True)) * np.hanning(n)
    movement = np.abs(fft.rfft(moving, axis=1)) ** 2
    hertz = fft.rfftfreq(n, 1 / frames_per_s)

    def within(band: tuple[float, float]) -> _Array:
        chosen: _Array = movement[:, (hertz > band[0]) & (hertz < band[1])].sum(axis=1)
        return chosen

    return float(np.median(within(_SYLLABLES_HZ) / (within(_MOVEMENT_HZ) + _NOTHING)))


def _lines(samples: FloatArray, sample_rate: int) -> float:
    n_fft = _window(_LONG_S, sample_rate)
    hop = n_fft // 8
    levels = 20 * np.log10(_magnitudes(samples, n_fft, hop) + np.float32(1e-7))
    above = levels - ndimage.uniform_filter1d(levels, 41, axis=1)
    low, high = np.searchsorted(fft.rfftfreq(n_fft, 1 / sample_rate), _LINES_HZ)
    steady_for = round(_STEADY_S * sample_rate / hop)
    steady = ndimage.uniform_filter1d(above[:, low:high], steady_for, axis=0)
    steady = steady[steady_for // 2 : -(steady_for // 2) : steady_for // 2]
    highest = np.partition(steady, -_LINES, axis=1)[:, -_LINES:].mean(axis=1)
    return float(np.percentile(highest, 80))


def _flatness(samples: FloatArray, sample_rate: int) -> float:
    n_fft = _window(_SHORT_S, sample_rate) * 2
    power = _magnitudes(samples, n_fft, n_fft // 4) ** 2
    low, high = np.searchsorted(fft.rfftfreq(n_fft, 1 / sample_rate), _RANGE_HZ)
    power = power[:, low:high] + np.float32(_NOTHING)
    total = power.sum(axis=1)
    power = power[total > total.max() / 1_000]
    flatness = np.log10(power).mean(axis=1) - np.log10(power.mean(axis=1))
    return float(10 * flatness.mean())


def _window(seconds: float, sample_rate: int) -> int:
    """A power of two nearest to so many seconds, in samples."""
    return 1 << round(math.log2(seconds * sample_rate))


def _magnitudes(samples: FloatArray, n_fft: int, hop: int) -> _Array:
    """Magnitude spectra, (n_frames, 1 + n_fft // 2)."""
    windows = sliding_window_view(samples, n_fft)[::hop]
    magnitudes: _Array = np.abs(fft.rfft(windows * np.hanning(n_fft).astype(np.float32), axis=1))
    return magnitudes
