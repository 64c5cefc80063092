"""Painting one line of text, in any writing, so that it is cut off well and sits on its line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from deej_desktop.ui.format import keeping_direction


def paint_line(
    painter: QPainter,
    area: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    *,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """Paint `text` at the leading edge of `area`, from its top, and return the height of the line.

    It is placed by its base line: a fallback font with taller letters neither moves nor clips it.
    """
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(keeping_direction(text), mode, area.width())
    left = area.left()
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        left = area.right() - metrics.horizontalAdvance(shown)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QPointF(left, area.top() + metrics.ascent()), shown)
    return metrics.lineSpacing()
