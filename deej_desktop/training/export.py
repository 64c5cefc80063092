"""Writing an encoder's folder: weights and the card that speaks for them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from deej_desktop.analysis.card import (
    EncoderCard,
    Preprocessing,
    read_card,
    sha256_of,
    write_card,
)
from deej_desktop.analysis.onnx_copy import with_onnx
from deej_desktop.domain.errors import EncoderUnusable
from deej_desktop.domain.units import EncoderId
from deej_desktop.training.network import Model

_WEIGHTS = "weights.keras"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a new encoder is called and how it may be used.

    Attributes:
        id: Names the space of its vectors.
        name: For a person.
        version: Of these weights.
        licence: SPDX expression.
        epsilon: Cosine distance under which two slices count as the same, by default.
    """

    id: EncoderId
    name: str
    version: str = "1"
    licence: str = "GPL-3.0-or-later"
    epsilon: float = 0.001


def export_encoder(
    network: Model,
    folder: Path,
    identity: Identity,
    preprocessing: Preprocessing,
    training: dict[str, JsonValue],
) -> EncoderCard:
    """Write `network` and its card into `folder`, ready for `load_encoder`.

    Weights and card that are there already are replaced, the card last: until it is there, the
    folder is no encoder.

    Raises:
        EncoderUnusable: The folder cannot be written, or what was written cannot be read back.
        MissingLibrary: ONNX or ONNX Runtime is not installed or broken.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        weights = folder / _WEIGHTS
        # Without the optimiser's memory, which is twice the size of the weights.
        network.save(os.fspath(weights), include_optimizer=False)
        card = EncoderCard(
            id=identity.id,
            name=identity.name,
            version=identity.version,
            weights=_WEIGHTS,
            sha256=sha256_of(weights),
            dimensions=network.output_shape[-1],
            preprocessing=preprocessing,
            epsilon=identity.epsilon,
            licence=identity.licence,
            training=training,
        )
        write_card(folder, with_onnx(card, folder, network))
    except OSError as error:
        raise EncoderUnusable(
            f"The encoder cannot be written to {folder}: make room there, or name another folder."
        ) from error
    return read_card(folder)
