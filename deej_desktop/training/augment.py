"""Two slices of one track must look alike to the encoder whatever a room did to them.

Everything happens on mel spectrograms in decibels, before they are scaled: there a gain, an
equaliser, a filter and a noise are additions, which makes a thousand variants a second cheap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.arrays import FloatArray

_MARGIN = 1.15
"""Frames a window has for each frame of the slice made from it: room to be played faster."""


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far each change may go, and how often it happens.

    Attributes:
        stretch: Largest change of speed, as a natural logarithm.
        shift: Largest move up or down, in mel bands.
        mix_share: How often another slice is mixed in, 5 to 20 dB below.
        noise_share: How often noise of a random colour is added.
        tilt_db: Spread of the slope from lowest to highest band, in dB.
        equaliser_db: Spread of a random smooth equaliser curve, in dB.
        low_pass_share: How often the highs are cut off.
        reverb_share: How often the sound rings on as in a room.
        gamma: Largest change of contrast, as a natural logarithm of the exponent.
        time_mask: Widest stretch of silence cut into a slice, in frames.
        band_mask: Widest hole cut into its spectrum, in mel bands.
    """

    stretch: float = 0.08
    shift: float = 2.0
    mix_share: float = 0.3
    noise_share: float = 0.3
    tilt_db: float = 3.0
    equaliser_db: float = 1.5
    low_pass_share: float = 0.15
    reverb_share: float = 0.25
    gamma: float = 0.1
    time_mask: int = 30
    band_mask: int = 10


def window_frames(frames: int) -> int:
    """Frames to cut out of a track to make one augmented slice of `frames`."""
    return int(np.ceil(frames * _MARGIN)) + 1


def scale(decibels: FloatArray, top_db: float) -> FloatArray:
    """Scale slices (n, frames, n_mels) in dB to 0..1, the loudest point of each being 1."""
    peak = decibels.max(axis=(1, 2), keepdims=True)
    scaled: FloatArray = np.clip((decibels - peak) / top_db + 1, 0, 1).astype(np.float32)
    return scaled


def augment(
    windows: FloatArray,
    frames: int,
    top_db: float,
    settings: Augmentation,
    random: np.random.Generator,
) -> FloatArray:
    """Make one variant of each window, independently.

    Args:
        windows: (n, `window_frames(frames)`, n_mels) in dB; also what is mixed into each other.
        frames: Of a slice.
        top_db: Range of a slice below its loudest point, in dB.
        settings: How far to go.
        random: Chance; the same state makes the same variants.

    Returns:
        Slices (n, n_mels, frames) scaled to 0..1.
    """
    slices = _resample(windows, frames, settings, random)
    slices = _mix(slices, settings.mix_share, random)
    slices += _equaliser(len(slices), slices.shape[2], settings, random)[:, None, :]
    _ring_on(slices, settings.reverb_share, random)
    slices = _add_noise(slices, settings.noise_share, random)
    scaled = scale(slices, top_db)
    _change_contrast(scaled, settings.gamma, random)
    _mask(scaled, settings, random)
    return np.ascontiguousarray(scaled.transpose(0, 2, 1))


def _resample(
    windows: FloatArray, frames: int, settings: Augmentation, random: np.random.Generator
) -> FloatArray:
    """Change speed and pitch: linear interpolation along time, then along the bands."""
    n, available, n_mels = windows.shape
    rate = np.exp(random.uniform(-settings.stretch, settings.stretch, n))
    rate = np.minimum(rate, (available - 1) / frames)
    start = random.uniform(0, 1, n) * (available - 1 - rate * (frames - 1))
    times = start[:, None] + rate[:, None] * np.arange(frames)
    early, late_share = _split(times, available)
    rows = np.arange(n)[:, None]
    slices = windows[rows, early]
    slices += (windows[rows, early + 1] - slices) * late_share[:, :, None]
    shifts = random.uniform(-settings.shift, settings.shift, (n,))
    for index, shift in enumerate(shifts):
        low, high_share = _split(np.arange(n_mels) + shift, n_mels)
        below = slices[index][:, low]
        slices[index] = below + (slices[index][:, low + 1] - below) * high_share
    return slices


def _split(
    positions: np.ndarray[tuple[int, ...], np.dtype[np.float64]], length: int
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int64]], FloatArray]:
    """Whole part and share of the next one, held at both ends."""
    held = np.clip(positions, 0, length - 1.001)
    whole = held.astype(np.int64)
    return whole, (held - whole).astype(np.float32)


