"""A limiter that looks ahead: no peak goes beyond a ceiling, and nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.late import Late

ndimage = Late("scipy.ndimage")
signal = Late("scipy.signal")

_OVERSAMPLING = 4
"""Peaks between samples are looked for at as many places (ITU-R BS.1770-5, annex 2)."""

_WINDOW_S = 0.03
_SURELY_LOW = 0.5
"""Samples below this share of the ceiling have no true peak beyond it."""

_EDGE = 32
"""Samples that oversampling reaches to either side."""


def limited(blocks: Iterable[FloatArray], sample_rate: int, ceiling: float) -> Iterator[FloatArray]:
    """Keep the true peaks of stereo sound under `ceiling`.

    The gain that each sample needs is held over a window around it by a running minimum, then
    smoothed over as long, so that it is never exceeded and never jumps.

    Args:
        blocks: Samples, shape (2, n), of any length.
        sample_rate: In Hz.
        ceiling: As a share of full scale.

    Yields:
        As many samples in all, in blocks of other lengths.
    """
    half = round(sample_rate * _WINDOW_S) // 2
    margin = 2 * half + _EDGE  # so far the gain of a sample depends on others
    held = np.zeros((2, margin), np.float32)  # what came before, and what waits for what comes
    for block in chain(_gathered(blocks, sample_rate), [np.zeros((2, margin), np.float32)]):
        held = np.concatenate([held, block], axis=1)
        gain = _gain(held, ceiling, half)
        yield held[:, margin:-margin] * gain[margin:-margin]
        held = held[:, -2 * margin :]


def true_peak(blocks: Iterable[FloatArray], sample_rate: int) -> float:
    """The largest true peak of stereo sound, as a share of full scale."""
    largest, before = 0.0, np.zeros((2, 0), np.float32)
    for block in _gathered(blocks, sample_rate):
        sound = np.concatenate([before, block], axis=1)
        largest = max(largest, float(_oversampled_peaks(sound).max(initial=0)))
        before = sound[:, -_EDGE:]
    return largest


def _oversampled_peaks(sound: FloatArray) -> FloatArray:
    """The larger of two channels (2, n) at and between its samples, shape (4 n,)."""
    peaks: FloatArray = np.abs(signal.resample_poly(sound, _OVERSAMPLING, 1, axis=1)).max(axis=0)
    peaks[::_OVERSAMPLING] = np.maximum(peaks[::_OVERSAMPLING], np.abs(sound).max(axis=0))
    return peaks


def _gathered(blocks: Iterable[FloatArray], least: int) -> Iterator[FloatArray]:
    """The same sound in blocks of at least so many samples, but for the last."""
    waiting: list[FloatArray] = []
    for block in blocks:
        waiting.append(block)
        if sum(part.shape[1] for part in waiting) >= least:
            yield np.concatenate(waiting, axis=1)
            waiting = []
    if waiting:
        yield np.concatenate(waiting, axis=1)


def _gain(sound: FloatArray, ceiling: float, half: int) -> FloatArray:
    """By what each of the samples (2, n) is to be multiplied, shape (n,)."""
    if np.abs(sound).max(initial=0) < _SURELY_LOW * ceiling:
        return np.ones(sound.shape[1], np.float32)
    between = _oversampled_peaks(sound)
    # A peak between two samples is that of both.
    peaks = ndimage.maximum_filter1d(between, 2 * _OVERSAMPLING + 1, mode="nearest")[
        ::_OVERSAMPLING
    ]
    needed = np.minimum(1, ceiling / np.maximum(peaks, 1e-9)).astype(np.float32)
    held = ndimage.minimum_filter1d(needed, 2 * half + 1, mode="nearest")
    smooth: FloatArray = ndimage.uniform_filter1d(held, 2 * half + 1, mode="nearest")
    return smooth
