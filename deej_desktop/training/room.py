"""A room to be heard in: what lies between a record that plays somewhere and a microphone.

A recording goes through, in this order, a codec, a small loudspeaker, the room's own sound, noise
and a microphone that may be driven too hard. All of it is made up here: no measured responses are
needed, and one seed gives one room. It shows what an encoder stands, or trains one to stand it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft, signal

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Decibels, Seconds
from deej_desktop.native.av import recoded

_Sound = npt.NDArray[np.float64]

_BAND_EDGES_HZ = (250.0, 1_000.0, 4_000.0)
_BAND_DECAYS = (1.2, 1.0, 0.7, 0.4)
"""How long a room rings on below, between and above the edges, as shares of its own decay time:
furniture and air take the highs first."""

_REFLECTIONS = 12
_REFLECTIONS_S = (0.002, 0.04)
"""The first walls, floor and ceiling: single echoes before the sound becomes a wash."""


@dataclass(frozen=True, slots=True)
class Room:
    """How a recording reaches the microphone.

    Attributes:
        reverberation_s: Time in which the room's sound falls by 60 dB; 0 for no room at all.
        direct_db: Level of the direct sound over that of the room's; lower is farther away.
        low_cut_hz: What the loudspeaker is too small for; 0 for nothing.
        high_cut_hz: What it is too dull for; infinity for nothing.
        ripple_db: Spread of its response between those.
        noise_db: How far the noise lies below the music; None for no noise.
        noise_slope_db: Of the noise, per octave: 0 is white, -3 pink, -6 brown.
        hum_hz: Of a mains hum that is part of the noise; 0 for none.
        level_db: Of the result: its root mean square over full scale.
        clip_db: How far the peaks are cut down; 0 for not at all.
        bit_rate: Of the MP3 that the recording had become before it was played; None for none.
    """

    reverberation_s: Seconds = Seconds(0.0)
    direct_db: Decibels = Decibels(6.0)
    low_cut_hz: float = 0.0
    high_cut_hz: float = float("inf")
    ripple_db: float = 0.0
    noise_db: Decibels | None = None
    noise_slope_db: float = -3.0
    hum_hz: float = 0.0
    level_db: Decibels = Decibels(-24.0)
    clip_db: Decibels = Decibels(0.0)
    bit_rate: int | None = None


def some_room(random: np.random.Generator, noise_db: Decibels | None = None) -> Room:
    """Draw a room such as people live in, and something small that plays music in it.

    Args:
        random: Chance.
        noise_db: How far the noise lies below the music; between 5 and 30 dB if None.
    """
    drawn = Decibels(random.uniform(5, 30))
    return Room(
        reverberation_s=Seconds(_between(random, 0.15, 0.9)),
        direct_db=Decibels(random.uniform(-3, 9)),
        low_cut_hz=_between(random, 60, 350),
        high_cut_hz=_between(random, 6_000, 14_000),
        ripple_db=random.uniform(1, 4),
        noise_db=drawn if noise_db is None else noise_db,
        noise_slope_db=random.uniform(-6, 0),
        hum_hz=float(random.choice([0, 0, 50, 60])),
        level_db=Decibels(random.uniform(-42, -18)),
        clip_db=Decibels(float(random.choice([0, 0, 0, 3, 6]))),
        bit_rate=(None, 64_000, 48_000)[random.integers(3)],
    )


def in_room(
    samples: FloatArray, sample_rate: int, room: Room, random: np.random.Generator
) -> FloatArray:
    """What the microphone gives when `samples` are played in `room`.

    Args:
        samples: The recording, mono, shape (n,), in -1..1.
        sample_rate: In Hz; with a codec, one that MP3 knows.
        room: Where and how it is played.
        random: Chance: which reflections, which noise. The same state gives the same sound.

    Returns:
        Shape (n,), in -1..1, the direct sound in time with `samples`.
    """
    if room.bit_rate is not None:
        coded = recoded(samples, sample_rate, room.bit_rate)[: samples.size]
        samples = np.pad(coded, (0, samples.size - coded.size))
    response = loudspeaker_response(sample_rate, room, random)
    sound = signal.fftconvolve(samples.astype(np.float64), response)[: samples.size]
    if room.reverberation_s > 0:
        response = room_response(sample_rate, room, random)
        sound = signal.fftconvolve(sound, response)[: samples.size]
    if room.noise_db is not None:
        noise = _noise(sound.size, sample_rate, room, random)
        sound += noise * (_level(sound) / _level(noise) * _gain(-room.noise_db))
    if room.clip_db > 0:
        ceiling = np.abs(sound).max() * _gain(-room.clip_db)
        sound = np.clip(sound, -ceiling, ceiling)
    sound *= _gain(room.level_db) / _level(sound)
    return np.asarray(np.clip(sound, -1, 1), np.float32)


def room_response(sample_rate: int, room: Room, random: np.random.Generator) -> _Sound:
    """The impulse response of a room: direct sound, single reflections, then a decaying wash.

    The wash is noise that decays exponentially, faster in the highs; after M. R. Schroeder's
    statistical picture of reverberation (1954).

    Returns:
        Shape (n,); the direct sound is a 1 at its start.
    """
    n = max(2, round(1.2 * room.reverberation_s * sample_rate))
    time = np.arange(n) / sample_rate
    wash = np.zeros(n)
    edges = [0.0, *_BAND_EDGES_HZ, sample_rate / 2]
    spectrum = fft.rfft(random.standard_normal(n))
    hertz = fft.rfftfreq(n, 1 / sample_rate)
    for low, high, share in zip(edges[:-1], edges[1:], _BAND_DECAYS, strict=True):
        band = fft.irfft(spectrum * ((hertz >= low) & (hertz < high)), n)
        # 60 dB are a factor of 1000, of which 6.9 is the natural logarithm.
        wash += band * np.exp(-6.9 * time / (share * room.reverberation_s))
    first, last = _REFLECTIONS_S
    for delay in random.uniform(first, last, _REFLECTIONS):
        at = round(delay * sample_rate)
        if at < n:
            wash[at] += random.choice([-1, 1]) * 3 * np.exp(-6.9 * delay / room.reverberation_s)
    wash[: round(first * sample_rate)] = 0
    wash *= _gain(-room.direct_db) / max(float(np.linalg.norm(wash)), 1e-9)
    wash[0] = 1.0
    return wash


def loudspeaker_response(sample_rate: int, room: Room, random: np.random.Generator) -> _Sound:
    """The impulse response of a small loudspeaker: a band, and ripples within it; causal.

    Returns:
        Shape (n,).
    """
    n = 1 << max(8, round(np.log2(sample_rate / 20)))
    hertz = np.maximum(fft.rfftfreq(2 * n, 1 / sample_rate), 1.0)
    # Twelve decibels an octave, as a closed box below its resonance and a cone above its own.
    magnitude = 1 / np.sqrt(1 + (room.low_cut_hz / hertz) ** 4)
    magnitude /= np.sqrt(1 + (hertz / room.high_cut_hz) ** 4)
    octaves = np.log2(hertz)
    knots = np.arange(4, np.log2(sample_rate / 2) + 0.5, 0.5)
    magnitude *= _gain(np.interp(octaves, knots, random.normal(0, room.ripple_db, knots.size)))
    return _with_least_delay(magnitude)[:n]


def _with_least_delay(magnitude: _Sound) -> _Sound:
    """The minimum-phase response (n,) with the spectrum `magnitude` (1 + n // 2,), by cepstrum."""
    cepstrum = fft.irfft(np.log(np.maximum(magnitude, 1e-5)))
    half = cepstrum.size // 2
    cepstrum[1:half] *= 2
    cepstrum[half + 1 :] = 0
    response: _Sound = fft.irfft(np.exp(fft.rfft(cepstrum)))
    return response


def _noise(n: int, sample_rate: int, room: Room, random: np.random.Generator) -> _Sound:
    """Coloured noise that swells and fades a little, and hum."""
    hertz = np.maximum(fft.rfftfreq(n, 1 / sample_rate), 20.0)
    colour = _gain(room.noise_slope_db * np.log2(hertz / 1_000))
    noise: _Sound = fft.irfft(fft.rfft(random.standard_normal(n)) * colour, n)
    swells = random.normal(0, 2, 2 + int(n / sample_rate))
    noise *= _gain(np.interp(np.arange(n), np.linspace(0, n, swells.size), swells))
    if room.hum_hz > 0:
        time = np.arange(n) / sample_rate
        hum = sum(np.sin(2 * np.pi * room.hum_hz * k * time) / k for k in (1, 2, 3, 5))
        noise += hum * (0.7 * _level(noise))
    return noise


def _between(random: np.random.Generator, low: float, high: float) -> float:
    """A number that is as likely in the lower octave as in the higher one."""
    return float(np.exp(random.uniform(np.log(low), np.log(high))))


def _gain(decibels: _Sound | float) -> _Sound:
    gain: _Sound = np.power(10.0, np.asarray(decibels) / 20)
    return gain


def _level(sound: _Sound) -> float:
    return max(float(np.sqrt(np.mean(sound**2))), 1e-9)
