"""From samples to slices: five-second mel spectrograms as the encoder's card wants them.

The mel spectrogram is that of `librosa.feature.melspectrogram` (whole track, centred windows,
zeros beyond the ends), computed block by block with scipy's float32 transform, which takes
half of librosa's time and needs no numba in every worker.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.native.late import Late

fft = Late("scipy.fft")

SILENCE_DB = -60.0
"""A slice is silent if no hop in it (23 ms) has a root mean square above this, re full scale."""

MOST_SLICES = 720
"""Slices kept of one track, an hour in a row; see `MelSlicer`."""

_BANDS_TOGETHER = 6
"""Of the filters: more would be multiplied by more zeros, fewer take more calls."""

_SMALLEST_POWER = 1e-10
"""Less counts as this before the logarithm is taken, as in librosa."""


@dataclass(frozen=True, slots=True)
class MelSlices:
    """The audible slices of a track.

    Attributes:
        slices: Scaled levels, float32, shape (n, n_mels, frames); n may be 0.
        positions: Which slices of the track they are, counted from 0 at its start, shape (n,).
    """

    slices: FloatArray
    positions: IntArray


def mel_slices(samples: FloatArray, preprocessing: Preprocessing) -> MelSlices:
    """Cut a track's samples, shape (n,), into audible slices; see `MelSlicer`."""
    return mel_slices_of([samples], preprocessing)


def mel_slices_of(blocks: Iterable[FloatArray], preprocessing: Preprocessing) -> MelSlices:
    """As `mel_slices`, from samples that come in blocks of any lengths."""
    slicer = MelSlicer(preprocessing)
    for block in blocks:
        slicer.feed(block)
    return slicer.finish()


