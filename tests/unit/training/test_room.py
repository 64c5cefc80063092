from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Decibels, Seconds
from deej_desktop.native.av import recoded
from deej_desktop.training.room import (
    Room,
    in_room,
    loudspeaker_response,
    room_response,
    some_room,
)
from tests.audio import silence, tone, tune

RATE = 22_050
PLAIN = Room()


def music() -> FloatArray:
    return np.asarray(tune(4.0, 3, RATE).mean(axis=1), np.float32)


def chance() -> np.random.Generator:
    return np.random.default_rng(1)


def level_db(samples: FloatArray) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64))))


def correlation(one: FloatArray, other: FloatArray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def test_without_anything_in_the_way_only_the_level_changes() -> None:
    heard = in_room(music(), RATE, PLAIN, chance())
    assert heard.shape == music().shape
    assert heard.dtype == np.float32
    assert level_db(heard) == pytest.approx(PLAIN.level_db, abs=0.01)
    assert correlation(heard, music()) > 0.999


def test_the_noise_lies_so_far_below_the_music() -> None:
    heard = in_room(music(), RATE, replace(PLAIN, noise_db=Decibels(10.0)), chance())
    share = correlation(heard, music()) ** 2
    assert 10 * np.log10(share / (1 - share)) == pytest.approx(10, abs=1.0)


def test_a_room_rings_on_for_its_time() -> None:
    room = replace(PLAIN, reverberation_s=Seconds(0.5), direct_db=Decibels(0.0))
    response = room_response(RATE, room, chance())
    assert np.argmax(np.abs(response)) == 0
    left = np.cumsum(np.square(response[::-1]))[::-1]
    at = [
        10 * np.log10(left[round(seconds * RATE)] / left[round(0.05 * RATE)])
        for seconds in (0.15, 0.30)
    ]
    # 60 dB in half a second are 12 dB in a tenth.
    assert at[0] - at[1] == pytest.approx(18, abs=6)
    assert correlation(in_room(music(), RATE, room, chance()), music()) < 0.95


@pytest.mark.parametrize(("hertz", "passes"), [(60, False), (1_000, True), (10_000, False)])
def test_a_small_loudspeaker_plays_the_middle(hertz: float, passes: bool) -> None:
    room = replace(PLAIN, low_cut_hz=300.0, high_cut_hz=5_000.0)
    response = loudspeaker_response(RATE, room, chance())
    gain = np.abs(np.fft.rfft(response, RATE))[int(hertz)]
    assert (20 * np.log10(gain) > -1) == passes
    assert (20 * np.log10(gain) < -9) == (not passes)
    assert np.argmax(np.abs(response)) < 3, "the sound must not be late"


def test_a_microphone_driven_too_hard_cuts_the_peaks() -> None:
    def crest(samples: FloatArray) -> float:
        return float(np.abs(samples).max() / np.sqrt(np.mean(np.square(samples))))

    clipped = in_room(music(), RATE, replace(PLAIN, clip_db=Decibels(6.0)), chance())
    assert crest(clipped) < 0.7 * crest(music())


def test_a_codec_keeps_the_music_in_time() -> None:
    coded = recoded(music(), RATE, 48_000)
    assert abs(coded.size - music().size) < RATE / 10
    n = min(coded.size, music().size)
    assert 0.9 < correlation(coded[:n], music()[:n]) < 0.9999
    heard = in_room(music(), RATE, replace(PLAIN, bit_rate=48_000), chance())
    assert heard.shape == music().shape


def test_one_seed_makes_one_room_and_another_another() -> None:
    def heard(seed: int) -> FloatArray:
        random = np.random.default_rng(seed)
        return in_room(music(), RATE, some_room(random), random)

    np.testing.assert_array_equal(heard(1), heard(1))
    assert correlation(heard(1), heard(2)) < 0.99


@pytest.mark.parametrize("seed", range(8))
def test_every_room_keeps_within_full_scale(seed: int) -> None:
    random = np.random.default_rng(seed)
    room = some_room(random, Decibels(5.0))
    assert room.noise_db == 5.0
    for sound in (music(), silence(1.0, RATE), tone(440, 0.1, RATE)):
        heard = in_room(sound, RATE, room, random)
        assert heard.shape == sound.shape
        assert np.isfinite(heard).all()
        assert np.abs(heard).max() <= 1
