"""Loudness, the limiter, mastering."""

from __future__ import annotations

import numpy as np
import pytest

from demo_music.loudness import integrated_loudness, limited, mastered, trimmed
from demo_music.sound import SAMPLE_RATE, Audio, stereo, times


def tone(hertz: float, seconds: float, level: float) -> Audio:
    return stereo(level * np.sin(2.0 * np.pi * hertz * times(int(seconds * SAMPLE_RATE))))


def test_a_full_scale_tone_of_997_hertz_on_one_side_reads_as_the_standard_says() -> None:
    sound = tone(997.0, 3.0, 1.0) * np.sqrt(2.0)
    sound[1] = 0.0
    assert integrated_loudness(sound) == pytest.approx(-3.01, abs=0.05)


def test_silence_has_a_floor() -> None:
    assert integrated_loudness(np.zeros((2, SAMPLE_RATE))) == -70.0


def test_the_gate_leaves_pauses_out() -> None:
    loud = tone(500.0, 3.0, 0.5)
    with_pause = np.concatenate([loud, np.zeros((2, 3 * SAMPLE_RATE))], axis=1)
    assert integrated_loudness(with_pause) == pytest.approx(integrated_loudness(loud), abs=0.3)


def test_the_limiter_never_exceeds_its_ceiling_and_leaves_the_rest_alone() -> None:
    quiet = tone(300.0, 1.0, 0.2)
    spiky = quiet.copy()
    spiky[:, 24_000] = 3.0
    held = limited(spiky, 0.8)
    assert np.max(np.abs(held)) <= 0.8 + 1e-9
    assert np.allclose(held[:, :20_000], quiet[:, :20_000])


def test_mastering_reaches_the_loudness_asked_for() -> None:
    chance = np.random.default_rng(3)
    sound = tone(220.0, 4.0, 0.05) + 0.02 * chance.standard_normal((2, 4 * SAMPLE_RATE))
    result = mastered(sound, target=-18.0, ceiling=0.7)
    assert integrated_loudness(result) == pytest.approx(-18.0, abs=0.3)
    assert np.max(np.abs(result)) <= 0.7 + 1e-9


def test_silence_at_both_ends_is_trimmed_and_the_edges_are_faded() -> None:
    sound = np.concatenate(
        [np.zeros((2, 48_000)), tone(440.0, 1.0, 0.5), np.zeros((2, 96_000))], axis=1
    )
    cut = trimmed(sound, tail=0.4)
    assert 1.2 * SAMPLE_RATE < cut.shape[1] < 1.6 * SAMPLE_RATE
    assert np.max(np.abs(cut[:, [0, -1]])) < 1e-6
