from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.mel import mel_slices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Decibels
from deej_desktop.microphone.fingerprint import find, fingerprint
from deej_desktop.training.room import in_room, some_room
from tests.audio import tune

FORM = Preprocessing()
RATE, HOP = FORM.sample_rate, FORM.hop


def piece(seed: int) -> FloatArray:
    return np.asarray(tune(30.0, seed, RATE).mean(axis=1), np.float32)


def levels(samples: FloatArray) -> FloatArray:
    slices = mel_slices(samples, FORM).slices
    joined = np.concatenate(list(slices), axis=1)[:, : samples.size // HOP]
    return np.asarray(FORM.top_db * joined, np.float32)


@pytest.mark.parametrize("noise_db", [20, 5])
def test_ten_seconds_in_a_room_are_found_where_they_are_and_nowhere_else(noise_db: float) -> None:
    recordings = [fingerprint(levels(piece(seed))) for seed in range(4)]
    random = np.random.default_rng(0)
    room = some_room(random, Decibels(noise_db))
    start = 13 * RATE
    heard = in_room(piece(2)[start - RATE : start + 10 * RATE], RATE, room, random)[RATE:]
    matches = [find(fingerprint(levels(heard)), recording) for recording in recordings]
    best = max(range(4), key=lambda number: matches[number].likeness)
    assert best == 2
    assert matches[2].likeness > 0.16
    assert matches[2].frame * HOP / RATE == pytest.approx(13.0, abs=0.1)
    assert sorted(match.likeness for match in matches)[-2] < 0.16


def test_loudness_and_equaliser_make_little_difference() -> None:
    whole = levels(piece(1))
    slope = np.linspace(-12, 12, FORM.n_mels, dtype=np.float32)[:, None]
    match = find(fingerprint(whole[:, 100:500] + slope - 30), fingerprint(whole))
    assert match.frame == 100
    assert match.likeness > 0.95


def test_a_recording_shorter_than_what_is_heard_is_compared_all_the_same() -> None:
    whole = fingerprint(levels(piece(1)))
    match = find(whole[:, :400], whole[:, :150])
    assert match.frame == 0
    assert 0.3 < match.likeness < 1


@pytest.mark.filterwarnings("error")
def test_silence_is_like_nothing() -> None:
    nothing = fingerprint(np.zeros((FORM.n_mels, 400), np.float32))
    music = fingerprint(levels(piece(1)))
    for stretch, recording in ((nothing, music), (music, nothing), (nothing, nothing)):
        assert find(stretch, recording).likeness == pytest.approx(0, abs=1e-3)
