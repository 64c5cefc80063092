from __future__ import annotations

import librosa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.analysis import mel
from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.mel import MelSlices, mel_filters, mel_slices, mel_slices_of
from deej_desktop.domain.arrays import FloatArray
from tests.audio import silence, tone, tune

USUAL = Preprocessing()
RATE = USUAL.sample_rate
SLICE = USUAL.frames * USUAL.hop
SMALL = Preprocessing(sample_rate=8_000, n_fft=256, hop=128, n_mels=8, fmax=4_000, frames=10)


def librosa_levels(samples: FloatArray, form: Preprocessing) -> FloatArray:
    """The whole track's mel power by the library that the encoders were trained with."""
    power = librosa.feature.melspectrogram(
        y=samples,
        sr=form.sample_rate,
        n_fft=form.n_fft,
        hop_length=form.hop,
        n_mels=form.n_mels,
        fmax=form.fmax,
    )
    return np.asarray(power)


def test_the_filters_are_librosas() -> None:
    theirs = librosa.filters.mel(sr=RATE, n_fft=2_048, n_mels=96, fmax=11_025)
    np.testing.assert_allclose(mel_filters(USUAL), theirs, atol=1e-6 * theirs.max())


def test_the_mel_power_is_librosas(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = tune(11, seed=4, sample_rate=RATE).mean(axis=1)
    # Without the logarithm and the scaling a slice is the power itself.
    monkeypatch.setattr(mel, "_scaled", lambda power, form: power)
    ours = np.concatenate(list(mel_slices(samples, USUAL).slices), axis=1)
    theirs = librosa_levels(samples, USUAL)[:, : ours.shape[1]]
    assert ours.shape[1] == 2 * USUAL.frames
    error = np.linalg.norm(ours - theirs, axis=0) / np.linalg.norm(theirs, axis=0)
    assert error.max() < 1e-4


def test_slices_are_librosas_decibels_below_each_loudest() -> None:
    samples = tune(23, seed=1, sample_rate=RATE).mean(axis=1)
    power = librosa_levels(samples, USUAL)
    found = mel_slices(samples, USUAL)
    assert found.slices.dtype == np.float32
    assert found.positions.tolist() == [0, 1, 2, 3, 4]
    for position, levels in zip(found.positions, found.slices, strict=True):
        part = power[:, position * 216 : (position + 1) * 216]
        expected = librosa.power_to_db(part, ref=np.max, top_db=80) / 80 + 1
        np.testing.assert_allclose(levels[:, : part.shape[1]], expected, atol=1e-4)
        assert levels.max() == 1
        assert np.all(levels[:, part.shape[1] :] == 0)


def test_slices_stretched_from_their_quietest_to_their_loudest() -> None:
    # Loud everywhere: less than 80 dB lie between the loudest and the quietest.
    random = np.random.default_rng(0)
    samples = tone(440, 6, RATE) + random.normal(0, 0.1, 6 * RATE).astype(np.float32)
    form = Preprocessing(stretch=True)
    levels = librosa.power_to_db(librosa_levels(samples, form)[:, :216], ref=np.max)
    assert levels.min() > -70
    expected = (levels - levels.min()) / (levels.max() - levels.min())
    np.testing.assert_allclose(mel_slices(samples, form).slices[0], expected, atol=1e-4)


def test_a_fixed_reference_and_another_range() -> None:
    form = Preprocessing(reference=50.0, output=(-1.0, 1.0))
    samples = tune(6, seed=2, sample_rate=RATE).mean(axis=1)
    power = librosa_levels(samples, form)[:, :216]
    expected = np.clip(librosa.power_to_db(power, ref=50.0, top_db=80), -80, 0) / 40 + 1
    np.testing.assert_allclose(mel_slices(samples, form).slices[0], expected, atol=1e-4)


def test_loudness_does_not_change_a_slice_scaled_to_its_loudest() -> None:
    samples = tune(6, seed=3, sample_rate=RATE).mean(axis=1)
    loud, soft = mel_slices(samples, USUAL).slices, mel_slices(samples / 8, USUAL).slices
    np.testing.assert_allclose(loud, soft, atol=1e-3)


@pytest.mark.parametrize(
    ("length", "count"),
    [
        (100, 1),
        (SLICE // 4, 1),
        (SLICE - 1, 1),
        (SLICE + SLICE // 4, 1),
        (SLICE + SLICE // 2 + 600, 2),
        (3 * SLICE, 3),
    ],
)
def test_the_last_slice_needs_half_its_length_unless_it_is_all(length: int, count: int) -> None:
    assert len(mel_slices(tone(440, 20, RATE)[:length], USUAL).slices) == count


def test_silence_and_nothing_give_no_slices() -> None:
    for samples in (silence(12, RATE), silence(0, RATE), tone(440, 12, RATE) * 1e-3):
        found = mel_slices(samples, USUAL)
        assert found.slices.shape == (0, 96, 216)
        assert found.positions.shape == (0,)


def test_silent_slices_are_left_out_and_audible_ones_keep_their_places() -> None:
    quiet = np.zeros(SLICE, np.float32)
    sound = tone(440, SLICE / RATE, RATE)
    found = mel_slices(np.concatenate([quiet, sound, quiet, quiet, 0.02 * sound]), USUAL)
    # The window at the border of a sounding slice still hears it, but a hop in it does not.
    assert found.positions.tolist() == [1, 4]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=8), st.integers(0, 5))
def test_blocks_of_any_lengths_give_the_same_slices(lengths: list[int], seed: int) -> None:
    samples = np.random.default_rng(seed).uniform(-1, 1, sum(lengths)).astype(np.float32)
    whole = mel_slices(samples, SMALL)
    parts = mel_slices_of(np.split(samples, np.cumsum(lengths)[:-1]), SMALL)
    np.testing.assert_allclose(parts.slices, whole.slices, atol=1e-5)
    assert parts.positions.tolist() == whole.positions.tolist()


def test_a_very_long_track_is_thinned_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mel, "MOST_SLICES", 10)
    samples = np.random.default_rng(0).uniform(-1, 1, 45 * SMALL.frames * SMALL.hop)
    found = mel_slices(samples.astype(np.float32), SMALL)
    assert found.positions.tolist() == [0, 8, 16, 24, 32, 40]
    every: MelSlices = mel_slices(samples.astype(np.float32)[: 8 * 1_280], SMALL)
    np.testing.assert_allclose(found.slices[0], every.slices[0], atol=1e-5)


def test_extreme_samples_give_finite_slices() -> None:
    for samples in (np.full(SLICE, 1e4, np.float32), np.full(SLICE, -2e-3, np.float32)):
        slices = mel_slices(samples, USUAL).slices
        assert slices.shape[0] == 1
        assert np.isfinite(slices).all()
