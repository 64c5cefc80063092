"""The weights of the published architecture, in Keras' order of axes, and whether they fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray

BLOCKS = 3
"""Of convolutions, each of which halves the picture."""


@dataclass(frozen=True)
class Norm:
    """A batch normalisation: four arrays (c,)."""

    gamma: FloatArray
    beta: FloatArray
    mean: FloatArray
    variance: FloatArray


@dataclass(frozen=True)
class Block:
    """A separable convolution and what follows it.

    Attributes:
        depthwise: (3, 3, c_in, 1).
        pointwise: (1, 1, c_in, c_out).
        bias: (c_out,).
        norm: Of c_out channels.
    """

    depthwise: FloatArray
    pointwise: FloatArray
    bias: FloatArray
    norm: Norm


@dataclass(frozen=True)
class PublishedWeights:
    """All weights of the published architecture.

    Attributes:
        blocks: Three of them.
        dense: (rows * columns * channels, hidden), the picture flattened channels last.
        dense_bias: (hidden,).
        dense_norm: Of hidden.
        embedding: (hidden, dimensions).
        embedding_bias: (dimensions,).
    """

    blocks: tuple[Block, ...]
    dense: FloatArray
    dense_bias: FloatArray
    dense_norm: Norm
    embedding: FloatArray
    embedding_bias: FloatArray

    @property
    def channels(self) -> tuple[int, ...]:
        """Of each block."""
        return tuple(block.bias.size for block in self.blocks)

    @property
    def hidden(self) -> int:
        """Size of the dense layer between the picture and the vector."""
        return self.dense_bias.size

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self.embedding_bias.size

    def check(self, form: Preprocessing) -> None:
        """See that the weights fit each other and slices of `form`.

        Raises:
            ValueError: They do not, or some are no numbers; says which.
        """
        if len(self.blocks) != BLOCKS:
            raise ValueError(f"it has {len(self.blocks)} blocks of convolutions, not {BLOCKS}")
        before = 1
        for number, block in enumerate(self.blocks, 1):
            after = block.bias.size
            _expect(f"convolution {number}", block.depthwise, (3, 3, before, 1))
            _expect(f"convolution {number}", block.pointwise, (1, 1, before, after))
            _expect(f"convolution {number}", block.bias, (after,))
            _check_norm(f"normalisation {number}", block.norm, after)
            before = after
        picture = (form.n_mels >> BLOCKS) * (form.frames >> BLOCKS) * before
        _expect("the dense layer", self.dense, (picture, self.hidden))
        _expect("the dense layer", self.dense_bias, (self.hidden,))
        _check_norm("the last normalisation", self.dense_norm, self.hidden)
        _expect("the last layer", self.embedding, (self.hidden, self.dimensions))
        _expect("the last layer", self.embedding_bias, (self.dimensions,))


def _check_norm(name: str, norm: Norm, channels: int) -> None:
    for part in (norm.gamma, norm.beta, norm.mean, norm.variance):
        _expect(name, part, (channels,))
    if (norm.variance < 0).any():
        raise ValueError(f"{name} has a negative variance")


def _expect(name: str, array: FloatArray, shape: tuple[int, ...]) -> None:
    if array.shape != shape or not array.size:
        raise ValueError(f"{name} has the shape {array.shape}, not {shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds what are no numbers")
