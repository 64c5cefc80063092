"""What an encoder has to beat to be worth its training."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from scipy import fft

from deej_desktop.analysis.card import Preprocessing, read_card, verify_weights
from deej_desktop.analysis.published import PublishedShape, build_published
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.tensorflow import load_keras
from deej_desktop.training.descriptors import descriptors
from deej_desktop.training.evaluation import Candidate
from deej_desktop.training.network import SEEN, encode_by

_MFCCS = 20


def random_baseline(folder: Path, seed: int) -> Candidate:
    """An encoder's network with what it learned replaced by chance.

    Layers that are not trained, like those of the descriptors, stay as they are.

    Args:
        folder: The encoder's.
        seed: Of the weights.

    Raises:
        EncoderUnusable: The folder is incomplete, altered, or of an unknown kind.
        MissingLibrary: TensorFlow is not installed or broken.
    """
    keras = load_keras()
    card = read_card(folder)
    trained = keras.saving.load_model(
        os.fspath(verify_weights(folder, card)), compile=False, safe_mode=True
    )
    keras.utils.set_random_seed(seed)
    untrained = keras.models.clone_model(trained)
    for source, target in zip(trained.layers, untrained.layers, strict=True):
        if not source.trainable:
            target.set_weights(source.get_weights())
    return Candidate("its network, random weights", card.preprocessing, encode_by(untrained))


def learned_baseline(folder: Path) -> Candidate | None:
    """What an encoder's network has learned to see, without what it is told; None if another's.

    Raises:
        EncoderUnusable: The folder is incomplete, altered, or of an unknown kind.
        MissingLibrary: TensorFlow is not installed or broken.
    """
    keras = load_keras()
    card = read_card(folder)
    trained = keras.saving.load_model(
        os.fspath(verify_weights(folder, card)), compile=False, safe_mode=True
    )
    if SEEN not in {layer.name for layer in trained.layers}:
        return None
    seen = keras.Model(trained.input, trained.get_layer(SEEN).output)
    return Candidate(
        "its learned part alone", card.preprocessing, encode_by(seen), standardise=True
    )


def published_baseline(preprocessing: Preprocessing, seed: int) -> Candidate:
    """The network of the published Deej-A.I. encoders with random weights.

    Raises:
        MissingLibrary: TensorFlow is not installed or broken.
    """
    load_keras().utils.set_random_seed(seed)
    network = build_published(preprocessing, PublishedShape())
    return Candidate("published, random weights", preprocessing, encode_by(network))


def descriptor_baseline(preprocessing: Preprocessing) -> Candidate:
    """The descriptors of `descriptors.py` as they are, standardised.

    Raises:
        MissingLibrary: TensorFlow is not installed or broken.
    """
    keras = load_keras()
    entry = keras.Input((preprocessing.n_mels, preprocessing.frames))
    network = keras.Model(entry, descriptors(entry, preprocessing))
    return Candidate("descriptors", preprocessing, encode_by(network), standardise=True)


def mfcc_baseline(preprocessing: Preprocessing) -> Candidate:
    """Mean and deviation of 20 mel cepstral coefficients over each slice, standardised."""

    def encode(slices: FloatArray) -> FloatArray:
        coefficients = fft.dct(slices, axis=1, norm="ortho")[:, :_MFCCS]
        return np.concatenate([coefficients.mean(axis=2), coefficients.std(axis=2)], axis=1)

    return Candidate("MFCC mean and deviation", preprocessing, encode, standardise=True)


def constant_baseline(preprocessing: Preprocessing) -> Candidate:
    """The same vector for everything: what chance finds."""

    def encode(slices: FloatArray) -> FloatArray:
        return np.ones((len(slices), 1), np.float32)

    return Candidate("constant vector", preprocessing, encode)
