"""The small convolutional network that hears timbre and rhythm in a slice.

After a coarse first look (8 x 8 with stride 4) two stages of residual separable convolutions, one
that joins all bands, and the mean and maximum over time: where in the slice something happens does
not matter, that it happens does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.tensorflow import load_keras, load_tensorflow

Model: TypeAlias = Any
"""A `keras.Model`; Keras publishes no types."""

Tensor: TypeAlias = Any
"""A symbolic tensor of Keras."""

SEEN = "seen"
"""The layer that holds what the network sees in a slice, before it is told apart by songs."""

_BATCH = 32


@dataclass(frozen=True, slots=True)
class Width:
    """Channels of the stages; the defaults make 0.55 million weights."""

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
    x = layers.Concatenate(name=SEEN)(
        [layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D()(x)]
    )
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


def encode_by(network: Model) -> Callable[[FloatArray], FloatArray]:
    """Return what a network makes of slices (n, n_mels, frames), computed in bounded memory."""
    tf = load_tensorflow()
    shape = (None, *network.input_shape[1:])

    @tf.function(input_signature=[tf.TensorSpec(shape, tf.float32)], autograph=False)  # type: ignore[untyped-decorator]
    def answer(slices: Tensor) -> Tensor:
        return network(slices, training=False)

    def encode(slices: FloatArray) -> FloatArray:
        wanted = slices.reshape(len(slices), *shape[1:])
        parts = [
            np.asarray(answer(wanted[at : at + _BATCH])) for at in range(0, len(wanted), _BATCH)
        ]
        return np.concatenate(parts)

    return encode
