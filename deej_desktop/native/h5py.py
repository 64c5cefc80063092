"""The door to h5py: arrays from HDF5 files that others wrote."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MissingLibrary


@dataclass(frozen=True, slots=True)
class StoredArray:
    """A float array in a file.

    Attributes:
        path: Its groups and its name, such as ("dense_1", "kernel:0").
        values: What it holds.
    """

    path: tuple[str, ...]
    values: FloatArray


def read_arrays(file: Path, most_values: int) -> tuple[list[StoredArray], list[str]]:
    """Read all float arrays of an HDF5 file, but for what an optimiser kept.

    Links are not followed and data in other files is refused: nothing but `file` is read.

    Args:
        file: The file.
        most_values: Refuse a file with more; packed data may be far larger than its file.

    Returns:
        The arrays, and the names of the layers in order as Keras lists them (none if it did not).

    Raises:
        ValueError: It is no HDF5 file, is damaged, too large, or refers to other files.
        MissingLibrary: h5py is not installed, or broken.
    """
    try:
        import h5py
    except (ImportError, OSError) as error:
        raise MissingLibrary("h5py", "read this encoder", "install Deej again") from error
    found: list[StoredArray] = []
    values_left = most_values

    def visit(name: str, item: Any) -> None:  # noqa: ANN401 - h5py publishes no types
        nonlocal values_left
        path = tuple(name.split("/"))
        if not isinstance(item, h5py.Dataset) or path[0] == "optimizer_weights":
            return
        if item.dtype.kind != "f":
            return
        if item.external is not None or item.is_virtual:
            raise ValueError("it refers to other files")
        values_left -= item.size
        if values_left < 0:
            raise ValueError("it holds too much")
        found.append(StoredArray(path, np.asarray(item[()], np.float32)))

    try:
        with h5py.File(os.fspath(file), "r") as content:
            content.visititems(visit)
            weights = content.get("model_weights", content)
            names = weights.attrs.get("layer_names", ())
            order = [name.decode() if isinstance(name, bytes) else str(name) for name in names]
    except (OSError, RuntimeError, KeyError, TypeError, AttributeError, UnicodeError) as error:
        raise ValueError(f"{file.name} cannot be read: {error}") from error
    return found, order
