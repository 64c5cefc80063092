"""The published architecture as a Keras network.

Three blocks of SeparableConv2D 3 x 3, LeakyReLU 0.2, batch normalisation, 2 x 2 maximum and
dropout; then a dense layer of the same kind and one that gives the vector. After R. D. Smith,
Deej-A.I. (2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.published.weights import Norm, PublishedWeights
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.tensorflow import load_keras

Model: TypeAlias = Any
"""A `keras.Model`; Keras publishes no types."""

_SLOPE = 0.2
_NORM_EPSILON = 1e-3
_DROPOUT = (0.2, 0.3, 0.4)
_HIDDEN_DROPOUT = 0.5


@dataclass(frozen=True, slots=True)
class PublishedShape:
    """Sizes of the layers; the defaults are the published ones, 42.6 million weights.

    Attributes:
        channels: Of the three blocks.
        hidden: Of the dense layer before the last.
        dimensions: Of the vectors.
    """

    channels: tuple[int, ...] = (32, 64, 128)
    hidden: int = 1_024
    dimensions: int = 100


def build_published(preprocessing: Preprocessing, shape: PublishedShape) -> Model:
    """Build the network with random weights.

    It takes slices (n, n_mels, frames) and gives vectors (n, dimensions) of any length.

    Raises:
        MissingLibrary: TensorFlow is not installed or broken.
    """
    keras = load_keras()
    layers = keras.layers
    entry = keras.Input((preprocessing.n_mels, preprocessing.frames), name="slices")
    x = layers.Reshape((preprocessing.n_mels, preprocessing.frames, 1))(entry)
    for number, (channels, dropout) in enumerate(zip(shape.channels, _DROPOUT, strict=True), 1):
        x = layers.SeparableConv2D(channels, 3, padding="same", name=f"separable_conv2d_{number}")(
            x
        )
        x = layers.LeakyReLU(negative_slope=_SLOPE)(x)
        x = layers.BatchNormalization(epsilon=_NORM_EPSILON, name=f"batch_normalization_{number}")(
            x
        )
        x = layers.Dropout(dropout)(layers.MaxPooling2D((2, 2))(x))
    x = layers.Dense(shape.hidden, name="dense_1")(layers.Flatten()(x))
    x = layers.LeakyReLU(negative_slope=_SLOPE)(x)
    x = layers.BatchNormalization(epsilon=_NORM_EPSILON, name="batch_normalization_4")(x)
    x = layers.Dropout(_HIDDEN_DROPOUT)(x)
    vectors = layers.Dense(shape.dimensions, name="dense_2")(x)
    return keras.Model(entry, vectors, name="published")


def network_of(weights: PublishedWeights, preprocessing: Preprocessing) -> Model:
    """Build the network with `weights`, which were checked against `preprocessing`.

    Raises:
        MissingLibrary: TensorFlow is not installed or broken.
    """
    shape = PublishedShape(weights.channels, weights.hidden, weights.dimensions)
    network = build_published(preprocessing, shape)
    for number, block in enumerate(weights.blocks, 1):
        convolution = [block.depthwise, block.pointwise, block.bias]
        network.get_layer(f"separable_conv2d_{number}").set_weights(convolution)
        network.get_layer(f"batch_normalization_{number}").set_weights(_parts(block.norm))
    network.get_layer("dense_1").set_weights([weights.dense, weights.dense_bias])
    network.get_layer("batch_normalization_4").set_weights(_parts(weights.dense_norm))
    network.get_layer("dense_2").set_weights([weights.embedding, weights.embedding_bias])
    return network


def _parts(norm: Norm) -> list[FloatArray]:
    return [norm.gamma, norm.beta, norm.mean, norm.variance]
