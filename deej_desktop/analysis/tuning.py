"""A tuning: what one library taught of an encoder's vectors, as one linear map behind it.

It acts on vectors that were stored as well as on new ones, so nothing is decoded again for it.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deej_desktop.domain.arrays import FloatArray


@dataclass(frozen=True)
class Tuning:
    """A map of vectors of length one: `vectors @ weights + offset`.

    Attributes:
        weights: (d, d).
        offset: (d,).
    """

    weights: FloatArray
    offset: FloatArray

    def apply(self, vectors: FloatArray) -> FloatArray:
        """Map slice vectors (n, d) of any length; what comes out has any length, too."""
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        units = vectors / np.maximum(lengths, 1e-12)
        tuned: FloatArray = (units @ self.weights + self.offset).astype(np.float32)
        return tuned

    @property
    def digest(self) -> str:
        """Differs for any other map, in eight hexadecimal digits."""
        content = self.weights.astype("<f4").tobytes() + self.offset.astype("<f4").tobytes()
        return hashlib.sha256(content).hexdigest()[:8]

    def save(self, file: Path) -> None:
        """Write it as .npz."""
        with file.open("wb") as stream:
            np.savez(stream, weights=self.weights, offset=self.offset)

    @classmethod
    def load(cls, file: Path, dimensions: int) -> Tuning:
        """Read what `save` wrote.

        Raises:
            ValueError: The file cannot be read or holds no map of so many dimensions.
        """
        try:
            with file.open("rb") as stream, np.load(stream, allow_pickle=False) as content:
                tuning = cls(
                    np.asarray(content["weights"], np.float32),
                    np.asarray(content["offset"], np.float32),
                )
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise ValueError(f"{file.name} cannot be read: {error}") from error
        shapes = (tuning.weights.shape, tuning.offset.shape)
        if shapes != ((dimensions, dimensions), (dimensions,)):
            raise ValueError(f"{file.name} has the shapes {shapes}")
        return tuning
