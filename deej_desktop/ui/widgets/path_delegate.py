"""Paints one row of the path: the line, the cover, title and artist, the length."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.ui.colors import faded
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.format import clock, joined
from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.models.path_model import Index, Part, PathRow, row_of
from deej_desktop.ui.theme import RADIUS_S, SPACE_M, SPACE_S, SPACE_XS, Theme, TypeSize
from deej_desktop.ui.widgets.cover import paint_cover
from deej_desktop.ui.widgets.path_line import GUTTER, paint_path
from deej_desktop.ui.widgets.text_line import paint_line

_REMOVE_SIDE = 20


class PathDelegate(QStyledItemDelegate):
    """Draws rows of a `PathModel`; on a queued row that is pointed at, a button removes it."""

    remove_wanted = Signal(int)
    """The key of the queued entry."""

    def __init__(self, theme: Theme, cover_of: Callable[[Track], CoverArt | None]) -> None:
        super().__init__()
        self._theme = theme
        self._cover_of = cover_of
        self.drunk = 0.0
        self.freshness: Callable[[PathRow], float] = lambda _: 1.0

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title = QFontMetricsF(self._theme.font(TypeSize.BODY, QFont.Weight.DemiBold))
        second = QFontMetricsF(self._theme.font(TypeSize.CAPTION))
        return QSize(200, round(title.lineSpacing() + second.lineSpacing()) + 2 * SPACE_M)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = row_of(index)
        rect = QRectF(option.rect)
        state = option.state
        is_pointed_at = bool(state & QStyle.StateFlag.State_MouseOver)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = rect.adjusted(GUTTER, 2, -SPACE_S, -2)
        if _is_rtl(option):
            body = rect.adjusted(SPACE_S, 2, -GUTTER, -2)
        self._paint_ground(painter, body, row, is_pointed_at, is_selected, has_focus)
        gutter = QRectF(rect.left(), rect.top(), GUTTER, rect.height())
        if _is_rtl(option):
            gutter.moveRight(rect.right())
        paint_path(
            painter,
            gutter,
            row,
            self.drunk,
            self._theme,
            is_first=index.row() == 0,
            is_last=index.row() == index.model().rowCount() - 1,
        )
        painter.setOpacity(self.freshness(row))
        painter.setLayoutDirection(option.direction)
        tells_why = (is_pointed_at or is_selected) and bool(row.why)
        shows_remove = is_pointed_at and row.key is not None
        self._paint_body(painter, body, row, tells_why=tells_why, shows_remove=shows_remove)
        painter.restore()

    @override
    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            row = row_of(index)
            pressed = event.position().toPoint()
            is_left = event.button() == Qt.MouseButton.LeftButton
            if is_left and row.key is not None and self._is_remove(option, pressed):
                self.remove_wanted.emit(row.key)
                return True
        return super().editorEvent(event, model, option, index)

    def remove_rect(self, row_rect: QRect, *, is_rtl: bool = False) -> QRect:
        """Return where the remove button of a row is."""
        middle = row_rect.center().y()
        left = row_rect.right() - SPACE_S - SPACE_M - _REMOVE_SIDE
        if is_rtl:
            left = row_rect.left() + SPACE_S + SPACE_M
        return QRect(left, middle - _REMOVE_SIDE // 2, _REMOVE_SIDE, _REMOVE_SIDE)

    def _is_remove(self, option: QStyleOptionViewItem, point: QPoint) -> bool:
        rect = self.remove_rect(option.rect, is_rtl=_is_rtl(option))
        return rect.adjusted(-8, -8, 8, 8).contains(point)

    def _paint_ground(
        self,
        painter: QPainter,
        body: QRectF,
        row: PathRow,
        is_pointed_at: bool,
        is_selected: bool,
        has_focus: bool,
    ) -> None:
        colors = self._theme.colors
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if row.part is Part.NOW:
            painter.setBrush(faded(QColor(colors.keep_on), 0.10))
        if is_pointed_at or is_selected:
            painter.setBrush(QColor(colors.raised))
        if has_focus:
            painter.setPen(QPen(QColor(colors.focus), 2.0))
            body = body.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(body, RADIUS_S + 2, RADIUS_S + 2)

    def _paint_body(
        self, painter: QPainter, body: QRectF, row: PathRow, *, tells_why: bool, shows_remove: bool
    ) -> None:
        is_rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        track = row.track
        side = body.height() - 2 * SPACE_S
        cover = QRectF(body.left() + SPACE_S, body.top() + SPACE_S, side, side)
        if is_rtl:
            cover.moveRight(body.right() - SPACE_S)
        art = self._cover_of(track)
        opacity = painter.opacity()
        painter.setOpacity(opacity * (0.6 if row.part is Part.PAST else 1.0))
        paint_cover(
            painter,
            cover,
            RADIUS_S - 1,
            art.image if art is not None else None,
            track.tags.album or track.title,
            self._theme,
        )
        painter.setOpacity(opacity)
        end_width = self._paint_end(painter, body, row, shows_remove=shows_remove)
        text = body.adjusted(side + 2 * SPACE_S + SPACE_XS, 0, -end_width - SPACE_M, 0)
        if is_rtl:
            text = body.adjusted(end_width + SPACE_M, 0, -(side + 2 * SPACE_S + SPACE_XS), 0)
        second = row.why if tells_why else joined(track.artist, track.tags.album)
        self._paint_lines(
            painter,
            text,
            (track.title, "muted" if row.part is Part.PAST else "text"),
            (second, "muted"),
        )

    def _paint_end(
        self, painter: QPainter, body: QRectF, row: PathRow, *, shows_remove: bool
    ) -> float:
        """Paint the length or the remove button at the row's end and return the width taken."""
        is_rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        muted = self._theme.color("muted")
        if shows_remove:
            left = body.left() + SPACE_M if is_rtl else body.right() - SPACE_M - _REMOVE_SIDE
            top = body.center().y() - _REMOVE_SIDE / 2
            paint_icon(painter, "close", QRectF(left, top, _REMOVE_SIDE, _REMOVE_SIDE), muted)
            return float(_REMOVE_SIDE + SPACE_M)
        font = self._theme.font(TypeSize.CAPTION)
        length = clock(row.track.duration_s)
        painter.setFont(font)
        painter.setPen(muted)
        painter.drawText(
            body.adjusted(SPACE_M, 0, -SPACE_M, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            length,
        )
        return QFontMetricsF(font).horizontalAdvance(length) + SPACE_M

    def _paint_lines(
        self, painter: QPainter, area: QRectF, first: tuple[str, str], second: tuple[str, str]
    ) -> None:
        """Paint two lines, each a text and the name of its colour."""
        fonts = (
            self._theme.font(TypeSize.BODY, QFont.Weight.DemiBold),
            self._theme.font(TypeSize.CAPTION),
        )
        metrics = [QFontMetricsF(font) for font in fonts]
        height = metrics[0].lineSpacing() + (metrics[1].lineSpacing() if second[0] else 0)
        top = area.center().y() - height / 2
        for (text, color), font in zip((first, second), fonts, strict=True):
            line = QRectF(area.left(), top, area.width(), area.height())
            top += paint_line(painter, line, text, font, self._theme.color(color))


def _is_rtl(option: QStyleOptionViewItem) -> bool:
    return option.direction == Qt.LayoutDirection.RightToLeft
