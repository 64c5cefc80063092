"""Measures a recording while it is decoded: loudness, peak, silent ends and outline.

Loudness weights the power by frequency. From some kilohertz on the weight is the same, so spectra
are taken at the encoder's low sample rate, and what lies above is the rest of the power in the
file. That takes half the time of FFmpeg's filter for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from deej_desktop.analysis.loudness import STEPS_A_SECOND, integrated_loudness, k_weighting
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.sound import Sound, Waveform
from deej_desktop.domain.units import Seconds
from deej_desktop.native.av_conversion import Original
from deej_desktop.native.late import Late

fft = Late("scipy.fft")

SILENCE = 0.001
"""Samples up to this share of full scale (-60 dB) are silence."""

MOST_COLUMNS = 800
"""Columns of an outline: about as many as a position bar has pixels."""

LOUDEST = 1e4
"""Samples beyond this times full scale are damage; within, their power stays a number."""

_LOW_BELOW_HZ = 250.0
_HIGH_FROM_HZ = 2_500.0


class SoundMeter:
    """Takes a recording twice, in time with each other: as in its file, and at a low sample rate.

    Memory grows by some kilobytes a minute.
    """

    def __init__(self, sample_rate: int) -> None:
        """Make ready to measure; `sample_rate`, in Hz, is the low one."""
        self._step = sample_rate // STEPS_A_SECOND
        self._treble_weight = float(k_weighting(sample_rate / 2))
        self._sums = _sums(self._step, self._treble_weight)
        # Of each step: power (n,) and peak (n,) in the file; (n, 3) as `_sums` has it.
        self._powers: list[FloatArray] = []
        self._peaks: list[FloatArray] = []
        self._parts: list[FloatArray] = []
        self._weights = np.ones(1, np.float32)
        self._rest = np.zeros((1, 0), np.float32)
        self._length_s = 0.0
        self._starts_s: float | None = None
        self._last: tuple[float, Original] | None = None

    def feed_original(self, sound: Original) -> None:
        """Take the next stretch as it is in the file, but for the last a number of seconds."""
        planes = sound.planes
        starts = _starts(planes[0].size, sound.sample_rate)
        peaks = _peaks(planes, starts)
        if not peaks.max() <= LOUDEST:  # or it is no number
            planes = [tamed(plane) for plane in planes]
            peaks = _peaks(planes, starts)
        counts = np.diff(starts, append=planes[0].size)
        squares = [_power_sums(plane, starts) / counts for plane in planes]
        self._weights = sound.weights
        self._powers.append(np.einsum("c,cn->n", sound.weights, squares))
        self._peaks.append(peaks)
        if peaks.max() > SILENCE:
            if self._starts_s is None:
                self._starts_s = self._length_s + _audible(planes)[0] / sound.sample_rate
            self._last = (self._length_s, sound._replace(planes=planes))
        self._length_s += planes[0].size / sound.sample_rate

    def feed(self, planes: FloatArray) -> None:
        """Take the next stretch at the low sample rate, shape (channels, n)."""
        if len(self._rest) == len(planes):
            planes = np.concatenate([self._rest, planes], axis=1)
        steps = planes.shape[1] // self._step
        self._rest = planes[:, steps * self._step :]
        sound = planes[:, : steps * self._step].reshape(len(planes), steps, self._step)
        spectra = fft.rfft(sound).view(np.float32)
        spectra *= spectra
        weights = self._weights if len(self._weights) == len(planes) else np.ones(len(planes))
        self._parts.append(np.einsum("c,cnk->nk", weights, spectra @ self._sums))

    def finish(self) -> Sound:
        """Return what all that was fed comes to, at least a sample; the meter is used up."""
        self.feed(np.zeros((len(self._rest), self._step - self._rest.shape[1]), np.float32))
        parts = np.concatenate(self._parts)
        powers, peaks = (np.concatenate(kind)[: len(parts)] for kind in (self._powers, self._peaks))
        lessened, low, middle = parts[: len(powers)].T
        whole_steps = int(STEPS_A_SECOND * self._length_s + 1e-6)
        loudness = np.maximum(0, self._treble_weight * powers + lessened)[:whole_steps]
        bands = np.stack([low, middle, np.maximum(0, powers - low - middle)]) / self._weights.sum()
        return Sound(
            loudness_lufs=integrated_loudness(loudness),
            peak=float(peaks.max()),
            starts_s=Seconds(self._starts_s or 0.0),
            ends_s=Seconds(self._ends_s()),
            waveform=_outline(peaks, bands),
        )

    def _ends_s(self) -> float:
        if self._last is None:
            return self._length_s
        begin_s, sound = self._last
        return begin_s + (1 + int(_audible(sound.planes)[-1])) / sound.sample_rate


def _sums(step: int, treble_weight: float) -> FloatArray:
    """Three weights for each line of a step's spectrum, shape (2 (1 + step // 2), 3).

    By how much its power counts less than treble towards loudness, whether it is low, or middle;
    once for its real part and once for its imaginary one.
    """
    hertz = np.arange(step // 2 + 1) * STEPS_A_SECOND
    low = hertz < _LOW_BELOW_HZ
    rows = np.stack([k_weighting(hertz) - treble_weight, low, ~low & (hertz < _HIGH_FROM_HZ)])
    # A line stands for its mirror image, too, unless it is its own.
    images = np.where((hertz == 0) | (2 * np.arange(hertz.size) == step), 1, 2)
    return np.repeat((rows * images / step**2).T, 2, axis=0).astype(np.float32)


def _starts(size: int, sample_rate: int) -> IntArray:
    steps = -(-size * STEPS_A_SECOND // sample_rate)
    return np.arange(steps) * sample_rate // STEPS_A_SECOND


def tamed(samples: FloatArray) -> FloatArray:
    """The same samples, finite and within `LOUDEST`."""
    return np.clip(np.nan_to_num(samples), -LOUDEST, LOUDEST)


def _power_sums(plane: FloatArray, starts: IntArray) -> FloatArray:
    if plane.size % starts.size:
        return np.asarray(np.add.reduceat(plane * plane, starts))
    steps = plane.reshape(starts.size, -1)  # all are of one length, as nearly always
    return np.asarray(np.vecdot(steps, steps))


def _peaks(planes: Sequence[FloatArray], starts: IntArray) -> FloatArray:
    highest = [np.maximum.reduceat(plane, starts) for plane in planes]
    lowest = [np.minimum.reduceat(plane, starts) for plane in planes]
    return np.asarray(np.maximum(np.max(highest, axis=0), -np.min(lowest, axis=0)))


def _audible(planes: Sequence[FloatArray]) -> IntArray:
    """Where there is more than silence."""
    return np.flatnonzero(np.max(np.abs(planes), axis=0) > SILENCE)


def _outline(peaks: FloatArray, powers: FloatArray) -> Waveform:
    """An outline of steps' peaks (n,) and band powers (3, n), of at most `MOST_COLUMNS`."""
    steps = peaks.size
    columns = min(steps, MOST_COLUMNS)
    starts = np.arange(columns) * steps // columns
    means = np.add.reduceat(powers, starts, axis=1) / np.diff(starts, append=steps)
    return Waveform.of(np.maximum.reduceat(peaks, starts), np.sqrt(np.maximum(0, means)))
