"""Winds: sounds kept up by breath."""

from __future__ import annotations

import numpy as np

from demo_music.sound import Audio, hertz, normalised, times
from demo_music.synthesis import filters
from demo_music.synthesis.envelopes import adsr, tapered
from demo_music.synthesis.oscillators import harmonics, noise, phase, vibrato


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
