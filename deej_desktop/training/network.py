"""The network that hears timbre and rhythm in a slice: half of it learns to see, half is told.

A small convolutional network (a coarse first look of 8 x 8 with stride 4, two stages of residual
separable convolutions, one that joins all bands, the mean and maximum over time) finds what nobody
thought of; beside it stand descriptors that are known to tell music apart. One dense layer learns
what to make of both.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from deej_desktop.analysis.card import Preprocessing, read_card, verify_weights
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.tensorflow import load_keras, load_tensorflow
from deej_desktop.training.descriptors import descriptors

Model: TypeAlias = Any
"""A `keras.Model`; Keras publishes no types."""

Tensor: TypeAlias = Any
"""A symbolic tensor of Keras."""

_BATCH = 32


@dataclass(frozen=True, slots=True)
class Width:
    """Channels of the stages; the defaults make 0.7 million weights."""

    first: int = 48
    second: int = 96
    third: int = 192
    joined: int = 256


def build_network(
    preprocessing: Preprocessing, dimensions: int, seed: int, width: Width | None = None
) -> Model:
    """Build the network with random weights.

    It takes slices (n, n_mels, frames) and gives vectors (n, dimensions) of any length.

    Raises:
        MissingLibrary: TensorFlow is not installed or broken.
    """
    keras = load_keras()
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    width = width or Width()
    entry = keras.Input((preprocessing.n_mels, preprocessing.frames), name="slices")
    x = layers.Reshape((preprocessing.n_mels, preprocessing.frames, 1))(entry)
    x = layers.Conv2D(width.first, 8, strides=4, padding="same", use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    for channels, stride in (
        (width.second, 2),
        (width.second, 1),
        (width.third, 2),
        (width.third, 1),
    ):
        x = _residual(layers, x, channels, stride)
    x = layers.Conv2D(width.joined, (x.shape[1], 1), use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    seen = [layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D()(x)]
    told = descriptors(entry, preprocessing)
    # Levels, shares and ratios have different units; here they get the same spread.
    x = layers.BatchNormalization()(layers.Concatenate()([*seen, told]))
    return keras.Model(entry, layers.Dense(dimensions, name="vectors")(x), name="deej")


def _residual(layers: ModuleType, x: Tensor, channels: int, stride: int) -> Tensor:
    y = layers.SeparableConv2D(channels, 3, strides=stride, padding="same", use_bias=False)(x)
    y = layers.ReLU()(layers.BatchNormalization()(y))
    y = layers.SeparableConv2D(channels, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    if stride > 1 or x.shape[-1] != channels:
        x = layers.Conv2D(channels, 1, strides=stride, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
    return layers.ReLU()(layers.Add()([x, y]))


def with_random_weights(folder: Path, seed: int) -> Callable[[FloatArray], FloatArray]:
    """Return an encoder's network with what it learned replaced by chance.

    Layers that are not trained, like those of the descriptors, stay as they are.

    Args:
        folder: The encoder's.
        seed: Of the weights.

    Returns:
        A function from slices (n, n_mels, frames) to vectors (n, d).

    Raises:
        EncoderUnusable: The folder is incomplete, altered, or of an unknown kind.
        MissingLibrary: TensorFlow is not installed or broken.
    """
    tf, keras = load_tensorflow(), load_keras()
    card = read_card(folder)
    trained = keras.saving.load_model(
        os.fspath(verify_weights(folder, card)), compile=False, safe_mode=True
    )
    keras.utils.set_random_seed(seed)
    untrained = keras.models.clone_model(trained)
    for source, target in zip(trained.layers, untrained.layers, strict=True):
        if not source.trainable:
            target.set_weights(source.get_weights())
    shape = (None, *untrained.input_shape[1:])

    @tf.function(input_signature=[tf.TensorSpec(shape, tf.float32)], autograph=False)  # type: ignore[untyped-decorator]
    def answer(slices: Tensor) -> Tensor:
        return untrained(slices, training=False)

    def encode(slices: FloatArray) -> FloatArray:
        wanted = slices.reshape(len(slices), *shape[1:])
        parts = [
            np.asarray(answer(wanted[at : at + _BATCH])) for at in range(0, len(wanted), _BATCH)
        ]
        return np.concatenate(parts)

    return encode
