"""Adding encoders that others made, and removing them again: whole, or not at all."""

from __future__ import annotations

import enum
import hashlib
import logging
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deej_desktop.analysis.card import (
    CARD_FILE,
    EncoderCard,
    Preprocessing,
    read_card,
    sha256_of,
    verify_onnx,
    verify_tuning,
    verify_weights,
    write_card,
)
from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.analysis.onnx_copy import with_onnx
from deej_desktop.analysis.published import PublishedKind, kind_of, network_of, read_weights
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError, EncoderUnusable
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.text import displayable
from deej_desktop.domain.units import EncoderId
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.native.onnxruntime import load_onnx
from deej_desktop.services.encoders.downloads import LARGEST
from deej_desktop.services.encoders.installed import (
    InstalledEncoder,
    chosen_encoder,
    encoders_dir,
    installed_encoders,
    workplace,
)

_log = logging.getLogger(__name__)

_NAMES = {
    PublishedKind.KERAS: "Deej-A.I. (Keras)",
    PublishedKind.ONNX: "Deej-A.I. (ONNX)",
    PublishedKind.SAFETENSORS: "Deej-A.I. (PyTorch)",
    PublishedKind.TORCH: "Deej-A.I. (PyTorch)",
}


class NotAnEncoder(EncoderUnusable):
    """The file itself is at fault: trying it again would change nothing."""


class Published(enum.Enum):
    """The encoders that Deej-A.I. published, and where; the first address that has it is used."""

    KERAS = (
        "https://drive.usercontent.google.com/download"
        "?id=1LM1WW1GCGKeFD1AAHS8ijNwahqH4r4xV&export=download&confirm=t",
    )
    ONNX = ("https://huggingface.co/StergiosBinopoulos/deej-ai.onnx/resolve/main/deej-ai.onnx",)
    PYTORCH = (
        "https://huggingface.co/teticio/audio-encoder/resolve/main/"
        "diffusion_pytorch_model.safetensors",
        "https://huggingface.co/teticio/audio-encoder/resolve/main/diffusion_pytorch_model.bin",
    )


PUBLISHED_LICENCE = "GPL-3.0-only"
"""Of all that is in `Published`."""

UNKNOWN_LICENCE = "licence not stated"

