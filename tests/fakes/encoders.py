"""Encoders without training: a quick one in numpy, and folders with random Keras weights."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from deej_desktop.analysis.card import (
    EncoderCard,
    Preprocessing,
    read_card,
    sha256_of,
    write_card,
)
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import EncoderId
from deej_desktop.native.tensorflow import load_keras


class FakeEncoder:
    """Projects the mean and spread of each band at random: quick, and alike sounds stay alike.

    Satisfies `Encoder`; needs no TensorFlow and no weights.
    """

    def __init__(self, card: EncoderCard) -> None:
        self._card = card
        features = 2 * card.preprocessing.n_mels
        projection = np.random.default_rng(0).standard_normal((features, card.dimensions))
        self._projection = projection.astype(np.float32)

    @property
    def card(self) -> EncoderCard:
        return self._card

    def encode(self, slices: FloatArray) -> FloatArray:
        features = np.concatenate([slices.mean(axis=2), slices.std(axis=2)], axis=1)
        vectors: FloatArray = (features - 0.3).astype(np.float32) @ self._projection
        return vectors


def load_fake_encoder(folder: Path) -> FakeEncoder:
    """In place of `load_encoder`, in worker processes too."""
    return FakeEncoder(read_card(folder))


def write_fake_encoder(folder: Path, dimensions: int = 20, name: str = "fake") -> EncoderCard:
    """Make a folder that `load_fake_encoder` takes; `load_encoder` would not."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.keras").write_bytes(b"none")
    return _write_card(folder, name, dimensions)


def write_random_encoder(folder: Path, seed: int = 0, dimensions: int = 100) -> EncoderCard:
    """Make a folder that `load_encoder` takes, with a tiny network's random weights.

    Takes TensorFlow's seconds to load in the calling process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    form = Preprocessing()
    keras = load_keras()
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    slices = keras.Input((form.n_mels, form.frames))
    x = layers.Reshape((form.n_mels, form.frames, 1))(slices)
    x = layers.Conv2D(8, 8, strides=4, activation="relu")(x)
    x = layers.SeparableConv2D(16, 3, strides=2, activation="relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    keras.Model(slices, layers.Dense(dimensions)(x)).save(folder / "weights.keras")
    return _write_card(folder, f"random-{seed}", dimensions)


def _write_card(folder: Path, name: str, dimensions: int) -> EncoderCard:
    card = EncoderCard(
        id=EncoderId(name),
        name=name,
        version="0",
        weights="weights.keras",
        sha256=sha256_of(folder / "weights.keras"),
        dimensions=dimensions,
        licence="GPL-3.0-or-later",
    )
    write_card(folder, card)
    return card


class DyingEncoder(FakeEncoder):
    """Takes its process with it whenever it is asked."""

    def encode(self, slices: FloatArray) -> FloatArray:
        os._exit(1)


def load_dying_encoder(folder: Path) -> DyingEncoder:
    return DyingEncoder(read_card(folder))


class SlowEncoder(FakeEncoder):
    """Takes a while, however little it is asked."""

    def encode(self, slices: FloatArray) -> FloatArray:
        time.sleep(0.2)
        return super().encode(slices)


def load_slow_encoder(folder: Path) -> SlowEncoder:
    return SlowEncoder(read_card(folder))
