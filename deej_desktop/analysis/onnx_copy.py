"""The copy of an encoder that ONNX Runtime runs, beside the weights that Keras keeps."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np

from deej_desktop.analysis.card import EncoderCard, sha256_of
from deej_desktop.analysis.onnx_graph import onnx_of
from deej_desktop.native.onnxruntime import load_onnx

_log = logging.getLogger(__name__)

_FILE = "weights.onnx"

_TRIED = 4
"""Slices that both must give the same vectors for."""

_TOLERANCE = 1e-4
"""Of a vector's length; rounding alone makes a hundredth of that."""


def with_onnx(
    card: EncoderCard,
    folder: Path,
    network: Any,  # noqa: ANN401 - a `keras.Model`
) -> EncoderCard:
    """Write an encoder's network for ONNX Runtime, too, which starts much sooner than TensorFlow.

    Args:
        card: The encoder's.
        folder: Where the copy is to be.
        network: Its network.

    Returns:
        The card, which speaks of the copy; as it was, if the network cannot be written so or is
        not the same then, and TensorFlow has to run it.

    Raises:
        MissingLibrary: A library that this takes is missing.
        OSError: The copy cannot be written.
    """
    form = card.preprocessing
    slices = np.random.default_rng(0).random((_TRIED, form.n_mels, form.frames), np.float32)
    file = folder / _FILE
    try:
        file.write_bytes(onnx_of(network))
        given = load_onnx(file).predict(slices)
    except ValueError as error:
        _log.info("%s is left to TensorFlow: %s", card.name, error)
        file.unlink(missing_ok=True)
        return card
    wanted = np.asarray(network(slices, training=False))
    lengths = np.linalg.norm(wanted, axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):  # a network that gives no numbers has no like
        is_like = bool((np.abs(given - wanted) <= _TOLERANCE * lengths).all())
    if not is_like:
        _log.warning("%s is left to TensorFlow: its copy gives other vectors", card.name)
        file.unlink()
        return card
    return card.model_copy(update={"onnx": _FILE, "onnx_sha256": sha256_of(file)})
