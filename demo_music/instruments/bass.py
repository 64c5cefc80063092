"""Electric and synthetic basses."""

from __future__ import annotations

import numpy as np

from demo_music.sound import Audio, hertz, times
from demo_music.synthesis import filters
from demo_music.synthesis.envelopes import adsr, tapered
from demo_music.synthesis.oscillators import pulse, saw, sine


def dub_bass(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A bass guitar played with the thumb through a dark amplifier."""
    envelope = adsr(held, 0.008, 1.8, 0.35, 0.08)
    count = len(envelope)
    f0 = hertz(pitch)
    glide = f0 * (1.0 + 0.015 * np.exp(-times(count) / 0.015))
    pluck = np.exp(-times(count) / 0.12)
    tone = sine(glide, count) + (0.28 + 0.25 * pluck) * sine(2.0 * glide, count, 0.1)
    tone += (0.08 + 0.16 * velocity * pluck) * sine(3.0 * glide, count, 0.2)
    thud = 0.05 * pluck * filters.lowpass(chance.standard_normal(count), 300.0)
    return tapered(0.75 * np.tanh(1.3 * (tone + thud) * envelope), 0.01)


def house_bass(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A saw and a square an octave apart, through a filter that closes quickly."""
    envelope = adsr(held, 0.003, 0.5, 0.5, 0.05)
    count = len(envelope)
    f0 = hertz(pitch)
    raw = 0.6 * saw(f0, count, float(chance.uniform())) + 0.5 * pulse(f0 * 1.003, count, 0.5)
    raw += 0.7 * sine(f0, count)
    cutoff = 140.0 + f0 + (500.0 + 1500.0 * velocity) * np.exp(-times(count) / 0.09)
    return tapered(0.6 * filters.swept_lowpass(raw, cutoff, 1.4) * envelope, 0.008)


def sub_bass(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A sine with a touch of warmth, felt more than heard."""
    del chance
    envelope = adsr(held, 0.012, 2.5, 0.7, 0.07)
    count = len(envelope)
    tone = sine(hertz(pitch), count)
    return tapered(np.tanh((1.0 + 0.8 * velocity) * tone) * envelope, 0.01)


def reese(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Detuned saws that churn against each other under a slowly moving filter; stereo."""
    envelope = adsr(held, 0.02, 3.0, 0.8, 0.12)
    count = len(envelope)
    f0 = hertz(pitch)
    sides = [
        sum(
            (saw(f0 * 2.0 ** (cents / 1200.0), count, float(chance.uniform())) for cents in group),
            np.zeros(count),
        )
        for group in ((-17.0, 6.0, 13.0), (-12.0, -5.0, 18.0))
    ]
    sway = 0.5 + 0.5 * np.sin(2.0 * np.pi * 0.9 * times(count) + float(chance.uniform(0, 6.28)))
    cutoff = 220.0 + (300.0 + 900.0 * velocity) * sway
    sound = filters.swept_lowpass(np.stack(sides), cutoff, 1.2)
    return tapered(0.3 * filters.highpass(sound, 70.0) * envelope, 0.01)
