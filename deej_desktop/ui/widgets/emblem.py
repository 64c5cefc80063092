"""Deej's emblem: the two knobs, and the line that they bend."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.colors import mixed
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.knob_look import KnobLook, paint_knob, step_scale, wave_scale
from deej_desktop.ui.widgets.path_line import swing

_STEPS = 90
_ROWS_ACROSS = 7.0


class Emblem(QWidget):
    """Two knobs side by side and the path leading from one to the other; it cannot be turned."""

    def __init__(self, theme: Theme, height: int = 128, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height
        self._steps = step_scale(11)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def set_height(self, height: int) -> None:
        """Draw it `height` pixels high."""
        self._height = height
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self._height * 3.1), self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._height * 2, self._height)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(self.height())
        width = min(self.width(), self.sizeHint().width())
        left = QRectF((self.width() - width) / 2, 0, side, side)
        right = left.translated(width - side, 0)
        self._paint_line(painter, left.center(), right.center())
        for rect, name, fraction, scale in (
            (left, "keep_on", 0.3, self._steps),
            (right, "drunk", 0.72, wave_scale),
        ):
            look = KnobLook(
                fraction=fraction,
                caption="",
                accent=self._theme.color(name),
                is_pointed_at=False,
                has_focus=False,
                is_enabled=True,
            )
            paint_knob(painter, rect, look, scale, self._theme)

    def _paint_line(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        amber, violet = self._theme.color("keep_on"), self._theme.color("drunk")
        points = []
        for step in range(_STEPS + 1):
            place = step / _STEPS
            ahead = max(0.0, place - 0.3) * _ROWS_ACROSS
            x = start.x() + (end.x() - start.x()) * place
            points.append(QPointF(x, start.y() + swing(ahead, 1.0) * self.height() / 110))
        for number in range(_STEPS):
            color: QColor = mixed(amber, violet, number / _STEPS)
            pen = QPen(color, 3.0)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(points[number : number + 2]))