def _mix(slices: FloatArray, share: float, random: np.random.Generator) -> FloatArray:
    chosen = np.flatnonzero(random.random(len(slices)) < share)
    others = random.integers(0, len(slices), len(chosen))
    below = random.uniform(5, 20, len(chosen)).astype(np.float32)
    level = _mean(slices[chosen]) - _mean(slices[others]) - below
    mixed = slices.copy()
    mixed[chosen] = _add_powers(slices[chosen], slices[others] + level[:, None, None])
    return mixed


def _add_noise(slices: FloatArray, share: float, random: np.random.Generator) -> FloatArray:
    chosen = np.flatnonzero(random.random(len(slices)) < share)
    if not len(chosen):
        return slices
    _, frames, n_mels = slices.shape
    # One patch of noise, cut at another place and coloured anew for each slice.
    patch = random.standard_exponential((2 * frames, n_mels), dtype=np.float32)
    patch = 10 * np.log10(patch + 1e-6)
    starts = random.integers(0, frames, len(chosen))
    noise = patch[starts[:, None] + np.arange(frames)]
    noise += random.uniform(-25, 10, (len(chosen), 1, 1)).astype(np.float32) * np.linspace(
        -0.5, 0.5, n_mels, dtype=np.float32
    )
    peak = slices[chosen].max(axis=(1, 2))
    below = random.uniform(20, 60, len(chosen)).astype(np.float32)
    slices[chosen] = _add_powers(slices[chosen], noise + (peak - below)[:, None, None])
    return slices


def _equaliser(
    n: int, n_mels: int, settings: Augmentation, random: np.random.Generator
) -> FloatArray:
    """Curves (n, n_mels) in dB: tilt, smooth bumps, and for some a steep loss of the highs."""
    line = np.linspace(-0.5, 0.5, n_mels)
    curves = random.normal(0, settings.tilt_db, (n, 1)) * line
    knots = np.linspace(0, n_mels - 1, 9)
    for curve, bumps in zip(curves, random.normal(0, settings.equaliser_db, (n, 9)), strict=True):
        curve += np.interp(np.arange(n_mels), knots, bumps)
    for index in np.flatnonzero(random.random(n) < settings.low_pass_share):
        edge, slope = random.uniform(0.4, 1) * n_mels, random.uniform(0.5, 6)
        curves[index] -= slope * np.maximum(0, np.arange(n_mels) - edge)
    return curves.astype(np.float32)


def _ring_on(slices: FloatArray, share: float, random: np.random.Generator) -> None:
    """Let each band fall no faster than a room lets it, from a little below what excited it."""
    chosen = np.flatnonzero(random.random(len(slices)) < share)
    if not len(chosen):
        return
    fall = random.uniform(0.8, 5, (len(chosen), 1)).astype(np.float32)
    below = random.uniform(3, 15, (len(chosen), 1)).astype(np.float32)
    rung = slices[chosen]
    tail = rung[:, 0] - below
    for frame in range(1, rung.shape[1]):
        tail = np.maximum(tail - fall, rung[:, frame] - below)
        np.maximum(rung[:, frame], tail, out=rung[:, frame])
    slices[chosen] = rung


def _change_contrast(scaled: FloatArray, gamma: float, random: np.random.Generator) -> None:
    chosen = np.flatnonzero(random.random(len(scaled)) < 0.5)
    exponents = np.exp(random.uniform(-gamma, gamma, len(chosen))).astype(np.float32)
    scaled[chosen] **= exponents[:, None, None]


def _mask(scaled: FloatArray, settings: Augmentation, random: np.random.Generator) -> None:
    n, frames, n_mels = scaled.shape
    for index in range(n):
        width = random.integers(0, min(settings.time_mask, frames) + 1)
        start = random.integers(0, frames - width + 1)
        scaled[index, start : start + width] = 0
        height = random.integers(0, min(settings.band_mask, n_mels) + 1)
        lowest = random.integers(0, n_mels - height + 1)
        scaled[index, :, lowest : lowest + height] = 0


def _mean(slices: FloatArray) -> FloatArray:
    # Of the louder half, nearly: silence between notes says nothing of the level.
    mean = slices.mean(axis=(1, 2), dtype=np.float64)
    loud = np.maximum(slices, mean[:, None, None].astype(np.float32))
    return np.asarray(loud.mean(axis=(1, 2)), np.float32)


def _add_powers(first: FloatArray, second: FloatArray) -> FloatArray:
    """Sum of two powers given in dB, in dB."""
    distance = np.abs(first - second)
    distance *= np.float32(-np.log(10) / 10)
    np.exp(distance, out=distance)
    np.log1p(distance, out=distance)
    distance *= np.float32(10 / np.log(10))
    distance += np.maximum(first, second)
    total: FloatArray = distance
    return total
