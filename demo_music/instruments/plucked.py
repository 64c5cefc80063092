"""Plucked strings: steel guitar and upright bass."""

from __future__ import annotations

import numpy as np

from demo_music.sound import Audio, hertz, normalised, samples, times
from demo_music.synthesis import filters
from demo_music.synthesis.envelopes import decay, tapered
from demo_music.synthesis.modal import ring
from demo_music.synthesis.oscillators import noise


def _string(
    pitch: float,
    held: float,
    chance: np.random.Generator,
    *,
    sustain: float,
    dulling: float,
    place: float,
    brightness: float,
    stiffness: float,
    damping: float,
) -> Audio:
    """A string plucked at `place` (share of its length), in two planes that beat a little.

    `sustain` is T60 of the fundamental, `dulling` the hertz where loss doubles, `brightness` the
    hertz where the pluck's spectrum ends, `damping` T60 once the finger stops the string.
    """
    f0 = hertz(pitch)
    order = np.arange(1, int(np.clip(10000.0 / f0, 3, 48)) + 1)
    hz = f0 * order * np.sqrt(1.0 + stiffness * order**2)
    spot = place * float(chance.uniform(0.94, 1.06))
    level = np.sin(np.pi * order * spot) / order**0.9 * np.exp(-hz / brightness)
    t60 = sustain / (1.0 + (hz / dulling) ** 1.3)
    planes = ring(
        np.concatenate([hz, hz * (1.0 + 0.0004 * float(chance.uniform(0.5, 1.5)))]),
        np.concatenate([t60, 0.45 * t60]),
        np.concatenate([level, 0.7 * level]),
        min(held + damping, 1.3 * sustain + 0.1),
        np.concatenate([np.zeros(len(hz)), np.full(len(hz), 0.5)]),
    )
    t = times(len(planes))
    stopped = np.exp(-6.9 * np.maximum(0.0, t - held) / damping)
    return normalised(planes * stopped * np.minimum(1.0, t / 0.0008))


def _body(sound: Audio, resonances: tuple[tuple[float, float, float], ...]) -> Audio:
    """Let a box of wood sing along: (hertz, dB, q) each."""
    for hz, decibels, q in resonances:
        sound = filters.peak(sound, hz, decibels, q)
    return sound


_GUITAR_BOX = ((102.0, 5.0, 3.0), (204.0, 4.0, 3.5), (410.0, 2.0, 2.0), (2400.0, 2.5, 1.2))


def steel_guitar(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A steel-string guitar played with fingers and nails."""
    sound = _string(
        pitch,
        held,
        chance,
        sustain=5.5 * 2.0 ** (-(pitch - 45.0) / 22.0),
        dulling=3600.0,
        place=0.17,
        brightness=2000.0 + 5200.0 * velocity,
        stiffness=6e-5,
        damping=0.14,
    )
    nail = filters.bandpass(noise(samples(0.012), chance), 2200.0, 9000.0) * decay(0.012, 0.012)
    sound[: len(nail)] += 0.45 * velocity * nail[: len(sound)]
    return tapered(0.8 * _body(sound, _GUITAR_BOX), 0.02)


def upright_bass(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A double bass, plucked: a thump, a growl, soon gone."""
    sound = _string(
        pitch,
        held,
        chance,
        sustain=2.6 * 2.0 ** (-(pitch - 36.0) / 30.0),
        dulling=700.0,
        place=0.22,
        brightness=350.0 + 900.0 * velocity,
        stiffness=3e-5,
        damping=0.09,
    )
    thump = ring([58.0, 97.0, 160.0], [0.1, 0.09, 0.06], [1.0, 0.9, 0.5], 0.12)
    finger = filters.bandpass(noise(samples(0.02), chance), 700.0, 3200.0) * decay(0.02, 0.02)
    sound[: len(thump)] += 0.12 * thump[: len(sound)]
    sound[: len(finger)] += 0.22 * velocity * finger[: len(sound)]
    return tapered(_body(sound, ((98.0, 3.0, 2.0), (750.0, 3.0, 1.5))), 0.015)
