"""Winds and bowed strings: sounds kept up by breath and bow."""

from __future__ import annotations

import numpy as np

from demo_music.sound import Audio, hertz, normalised, times
from demo_music.synthesis import filters
from demo_music.synthesis.envelopes import adsr, tapered
from demo_music.synthesis.oscillators import harmonics, noise, phase, saw, vibrato


def flute(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A wooden flute: few harmonics, breath, a chiff at the start."""
    envelope = adsr(held, 0.06, 0.4, 0.85, 0.1)
    count = len(envelope)
    f0 = hertz(pitch)
    t = times(count)
    swaying = vibrato(f0, count, 5.0, 11.0, 0.35, chance) * (1.0 - 0.006 * np.exp(-t / 0.04))
    bright = 0.5 + 0.5 * velocity
    level = np.array([1.0, 0.42 * bright, 0.22 * bright, 0.07 * bright, 0.04 * bright, 0.015])
    pulse_of_breath = 1.0 + 0.12 * np.sin(2.0 * np.pi * 5.0 * t) * np.clip((t - 0.3) / 0.3, 0, 1)
    tone = normalised(harmonics(phase(swaying, count), level)) * envelope * pulse_of_breath
    air = filters.bandpass(noise(count, chance), 0.8 * f0, 2.6 * f0 + 1500.0, 1)
    chiff = 0.09 * np.exp(-t / 0.03) + 0.03 * envelope
    return tapered(0.7 * tone + chiff * air, 0.01)


def clarinet(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A clarinet in its dark register: odd harmonics first."""
    envelope = adsr(held, 0.05, 0.5, 0.9, 0.08)
    count = len(envelope)
    f0 = hertz(pitch)
    order = np.arange(1, 16)
    level = np.where(order % 2 == 1, 1.0, 0.12) * order**-0.9
    level = level * np.exp(-order * f0 / (900.0 + 2600.0 * velocity))
    tone = harmonics(phase(vibrato(f0, count, 4.8, 5.0, 0.5, chance), count), level)
    air = 0.015 * filters.bandpass(noise(count, chance), 1000.0, 4000.0, 1)
    return tapered(0.7 * normalised(tone + air) * envelope, 0.01)


def brass(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A section of horns: brighter as it gets louder, scooping into the note."""
    envelope = adsr(held, 0.035, 0.3, 0.8, 0.08)
    count = len(envelope)
    f0 = hertz(pitch)
    t = times(count)
    total = np.zeros((2, count))
    for side, cents in ((0, -6.0), (0, 3.0), (1, 7.0), (1, -2.0)):
        scoop = 1.0 - 0.02 * np.exp(-t / 0.03)
        course = f0 * 2.0 ** (cents / 1200.0) * scoop * (1.0 + 0.0006 * float(chance.normal()))
        total[side] += saw(course, count, float(chance.uniform()))
    cutoff = 500.0 + (900.0 + 5200.0 * velocity) * envelope**1.5
    return tapered(0.3 * filters.swept_lowpass(total, cutoff, 0.9) * envelope, 0.01)


def _bowed(
    pitch: float, held: float, velocity: float, chance: np.random.Generator, players: int
) -> Audio:
    """Players in unison, each a little off in pitch, place and the pace of the vibrato."""
    attack = 0.14 - 0.09 * velocity
    envelope = adsr(held, min(attack, 0.4 * held), 1.5, 0.85, 0.22)
    count = len(envelope)
    f0 = hertz(pitch)
    total = np.zeros((2, count))
    for _ in range(players):
        off = f0 * 2.0 ** (float(chance.normal(0.0, 4.0)) / 1200.0)
        course = vibrato(off, count, float(chance.uniform(4.8, 6.1)), 9.0, 0.18, chance)
        wave = saw(course, count, float(chance.uniform()))
        angle = float(chance.uniform(0.25, 0.75)) * np.pi / 2.0
        total += np.outer([np.cos(angle), np.sin(angle)], wave)
    total /= players**0.5
    # The box: a bowed string is a saw, and what makes it a violin is what the wood keeps of it.
    for hz, decibels, q in ((290.0, 4.0, 2.0), (480.0, 3.0, 2.5), (1100.0, -5.0, 1.2),
                            (2600.0, 3.5, 1.5)):  # fmt: skip
        total = filters.peak(total, hz, decibels, q)
    dark = filters.lowpass(total, 1500.0 + 2200.0 * velocity + f0, 1)
    dark = filters.lowpass(dark, 6000.0)
    rosin = 0.03 * filters.bandpass(noise(count, chance), 2000.0, 6000.0, 1)
    return tapered((0.5 * dark + rosin) * envelope, 0.01)


def strings(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A desk of string players in unison; stereo."""
    return _bowed(pitch, held, velocity, chance, 5)


def solo_string(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """One or two bowed strings, closer and leaner; stereo."""
    return _bowed(pitch, held, velocity, chance, 2)
