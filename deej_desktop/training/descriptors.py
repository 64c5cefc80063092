"""What is known to tell music apart, written as fixed layers of the network.

Timbre (levels of the bands, their spread, change and peaks, the spread of cepstral coefficients),
contrast between peaks and valleys, harmony (pitch classes) and rhythm (the autocorrelation of
onsets): all of it follows from the mel spectrogram, so one file of weights holds everything and
the listener's machine computes it where it computes the rest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import fft

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.native.librosa import load_librosa
from deej_desktop.native.tensorflow import load_keras

Tensor = Any
"""A symbolic tensor of Keras, which has no types."""

_MFCCS = 20
_CONTRAST_BANDS = 12
_PITCH_RANGE_HZ = (60.0, 5_000.0)
_LAGS = slice(4, 108)
"""Distances of onsets that are looked at, in frames of 23 ms: 0.1 to 2.5 s."""


def timbre(slices: Tensor, preprocessing: Preprocessing) -> Tensor:
    """Describe the colour of sound alone: (n, n_mels, frames) becomes (n, 84).

    Mean, spread and spread of change of the cepstral coefficients, mean and spread of contrast.

    Raises:
        MissingLibrary: TensorFlow is not installed or broken.
    """
    layers = load_keras().layers
    levels = layers.Permute((2, 1))(slices)
    cepstrum = _times(levels, _cosines(preprocessing.n_mels))
    parts = [
        *_moments(cepstrum),
        _moments(_changes(cepstrum))[1],
        *_moments(_contrast(levels, preprocessing.n_mels)),
    ]
    return layers.Concatenate(name="timbre")(parts)


def descriptors(slices: Tensor, preprocessing: Preprocessing) -> Tensor:
    """Describe slices: (n, n_mels, frames) scaled to 0..1 becomes (n, d).

    Raises:
        MissingLibrary: TensorFlow is not installed or broken.
    """
    layers, ops = load_keras().layers, load_keras().ops
    levels = layers.Permute((2, 1))(slices)
    changes = _changes(levels)
    parts = [
        *_moments(levels),
        _moments(changes)[1],
        layers.GlobalMaxPooling1D()(levels),
        _moments(_times(levels, _cosines(preprocessing.n_mels)))[1],
        *_moments(_contrast(levels, preprocessing.n_mels)),
        *_moments(_pitch_classes(levels, preprocessing)),
        _rhythm(ops.mean(ops.relu(changes), axis=-1), preprocessing.frames - 1),
    ]
    return layers.Concatenate(name="descriptors")(parts)


def _moments(series: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation over time of (n, frames, channels)."""
    ops = load_keras().ops
    mean = ops.mean(series, axis=1)
    variance = ops.mean(ops.square(series), axis=1) - ops.square(mean)
    return mean, ops.sqrt(ops.relu(variance) + 1e-8)


def _changes(series: Tensor) -> Tensor:
    """From one frame to the next: (n, frames, channels) becomes (n, frames - 1, channels)."""
    layers = load_keras().layers
    return layers.Subtract()([layers.Cropping1D((1, 0))(series), layers.Cropping1D((0, 1))(series)])


def _times(values: Tensor, matrix: npt.NDArray[np.float64]) -> Tensor:
    """Multiply the last axis by a fixed matrix."""
    layer = load_keras().layers.Dense(matrix.shape[1], use_bias=False, trainable=False)
    product = layer(values)
    layer.set_weights([matrix.astype(np.float32)])
    return product


def _cosines(n_mels: int) -> npt.NDArray[np.float64]:
    basis: npt.NDArray[np.float64] = fft.dct(np.eye(n_mels), axis=0, norm="ortho")[:_MFCCS].T
    return basis


def _contrast(levels: Tensor, n_mels: int) -> Tensor:
    """Highest less lowest level within groups of neighbouring bands."""
    layers = load_keras().layers
    pool = layers.MaxPooling1D(n_mels // _CONTRAST_BANDS, data_format="channels_first")
    return pool(levels) + pool(-levels)


def _pitch_classes(levels: Tensor, preprocessing: Preprocessing) -> Tensor:
    """Shares of power in the twelve pitch classes."""
    ops = load_keras().ops
    to_power = preprocessing.top_db / 10 * np.log(10)
    classes = _times(ops.exp((levels - 1) * to_power), _chroma(preprocessing))
    return classes / (ops.sum(classes, axis=-1, keepdims=True) + 1e-9)


def _chroma(preprocessing: Preprocessing) -> npt.NDArray[np.float64]:
    """How much of each band goes to each pitch class, shape (n_mels, 12)."""
    edges = load_librosa().mel_frequencies(
        preprocessing.n_mels + 2, fmin=0, fmax=preprocessing.fmax
    )
    centres = np.asarray(edges[1:-1])
    lowest, highest = _PITCH_RANGE_HZ
    audible = (centres > lowest) & (centres < highest)
    pitches = 12 * np.log2(np.maximum(centres, 1) / 440)
    distance = np.abs((pitches[:, None] - np.arange(12) + 6) % 12 - 6)
    return np.asarray(
        np.maximum(0, 1 - distance) * (audible / np.sqrt(np.maximum(centres, 1)))[:, None]
    )


def _rhythm(onsets: Tensor, frames: int) -> Tensor:
    """Autocorrelation of onset strength (n, frames) at the lags that rhythm has.

    The power spectrum of the series padded to twice its length, transformed back.
    """
    ops = load_keras().ops
    onsets = onsets - ops.mean(onsets, axis=-1, keepdims=True)
    bins = np.arange(frames + 1)
    angles = np.pi * np.outer(np.arange(frames), bins) / frames
    power = ops.square(_times(onsets, np.cos(angles))) + ops.square(_times(onsets, np.sin(angles)))
    weight = np.where((bins == 0) | (bins == frames), 1.0, 2.0)[:, None]
    back = weight * np.cos(np.pi * np.outer(bins, np.arange(frames)) / frames)
    return _times(power, back[:, _LAGS]) / (_times(power, back[:, :1]) + 1e-4)
