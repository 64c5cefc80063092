"""The line that leads through the session: amber behind what plays, violet ahead of it.

It is steady where the tracks have been played, and staggers ahead the more the Drunk knob is
turned up, in the same way as that knob's own scale.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from deej_desktop.ui.colors import mixed
from deej_desktop.ui.models.path_model import Part, PathRow
from deej_desktop.ui.theme import Theme

GUTTER = 52
"""The width the line is given, in pixels."""

_WIDEST_SWING = 15.0
_STEPS = 16


def paint_path(
    painter: QPainter,
    rect: QRectF,
    row: PathRow,
    drunk: float,
    theme: Theme,
    *,
    is_first: bool,
    is_last: bool,
) -> None:
    """Paint the piece of the line that crosses the row `rect`, and the row's dot.

    Args:
        painter: Where to paint.
        rect: The gutter of the row, `GUTTER` wide.
        row: The row.
        drunk: How far the Drunk knob is turned, 0..1.
        theme: Where the colours come from.
        is_first: The line begins here.
        is_last: The line ends here.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.save()
    painter.setClipRect(rect)
    if not is_first:
        _paint_half(painter, rect, row, -0.5, drunk, theme)
    if not is_last:
        _paint_half(painter, rect, row, 0.5, drunk, theme)
    painter.restore()
    _paint_dot(painter, _place(rect, row.distance, 0.0, drunk), row, theme)


def _paint_half(
    painter: QPainter, rect: QRectF, row: PathRow, half: float, drunk: float, theme: Theme
) -> None:
    """Paint the line from the middle of the row to half a row above (-0.5) or below (0.5)."""
    ahead = row.distance + half > 0
    followed = row.is_followed and (row.part is not Part.PAST or half > 0 or row.distance < 0)
    color = QColor(theme.colors.line)
    width = 2.0
    if ahead:
        fade = min(0.75, max(0, row.distance - 1) * 0.09)
        color = mixed(theme.color("drunk"), theme.color("line"), fade)
        width = 3.0
    elif followed:
        color = theme.color("keep_on")
        width = 3.0
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    # A little over the edge, where it is clipped: smoothed ends would leave a notch there.
    reach = half * (1 + 4 / rect.height())
    painter.drawPolyline(
        QPolygonF(
            [_place(rect, row.distance, reach * step / _STEPS, drunk) for step in range(_STEPS + 1)]
        )
    )


def _paint_dot(painter: QPainter, centre: QPointF, row: PathRow, theme: Theme) -> None:
    ground = theme.color("surface")
    if row.part is Part.NOW:
        painter.setPen(QPen(theme.color("keep_on"), 3.0))
        painter.setBrush(theme.color("text"))
        painter.drawEllipse(centre, 7.5, 7.5)
        return
    if row.part is Part.NEXT:
        color = theme.color("drunk")
        painter.setPen(QPen(color, 2.5))
        painter.setBrush(color if row.asked_for else ground)
        painter.drawEllipse(centre, 5.0, 5.0)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("keep_on" if row.is_followed else "line"))
    painter.drawEllipse(centre, 5.0, 5.0)


def swing(ahead: float, drunk: float) -> float:
    """Return how far the line strays from the middle, in pixels, `ahead` rows after what plays."""
    # Begins steady at what plays and reaches its full width after three rows.
    return _WIDEST_SWING * drunk * min(1.0, max(0.0, ahead) / 3.0) * math.sin(ahead * 2.4)


def _place(rect: QRectF, distance: int, offset: float, drunk: float) -> QPointF:
    """Return the point of the line `offset` rows from the middle of the row at `distance`."""
    return QPointF(
        rect.center().x() + 0.5 + swing(distance + offset, drunk),
        rect.center().y() + offset * rect.height(),
    )
