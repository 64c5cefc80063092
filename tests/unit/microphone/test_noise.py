from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.microphone.level import level_of
from deej_desktop.microphone.noise import without_noise
from tests.audio import silence, tune

RATE = 22_050


def music() -> FloatArray:
    return np.asarray(tune(10.0, 5, RATE).mean(axis=1), np.float32)


def error_db(found: FloatArray, wanted: FloatArray) -> float:
    """How far the part that is wrong lies below the sound itself."""
    return level_of(found - wanted) - level_of(wanted)


def test_standing_noise_is_turned_down_below_the_music() -> None:
    random = np.random.default_rng(0)
    clean = music()
    noisy = clean + 0.3 * clean.std() * random.standard_normal(clean.size).astype(np.float32)
    assert error_db(without_noise(noisy, RATE), clean) < error_db(noisy, clean) - 2
    alone = 0.05 * random.standard_normal(10 * RATE).astype(np.float32)
    assert level_of(without_noise(alone, RATE)) < level_of(alone) - 4


def test_clean_music_stays_nearly_as_it_was() -> None:
    assert error_db(without_noise(music(), RATE), music()) < -20


def test_a_steady_offset_goes() -> None:
    found = without_noise(music() + np.float32(0.2), RATE)
    assert abs(float(found.mean())) < 0.01


def test_length_and_silence_are_kept_and_short_sound_is_left_alone() -> None:
    nothing = silence(5.0, RATE)
    np.testing.assert_array_equal(without_noise(nothing, RATE), nothing)
    assert without_noise(music()[:77_777], RATE).size == 77_777
    short = music()[:500]
    np.testing.assert_array_equal(without_noise(short, RATE), short)
