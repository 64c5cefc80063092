"""What is done to whole tracks: rooms, echoes, chorus, grit, and making way for the kick."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import signal

from demo_music.sound import SAMPLE_RATE, Audio, Effect, samples, times
from demo_music.synthesis import filters
from demo_music.synthesis.envelopes import tapered

_BANDS = ((60.0, 250.0, 1.05), (250.0, 900.0, 1.0), (900.0, 2800.0, 0.85), (2800.0, 7000.0, 0.6),
          (7000.0, 15000.0, 0.35))  # fmt: skip


def room(
    t60: float, seed: int, brightness: float = 1.0, predelay: float = 0.012, size: float = 1.0
) -> Effect:
    """A room, by convolution with a response made of early echoes and dying noise.

    Args:
        t60: Seconds to -60 dB around 500 Hz; highs die sooner.
        seed: Which room.
        brightness: Level of the highs; 1 is a hall with wooden walls.
        predelay: Seconds before the first echo.
        size: Scales how late the early echoes come.

    Returns:
        An effect that gives the room alone, without the direct sound.
    """
    chance = np.random.default_rng(seed)
    count = samples(t60 * 1.1)
    t = times(count)
    response = np.zeros((2, count))
    for index, (low, high, share) in enumerate(_BANDS):
        level = (0.9 * brightness) ** index
        band = filters.bandpass(chance.standard_normal((2, count)), low, high)
        response += level * band * np.exp(-6.9 * t / (t60 * share))
    response *= np.minimum(1.0, t / (0.025 * size))  # echoes take a moment to grow dense
    for _ in range(14):
        at = samples(float(chance.uniform(0.004, 0.07)) * size)
        side = int(chance.integers(2))
        response[side, min(at, count - 1)] += (
            float(chance.choice([-1.0, 1.0])) * 9.0 / (1.0 + at / 400.0)
        )
    response = tapered(response, 0.1 * t60)
    response /= np.sqrt(np.sum(response**2, axis=1, keepdims=True))
    response = np.concatenate([np.zeros((2, samples(predelay))), response], axis=1)

    def reverberate(sound: Audio) -> Audio:
        wet = signal.oaconvolve(sound, response, mode="full", axes=-1)
        return np.asarray(wet[:, : sound.shape[1]])

    return reverberate


def echo(
    seconds: float,
    feedback: float = 0.45,
    low: float = 200.0,
    high: float = 3500.0,
    across: bool = True,
) -> Effect:
    """Repeats that grow duller, from side to side if `across`; the repeats alone."""

    def repeat(sound: Audio) -> Audio:
        total = np.zeros_like(sound)
        shift = samples(seconds)
        tap, level = sound, 1.0
        for turn in range(1, 40):
            if turn * shift >= sound.shape[1] or level < 0.01:
                break
            tap = filters.bandpass(tap, low, high, 1)
            if across:
                tap = tap[::-1]
            total[:, turn * shift :] += level * tap[:, : -turn * shift]
            level *= feedback
        return total

    return repeat


def chorus(depth: float = 0.0025, rate: float = 0.6, mix: float = 0.5) -> Effect:
    """Two copies whose delay sways by `depth` seconds, one to each side."""

    def thicken(sound: Audio) -> Audio:
        count = sound.shape[1]
        place = np.arange(count, dtype=np.float64)
        result = sound * (1.0 - 0.5 * mix)
        for side, turn in ((0, 0.0), (1, 0.37)):
            sway = 0.5 + 0.5 * np.sin(2.0 * np.pi * (rate * times(count) + turn))
            delay = (0.006 + depth * sway) * SAMPLE_RATE
            result[side] += mix * np.interp(place - delay, place, sound[side], left=0.0)
        return np.asarray(result)

    return thicken


def tremolo(rate: float, depth: float, across: bool = True) -> Effect:
    """Loudness that sways, from side to side if `across`."""

    def sway(sound: Audio) -> Audio:
        wave = 0.5 + 0.5 * np.sin(2.0 * np.pi * rate * times(sound.shape[1]))
        sides = np.stack([wave, 1.0 - wave if across else wave])
        return np.asarray(sound * (1.0 - depth * sides))

    return sway


def drive(amount: float) -> Effect:
    """Warm saturation; the level of loud passages stays about the same."""

    def saturate(sound: Audio) -> Audio:
        return np.asarray(np.tanh(sound * amount) / np.tanh(amount))

    return saturate


def compressor(
    threshold: float, ratio: float, attack: float = 0.01, release: float = 0.12
) -> Effect:
    """Even out loudness above `threshold` dB (of full scale) by `ratio`; no make-up gain."""
    hop = 48

    def even(sound: Audio) -> Audio:
        count = sound.shape[1]
        level = np.max(np.abs(sound), axis=0)
        padded = np.pad(level, (0, -count % hop)).reshape(-1, hop).max(axis=1)
        over = np.maximum(0.0, 20.0 * np.log10(np.maximum(padded, 1e-6)) - threshold)
        wanted = over * (1.0 - 1.0 / ratio)
        rise = np.exp(-hop / SAMPLE_RATE / attack)
        fall = np.exp(-hop / SAMPLE_RATE / release)
        reduction, now = np.empty_like(wanted), 0.0
        for index, want in enumerate(wanted):
            pace = rise if want > now else fall
            now = want + (now - want) * pace
            reduction[index] = now
        curve = np.interp(np.arange(count), np.arange(len(reduction)) * hop + hop / 2, reduction)
        return np.asarray(sound * 10.0 ** (-curve / 20.0))

    return even


def ducking(hits: Sequence[float], depth: float, recovery: float) -> Effect:
    """Make way at each of `hits` (seconds): down by `depth` (0..1), back after `recovery`."""

    def duck(sound: Audio) -> Audio:
        curve = np.ones(sound.shape[1])
        t = times(samples(recovery))
        dip = 1.0 - depth * (0.5 + 0.5 * np.cos(np.pi * np.minimum(1.0, t / recovery)))
        for hit in hits:
            begin = samples(hit)
            end = min(len(curve), begin + len(dip))
            if begin < end:
                curve[begin:end] = np.minimum(curve[begin:end], dip[: end - begin])
        lead = 48 * 3  # a jump in gain would click
        return np.asarray(sound * np.convolve(curve, np.ones(lead) / lead, mode="same"))

    return duck


def sweep(points: Sequence[tuple[float, float]], q: float = 0.8) -> Effect:
    """A low-pass that moves through (seconds, hertz) points, evenly in pitch between them."""

    def open_up(sound: Audio) -> Audio:
        t = times(sound.shape[1])
        course = np.interp(t, [p[0] for p in points], np.log([p[1] for p in points]))
        return filters.swept_lowpass(sound, np.exp(course), q)

    return open_up


def fades(points: Sequence[tuple[float, float]]) -> Effect:
    """Loudness along (seconds, factor) points."""

    def ride(sound: Audio) -> Audio:
        t = times(sound.shape[1])
        return np.asarray(sound * np.interp(t, [p[0] for p in points], [p[1] for p in points]))

    return ride
