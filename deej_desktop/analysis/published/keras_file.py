"""Weights from an HDF5 file that Keras wrote, whole models and weights alone.

The model's description in the file is left alone: it could ask for code to be run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deej_desktop.analysis.published.weights import Block, Norm, PublishedWeights
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.h5py import StoredArray, read_arrays

_MOST_VALUES = 100_000_000
"""Twice what the published model holds."""

_CONVOLUTION = {"depthwise_kernel", "pointwise_kernel", "bias"}
_NORM = ("gamma", "beta", "moving_mean", "moving_variance")
_DENSE = {"kernel", "bias"}


def read_keras_file(file: Path) -> PublishedWeights:
    """Read the weights; whether they fit each other is not looked at.

    Raises:
        ValueError: The file is damaged, or holds layers of another architecture.
        MissingLibrary: h5py is not installed, or broken.
    """
    layers = _in_order(*read_arrays(file, _MOST_VALUES))
    convolutions = [layer for layer in layers if set(layer) == _CONVOLUTION]
    norms = [Norm(*(layer[name] for name in _NORM)) for layer in layers if set(layer) == set(_NORM)]
    dense = [layer for layer in layers if set(layer) == _DENSE]
    if len(convolutions) + len(norms) + len(dense) != len(layers):
        raise ValueError("it holds layers of other kinds")
    if len(dense) != 2 or len(norms) != len(convolutions) + 1:
        raise ValueError(
            f"it holds {len(convolutions)} separable convolutions, {len(norms)} normalisations and"
            f" {len(dense)} dense layers"
        )
    return PublishedWeights(
        blocks=tuple(
            Block(layer["depthwise_kernel"], layer["pointwise_kernel"], layer["bias"], norm)
            for layer, norm in zip(convolutions, norms, strict=False)
        ),
        dense=dense[0]["kernel"],
        dense_bias=dense[0]["bias"],
        dense_norm=norms[-1],
        embedding=dense[1]["kernel"],
        embedding_bias=dense[1]["bias"],
    )


def _in_order(arrays: Sequence[StoredArray], order: Sequence[str]) -> list[dict[str, FloatArray]]:
    """The arrays of each layer by their own names, the layers as the network has them."""
    layers: dict[str, dict[str, FloatArray]] = {}
    for array in arrays:
        first, *rest = array.path
        path = rest if rest and first == "model_weights" else [first, *rest]
        layers.setdefault(path[0], {})[path[-1].partition(":")[0]] = array.values
    place = {name: at for at, name in enumerate(order)}
    return [layers[name] for name in sorted(layers, key=lambda name: (place.get(name, 0), name))]
