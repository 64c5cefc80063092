from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Decibels
from deej_desktop.microphone.gate import Gate, Heard
from deej_desktop.microphone.measures import measure
from deej_desktop.training.room import in_room, some_room
from tests.audio import silence, tone, tune
from tests.unit.microphone.speech import can_speak, spoken

RATE = 22_050
FIVE_S = 5 * RATE


def in_some_room(samples: FloatArray, seed: int, noise_db: float) -> FloatArray:
    random = np.random.default_rng(seed)
    return in_room(samples, RATE, some_room(random, Decibels(noise_db)), random)


def noise(seed: int, slope_db: float) -> FloatArray:
    """Five seconds of noise whose power falls by so much an octave."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(FIVE_S))
    hertz = np.maximum(np.fft.rfftfreq(FIVE_S, 1 / RATE), 20)
    coloured = np.fft.irfft(spectrum * hertz ** (slope_db / 6.02), FIVE_S)
    return np.asarray(0.05 * coloured / coloured.std(), np.float32)


def music(seed: int) -> FloatArray:
    return np.asarray(tune(5.0, seed, RATE).mean(axis=1), np.float32)


@pytest.mark.parametrize("seed", range(6))
def test_music_is_music_clean_and_in_a_noisy_room(seed: int) -> None:
    assert Gate().judge(music(seed), RATE) is Heard.MUSIC
    assert Gate().judge(in_some_room(music(seed), seed, 10), RATE) is Heard.MUSIC


@pytest.mark.parametrize("slope_db", [0, -3, -6])
def test_noise_is_noise(slope_db: float) -> None:
    assert Gate().judge(noise(1, slope_db), RATE) is Heard.NOISE


@pytest.mark.parametrize("level", [0.0, 1e-4])
def test_what_nobody_could_hear_is_silence(level: float) -> None:
    assert Gate().judge(np.float32(level) * noise(1, 0), RATE) is Heard.SILENCE


@pytest.mark.skipif(not can_speak(), reason="needs espeak-ng to have somebody speak")
@pytest.mark.parametrize("voice", ["en", "en+f3", "de", "fr+m4"])
def test_a_voice_is_speech_clean_and_in_a_room(tmp_path: Path, voice: str) -> None:
    speech = spoken(tmp_path, voice, RATE)
    assert Gate().judge(0.5 * speech[:FIVE_S], RATE) is Heard.SPEECH
    assert Gate().judge(in_some_room(speech, 1, 15)[:FIVE_S], RATE) is Heard.SPEECH


def test_one_odd_second_does_not_change_its_mind_but_several_do() -> None:
    gate = Gate()
    heard = [gate.judge(music(0), RATE) for _ in range(3)]
    heard += [gate.judge(noise(seed, -3), RATE) for seed in range(8)]
    assert heard[:4] == [Heard.MUSIC] * 4
    assert heard[-3:] == [Heard.NOISE] * 3
    assert gate.judge(silence(5.0, RATE), RATE) is Heard.SILENCE
    assert gate.judge(music(0), RATE) is Heard.MUSIC


def test_the_measures_say_what_they_claim() -> None:
    piece, hiss, held = (
        measure(part, RATE) for part in (music(3), noise(0, 0), tone(440, 5, RATE))
    )
    assert piece.beat > 2 * hiss.beat
    assert piece.depth > hiss.depth
    assert held.lines > 3 * hiss.lines
    assert hiss.flatness > piece.flatness
    pace = 1 + np.sin(2 * np.pi * 4 * np.arange(FIVE_S) / RATE)
    babble = measure((pace * noise(0, -3)).astype(np.float32), RATE)
    assert babble.syllables > 2 * hiss.syllables


@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_the_rate_makes_little_difference(rate: int) -> None:
    piece = np.asarray(tune(5.0, 2, rate).mean(axis=1), np.float32)
    assert Gate().judge(piece, rate) is Heard.MUSIC
    hiss = np.random.default_rng(0).standard_normal(5 * rate).astype(np.float32)
    assert Gate().judge(0.05 * hiss, rate) is Heard.NOISE


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "odd", [np.ones(FIVE_S), np.eye(1, FIVE_S, 1_000)[0], np.arange(FIVE_S) % 2]
)
def test_odd_sound_gives_an_answer(odd: FloatArray) -> None:
    assert Gate().judge(odd.astype(np.float32), RATE) in Heard
