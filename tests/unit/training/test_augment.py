from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.training.augment import Augmentation, augment, scale, window_frames

NOTHING = Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def windows(count: int, frames: int = 40, n_mels: int = 24, seed: int = 0) -> FloatArray:
    random = np.random.default_rng(seed)
    return random.uniform(-60, 20, (count, window_frames(frames), n_mels)).astype(np.float32)


@settings(deadline=None, max_examples=20)
@given(
    seed=st.integers(0, 1_000),
    count=st.integers(1, 6),
    frames=st.integers(2, 50),
    n_mels=st.integers(2, 40),
    loud=st.booleans(),
)
def test_slices_keep_their_shape_and_range(
    seed: int, count: int, frames: int, n_mels: int, loud: bool
) -> None:
    every_time = Augmentation(mix_share=1, noise_share=1, low_pass_share=1, reverb_share=1)
    made = windows(count, frames, n_mels, seed) + (100 if loud else 0)
    random = np.random.default_rng(seed)
    slices = augment(made, frames, 80.0, every_time, random)
    assert slices.shape == (count, n_mels, frames)
    assert slices.dtype == np.float32
    assert np.isfinite(slices).all()
    assert slices.min() >= 0
    assert slices.max() <= 1


def test_the_same_chance_makes_the_same_slices() -> None:
    first, again, other = (
        augment(windows(4), 40, 80.0, Augmentation(), np.random.default_rng(seed))
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_changing_nothing_leaves_a_piece_of_the_window() -> None:
    window = np.repeat(np.linspace(-60, 20, 8, dtype=np.float32)[None, None], 60, axis=1)
    slices = augment(window, 40, 80.0, NOTHING, np.random.default_rng(0))
    assert slices[0] == pytest.approx(np.repeat(np.linspace(0, 1, 8)[:, None], 40, 1), abs=1e-3)


def test_a_shift_moves_the_bands() -> None:
    window = np.full((1, 60, 24), -60, np.float32)
    window[:, :, 12] = 0
    peaks = {
        int(augment(window, 40, 80.0, replace(NOTHING, shift=4), np.random.default_rng(seed))[0]
            .mean(axis=1).argmax())
        for seed in range(20)
    }  # fmt: skip
    assert min(peaks) < 12 < max(peaks)
    assert min(peaks) >= 8
    assert max(peaks) <= 16


def test_what_is_mixed_in_stays_below() -> None:
    made = np.full((2, 60, 8), -50, np.float32)
    made[0, :, 1], made[1, :, 6] = 0, 0
    slices = augment(made, 40, 80.0, replace(NOTHING, mix_share=1), np.random.default_rng(3))
    for index, own, other in ((0, 1, 6), (1, 6, 1)):
        assert slices[index, own].min() > 0.99
        assert slices[index, other].max() < 1 - 4 / 80


def test_sound_rings_on_in_a_room() -> None:
    window = np.full((1, 60, 4), -60, np.float32)
    window[:, 10] = 0
    dry = augment(window, 40, 80.0, NOTHING, np.random.default_rng(0))
    wet = augment(window, 40, 80.0, replace(NOTHING, reverb_share=1), np.random.default_rng(0))
    onset = int(dry[0, 0].argmax())
    assert wet[0, 0, onset + 3] > dry[0, 0, onset + 3] + 0.1
    assert np.all(np.diff(wet[0, 0, onset:]) <= 1e-6)


def test_scaling_is_that_of_the_slices_in_use() -> None:
    decibels = np.array([[[-200.0, -40.0], [0.0, 40.0]]], np.float32)
    assert scale(decibels, 80.0).tolist() == [[[0, 0], [0.5, 1]]]
