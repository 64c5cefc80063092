"""Painting up to hundreds of thousands of points in a few milliseconds.

Many are stamped into an array, few are painted one by one and so look their best; a glow below
shows where there are more than can be told apart.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.ui.colors import faded

_FEW = 2500
"""So many points are painted one by one."""

_CELL = 6
"""Pixels across a cell of the glow."""

_BLUR = 2
"""How far the glow spreads at a time, in cells."""

_SMALLEST, _LARGEST = 0.7, 7.0


def dot_radius(count: int, width: float, height: float) -> float:
    """Return how large dots can be, in pixels, where `count` of them share a window."""
    apart = (width * height / max(1, count)) ** 0.5
    return float(min(_LARGEST, max(_SMALLEST, 0.13 * apart)))


def paint_points(
    size: QSize, ratio: float, seen: FloatArray, codes: IntArray, colors: list[QColor]
) -> QImage:
    """Return a picture of points on nothing.

    Args:
        size: Of the picture, in device-independent pixels.
        ratio: Pixels of the screen for one of those.
        seen: Where the points are, in device-independent pixels, (n, 2), some outside.
        codes: The place of each one's colour in `colors`, (n,).
        colors: May be translucent.
    """
    width, height = round(size.width() * ratio), round(size.height() * ratio)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    edge = 8
    is_inside = (
        (seen[:, 0] > -edge)
        & (seen[:, 1] > -edge)
        & (seen[:, 0] < size.width() + edge)
        & (seen[:, 1] < size.height() + edge)
    )
    seen, codes = seen[is_inside], codes[is_inside]
    radius = dot_radius(len(seen), size.width(), size.height())
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if len(seen):
        glow = _glow(size, seen, codes, colors)
        painter.drawImage(QRectF(0, 0, width, height), glow)
    if len(seen) <= _FEW:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        _paint_one_by_one(painter, ratio, seen, codes, colors, radius)
    else:
        dots = _stamped(width, height, seen * ratio, codes, colors, radius * ratio)
        painter.drawImage(0, 0, dots)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _paint_one_by_one(
    painter: QPainter,
    ratio: float,
    seen: FloatArray,
    codes: IntArray,
    colors: list[QColor],
    radius: float,
) -> None:
    sprites = [_sprite(color, radius, ratio) for color in colors]
    half = sprites[0].width() / ratio / 2 if sprites else 0.0
    for (x, y), code in zip(seen.tolist(), codes.tolist(), strict=True):
        painter.drawPixmap(QPointF(x - half, y - half), sprites[code])


def _sprite(color: QColor, radius: float, ratio: float) -> QPixmap:
    """A dot, light from above."""
    side = 2 * radius + 2
    sprite = QPixmap(round(side * ratio), round(side * ratio))
    sprite.setDevicePixelRatio(ratio)
    sprite.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sprite)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    middle = QPointF(side / 2, side / 2)
    painter.drawEllipse(middle, radius, radius)
    if radius > 3:
        painter.setBrush(faded(QColor("white"), 0.22 * color.alphaF()))
        painter.drawEllipse(middle - QPointF(0, radius * 0.28), radius * 0.5, radius * 0.5)
    painter.end()
    return sprite


def _stamped(
    width: int, height: int, seen: FloatArray, codes: IntArray, colors: list[QColor], radius: float
) -> QImage:
    """Set the pixels of round dots in an array; later points cover earlier ones."""
    pad = int(radius) + 1
    buffer = np.zeros((height + 2 * pad, width + 2 * pad), np.uint32)
    values = np.array([_premultiplied(color) for color in colors], np.uint32)[codes]
    x = np.clip(seen[:, 0], -1, width).astype(np.int32) + pad
    y = np.clip(seen[:, 1], -1, height).astype(np.int32) + pad
    flat = buffer.reshape(-1)
    at = y * (width + 2 * pad) + x
    reach = range(-int(radius), int(radius) + 1)
    for down in reach:
        for right in reach:
            if right * right + down * down <= radius * radius:
                flat[at + (down * (width + 2 * pad) + right)] = values
    inside = np.ascontiguousarray(buffer[pad : pad + height, pad : pad + width])
    return _as_image(inside)


def _glow(size: QSize, seen: FloatArray, codes: IntArray, colors: list[QColor]) -> QImage:
    """A soft light where points are many, in the mean of their colours."""
    across, down = size.width() // _CELL + 1, size.height() // _CELL + 1
    x = np.clip(seen[:, 0] / _CELL, 0, across - 1).astype(np.int32)
    y = np.clip(seen[:, 1] / _CELL, 0, down - 1).astype(np.int32)
    at = y * across + x
    parts = np.array([color.getRgbF() for color in colors], np.float32)[codes]
    weights = [parts[:, 3], *(parts[:, channel] * parts[:, 3] for channel in range(3))]
    grids = [
        np.bincount(at, weight, minlength=across * down).reshape(down, across).astype(np.float32)
        for weight in weights
    ]
    grids = [_blurred(grid) for grid in grids]
    density = grids[0]
    filled = density[density > 0.01 * density.max()]
    usual = float(np.quantile(filled, 0.8)) if filled.size else 1.0
    # A few songs alone need no light to be seen.
    strength = 0.2 + 0.22 * min(1.0, len(seen) / 2000)
    light = strength * (1 - np.exp(-0.9 * density / max(usual, 1e-6)))
    mean = [grid / np.maximum(density, 1e-6) for grid in grids[1:]]
    red, green, blue = (np.clip(255 * one * light, 0, 255).astype(np.uint32) for one in mean)
    alpha = np.clip(255 * light, 0, 255).astype(np.uint32)
    return _as_image(alpha << 24 | red << 16 | green << 8 | blue)


def _blurred(grid: FloatArray) -> FloatArray:
    """Three means over a few cells across and down come near to a Gaussian."""
    for axis in (0, 0, 0, 1, 1, 1):
        edge = [(0, 0), (0, 0)]
        edge[axis] = (_BLUR + 1, _BLUR)
        sums = np.cumsum(np.pad(grid, edge), axis=axis, dtype=np.float32)
        size, width = grid.shape[axis], 2 * _BLUR + 1
        grid = np.take(sums, range(width, size + width), axis) - np.take(sums, range(size), axis)
        grid /= width
    return grid


def _premultiplied(color: QColor) -> int:
    alpha = color.alphaF()
    red, green, blue = (round(part * alpha) for part in (color.red(), color.green(), color.blue()))
    return round(255 * alpha) << 24 | red << 16 | green << 8 | blue


def _as_image(pixels: np.ndarray) -> QImage:
    pixels = np.ascontiguousarray(pixels, np.uint32)
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    # A copy, since the array is gone soon.
    return image.copy()
