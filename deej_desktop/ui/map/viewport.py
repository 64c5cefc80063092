"""Which part of the map is in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF

from deej_desktop.domain.arrays import FloatArray

_CLOSEST = 60.0
_MARGIN = 0.88


@dataclass(frozen=True, slots=True)
class Viewport:
    """The middle of what is seen, on the map, and how much it is enlarged.

    Attributes:
        width: Of the window onto the map, in pixels.
        height: Likewise.
        x: What is in its middle, on the map, -1..1.
        y: Likewise, upwards.
        zoom: 1 shows all of the map.
    """

    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0

    @property
    def scale(self) -> tuple[float, float]:
        """Pixels for a unit of the map across and up: it fills the window, whatever its shape."""
        return self.width / 2 * _MARGIN * self.zoom, self.height / 2 * _MARGIN * self.zoom

    def on_screen(self, places: FloatArray) -> FloatArray:
        """Where `places` (n, 2) of the map are seen, in pixels (n, 2)."""
        across, up = self.scale
        seen: FloatArray = (places - np.array([self.x, self.y], np.float32)) * np.array(
            [across, -up], np.float32
        )
        seen += np.array([self.width / 2, self.height / 2], np.float32)
        return seen

    def point(self, place: FloatArray) -> QPointF:
        """Where one place of the map is seen."""
        ((x, y),) = self.on_screen(np.reshape(place, (1, 2))).tolist()
        return QPointF(x, y)

    def resized(self, width: float, height: float) -> Viewport:
        """The same seen through a window of another size."""
        return replace(self, width=max(1.0, width), height=max(1.0, height))

    def moved(self, by: QPointF) -> Viewport:
        """The map dragged along `by` pixels."""
        across, up = self.scale
        return replace(self, x=self.x - by.x() / across, y=self.y + by.y() / up)._held()

    def zoomed(self, factor: float, at: QPointF) -> Viewport:
        """Enlarged by `factor`; what is seen at `at` stays there."""
        zoom = min(_CLOSEST, max(1.0, self.zoom * factor))
        across, up = self.scale
        right, down = at.x() - self.width / 2, at.y() - self.height / 2
        change = 1 - self.zoom / zoom
        x = self.x + right / across * change
        y = self.y - down / up * change
        return replace(self, x=x, y=y, zoom=zoom)._held()

    def whole(self) -> Viewport:
        """All of the map."""
        return replace(self, x=0.0, y=0.0, zoom=1.0)

    def showing(self, place: FloatArray) -> Viewport:
        """The same, moved as little as needed to have `place` in sight."""
        at = self.point(place)
        margin = 0.12 * min(self.width, self.height)
        right = min(0.0, self.width - margin - at.x()) + max(0.0, margin - at.x())
        down = min(0.0, self.height - margin - at.y()) + max(0.0, margin - at.y())
        return self.moved(QPointF(right, down)) if right or down else self

    def _held(self) -> Viewport:
        """Do not lose the map out of sight."""
        reach = 1.0 if self.zoom > 1 else 0.6
        return replace(self, x=min(reach, max(-reach, self.x)), y=min(reach, max(-reach, self.y)))
