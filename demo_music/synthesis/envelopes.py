"""How loud a sound is over its life."""

from __future__ import annotations

import numpy as np

from demo_music.sound import SAMPLE_RATE, Audio, samples, times


def adsr(held: float, attack: float, decay: float, sustain: float, release: float) -> Audio:
    """Attack, decay towards `sustain` (0..1), and release after `held`; times in seconds.

    Decay and release are exponential and reach -60 dB in the times given. The result is as long
    as the note held and its release.
    """
    on = samples(held)
    t = times(on + samples(release))
    rise = np.minimum(1.0, t / max(attack, 1e-4))
    fall = sustain + (1.0 - sustain) * np.exp(-6.9 * np.maximum(0.0, t - attack) / decay)
    envelope = np.sin(0.5 * np.pi * rise) * fall
    after = np.maximum(0.0, t - on / SAMPLE_RATE)
    return np.asarray(envelope * np.exp(-6.9 * after / release))


def swell(held: float, attack: float, release: float) -> Audio:
    """A slow raised-cosine rise and fall around a level top; times in seconds."""
    on = samples(held)
    t = times(on + samples(release))
    rise = 0.5 - 0.5 * np.cos(np.pi * np.minimum(1.0, t / attack))
    fall = 0.5 + 0.5 * np.cos(np.pi * np.clip((t - held) / release, 0.0, 1.0))
    return np.asarray(rise * fall)


def decay(seconds: float, t60: float, attack: float = 0.001) -> Audio:
    """An exponential decay that reaches -60 dB after `t60` seconds, cut to end without a click."""
    t = times(samples(seconds))
    envelope = np.minimum(1.0, t / attack) * np.exp(-6.9 * t / t60)
    return tapered(envelope, 0.005)


def tapered(sound: Audio, seconds: float) -> Audio:
    """`sound` with its last `seconds` faded to nothing, along its last axis."""
    count = min(samples(seconds), sound.shape[-1])
    faded = sound.copy()
    faded[..., -count:] *= 0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, count))
    return faded
