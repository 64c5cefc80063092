"""Our own icons: SVG files in resources/icons, drawn in whatever colour the theme asks for."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from deej_desktop.paths import resources_dir

_SIZES = (16, 20, 24, 32, 48, 64, 128, 256)

_DIRECTED = frozenset({"back", "next", "play", "play-next", "previous"})
"""What points along the line: the other way where one writes from right to left."""


@cache
def _source(name: str) -> bytes:
    return (resources_dir() / "icons" / f"{name}.svg").read_bytes()


@lru_cache(maxsize=128)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", color.encode())))


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Paint the icon `name` into `rect`, its `currentColor` parts in `color`."""
    painter.save()
    if name in _DIRECTED and painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        painter.translate(2 * rect.center().x(), 0)
        painter.scale(-1, 1)
    # SVG knows no "#aarrggbb"; what is translucent is painted so.
    painter.setOpacity(painter.opacity() * color.alphaF())
    _renderer(name, color.name()).render(painter, rect)
    painter.restore()


def icon(name: str, color: QColor) -> QIcon:
    """Return the icon `name` for menus, buttons and windows."""
    result = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_icon(painter, name, QRectF(0, 0, size, size), color)
        painter.end()
        # Without a picture of its own, Qt would dye the icon of a selected row.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            result.addPixmap(pixmap, mode)
    return result