_MOST_DIMENSIONS = 4_096
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of a file from elsewhere.

    Attributes:
        source: Where it is from, for a person.
        licence: SPDX expression, or words.
        name: What the encoder is to be called; by its kind if none is given.
        preprocessing: The slices it was trained on; by its kind if none is given.
    """

    source: str
    licence: str = UNKNOWN_LICENCE
    name: str | None = None
    preprocessing: Preprocessing | None = None


def add_encoder(
    data_dir: Path,
    file: Path,
    provenance: Provenance,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> InstalledEncoder:
    """Add an encoder from a file that Deej-A.I. published, or from an encoder's folder.

    Args:
        data_dir: The listener's.
        file: Keras' HDF5, ONNX, safetensors or an archive of PyTorch, whatever its name; or a
            folder with an encoder.json, which is taken as it is.
        provenance: What is known of it.
        progress: Told of each step.
        cancel: Asked between them.

    Raises:
        NotAnEncoder: It is none of these, or does not work; nothing is left of it then.
        EncoderUnusable: It cannot be read or kept, or is there already; nothing is left either.
        MissingLibrary: What reads or runs it is missing.
        Cancelled: If asked to stop; nothing is left then either.
    """
    meter = ProgressMeter("Adding the encoder", 3, progress)
    with workplace(data_dir) as folder:
        try:
            if file.is_dir():
                card = _take_folder(file, folder)
            else:
                card = _take_file(file, folder, provenance)
        except ValueError as error:
            # What a library complains of may be long, and of many lines.
            _log.info("%s cannot be added: %s", displayable(file), error)
            reason = " ".join(str(error).split())[:_LONGEST_REASON]
            raise NotAnEncoder(
                f"{displayable(file.name)} cannot be added because {reason}; name a file of the"
                " published Deej-A.I. encoders in Keras' h5, ONNX, safetensors or PyTorch format."
            ) from error
        except OSError as error:
            raise EncoderUnusable(
                f"{displayable(file)} cannot be added ({error.strerror or error}): see that it is"
                f" there and that {displayable(data_dir)} has room for it."
            ) from error
        meter.advance("read")
        _stop_if_asked(cancel)
        _see_that_it_is_new(data_dir, card)
        _try_out(folder)
        meter.advance("tried")
        _stop_if_asked(cancel)
        target = encoders_dir(data_dir) / card.id
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                shutil.rmtree(target)  # what is left of it there cannot be used
            folder.rename(target)
        except OSError as error:
            raise EncoderUnusable(
                f"The encoder cannot be kept as {displayable(target)} ({error.strerror or error}):"
                " make room there and try again."
            ) from error
        meter.advance("kept")
    return InstalledEncoder(target, card)


def folder_for(data_dir: Path, encoder_id: EncoderId) -> Path:
    """Where an encoder of the listener's own belongs that is yet to be made.

    Raises:
        DeejError: An encoder is called so already, or was: what it heard must not be mixed with
            what another hears.
    """
    store = Store.open(data_dir)
    try:
        heard = VectorStore(store, encoder_id).count()
    finally:
        store.close()
    if heard or any(encoder.card.id == encoder_id for encoder in installed_encoders(data_dir)):
        raise DeejError(
            f'"{encoder_id}" is, or was, an encoder of yours: give the new one another --id.'
        )
    return encoders_dir(data_dir) / encoder_id


def remove_encoder(data_dir: Path, wanted: str, in_use: str | None) -> InstalledEncoder:
    """Delete an encoder; what it heard stays in the store.

    Args:
        data_dir: The listener's.
        wanted: Its id or name.
        in_use: As in the settings.

    Raises:
        EncoderUnusable: It is not there, ships with Deej, is in use, or cannot be deleted.
    """
    encoder = chosen_encoder(data_dir, wanted)
    if encoder.ships:
        raise EncoderUnusable(
            f"{encoder.card.name} ships with Deej and stays; remove one that you added."
        )
    if in_use in (encoder.card.id, encoder.card.name):
        raise EncoderUnusable(
            f'{encoder.card.name} is in use; choose another first, as in "deej encoders use'
            ' deej-default".'
        )
    try:
        # Without its card it is no encoder any more, whatever else goes wrong.
        (encoder.folder / CARD_FILE).unlink()
        shutil.rmtree(encoder.folder)
    except OSError as error:
        raise EncoderUnusable(
            f"{displayable(encoder.folder)} cannot be deleted ({error.strerror or error}): delete"
            " it by hand."
        ) from error
    return encoder


def _take_folder(source: Path, folder: Path) -> EncoderCard:
    card = read_card(source)
    verify_weights(source, card)
    verify_onnx(source, card)
    verify_tuning(source, card)
    for name in card.files:
        shutil.copyfile(source / name, folder / name)
    write_card(folder, card)
    return card


def _take_file(file: Path, folder: Path, provenance: Provenance) -> EncoderCard:
    if file.stat().st_size > LARGEST:
        raise ValueError("it is larger than any encoder")
    kind = kind_of(file)
    form = provenance.preprocessing or kind.preprocessing
    network = None
    if kind is PublishedKind.ONNX:
        weights = folder / "weights.onnx"
        shutil.copyfile(file, weights)
        dimensions = _dimensions_of(weights, form)
    else:
        weights = folder / "weights.keras"
        network = network_of(read_weights(file, kind), form)
        network.save(os.fspath(weights))
        dimensions = network.output_shape[-1]
    if not 0 < dimensions <= _MOST_DIMENSIONS:
        raise ValueError(f"its vectors have {dimensions} dimensions")
    name = provenance.name or _NAMES[kind]
    card = EncoderCard(
        id=_id_of(name, file, form),
        name=name,
        version="1",
        format="onnx" if kind is PublishedKind.ONNX else "keras",
        weights=weights.name,
        sha256=sha256_of(weights),
        dimensions=dimensions,
        preprocessing=form,
        licence=provenance.licence,
        source=provenance.source,
    )
    if network is not None:
        card = with_onnx(card, folder, network)
    write_card(folder, card)
    return card


def _dimensions_of(weights: Path, form: Preprocessing) -> int:
    model = load_onnx(weights)
    picture = (form.n_mels, form.frames)
    if model.input_shape not in ((1, *picture), (*picture, 1), picture):
        raise ValueError(f"it takes {model.input_shape} and not slices of {picture}")
    answer = model.predict(np.zeros((1, *(size or 1 for size in model.input_shape)), np.float32))
    if answer.ndim != 2:
        raise ValueError(f"it gives {answer.shape[1:]} and no vector")
    return int(answer.shape[1])


def _id_of(name: str, file: Path, form: Preprocessing) -> EncoderId:
    """Another for any other weights or slices, so that two spaces never mix."""
    words = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60]
    digest = hashlib.sha256(f"{sha256_of(file)} {form.model_dump_json()}".encode())
    return EncoderId(f"{words or 'encoder'}-{digest.hexdigest()[:8]}")


def _see_that_it_is_new(data_dir: Path, card: EncoderCard) -> None:
    for encoder in installed_encoders(data_dir):
        if card.id == encoder.card.id:
            if _is_whole(encoder):
                raise EncoderUnusable(
                    f'This encoder is there already: "deej encoders use {card.id}" chooses it.'
                )
        elif card.name == encoder.card.name:
            raise EncoderUnusable(
                f'Another encoder is called "{card.name}": give this one a name of its own with'
                " --name."
            )


def _is_whole(encoder: InstalledEncoder) -> bool:
    try:
        verify_weights(encoder.folder, encoder.card)
        verify_onnx(encoder.folder, encoder.card)
        verify_tuning(encoder.folder, encoder.card)
    except EncoderUnusable as error:
        _log.info("It is replaced: %s", error)
        return False
    return True


def _try_out(folder: Path) -> None:
    """See that it gives vectors, different ones for different slices."""
    encoder = load_encoder(folder)
    form = encoder.card.preprocessing
    low, high = form.output
    random = np.random.default_rng(0)
    slices = random.uniform(low, high, (2, form.n_mels, form.frames)).astype(np.float32)
    first, second = encoder.encode(slices)
    if np.array_equal(first, second):
        raise NotAnEncoder(
            f"{encoder.card.name} cannot be added because it gives the same vector for everything:"
            " see that the file is the whole, trained encoder."
        )


def _stop_if_asked(cancel: CancelToken | None) -> None:
    if cancel is not None:
        cancel.raise_if_cancelled()
