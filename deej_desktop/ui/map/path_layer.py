"""The path of the session across the map: amber where one has been, violet where it goes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from deej_desktop.ui.colors import faded, mixed
from deej_desktop.ui.theme import Theme

_WIDTH, _CASING = 2.6, 6.5
_MOST_PAST = 12


@dataclass(frozen=True, slots=True)
class PathOnMap:
    """The rows of the map that the path touches; songs that are not on the map are left out.

    Attributes:
        past: What was played, oldest first.
        now: What plays, or None.
        ahead: What comes next.
        journey: The stops of a journey that is being made, each with whether it is a waypoint.
    """

    past: Sequence[int] = ()
    now: int | None = None
    ahead: Sequence[int] = ()
    journey: Sequence[tuple[int, bool]] = ()

    @property
    def shown_past(self) -> Sequence[int]:
        """So much of the past as can be told apart."""
        return self.past[-_MOST_PAST:]

    @property
    def shown_ahead(self) -> Sequence[int]:
        """What comes next, unless a journey is being made, whose way matters more."""
        return () if self.journey else self.ahead


def paint_path(
    painter: QPainter,
    past: Sequence[QPointF],
    now: QPointF | None,
    ahead: Sequence[QPointF],
    theme: Theme,
    pulse: float,
) -> None:
    """Paint the path through points of the screen; `pulse`, 0..1, is how far the halo has spread.

    The line ahead is drawn first, so that what plays lies on top.
    """
    amber, violet = theme.color("keep_on"), theme.color("drunk")
    here = [now] if now is not None else []
    _paint_line(painter, [*here, *ahead], theme, violet, violet, 0.9, 0.35)
    _paint_line(painter, [*past, *here], theme, amber, amber, 0.15, 1.0)
    window = theme.color("window")
    for number, point in enumerate(ahead):
        share = 1 - 0.6 * number / max(1, len(ahead))
        painter.setPen(QPen(faded(violet, share), 2.0))
        painter.setBrush(window)
        painter.drawEllipse(point, 4.6, 4.6)
    for number, point in enumerate(past):
        share = 0.35 + 0.65 * (number + 1) / len(past)
        painter.setPen(QPen(window, 1.5))
        painter.setBrush(mixed(window, amber, share))
        painter.drawEllipse(point, 4.4, 4.4)
    if now is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(amber, 0.32 * (1 - pulse)))
        painter.drawEllipse(now, 11 + 15 * pulse, 11 + 15 * pulse)
        painter.setPen(QPen(amber, 3.0))
        painter.setBrush(theme.color("text" if theme.is_dark else "surface"))
        painter.drawEllipse(now, 7.5, 7.5)


def paint_journey(painter: QPainter, stops: Sequence[tuple[QPointF, bool]], theme: Theme) -> None:
    """Paint the way of a journey through points of the screen; waypoints are filled and larger."""
    violet, window = theme.color("drunk"), theme.color("window")
    _paint_line(painter, [point for point, _ in stops], theme, violet, violet, 1.0, 1.0)
    for point, is_waypoint in stops:
        painter.setPen(QPen(window if is_waypoint else violet, 2.0))
        painter.setBrush(violet if is_waypoint else window)
        radius = 7.5 if is_waypoint else 4.6
        painter.drawEllipse(point, radius, radius)


def paint_stroke(
    painter: QPainter, points: Sequence[QPointF], color: QColor, *, closed: bool
) -> None:
    """Paint what is being drawn with the mouse."""
    path = QPainterPath()
    for number, point in enumerate(points):
        if number:
            path.lineTo(point)
        else:
            path.moveTo(point)
    painter.setBrush(faded(color, 0.10) if closed else Qt.BrushStyle.NoBrush)
    pen = QPen(color, 2.4, Qt.PenStyle.DashLine if closed else Qt.PenStyle.SolidLine)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPath(path)


def _paint_line(
    painter: QPainter,
    points: Sequence[QPointF],
    theme: Theme,
    first: QColor,
    last: QColor,
    first_share: float,
    last_share: float,
) -> None:
    """Paint a smooth line through `points`, on a casing that keeps it apart from the dots."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pieces = _curves(points)
    casing = QPen(faded(theme.color("window"), 0.75), _CASING)
    casing.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(casing)
    for piece in pieces:
        painter.drawPath(piece)
    for number, piece in enumerate(pieces):
        at = number / max(1, len(pieces) - 1)
        share = first_share + (last_share - first_share) * at
        pen = QPen(faded(mixed(first, last, at), max(0.2, share)), _WIDTH)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(piece)


def _curves(points: Sequence[QPointF]) -> list[QPainterPath]:
    """One curve between each two points, bending through all (Catmull and Rom), without loops."""
    curves = []
    for number in range(len(points) - 1):
        before, start, end = points[max(0, number - 1)], points[number], points[number + 1]
        after = points[min(len(points) - 1, number + 2)]
        curve = QPainterPath(start)
        most = 0.35 * math.dist(start.toTuple(), end.toTuple())
        leaving, arriving = (end - before) / 6, (after - start) / 6
        curve.cubicTo(start + _shortened(leaving, most), end - _shortened(arriving, most), end)
        curves.append(curve)
    return curves


def _shortened(way: QPointF, most: float) -> QPointF:
    """Return `way`, at most so long: a far leap must not throw a short one off its course."""
    length = math.hypot(way.x(), way.y())
    return way * (most / length) if length > most else way
