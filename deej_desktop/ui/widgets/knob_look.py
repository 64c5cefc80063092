"""How a knob is painted: its cap, and the two scales that make Deej's knobs unmistakable.

Keep on counts tracks, so its scale is made of steps. Drunk mixes in chance, so its scale is a line
that is steady while sober and staggers more the further it is turned.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPen,
    QPolygonF,
    QRadialGradient,
)

from deej_desktop.ui.colors import faded, mixed
from deej_desktop.ui.theme import Theme, TypeSize

_FIRST_DEG, _SWEEP_DEG = 225.0, -270.0
"""From lower left, clockwise, to lower right; in Qt's mathematical degrees."""


@dataclass(frozen=True, slots=True)
class KnobLook:
    """What a knob shows at one moment.

    Attributes:
        fraction: The value, 0..1.
        caption: What is written on the cap.
        accent: The colour of the value.
        is_pointed_at: Whether the mouse is over it or turns it.
        has_focus: Whether keys go to it.
        is_enabled: Whether it can be turned.
    """

    fraction: float
    caption: str
    accent: QColor
    is_pointed_at: bool
    has_focus: bool
    is_enabled: bool


Scale: TypeAlias = Callable[[QPainter, QPointF, float, float, QColor, QColor], None]
"""Paints (painter, centre, radius, fraction, colour of the value, colour of the rest)."""


def step_scale(steps: int) -> Scale:
    """Return a scale of `steps` marks, as many of them lit as the value says."""

    def paint(
        painter: QPainter,
        centre: QPointF,
        radius: float,
        fraction: float,
        accent: QColor,
        rest: QColor,
    ) -> None:
        half = radius * 0.075
        for step in range(steps):
            place = step / (steps - 1)
            lit = min(1.0, max(0.0, (fraction - place) * (steps - 1) + 1.0))
            pen = QPen(mixed(rest, accent, lit), radius * 0.09)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(
                _on_circle(centre, radius - half, place),
                _on_circle(centre, radius + half, place),
            )

    return paint


def wave_scale(
    painter: QPainter, centre: QPointF, radius: float, fraction: float, accent: QColor, rest: QColor
) -> None:
    """Paint a line that staggers more the further it goes."""
    pen = QPen(rest, max(1.5, radius * 0.045))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_arc(centre, radius, fraction, 1.0, stagger=0.0))
    pen.setColor(accent)
    pen.setWidthF(max(2.5, radius * 0.085))
    painter.setPen(pen)
    painter.drawPolyline(_arc(centre, radius, 0.0, max(fraction, 1e-3), stagger=radius * 0.12))


def paint_knob(painter: QPainter, rect: QRectF, look: KnobLook, scale: Scale, theme: Theme) -> None:
    """Paint a knob into the square `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not look.is_enabled:
        painter.setOpacity(0.45)
    centre = rect.center()
    radius = rect.width() / 2
    colors = theme.colors
    scale(painter, centre, radius * 0.86, look.fraction, look.accent, QColor(colors.line))
    cap = radius * 0.64
    _paint_cap(painter, centre, cap, look, theme)
    _paint_caption(painter, centre, cap, look.caption, theme)
    if look.has_focus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colors.focus), 2.0))
        painter.drawEllipse(centre, cap + 3.0, cap + 3.0)


def _paint_cap(
    painter: QPainter, centre: QPointF, cap: float, look: KnobLook, theme: Theme
) -> None:
    colors = theme.colors
    shadow = QRadialGradient(centre + QPointF(0, cap * 0.14), cap * 1.22)
    shade = QColor(colors.shade)
    shadow.setColorAt(0.78, faded(shade, 0.55))
    shadow.setColorAt(1.0, faded(shade, 0.0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shadow)
    painter.drawEllipse(centre + QPointF(0, cap * 0.14), cap * 1.22, cap * 1.22)

    raised, shine = QColor(colors.raised), QColor(colors.shine)
    top = mixed(raised, shine, 0.75 if look.is_pointed_at else 0.5)
    body = QLinearGradient(centre - QPointF(0, cap), centre + QPointF(0, cap))
    body.setColorAt(0.0, top)
    body.setColorAt(1.0, mixed(raised, QColor(colors.window), 0.35))
    painter.setBrush(body)
    rim = QLinearGradient(centre - QPointF(0, cap), centre + QPointF(0, cap))
    rim.setColorAt(0.0, shine)
    rim.setColorAt(1.0, QColor(colors.line))
    painter.setPen(QPen(rim, 1.2))
    painter.drawEllipse(centre, cap, cap)

    pen = QPen(look.accent, max(2.5, cap * 0.1))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(
        _on_circle(centre, cap * 0.70, look.fraction), _on_circle(centre, cap * 0.86, look.fraction)
    )


def _paint_caption(
    painter: QPainter, centre: QPointF, cap: float, caption: str, theme: Theme
) -> None:
    font = theme.font(TypeSize.BODY, QFont.Weight.DemiBold)
    # As large as the words beside it, if the cap has room for that.
    size = max(9.0, cap * 0.5, QFontInfo(font).pixelSize())
    font.setPixelSize(round(size))
    width = QFontMetricsF(font).horizontalAdvance(caption)
    if width > cap * 1.15:
        font.setPixelSize(max(8, round(size * cap * 1.15 / width)))
    painter.setFont(font)
    painter.setPen(QColor(theme.colors.text))
    painter.drawText(
        QRectF(centre.x() - cap, centre.y() - cap, 2 * cap, 2 * cap),
        Qt.AlignmentFlag.AlignCenter,
        caption,
    )


def _on_circle(centre: QPointF, radius: float, place: float) -> QPointF:
    angle = math.radians(_FIRST_DEG + _SWEEP_DEG * place)
    return centre + QPointF(radius * math.cos(angle), -radius * math.sin(angle))


def _arc(centre: QPointF, radius: float, first: float, last: float, stagger: float) -> QPolygonF:
    """Return the line from `first` to `last` (0..1 of the sweep), swinging ever wider."""
    points = []
    count = max(2, round((last - first) * 160))
    for index in range(count + 1):
        place = first + (last - first) * index / count
        swing = stagger * place**1.6 * math.sin(place * 17.0 * math.pi)
        points.append(_on_circle(centre, radius + swing, place))
    return QPolygonF(points)
