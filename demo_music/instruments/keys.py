"""Keyboards: grand piano, electric piano, organ, melodica."""

from __future__ import annotations

import numpy as np

from demo_music.sound import Audio, hertz, normalised, samples, times
from demo_music.synthesis import filters
from demo_music.synthesis.envelopes import adsr, decay, tapered
from demo_music.synthesis.modal import ring
from demo_music.synthesis.oscillators import harmonics, noise, phase, sine, vibrato


def piano(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A grand piano: stiff strings in pairs, a felt hammer, dampers, the knock of the keybed."""
    f0 = hertz(pitch)
    order = np.arange(1, int(np.clip(9000.0 / f0, 4, 44)) + 1)
    stiffness = 8e-5 * 2.0 ** (max(0.0, pitch - 45.0) / 10.0)
    hz = f0 * order * np.sqrt(1.0 + stiffness * order**2)
    # A harder blow shortens the contact of felt and string, so its spectrum reaches higher.
    felt = 500.0 + 0.8 * f0 + 2600.0 * velocity**1.6
    struck = np.abs(np.sin(np.pi * order / 7.6)) + 0.15
    level = struck * order**-0.9 * np.exp(-hz / felt) * (hz / (hz + 90.0))
    level *= 10.0 ** (chance.normal(0.0, 1.0, len(order)) / 20.0)
    sustain = 11.0 * 2.0 ** (-(pitch - 40.0) / 17.0)
    t60 = sustain / (1.0 + 0.05 * order + (hz / 4200.0) ** 1.5)
    apart = 1.0 + 0.00035 * (1.0 + chance.uniform(0.0, 0.6, len(order)))
    damped = 0.35 if pitch < 89 else 1.2
    total = min(held + damped, sustain * 2.6 + 0.1)
    strings = ring(
        np.concatenate([hz, hz * apart, hz]),
        np.concatenate([t60, t60 * 1.15, t60 * 3.0]),
        np.concatenate([0.55 * level, 0.33 * level, 0.14 * level]),
        total,
        np.concatenate([np.zeros(len(hz)), np.full(len(hz), 0.25), np.full(len(hz), 0.7)]),
    )
    t = times(len(strings))
    strings *= np.minimum(1.0, t / (0.0012 + 0.003 * (1.0 - velocity))) ** 0.7
    strings *= np.exp(-6.9 * np.maximum(0.0, t - held) / damped)
    strings = normalised(strings)
    knock = ring([92.0, 148.0, 231.0, 390.0], [0.12, 0.1, 0.08, 0.05], [1.0, 0.8, 0.6, 0.35], 0.15)
    felted = filters.lowpass(noise(samples(0.05), chance), 1800.0) * decay(0.05, 0.05)
    strings[: len(knock)] += (0.02 + 0.03 * velocity) * knock[: len(strings)]
    strings[: len(felted)] += 0.12 * velocity * felted[: len(strings)]
    return tapered(strings, 0.03)


def electric_piano(
    pitch: float, held: float, velocity: float, chance: np.random.Generator
) -> Audio:
    """Tines and reeds by frequency modulation: a bell at the start, a bark when hit hard."""
    f0 = hertz(pitch)
    release = 0.25
    count = samples(held + release)
    t = times(count)
    detune = 1.0 + 0.0004 * float(chance.standard_normal())
    cycles = 2.0 * np.pi * f0 * detune * t
    bark = (0.35 + 2.1 * velocity**1.5) * np.exp(-t / 0.5) * (220.0 / f0) ** 0.35
    body = np.sin(cycles + bark * np.sin(cycles))
    hollow = 0.3 * np.sin(cycles + 0.6 * bark * np.sin(2.0 * cycles + 0.4))
    tine = (0.10 + 0.3 * velocity) * np.exp(-t / 0.09)
    bell = tine * np.sin(cycles * 4.0 + 1.6 * np.exp(-t / 0.05) * np.sin(cycles * 11.03))
    fall = 4.5 * 2.0 ** (-(pitch - 48.0) / 24.0)
    envelope = np.exp(-t * 2.3 / fall) * np.exp(-6.9 * np.maximum(0.0, t - held) / release)
    sound = (body + hollow + bell) * envelope * np.minimum(1.0, t / 0.002)
    return tapered(0.7 * filters.lowpass(sound, 5200.0), 0.02)


def organ(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A tone-wheel organ: nine drawbars, a click, a rotating speaker added elsewhere."""
    f0 = hertz(pitch)
    bars = ((0.5, 0.8), (1.5, 0.45), (1.0, 1.0), (2.0, 0.55), (3.0, 0.3 + 0.3 * velocity),
            (4.0, 0.2), (5.0, 0.08), (6.0, 0.12), (8.0, 0.1))  # fmt: skip
    envelope = adsr(held, 0.006, 0.1, 0.92, 0.05)
    count = len(envelope)
    sound = np.zeros(count)
    for ratio, level in bars:
        if f0 * ratio < 6000.0:
            sound += level * sine(f0 * ratio, count, float(chance.uniform()))
    click = filters.bandpass(noise(samples(0.006), chance), 1500.0, 6000.0)
    sound[: len(click)] += 0.8 * click[:count]
    return tapered(0.3 * sound * envelope, 0.01)


def melodica(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Free reeds blown by mouth: bright, nasal, swaying late."""
    envelope = adsr(held, 0.045, 0.3, 0.85, 0.09)
    count = len(envelope)
    f0 = hertz(pitch)
    swaying = vibrato(f0, count, 5.3, 14.0, 0.3, chance)
    scoop = 1.0 - 0.012 * np.exp(-times(count) / 0.03)
    order = np.arange(1, int(min(24, 9000.0 / f0)) + 1)
    level = order**-0.75 * (1.0 + 1.2 * (order % 2)) * np.exp(-order * f0 / 3600.0)
    level *= 1.0 + 0.8 * np.exp(-(((order * f0 - 1300.0) / 500.0) ** 2))
    sound = harmonics(phase(swaying * scoop, count), level)
    breath = 0.035 * filters.bandpass(noise(count, chance), 800.0, 5000.0)
    return tapered(normalised(sound + breath) * envelope * (0.6 + 0.4 * velocity), 0.01)
