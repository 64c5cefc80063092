"""What an encoder says of itself: the encoder.json beside its weights.

The card decides how sound is turned into slices, since published encoders differ in that, and
what its vectors are called, since vectors of two encoders must never be compared.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
    model_validator,
)
from typing_extensions import Self

from deej_desktop.domain.errors import EncoderUnusable
from deej_desktop.domain.units import EncoderId, Seconds

CARD_FILE = "encoder.json"

Positive = Annotated[int, Field(gt=0)]
FileName = Annotated[str, StringConstraints(pattern=r"^[\w][\w. -]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Preprocessing(BaseModel):
    """How sound becomes the slices that an encoder was trained on.

    Attributes:
        sample_rate: Of the mono sound, in Hz.
        n_fft: Samples in a Hann window.
        hop: Samples from one window to the next.
        n_mels: Mel bands (Slaney's scale and norm, as librosa's default), from 0 Hz up.
        fmax: Upper edge of the highest band, in Hz.
        frames: Windows in a slice.
        top_db: Range kept below the reference; what is quieter counts as that.
        reference: The power that is 0 dB: the loudest of each slice, or a fixed number.
        stretch: Whether the quietest level of each slice stands for the lowest kept level, even
            if it is less than `top_db` below.
        output: The values that the lowest and the highest kept level are scaled to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    sample_rate: Positive = 22_050
    n_fft: Annotated[int, Field(ge=64, le=65_536)] = 2_048
    hop: Positive = 512
    n_mels: Positive = 96
    fmax: Annotated[float, Field(gt=0)] = 11_025.0
    frames: Positive = 216
    top_db: Annotated[float, Field(gt=0)] = 80.0
    reference: Literal["slice-max"] | Annotated[float, Field(gt=0)] = "slice-max"
    stretch: bool = False
    output: tuple[float, float] = (0.0, 1.0)

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if self.fmax > self.sample_rate / 2:
            raise ValueError("fmax must not exceed half the sample rate")
        if self.hop > self.n_fft // 2:
            raise ValueError("hop must not exceed half of n_fft")
        if self.output[0] >= self.output[1]:
            raise ValueError("output must rise")
        if self.stretch and self.reference != "slice-max":
            raise ValueError("stretch goes with slice-max only")
        return self

    @property
    def slice_seconds(self) -> Seconds:
        """Sound in one slice."""
        return Seconds(self.frames * self.hop / self.sample_rate)


class EncoderCard(BaseModel):
    """An encoder's description, which is all that the GUI process ever reads of it.

    Attributes:
        id: Names the space of its vectors; other weights must have another id.
        name: For a person.
        version: Of these weights.
        format: How the weights are stored.
        weights: The file's name, in the card's folder.
        sha256: Of that file, in small hexadecimal digits.
        dimensions: Length of a vector.
        preprocessing: What it was trained on.
        centred: Whether queries should have the library's mean vector taken off.
        epsilon: Cosine distance under which two slices are the same "word", unless the listener
            chooses another.
        licence: SPDX expression of the weights.
        source: Where the weights are from, for a person; empty if they ship or were trained here.
        onnx: The file's name of the same network for ONNX Runtime, if it was written so as well.
        onnx_sha256: Of that file.
        tuning: The file's name of a `Tuning` that what the network gives goes through, if any.
        tuning_sha256: Of that file.
        base: The encoder that was tuned; its slice vectors go through the tuning as well.
        training: How it was made, in whatever detail its maker gives.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    id: Annotated[EncoderId, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
    name: str
    version: str
    format: Literal["keras", "onnx"] = "keras"
    weights: FileName
    sha256: Sha256
    dimensions: Annotated[int, Field(gt=0, le=4_096)] = 100
    preprocessing: Preprocessing = Preprocessing()
    centred: bool = False
    epsilon: Annotated[float, Field(gt=0, lt=1)] = 0.001
    licence: str
    source: str = ""
    onnx: FileName | None = None
    onnx_sha256: Sha256 | None = None
    tuning: FileName | None = None
    tuning_sha256: Sha256 | None = None
    base: EncoderId | None = None
    training: dict[str, JsonValue] = {}

    @property
    def networks(self) -> list[FileName]:
        """The files that hold the network."""
        return [self.weights] if self.onnx is None else [self.weights, self.onnx]

    @property
    def files(self) -> list[FileName]:
        """All files that belong to it, besides the card."""
        return self.networks if self.tuning is None else [*self.networks, self.tuning]


def read_card(folder: Path) -> EncoderCard:
    """Read the card in an encoder's folder and see that its weights are there.

    The weights' content is not looked at; `verify_weights` does that.

    Raises:
        EncoderUnusable: The card is missing, damaged or of an unknown kind, or has no weights.
    """
    file = folder / CARD_FILE
    try:
        card = EncoderCard.model_validate_json(file.read_bytes())
    except OSError as error:
        raise unusable(f"in {folder}", f"its {CARD_FILE} cannot be read") from error
    except ValidationError as error:
        raise unusable(f"in {folder}", _complaint(error)) from error
    if not (folder / card.weights).is_file():
        raise unusable(card.name, f"{folder / card.weights} is missing")
    return card


def write_card(folder: Path, card: EncoderCard) -> Path:
    """Write `card` into an encoder's folder and return the file."""
    file = folder / CARD_FILE
    file.write_text(card.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return file


def sha256_of(file: Path) -> str:
    """The hash of a file of weights, as a card states it."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def verify_weights(folder: Path, card: EncoderCard) -> Path:
    """Check that the weights are those the card speaks of, and return their file.

    Raises:
        EncoderUnusable: They are missing, or were altered.
    """
    return _verified(folder / card.weights, card.sha256, card)


def verify_onnx(folder: Path, card: EncoderCard) -> Path | None:
    """Check that the network for ONNX Runtime, if there is one, is that which the card speaks of.

    Raises:
        EncoderUnusable: It is missing, or was altered.
    """
    if card.onnx is None:
        return None
    return _verified(folder / card.onnx, card.onnx_sha256, card)


def verify_tuning(folder: Path, card: EncoderCard) -> Path | None:
    """Check that the tuning, if there is one, is that which the card speaks of.

    Raises:
        EncoderUnusable: It is missing, or was altered.
    """
    if card.tuning is None:
        return None
    return _verified(folder / card.tuning, card.tuning_sha256, card)


def _verified(file: Path, sha256: str | None, card: EncoderCard) -> Path:
    try:
        genuine = sha256_of(file) == sha256
    except OSError as error:
        raise unusable(card.name, f"{file} cannot be read") from error
    if not genuine:
        raise unusable(card.name, f"{file} is not the file that its card describes")
    return file


def unusable(which: str, why: str) -> EncoderUnusable:
    """The error that says why the encoder `which` cannot be used, and what to do."""
    return EncoderUnusable(
        f"The encoder {which} cannot be used because {why}: install Deej again, or add the"
        " encoder again."
    )


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    if not place:
        return f"its {CARD_FILE} is no encoder's card"
    if place == "format":
        return f"it is of the unknown kind {first['input']!r}"
    return f'"{place}" in its {CARD_FILE} is wrong ({first["msg"]})'
