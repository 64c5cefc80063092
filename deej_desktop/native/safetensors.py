"""The door to safetensors: arrays by name, in a format that cannot hold code."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MissingLibrary


def read_safetensors(file: Path) -> dict[str, FloatArray]:
    """Read all float tensors of a file.

    Raises:
        ValueError: It is no such file, or is damaged.
        MissingLibrary: The library is not installed, or broken.
    """
    try:
        from safetensors import SafetensorError, safe_open
    except (ImportError, OSError) as error:
        raise MissingLibrary("safetensors", "read this encoder", "install Deej again") from error
    try:
        with safe_open(file, framework="numpy") as content:
            arrays = {name: content.get_tensor(name) for name in content.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, TypeError, ValueError, KeyError) as error:
        raise ValueError(f"{file.name} cannot be read: {error}") from error
    return {
        name: np.asarray(array, np.float32)
        for name, array in arrays.items()
        if array.dtype.kind == "f"
    }
