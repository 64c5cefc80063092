"""Paints one song of a list: its cover, title, a second line, its length or what can be done."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.ui.colors import faded
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.format import clock
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.theme import RADIUS_S, SPACE_M, SPACE_S, SPACE_XS, Theme, TypeSize
from deej_desktop.ui.widgets.cover import paint_cover
from deej_desktop.ui.widgets.row_actions import (
    Lit,
    RowAction,
    button_rects,
    fitting,
    name_of,
    paint_buttons,
)
from deej_desktop.ui.widgets.text_line import paint_line


@dataclass(frozen=True, slots=True)
class SongLook:
    """How one row looks.

    Attributes:
        track: The song.
        second: The line under its title.
        actions: What its buttons do, shown while it is pointed at or has the keyboard.
        lit: The actions that are in force.
        is_now: It plays.
        is_past: It was played.
        opacity: 0..1.
        closeness: How like something else it is, -1..1, for a list that shows that.
    """

    track: Track
    second: str
    actions: tuple[RowAction, ...] = ()
    lit: Lit = frozenset()
    is_now: bool = False
    is_past: bool = False
    opacity: float = 1.0
    closeness: float | None = None


class SongDelegate(QStyledItemDelegate):
    """Draws songs; a subclass says what a row's model holds."""

    def __init__(self, theme: Theme, cover_of: Callable[[Track], CoverArt | None]) -> None:
        super().__init__()
        self.theme = theme
        self._cover_of = cover_of
        self.mouse: QPoint | None = None
        """Where the mouse is in the viewport, as the view tells."""

    @abstractmethod
    def look_of(self, index: Index, *, is_attended: bool) -> SongLook:
        """Return how the row at `index` looks; attended, it is pointed at or selected."""

    def body_of(self, option: QStyleOptionViewItem) -> QRectF:
        """Return the part of the row that holds the song."""
        return QRectF(option.rect).adjusted(SPACE_S, 2, -SPACE_S, -2)

    def action_at(
        self, option: QStyleOptionViewItem, index: Index, point: QPoint
    ) -> RowAction | None:
        """Return the action whose button is at `point` of the viewport, if one is."""
        body = self.body_of(option)
        look = self.look_of(index, is_attended=True)
        growth = self.theme.growth
        actions = fitting(look.actions, body.width(), growth)
        rects = button_rects(body, len(actions), growth, is_rtl=is_rtl(option))
        return next(
            (a for a, r in zip(actions, rects, strict=True) if r.contains(QPointF(point))), None
        )

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title = QFontMetricsF(self.theme.font(TypeSize.BODY, QFont.Weight.DemiBold))
        second = QFontMetricsF(self.theme.font(TypeSize.CAPTION))
        return QSize(200, round(title.lineSpacing() + second.lineSpacing()) + 2 * SPACE_M)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        is_pointed_at = bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        look = self.look_of(index, is_attended=is_pointed_at or is_selected)
        body = self.body_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self._paint_ground(painter, body, look, is_pointed_at or is_selected, has_focus)
        painter.setOpacity(look.opacity)
        self._paint_song(painter, body, look, has_buttons=is_pointed_at or has_focus)
        painter.restore()

    def paint_card(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """Paint the song alone into `rect`, as it is dragged along."""
        look = self.look_of(index, is_attended=False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, look, is_attended=True, has_focus=False)
        self._paint_song(painter, rect, look, has_buttons=False)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        action = self.action_at(option, index, event.pos()) if index.isValid() else None
        if action is None:
            return super().helpEvent(event, view, option, index)
        lit = self.look_of(index, is_attended=True).lit
        QToolTip.showText(event.globalPos(), name_of(action, is_lit=action in lit), view)
        return True

    def _paint_ground(
        self, painter: QPainter, body: QRectF, look: SongLook, is_attended: bool, has_focus: bool
    ) -> None:
        colors = self.theme.colors
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.is_now:
            painter.setBrush(faded(QColor(colors.keep_on), 0.10))
        if is_attended:
            painter.setBrush(QColor(colors.raised))
        if has_focus:
            painter.setPen(QPen(QColor(colors.focus), 2.0))
            body = body.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(body, RADIUS_S + 2, RADIUS_S + 2)

    def _paint_song(
        self, painter: QPainter, body: QRectF, look: SongLook, *, has_buttons: bool
    ) -> None:
        is_mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = body.height() - 2 * SPACE_S
        cover = QRectF(body.left() + SPACE_S, body.top() + SPACE_S, side, side)
        if is_mirrored:
            cover.moveRight(body.right() - SPACE_S)
        art = self._cover_of(look.track)
        opacity = painter.opacity()
        painter.setOpacity(opacity * (0.6 if look.is_past else 1.0))
        paint_cover(
            painter,
            cover,
            RADIUS_S - 1,
            art.image if art is not None else None,
            look.track.tags.album or look.track.title,
            self.theme,
        )
        painter.setOpacity(opacity)
        growth = self.theme.growth
        actions = fitting(look.actions, body.width(), growth) if has_buttons else ()
        if actions:
            mouse = QPointF(self.mouse) if self.mouse is not None else None
            end = paint_buttons(painter, body, actions, look.lit, mouse, self.theme)
        else:
            end = self.paint_end(painter, body, look)
        start = side + 2 * SPACE_S + SPACE_XS
        text = body.adjusted(start, 0, -end - SPACE_M, 0)
        if is_mirrored:
            text = body.adjusted(end + SPACE_M, 0, -start, 0)
        self._paint_lines(painter, text, look)

    def paint_end(self, painter: QPainter, body: QRectF, look: SongLook) -> float:
        """Paint what stands at the row's end, its length, and return the width taken."""
        font = self.theme.font(TypeSize.CAPTION)
        length = clock(look.track.duration_s)
        painter.setFont(font)
        painter.setPen(self.theme.color("muted"))
        painter.drawText(
            body.adjusted(SPACE_M, 0, -SPACE_M, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            length,
        )
        return QFontMetricsF(font).horizontalAdvance(length) + SPACE_M

    def _paint_lines(self, painter: QPainter, area: QRectF, look: SongLook) -> None:
        fonts = (
            self.theme.font(TypeSize.BODY, QFont.Weight.DemiBold),
            self.theme.font(TypeSize.CAPTION),
        )
        metrics = [QFontMetricsF(font) for font in fonts]
        height = metrics[0].lineSpacing() + (metrics[1].lineSpacing() if look.second else 0)
        top = area.center().y() - height / 2
        lines = ((look.track.title, "muted" if look.is_past else "text"), (look.second, "muted"))
        for (text, color), font in zip(lines, fonts, strict=True):
            line = QRectF(area.left(), top, area.width(), area.height())
            top += paint_line(painter, line, text, font, self.theme.color(color))


def is_rtl(option: QStyleOptionViewItem) -> bool:
    """Whether the row is laid out from right to left."""
    return option.direction == Qt.LayoutDirection.RightToLeft
