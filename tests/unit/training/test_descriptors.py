from __future__ import annotations

import numpy as np
import pytest
from scipy import fft

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.librosa import load_librosa
from deej_desktop.native.tensorflow import load_keras
from deej_desktop.training.descriptors import descriptors, timbre

FORM = Preprocessing()


@pytest.fixture(scope="module")
def slices() -> FloatArray:
    return np.random.default_rng(0).random((3, FORM.n_mels, FORM.frames)).astype(np.float32)


@pytest.fixture(scope="module")
def described(slices: FloatArray) -> FloatArray:
    entry = load_keras().Input((FORM.n_mels, FORM.frames))
    model = load_keras().Model(entry, descriptors(entry, FORM))
    return np.asarray(model(slices))


def test_timbre_is_that_of_numpy(slices: FloatArray, described: FloatArray) -> None:
    mfcc = fft.dct(slices, axis=1, norm="ortho")[:, :20]
    expected = [
        slices.mean(axis=2),
        slices.std(axis=2),
        np.diff(slices, axis=2).std(axis=2),
        slices.max(axis=2),
        mfcc.std(axis=2),
    ]
    assert described[:, :404] == pytest.approx(np.concatenate(expected, axis=1), abs=1e-3)


def test_plain_timbre_is_that_of_numpy(slices: FloatArray) -> None:
    entry = load_keras().Input((FORM.n_mels, FORM.frames))
    described = np.asarray(load_keras().Model(entry, timbre(entry, FORM))(slices))
    mfcc = fft.dct(slices, axis=1, norm="ortho")[:, :20]
    contrast = np.ptp(slices.reshape(3, 12, 8, FORM.frames), axis=2)
    expected = [
        mfcc.mean(axis=2),
        mfcc.std(axis=2),
        np.diff(mfcc, axis=2).std(axis=2),
        contrast.mean(axis=2),
        contrast.std(axis=2),
    ]
    assert described == pytest.approx(np.concatenate(expected, axis=1), abs=1e-3)


def test_contrast_is_that_of_numpy(slices: FloatArray, described: FloatArray) -> None:
    contrast = np.ptp(slices.reshape(3, 12, 8, FORM.frames), axis=2)
    expected = np.concatenate([contrast.mean(axis=2), contrast.std(axis=2)], axis=1)
    assert described[:, 404:428] == pytest.approx(expected, abs=1e-3)


def test_rhythm_is_the_autocorrelation_of_onsets(slices: FloatArray, described: FloatArray) -> None:
    onsets = np.maximum(0, np.diff(slices, axis=2)).mean(axis=1)
    onsets -= onsets.mean(axis=1, keepdims=True)
    full = np.stack([np.correlate(row, row, "full")[len(row) - 1 :] for row in onsets])
    expected = full[:, 4:108] / (full[:, :1] + 1e-4)
    assert described[:, 452:] == pytest.approx(expected, abs=2e-3)


@pytest.mark.parametrize(("note", "pitch_class"), [("A4", 0), ("C5", 3), ("G5", 10)])
def test_harmony_names_the_pitch_class(note: str, pitch_class: int) -> None:
    librosa = load_librosa()
    centres = librosa.mel_frequencies(FORM.n_mels + 2, fmin=0, fmax=FORM.fmax)[1:-1]
    slices = np.zeros((1, FORM.n_mels, FORM.frames), np.float32)
    slices[:, np.abs(centres - librosa.note_to_hz(note)).argmin()] = 1
    entry = load_keras().Input((FORM.n_mels, FORM.frames))
    shares = np.asarray(load_keras().Model(entry, descriptors(entry, FORM))(slices))[0, 428:440]
    assert shares.argmax() == pitch_class
    assert shares.sum() == pytest.approx(1, abs=0.01)


def test_silence_is_described_too() -> None:
    entry = load_keras().Input((FORM.n_mels, FORM.frames))
    model = load_keras().Model(entry, descriptors(entry, FORM))
    assert np.isfinite(np.asarray(model(np.zeros((1, FORM.n_mels, FORM.frames))))).all()
