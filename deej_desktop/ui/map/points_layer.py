"""The points of the map: where they lie, their colours, and which of them stand out."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.ui.colors import faded
from deej_desktop.ui.map.palette import MOST, colors_of
from deej_desktop.ui.map.points_image import paint_points
from deej_desktop.ui.map.viewport import Viewport
from deej_desktop.ui.theme import Theme

_HARDLY = 0.12
"""So much is left of the colour of what does not stand out."""


class PointsLayer:
    """Draws the points, anew only when something about them has changed.

    Attributes:
        seen: Where the points were drawn, in pixels of the screen, (n, 2).
        chosen: The rows that alone stand out; none: all of them.
        lit: The colour that alone stands out, or None.
    """

    def __init__(self) -> None:
        self._places: FloatArray = np.zeros((0, 2), np.float32)
        self._codes: IntArray = np.zeros(0, np.int64)
        self._order: IntArray = np.zeros(0, np.int64)
        self.lit: int | None = None
        self._image: QImage | None = None
        self.seen = self._places
        self.chosen: IntArray = np.zeros(0, np.int64)

    @property
    def places(self) -> FloatArray:
        """Where the points lie on the map, (n, 2)."""
        return self._places

    def place(self, places: FloatArray) -> bool:
        """Have points at these places of the map, (n, 2); whether they are others than before."""
        is_other = len(places) != len(self._places)
        if is_other:
            self.chosen = np.zeros(0, np.int64)
            self._codes = np.full(len(places), MOST, np.int64)
            # In no order, so that no colour lies on top of all others.
            self._order = np.random.default_rng(0).permutation(len(places))
        self._places = places
        self.outdate()
        return is_other

    def color(self, codes: IntArray) -> None:
        """Give each point one of the palette's colours, (n,); `MOST` and more are grey."""
        if len(codes) == len(self._places):
            self._codes = np.minimum(codes, MOST)
            self.outdate()

    def light_up(self, code: int | None) -> None:
        """Let only the points of one colour stand out, or all of them."""
        self.lit = code
        self.outdate()

    def choose(self, rows: IntArray) -> None:
        """Let only these points stand out; none: all of them."""
        self.chosen = rows
        self.outdate()

    def outdate(self) -> None:
        """Draw anew the next time, since the view or the theme is another."""
        self._image = None

    def image(self, view: Viewport, size: QSize, ratio: float, theme: Theme) -> QImage:
        """The points as they are seen; `ratio` pixels of the screen for one of the window."""
        if self._image is None:
            self.seen = view.on_screen(self._places)
            colors, codes = colors_of(theme), self._codes
            if self.lit is not None or len(self.chosen):
                # What does not stand out keeps its colour, but hardly.
                codes = np.where(self._stands_out(), codes, codes + len(colors))
                colors = [*colors, *(faded(color, _HARDLY) for color in colors)]
            order = self._order
            self._image = paint_points(size, ratio, self.seen[order], codes[order], colors)
        return self._image

    def _stands_out(self) -> BoolArray:
        if len(self.chosen):
            is_lit: BoolArray = np.zeros(len(self._codes), np.bool_)
            is_lit[self.chosen] = True
            return is_lit
        return np.equal(self._codes, MOST if self.lit is None else min(self.lit, MOST))
