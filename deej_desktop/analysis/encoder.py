"""The encoder: from slices to vectors, whatever network and file it comes from."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Protocol

import numpy as np

from deej_desktop.analysis.card import (
    EncoderCard,
    read_card,
    unusable,
    verify_onnx,
    verify_tuning,
    verify_weights,
)
from deej_desktop.analysis.tuning import Tuning
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import EncoderUnusable, MissingLibrary
from deej_desktop.native.network import LoadedModel
from deej_desktop.native.onnxruntime import load_onnx
from deej_desktop.native.tensorflow import load_model

_log = logging.getLogger(__name__)

_BATCH = 16
"""Slices encoded at a time: more take no less time each, and more memory."""


class Encoder(Protocol):
    """Turns slices into vectors."""

    @property
    def card(self) -> EncoderCard:
        """What it says of itself."""

    def encode(self, slices: FloatArray) -> FloatArray:
        """Encode slices as its card's preprocessing makes them.

        Args:
            slices: Shape (n, n_mels, frames); n may be 0.

        Returns:
            Vectors of any length, float32, finite, shape (n, card.dimensions).

        Raises:
            EncoderUnusable: It gives no numbers.
        """


def load_encoder(folder: Path) -> Encoder:
    """Load an encoder from its folder, checked against its card.

    Of a network that was written for ONNX Runtime as well, that copy is loaded; if it is damaged,
    the weights that it was made of.

    Raises:
        EncoderUnusable: The folder is incomplete, altered, or of an unknown kind.
        MissingLibrary: What runs it (TensorFlow, ONNX Runtime) is not installed or broken.
    """
    card = read_card(folder)
    # Decoders work beside it, so it takes its share of the cores only.
    threads = max(1, (os.cpu_count() or 1) // 3)
    encoder = NetworkEncoder(card, _copy(folder, card, threads) or _model(folder, card, threads))
    file = verify_tuning(folder, card)
    if file is None:
        return encoder
    try:
        return TunedEncoder(encoder, Tuning.load(file, card.dimensions))
    except ValueError as error:
        raise unusable(card.name, f"{file} holds no tuning that fits it") from error


def _copy(folder: Path, card: EncoderCard, threads: int) -> LoadedModel | None:
    try:
        file = verify_onnx(folder, card)
        return None if file is None else load_onnx(file, threads)
    except (EncoderUnusable, MissingLibrary, ValueError) as error:
        _log.warning("%s listens by its %s file: %s", card.name, card.format, error)
        return None


def _model(folder: Path, card: EncoderCard, threads: int) -> LoadedModel:
    weights = verify_weights(folder, card)
    load, library = _LOADERS[card.format]
    try:
        return load(weights, threads)
    except ValueError as error:
        reason = f"{weights} is no network that {library} can load safely"
        raise unusable(card.name, reason) from error


_LOADERS = {"keras": (load_model, "Keras"), "onnx": (load_onnx, "ONNX Runtime")}


class NetworkEncoder:
    """An encoder that is one network.

    Raises:
        EncoderUnusable: When made: the network does not take or give what the card says.
    """

    def __init__(self, card: EncoderCard, model: LoadedModel) -> None:
        form = card.preprocessing
        slice_shape = (form.n_mels, form.frames)
        if model.input_shape not in (slice_shape, (*slice_shape, 1), (1, *slice_shape)):
            raise unusable(card.name, f"its network takes {model.input_shape}, not {slice_shape}")
        if model.output_shape not in ((card.dimensions,), (None,)):
            wanted = (card.dimensions,)
            raise unusable(card.name, f"its network gives {model.output_shape}, not {wanted}")
        self._card = card
        self._model = model

    @property
    def card(self) -> EncoderCard:
        """See `Encoder`."""
        return self._card

    def encode(self, slices: FloatArray) -> FloatArray:
        """See `Encoder`."""
        vectors = np.empty((len(slices), self._card.dimensions), np.float32)
        for start in range(0, len(slices), _BATCH):
            batch = slices[start : start + _BATCH]
            try:
                vectors[start : start + _BATCH] = self._model.predict(
                    batch.reshape(len(batch), *(size or 1 for size in self._model.input_shape))
                )
            except ValueError as error:
                raise unusable(self._card.name, "its network cannot be run") from error
        if not np.isfinite(vectors).all():
            raise unusable(self._card.name, "its network gives no numbers")
        return vectors


class TunedEncoder:
    """An encoder whose vectors go through what a library taught."""

    def __init__(self, encoder: Encoder, tuning: Tuning) -> None:
        self._encoder = encoder
        self._tuning = tuning

    @property
    def card(self) -> EncoderCard:
        """See `Encoder`."""
        return self._encoder.card

    def encode(self, slices: FloatArray) -> FloatArray:
        """See `Encoder`."""
        return self._tuning.apply(self._encoder.encode(slices))
