"""The sounds of early game machines: two pulses, a stepped triangle, shift-register noise."""

from __future__ import annotations

import numpy as np

from demo_music.sound import SAMPLE_RATE, Audio, Voice, hertz, samples, times
from demo_music.synthesis.envelopes import adsr, tapered
from demo_music.synthesis.oscillators import phase, pulse, vibrato


def square(width: float, fall: float = 0.5, sustain: float = 0.45) -> Voice:
    """A pulse wave of `width`, stepping down in sixteen levels as those machines did."""

    def play(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
        envelope = adsr(held, 0.001, fall, sustain, 0.02)
        stepped = np.ceil(envelope * 15.0 * (0.5 + 0.5 * velocity)) / 15.0
        count = len(envelope)
        course = vibrato(hertz(pitch), count, 6.0, 12.0, 0.25, chance)
        return tapered(0.5 * pulse(course, count, width) * stepped, 0.003)

    return play


def stepped_triangle(
    pitch: float, held: float, velocity: float, chance: np.random.Generator
) -> Audio:
    """A triangle in sixteen steps: the bass of those machines."""
    del chance, velocity
    count = samples(held)
    position = phase(hertz(pitch), count) % 1.0
    wave = np.round((1.0 - 4.0 * np.abs(position - 0.5)) * 7.5) / 7.5
    return tapered(0.8 * wave * np.minimum(1.0, times(count) / 0.001), 0.004)


def rattle(rate: float, fall: float) -> Voice:
    """Noise held at `rate` hertz: a drum by its speed and its fall."""

    def play(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
        del pitch, held
        count = samples(fall)
        bits = chance.choice([-1.0, 1.0], size=int(count * rate / SAMPLE_RATE) + 2)
        wave = bits[(np.arange(count) * rate / SAMPLE_RATE).astype(np.int64)]
        envelope = (
            np.ceil(np.exp(-5.0 * times(count) / fall) * 15.0 * (0.4 + 0.6 * velocity)) / 15.0
        )
        return tapered(0.4 * wave * envelope, 0.004)

    return play


def thud(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """The triangle falling fast: a kick drum."""
    del pitch, held, chance
    count = samples(0.12)
    course = 45.0 + 260.0 * np.exp(-times(count) / 0.018)
    position = phase(course, count) % 1.0
    wave = np.round((1.0 - 4.0 * np.abs(position - 0.5)) * 7.5) / 7.5
    return tapered(wave * velocity * np.exp(-times(count) / 0.07), 0.01)