class MelSlicer:
    """Cuts sound into slices while it comes, in bounded memory.

    Slices follow each other without overlap. A last one of at least half a length is padded with
    silence, a shorter one dropped, unless it is all there is. Silent ones are left out. Of a track
    with more than `MOST_SLICES` audible slices every second is kept, or every fourth and so on.
    """

    def __init__(self, preprocessing: Preprocessing) -> None:
        self._form = preprocessing
        # Sound that still belongs to coming windows; the first is centred on the first sample.
        self._sound = np.zeros(preprocessing.n_fft // 2, np.float32)
        # Frames that are not yet a slice: mel power (n_mels, n), and mean square (n,).
        self._power = np.zeros((preprocessing.n_mels, 0), np.float32)
        self._squares = np.zeros(0, np.float32)
        self._position = 0
        self._stride = 1
        self._kept: list[tuple[int, FloatArray]] = []

    def feed(self, samples: FloatArray) -> None:
        """Take the next samples, shape (n,), finite, full scale being 1."""
        # A slice at a time keeps the transform's arrays small, whatever length is fed.
        step = self._form.frames * self._form.hop
        for start in range(0, samples.size, step):
            self._analyse(samples[start : start + step])
            while self._squares.size >= self._form.frames:
                self._cut(self._form.frames)

    def finish(self) -> MelSlices:
        """Return the audible slices of all that was fed; the slicer is used up."""
        form = self._form
        self.feed(np.zeros(form.n_fft // 2, np.float32))
        rest = self._squares.size
        if rest and (self._position == 0 or 2 * rest >= form.frames):
            self._cut(rest)
        slices = np.empty((len(self._kept), form.n_mels, form.frames), np.float32)
        for row, (_, levels) in zip(slices, self._kept, strict=True):
            row[:] = levels
        positions = np.array([position for position, _ in self._kept], np.int64)
        return MelSlices(slices, positions)

    def _analyse(self, samples: FloatArray) -> None:
        form = self._form
        sound = np.concatenate([self._sound, samples])
        count = max(0, 1 + (sound.size - form.n_fft) // form.hop)
        self._sound = sound[count * form.hop :]
        if not count:
            return
        windows = sliding_window_view(sound, form.n_fft)[: count * form.hop : form.hop]
        spectrum = fft.rfft(windows * _hann(form.n_fft), axis=1).view(np.float32)
        spectrum *= spectrum
        middle = windows[:, form.n_fft // 2 :][:, : form.hop]
        squares = np.einsum("ij,ij->i", middle, middle) / middle.shape[1]
        power = np.empty((count, form.n_mels), np.float32)
        for lines, bands, weights in _parts_of_filters(form):
            np.matmul(spectrum[:, lines], weights, out=power[:, bands])
        self._power = np.concatenate([self._power, power.T], axis=1)
        self._squares = np.concatenate([self._squares, squares])

    def _cut(self, frames: int) -> None:
        power, self._power = np.split(self._power, [frames], axis=1)
        squares, self._squares = np.split(self._squares, [frames])
        position, self._position = self._position, self._position + 1
        if position % self._stride or squares.max() <= 10 ** (SILENCE_DB / 10):
            return
        levels = np.full((self._form.n_mels, self._form.frames), self._form.output[0], np.float32)
        levels[:, :frames] = _scaled(power, self._form)
        self._kept.append((position, levels))
        if len(self._kept) > MOST_SLICES:
            self._stride *= 2
            self._kept = [kept for kept in self._kept if kept[0] % self._stride == 0]


def _scaled(power: FloatArray, form: Preprocessing) -> FloatArray:
    reference = power.max() if form.reference == "slice-max" else form.reference
    decibels = 10 * np.log10(np.maximum(power, _SMALLEST_POWER))
    decibels -= 10 * np.log10(max(reference, _SMALLEST_POWER))
    # As in `librosa.power_to_db`, the range is that below the loudest, whatever the reference.
    decibels = np.maximum(decibels, decibels.max() - form.top_db)
    lowest = float(decibels.min()) if form.stretch else -form.top_db
    if lowest == 0:
        # All is equally loud. The reference's code leaves such a slice at its 0 dB.
        return np.full(power.shape, form.output[0], np.float32)
    low, high = form.output
    share = np.clip(1 - decibels / lowest, 0, 1)
    levels: FloatArray = (low + (high - low) * share).astype(np.float32)
    return levels


@lru_cache(maxsize=4)
def _parts_of_filters(preprocessing: Preprocessing) -> list[tuple[slice, slice, FloatArray]]:
    """The lines that some bands side by side are made of, those bands, and the weights.

    Two in a hundred weights are not zero, so a product with all of them would take eight times as
    long. Each weight is for the real and for the imaginary part of a line, which follow each other.
    """
    weights = np.repeat(mel_filters(preprocessing), 2, axis=1)
    parts = []
    for first in range(0, len(weights), _BANDS_TOGETHER):
        bands = slice(first, first + _BANDS_TOGETHER)
        heard = np.flatnonzero(weights[bands].any(axis=0))
        lines = slice(heard[0], heard[-1] + 1) if heard.size else slice(0, 0)
        parts.append((lines, bands, np.ascontiguousarray(weights[bands, lines].T)))
    return parts


def mel_filters(preprocessing: Preprocessing) -> FloatArray:
    """The weights of a power spectrum's bins in each mel band, shape (n_mels, 1 + n_fft // 2).

    Triangles at even distances on Slaney's scale (linear below 1 kHz, logarithmic above), each
    of area one: what `librosa.filters.mel` gives by default. After M. Slaney, Auditory Toolbox,
    Interval Research Corporation, Technical Report 1998-010.
    """
    form = preprocessing
    bins = np.linspace(0, form.sample_rate / 2, 1 + form.n_fft // 2)
    edges = _hertz(np.linspace(0, _mel(form.fmax), form.n_mels + 2))
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    triangles = np.maximum(0, np.minimum(rising, falling))
    return np.asarray(triangles * (2 / (edges[2:] - edges[:-2]))[:, None], np.float32)


_MEL_PER_HERTZ = 3 / 200
_BREAK_HERTZ = 1_000.0
_BREAK_MEL = _BREAK_HERTZ * _MEL_PER_HERTZ
_LOG_STEP = np.log(6.4) / 27


def _mel(hertz: float) -> float:
    if hertz < _BREAK_HERTZ:
        return hertz * _MEL_PER_HERTZ
    return float(_BREAK_MEL + np.log(hertz / _BREAK_HERTZ) / _LOG_STEP)


def _hertz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    above = _BREAK_HERTZ * np.exp(_LOG_STEP * (mel - _BREAK_MEL))
    return np.where(mel < _BREAK_MEL, mel / _MEL_PER_HERTZ, above)


@lru_cache(maxsize=4)
def _hann(length: int) -> FloatArray:
    phase = 2 * np.pi * np.arange(length) / length
    return (0.5 - 0.5 * np.cos(phase)).astype(np.float32)
