"""Sounds that carpet the room: synthesiser pads, choirs of saws, glass and wind."""

from __future__ import annotations

import numpy as np

from demo_music.sound import Audio, hertz, normalised, samples, times
from demo_music.synthesis import filters
from demo_music.synthesis.envelopes import adsr, swell, tapered
from demo_music.synthesis.modal import ring
from demo_music.synthesis.oscillators import noise, pulse, saw, sine


def _spread_saws(
    f0: float, count: int, cents: float, voices: int, chance: np.random.Generator
) -> Audio:
    """Saws around one pitch, fanned out from left to right, each drifting on its own."""
    sound = np.zeros((2, count))
    t = times(count)
    for place in np.linspace(-1.0, 1.0, voices):
        drift = 2.0 * np.sin(2.0 * np.pi * float(chance.uniform(0.1, 0.4)) * t)
        detuned = f0 * 2.0 ** ((cents * place + drift) / 1200.0)
        wave = saw(detuned, count, float(chance.uniform()))
        angle = (0.65 * place + 1.0) * np.pi / 4.0
        sound += np.outer([np.cos(angle), np.sin(angle)], wave)
    return np.asarray(sound / np.sqrt(voices))


def warm_pad(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Slow saws under a filter that opens and closes with the breath of the chord; stereo."""
    envelope = swell(held, min(1.6, 0.45 * held), 1.8)
    count = len(envelope)
    f0 = hertz(pitch)
    raw = _spread_saws(f0, count, 11.0, 5, chance) + 0.35 * sine(f0 / 2.0, count)
    cutoff = 280.0 + 1.3 * f0 + (500.0 + 1900.0 * velocity) * envelope**2
    return tapered(0.5 * filters.swept_lowpass(raw, cutoff, 0.8) * envelope, 0.02)


def bright_pad(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A fuller choir of saws for choruses and drops; stereo."""
    envelope = adsr(held, 0.06, 2.0, 0.8, 0.6)
    count = len(envelope)
    raw = _spread_saws(hertz(pitch), count, 16.0, 7, chance)
    return tapered(0.4 * filters.lowpass(raw, 1800.0 + 4200.0 * velocity) * envelope, 0.02)


def stab(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A short chord sound with a filter that snaps shut; stereo."""
    envelope = adsr(held, 0.003, 0.45, 0.25, 0.14)
    count = len(envelope)
    f0 = hertz(pitch)
    raw = _spread_saws(f0, count, 9.0, 4, chance)
    raw += 0.5 * pulse(f0, count, 0.4, float(chance.uniform()))
    cutoff = 350.0 + f0 + (1200.0 + 4200.0 * velocity) * np.exp(-times(count) / 0.12)
    return tapered(0.45 * filters.swept_lowpass(raw, cutoff, 1.5) * envelope, 0.01)


def pluck(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A dry synthetic pluck for arpeggios."""
    envelope = adsr(held, 0.002, 0.35, 0.05, 0.12)
    count = len(envelope)
    f0 = hertz(pitch)
    raw = pulse(f0, count, 0.35, float(chance.uniform())) + 0.6 * saw(f0 * 1.004, count)
    cutoff = 200.0 + f0 + (800.0 + 3600.0 * velocity) * np.exp(-times(count) / 0.07)
    return tapered(0.45 * filters.swept_lowpass(raw, cutoff, 1.8) * envelope, 0.01)


def glass(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Struck glass: few partials, far apart, long."""
    del held
    f0 = hertz(pitch)
    ratios = np.array([1.0, 2.76, 5.4, 8.93, 0.5])
    level = np.array([1.0, 0.35 * velocity, 0.16 * velocity, 0.06 * velocity, 0.18])
    fall = np.array([4.5, 2.2, 1.2, 0.6, 3.0]) * (440.0 / f0) ** 0.3
    twins = ratios * f0 * (1.0 + 0.0012 * chance.standard_normal(5))
    sound = ring(
        np.concatenate([ratios * f0, twins]),
        np.concatenate([fall, fall]),
        np.concatenate([level, 0.6 * level]),
        4.0,
    )
    sound *= np.minimum(1.0, times(len(sound)) / 0.004)
    return tapered(0.7 * normalised(sound), 0.3)


def choir(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Far voices on an open vowel: saws through the formants of "ah" and "oo"; stereo."""
    envelope = swell(held, min(1.2, 0.4 * held), 1.5)
    count = len(envelope)
    raw = _spread_saws(hertz(pitch), count, 14.0, 5, chance)
    vowel = np.zeros_like(raw)
    for hz, width, level in ((520.0, 90.0, 1.0), (1050.0, 120.0, 0.5), (2500.0, 220.0, 0.18)):
        vowel += level * filters.bandpass(raw, hz - width, hz + width, 1)
    vowel += 0.25 * filters.lowpass(raw, 400.0)
    return tapered(0.7 * vowel * envelope * (0.6 + 0.4 * velocity), 0.02)


def wind(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Air or surf around a pitch: noise through a wandering resonance; stereo."""
    envelope = swell(held, 0.4 * held, 0.5 * held)
    count = len(envelope)
    raw = np.stack([noise(count, chance), noise(count, chance)])
    t = times(count)
    wander = np.sin(2.0 * np.pi * 0.11 * t + float(chance.uniform(0.0, 6.28)))
    cutoff = hertz(pitch) * 2.0 ** (0.8 * wander)
    sound = filters.highpass(filters.swept_lowpass(raw, cutoff, 3.0), 120.0)
    return tapered(0.5 * sound * envelope * velocity, 0.05)


def riser(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Noise that climbs towards a drop; stereo."""
    del pitch
    count = samples(held)
    t = times(count) / held
    raw = np.stack([noise(count, chance), noise(count, chance)])
    sound = filters.swept_lowpass(raw, 300.0 * 30.0**t, 2.0)
    return tapered(filters.highpass(sound, 250.0) * t**2 * velocity, 0.02)
