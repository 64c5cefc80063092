"""Which kind of file holds a published encoder, told by what is in it, whatever its name."""

from __future__ import annotations

import enum
import zipfile
from collections.abc import Callable
from pathlib import Path

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.published.keras_file import read_keras_file
from deej_desktop.analysis.published.torch_file import read_safetensors_file, read_torch_archive
from deej_desktop.analysis.published.weights import PublishedWeights

KERAS_SLICES = Preprocessing(stretch=True)
"""Each slice from its own quietest to its own loudest level, as 0..1."""

TORCH_SLICES = Preprocessing(reference=1_024.0, output=(-1.0, 1.0))
"""80 dB below half the length of the transform, as -1..1."""


class PublishedKind(enum.Enum):
    """A format that encoders of Deej-A.I. were published in, and the slices these want."""

    KERAS = "keras"
    ONNX = "onnx"
    SAFETENSORS = "safetensors"
    TORCH = "pytorch"

    @property
    def preprocessing(self) -> Preprocessing:
        """What encoders in this format were trained on; the ONNX file was made from Keras'."""
        of_torch = self in (PublishedKind.SAFETENSORS, PublishedKind.TORCH)
        return TORCH_SLICES if of_torch else KERAS_SLICES


_READERS: dict[PublishedKind, Callable[[Path], PublishedWeights]] = {
    PublishedKind.KERAS: read_keras_file,
    PublishedKind.SAFETENSORS: read_safetensors_file,
    PublishedKind.TORCH: read_torch_archive,
}


def kind_of(file: Path) -> PublishedKind:
    """Tell the format of a file by its first bytes.

    Raises:
        ValueError: It is none of them; says what it is, if that is known.
        OSError: It cannot be read.
    """
    with file.open("rb") as stream:
        start = stream.read(16)
    if not start:
        raise ValueError("it is empty")
    if start.startswith(b"\x89HDF\r\n\x1a\n"):
        return PublishedKind.KERAS
    if start.startswith(b"PK\x03\x04") and zipfile.is_zipfile(file):
        return PublishedKind.TORCH
    if start[8:9] == b"{" and int.from_bytes(start[:8], "little") < file.stat().st_size:
        return PublishedKind.SAFETENSORS
    if start[:1] == b"\x80":
        raise ValueError(
            "it is a pickle, which could run anything (its maker may have a safetensors file)"
        )
    if start[:1] == b"\x08":
        # The first field of an ONNX model is the number of its version.
        return PublishedKind.ONNX
    raise ValueError("it is neither HDF5 (Keras), ONNX, safetensors nor an archive of PyTorch")


def read_weights(file: Path, kind: PublishedKind) -> PublishedWeights:
    """Read the weights of a file of any kind but ONNX and check them.

    Raises:
        ValueError: The file is damaged, unsafe, or holds another architecture; says what is wrong.
        MissingLibrary: The library that reads it is not installed, or broken.
    """
    weights = _READERS[kind](file)
    weights.check(kind.preprocessing)
    return weights
