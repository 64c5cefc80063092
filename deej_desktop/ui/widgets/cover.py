"""The picture of a track, or a sleeve of our own for one that has none."""

from __future__ import annotations

import hashlib
import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.colors import faded
from deej_desktop.ui.theme import RADIUS_L, RADIUS_S, Theme


class CoverView(QWidget):
    """A square cover with rounded corners, as large as there is room up to `largest` pixels."""

    def __init__(self, theme: Theme, largest: int = 680, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._largest = largest
        self._image: QImage | None = None
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_cover(self, image: QImage | None, name: str) -> None:
        """Show `image`, or a sleeve drawn after `name` if it is None."""
        self._image = image
        self._name = name
        self.setAccessibleName(self.tr("Cover of {name}").format(name=name) if name else "")
        self.update()

    def set_largest(self, largest: int) -> None:
        """Grow to at most `largest` pixels."""
        self._largest = largest
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._largest, self._largest)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(48, 48)

    def square(self) -> QRectF:
        """Where the cover is drawn."""
        side = min(self.width(), self.height(), self._largest)
        left = self.width() - side if self.isRightToLeft() else 0
        return QRectF(left, (self.height() - side) / 2, side, side)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        square = self.square()
        radius = RADIUS_L if square.width() > 160 else RADIUS_S
        paint_cover(painter, square, radius, self._image, self._name, self._theme)


def paint_cover(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    image: QImage | None,
    name: str,
    theme: Theme,
) -> None:
    """Paint a cover, or the sleeve for `name`, into the square `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    outline = QPainterPath()
    outline.addRoundedRect(rect, radius, radius)
    painter.setClipPath(outline)
    if image is not None:
        painter.drawImage(rect, image)
    else:
        _paint_sleeve(painter, rect, name, theme)
    painter.setClipping(False)
    edge = QColor(theme.colors.text)
    painter.setPen(QPen(faded(edge, 0.10), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def _paint_sleeve(painter: QPainter, rect: QRectF, name: str, theme: Theme) -> None:
    """Paint rings of sound in colours that belong to `name` alone."""
    digest = hashlib.blake2b(name.encode(errors="replace"), digest_size=4).digest()
    hue = digest[0] / 256
    light = 0.30 if theme.is_dark else 0.86
    ground = QLinearGradient(rect.topLeft(), rect.bottomRight())
    ground.setColorAt(0.0, QColor.fromHslF(hue, 0.30, light))
    ground.setColorAt(1.0, QColor.fromHslF((hue + 0.12) % 1, 0.34, light * 0.72))
    painter.fillRect(rect, ground)
    side = rect.width()
    angle = digest[1] / 256 * math.tau
    first = rect.center() + QPointF(math.cos(angle), math.sin(angle)) * (side * 0.22)
    second = rect.center() - QPointF(math.cos(angle), math.sin(angle)) * (side * 0.22)
    ink = QColor.fromHslF((hue + 0.06) % 1, 0.55, 0.78 if theme.is_dark else 0.42)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rings = 7 if side > 80 else 4
    for centre, share in ((first, 0.75), (second, 0.45)):
        for ring in range(1, rings + 1):
            painter.setPen(QPen(faded(ink, share * (1 - ring / (rings + 1))), side * 0.012 + 0.5))
            radius = side * 0.085 * ring * (7 / rings)
            painter.drawEllipse(centre, radius, radius)
