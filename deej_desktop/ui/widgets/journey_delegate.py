"""Paints one row of a journey: the line with its gaps, and the song beside it.

A jump is a gap in the line, the wider the further it is; the largest one is marked.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from deej_desktop.ui.format import joined
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.journey_model import JourneyModel, JourneyRow, row_of
from deej_desktop.ui.theme import SPACE_S
from deej_desktop.ui.widgets.path_line import GUTTER
from deej_desktop.ui.widgets.row_actions import RowAction
from deej_desktop.ui.widgets.song_delegate import SongDelegate, SongLook, is_rtl

_WIDEST_GAP = 0.72
"""Of a row's height, for a jump to what has nothing in common with the track before."""


class JourneyDelegate(SongDelegate):
    """Draws rows of a `JourneyModel`."""

    @override
    def body_of(self, option: QStyleOptionViewItem) -> QRectF:
        rect = QRectF(option.rect)
        if is_rtl(option):
            return rect.adjusted(SPACE_S, 2, -GUTTER, -2)
        return rect.adjusted(GUTTER, 2, -SPACE_S, -2)

    @override
    def look_of(self, index: Index, *, is_attended: bool) -> SongLook:
        row = row_of(index)
        names = joined(row.track.artist, row.track.tags.album)
        if row.is_largest:
            names = joined(self.tr("The largest jump leads here"), row.track.artist)
        action = RowAction.REMOVE if row.waypoint else RowAction.WAYPOINT
        return SongLook(row.track, row.why if is_attended and row.why else names, (action,))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        rect = QRectF(option.rect)
        gutter = QRectF(rect.left(), rect.top(), GUTTER, rect.height())
        if is_rtl(option):
            gutter.moveRight(rect.right())
        row = row_of(index)
        after = index.model().index(index.row() + 1, 0)
        model = index.model()
        next_row = model.row_at(after) if isinstance(model, JourneyModel) else None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row() > 0:
            self._paint_half(painter, gutter, row.jump, row.is_largest, -1)
        if next_row is not None:
            self._paint_half(painter, gutter, row.jump_after, next_row.is_largest, 1)
        self._paint_dot(painter, gutter.center(), row)
        painter.restore()

    def _paint_half(
        self, painter: QPainter, gutter: QRectF, jump: float | None, is_largest: bool, side: int
    ) -> None:
        """Paint the line from the dot up (-1) or down (1) to where the gap begins."""
        middle = gutter.center()
        color = self.theme.color("danger" if is_largest else "drunk")
        pen = QPen(color, 3.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        reach = gutter.height() / 2
        if jump is None:
            pen = QPen(self.theme.color("line"), 2.0, Qt.PenStyle.DotLine)
        else:
            # The root of a cosine distance grows as the distance between the two directions.
            reach *= 1 - _WIDEST_GAP * min(1.0, math.sqrt(max(0.0, jump)))
        if is_largest:
            # What is missing there, in dots.
            painter.setPen(QPen(color, 2.0, Qt.PenStyle.DotLine))
            painter.drawLine(middle, QPointF(middle.x(), middle.y() + side * gutter.height() / 2))
        painter.setPen(pen)
        painter.drawLine(middle, QPointF(middle.x(), middle.y() + side * reach))

    def _paint_dot(self, painter: QPainter, centre: QPointF, row: JourneyRow) -> None:
        if row.waypoint:
            painter.setPen(QPen(self.theme.color("keep_on"), 3.0))
            painter.setBrush(QColor(self.theme.colors.text))
            painter.drawEllipse(centre, 7.5, 7.5)
            return
        painter.setPen(QPen(self.theme.color("drunk"), 2.5))
        painter.setBrush(self.theme.color("surface"))
        painter.drawEllipse(centre, 5.0, 5.0)
