"""A small drawing board: shapes as distances, painted with soft edges in flat colours."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float64]
"""For each pixel the distance to the edge of a shape: negative inside. In widths of the picture."""


class Canvas:
    """A square picture; x goes right and y down, both from 0 to 1.

    Attributes:
        x: Of each pixel, (size, size).
        y: Of each pixel, (size, size).
    """

    def __init__(self, size: int, background: str) -> None:
        places = (np.arange(size) + 0.5) / size
        self.x, self.y = np.meshgrid(places, places)
        self._size = size
        self._picture = np.empty((size, size, 3))
        self._picture[:] = _rgb(background)

    def paint(self, shape: Field, colour: str, strength: float = 1.0) -> None:
        """Fill `shape` with `colour`, "#rrggbb", covering what is below by `strength`."""
        inside = shape * self._size < 0.5
        cover = np.minimum(0.5 - shape[inside] * self._size, 1.0)[:, None] * strength
        self._picture[inside] += cover * (_rgb(colour) - self._picture[inside])

    def block(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Fill an upright rectangle; the same as painting a `box`, but quick."""
        places = self.x[0]
        across = np.clip(0.5 - np.maximum(left - places, places - right) * self._size, 0.0, 1.0)
        down = np.clip(0.5 - np.maximum(top - places, places - bottom) * self._size, 0.0, 1.0)
        rows, columns = np.flatnonzero(down), np.flatnonzero(across)
        if len(rows) and len(columns):
            part = self._picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            cover = np.minimum.outer(down[rows], across[columns])[..., None]
            part += cover * (_rgb(colour) - part)

    def disc(self, x: float, y: float, radius: float) -> Field:
        """A filled circle."""
        return np.asarray(np.hypot(self.x - x, self.y - y) - radius)

    def ring(self, x: float, y: float, radius: float, width: float) -> Field:
        """A circle drawn with a pen of `width`."""
        return np.asarray(np.abs(self.disc(x, y, radius)) - width / 2.0)

    def box(self, left: float, top: float, right: float, bottom: float) -> Field:
        """A filled rectangle."""
        across = np.maximum(left - self.x, self.x - right)
        return np.asarray(np.maximum(across, np.maximum(top - self.y, self.y - bottom)))

    def below(self, line: Field) -> Field:
        """Everything under a line given as y for each pixel."""
        return np.asarray(line - self.y)

    def slant(self, angle: float) -> tuple[Field, Field]:
        """Coordinates along and across a direction, in radians, around the middle."""
        along = (self.x - 0.5) * np.cos(angle) + (self.y - 0.5) * np.sin(angle)
        across = (self.y - 0.5) * np.cos(angle) - (self.x - 0.5) * np.sin(angle)
        return np.asarray(along), np.asarray(across)

    def pixels(self) -> npt.NDArray[np.uint8]:
        """The picture, (size, size, 3), in few enough shades to make a small file."""
        return np.asarray(np.round(self._picture * 51.0) * 5.0, dtype=np.uint8)


def both(first: Field, second: Field) -> Field:
    """Where two shapes overlap."""
    return np.asarray(np.maximum(first, second))


def without(first: Field, second: Field) -> Field:
    """The first shape with the second cut out."""
    return np.asarray(np.maximum(first, -second))


def _rgb(colour: str) -> npt.NDArray[np.float64]:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0
