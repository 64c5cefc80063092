"""Drums: machines for the dance floor, and a kit of wood, skin and brass."""

from __future__ import annotations

import numpy as np

from demo_music.sound import Audio, Voice, normalised, samples, times
from demo_music.synthesis import filters
from demo_music.synthesis.envelopes import decay, tapered
from demo_music.synthesis.modal import ring
from demo_music.synthesis.oscillators import noise, phase


def kick(base: float = 48.0, drop: float = 140.0, fall: float = 0.38, click: float = 0.25) -> Voice:
    """A bass drum: a sine that falls to `base` hertz from `drop` above it, and a beater's click."""

    def play(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
        del pitch, held
        count = samples(fall * 1.3)
        t = times(count)
        course = base + drop * np.exp(-t / 0.028) + 2.5 * drop * np.exp(-t / 0.004)
        body = np.sin(2.0 * np.pi * phase(course, count)) * decay(fall * 1.3, fall, 0.0006)
        tick = filters.bandpass(noise(samples(0.01), chance), 1200.0, 6000.0) * decay(0.01, 0.01)
        body[: len(tick)] += click * (0.3 + velocity) * tick
        return tapered(np.tanh(1.4 * body), 0.01)

    return play


def snare(tone: float = 190.0, fall: float = 0.2, wires: float = 0.8, bright: float = 1.0) -> Voice:
    """A snare drum: two modes of the skin, and wires that rattle longer when hit harder."""

    def play(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
        del pitch, held
        length = fall * 1.6
        skin = ring(
            [tone, tone * 1.59, tone * 2.14, tone * 2.65],
            [fall * 0.7, fall * 0.5, fall * 0.35, fall * 0.25],
            [0.7, 0.45, 0.25, 0.12],
            length,
        )
        rattle = filters.bandpass(
            noise(samples(length), chance), 1200.0, 5200.0 + 4500.0 * bright, 1
        )
        rattle *= decay(length, fall * (0.7 + 0.5 * velocity))
        strike = filters.highpass(noise(samples(0.006), chance), 2500.0) * decay(0.006, 0.006)
        sound = skin * decay(length, fall * 1.2) + 2.2 * wires * rattle
        sound[: len(strike)] += 0.8 * velocity * strike
        return tapered(0.8 * normalised(np.tanh(1.2 * sound)), 0.01)

    return play


def clap(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Several hands, not quite together; stereo."""
    del pitch, held, velocity
    length = 0.32
    t = times(samples(length))
    sides = []
    for _ in range(2):
        envelope = 0.7 * np.exp(-np.maximum(0.0, t - 0.03) / 0.07) * (t >= 0.03)
        for at in (0.0, 0.010, 0.021):
            late = at + float(chance.uniform(0.0, 0.003))
            envelope += np.exp(-np.maximum(0.0, t - late) / 0.005) * (t >= late)
        sides.append(filters.bandpass(noise(len(t), chance), 750.0, 3800.0, 1) * envelope)
    return tapered(0.8 * normalised(np.stack(sides)), 0.03)


def hat(fall: float = 0.06, centre: float = 8200.0) -> Voice:
    """A hi-hat: clashing metal and hiss; short is closed, long is open."""

    def play(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
        del pitch, held
        length = fall * 1.5
        metal = ring(
            centre * chance.uniform(0.45, 1.45, 40),
            fall * chance.uniform(0.5, 1.1, 40),
            chance.uniform(0.2, 1.0, 40),
            length,
            chance.uniform(0.0, 6.28, 40),
        )
        hiss = 14.0 * noise(len(metal), chance) * decay(length, fall)
        sound = filters.highpass(metal + hiss, 5200.0 + 1200.0 * (1.0 - velocity))
        return tapered(0.5 * normalised(sound), 0.005)

    return play


def ride(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A ride cymbal: a stick's ping on a wash of hundreds of modes."""
    del pitch, held
    modes = np.random.default_rng(90).uniform(350.0, 11000.0, 160) ** 1.0
    wash = ring(
        modes,
        1.6 * (3000.0 / (modes + 2000.0)) + 0.25,
        chance.uniform(0.2, 1.0, 160) * (modes / 3000.0) ** 0.4,
        1.4,
        chance.uniform(0.0, 6.28, 160),
    )
    wash *= 1.0 - 0.6 * np.exp(-times(len(wash)) / 0.03)
    ping = ring([2960.0, 3730.0, 4810.0, 6120.0], [0.35, 0.3, 0.2, 0.15], [1.0, 0.8, 0.7, 0.5], 0.4)
    sound = 0.35 * normalised(wash)
    sound[: len(ping)] += (0.1 + 0.3 * velocity) * normalised(ping)
    return tapered(0.6 * filters.highpass(sound, 400.0), 0.3)


def crash(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A crash cymbal; stereo."""
    del pitch, held, velocity
    length = 2.4
    t = times(samples(length))
    hiss = np.stack([noise(len(t), chance), noise(len(t), chance)])
    bright = filters.highpass(hiss, 4000.0) * np.exp(-t / 0.35)
    dark = filters.bandpass(hiss, 500.0, 4500.0, 1) * np.exp(-t / 0.55) * 0.6
    return tapered(0.7 * normalised((bright + dark) * np.minimum(1.0, t / 0.002)), 0.3)


def brush(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A wire brush: held notes stir the skin, short ones tap it."""
    del pitch
    length = max(0.08, held)
    count = samples(length)
    t = times(count) / length
    stroke = np.sin(np.pi * t**0.7) ** 1.5 if held > 0.15 else decay(length, 0.07)
    sound = filters.bandpass(noise(count, chance), 900.0, 6500.0, 1) * stroke
    if held <= 0.15:
        tap = ring([210.0, 335.0], [0.09, 0.06], [0.5, 0.25], min(length, 0.1))
        sound[: len(tap)] += 0.5 * velocity * tap
    return tapered(0.8 * sound, 0.01)


def rim(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """A stick laid across the snare: a click of wood."""
    del pitch, held
    sound = ring(
        [455.0, 1030.0, 1690.0, 2540.0], [0.06, 0.07, 0.05, 0.03], [0.5, 1.0, 0.7, 0.4], 0.1
    )
    sound[:200] += 0.3 * velocity * noise(200, chance)
    return tapered(0.8 * normalised(sound), 0.01)


def tom(tuning: float) -> Voice:
    """A tom or conga tuned to `tuning` hertz."""

    def play(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
        del pitch, held
        count = samples(0.4)
        t = times(count)
        course = tuning * (1.0 + 0.25 * velocity * np.exp(-t / 0.03))
        body = np.sin(2.0 * np.pi * phase(course, count)) * decay(0.4, 0.35)
        body += 0.3 * np.sin(2.0 * np.pi * phase(course * 1.6, count)) * decay(0.4, 0.15)
        slap = filters.bandpass(noise(count, chance), 600.0, 3500.0, 1) * decay(0.4, 0.03)
        return tapered(0.8 * normalised(body + 0.6 * velocity * slap), 0.02)

    return play


def shaker(pitch: float, held: float, velocity: float, chance: np.random.Generator) -> Audio:
    """Seeds in a gourd."""
    del pitch, held, velocity
    length = 0.09
    t = times(samples(length)) / length
    sound = filters.bandpass(noise(len(t), chance), 4500.0, 11000.0, 1)
    return tapered(0.7 * sound * np.sin(np.pi * t**0.6) ** 2, 0.01)
