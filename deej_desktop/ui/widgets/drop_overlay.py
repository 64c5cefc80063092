"""What lies over the window while something is dragged across it: the places to let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deej_desktop.ui.colors import faded, mixed
from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.theme import RADIUS_L, SPACE_L, SPACE_M, Theme, TypeSize


@dataclass(frozen=True, slots=True)
class DropPlace:
    """One place to let go: what happens there, in words, and how it looks."""

    name: str
    title: str
    icon_name: str
    accent: str


class DropOverlay(QWidget):
    """Covers its parent with places side by side; the parent tells it where the drag is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._theme = theme
        self._places: Sequence[DropPlace] = ()
        self._over: str | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def offer(self, places: Sequence[DropPlace]) -> None:
        """Show `places` over the whole parent."""
        self._places = places
        self._over = None
        self.setGeometry(self._host.rect())
        self.raise_()
        self.show()
        self.update()

    def point_at(self, position: QPointF) -> str | None:
        """Light the place under `position` and return its name, or None between places."""
        over = next(
            (
                place.name
                for place, rect in zip(self._places, self._rects(), strict=True)
                if rect.contains(position)
            ),
            None,
        )
        if over != self._over:
            self._over = over
            self.update()
        return over

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), faded(self._theme.color("window"), 0.82))
        for place, rect in zip(self._places, self._rects(), strict=True):
            self._paint_place(painter, place, rect)

    def _rects(self) -> list[QRectF]:
        area = QRectF(self.rect()).adjusted(SPACE_L, SPACE_L, -SPACE_L, -SPACE_L)
        count = max(1, len(self._places))
        width = (area.width() - (count - 1) * SPACE_M) / count
        rects = [
            QRectF(area.left() + index * (width + SPACE_M), area.top(), width, area.height())
            for index in range(len(self._places))
        ]
        return rects[::-1] if self.isRightToLeft() else rects

    def _paint_place(self, painter: QPainter, place: DropPlace, rect: QRectF) -> None:
        is_over = place.name == self._over
        accent = self._theme.color(place.accent)
        ground = mixed(self._theme.color("surface"), accent, 0.14 if is_over else 0.04)
        painter.setBrush(ground)
        pen = QPen(accent if is_over else mixed(QColor(self._theme.colors.line), accent, 0.4), 2.0)
        pen.setStyle(Qt.PenStyle.SolidLine if is_over else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(rect, RADIUS_L, RADIUS_L)
        side = min(72.0, rect.height() * 0.3)
        middle = rect.center()
        paint_icon(
            painter,
            place.icon_name,
            QRectF(middle.x() - side / 2, middle.y() - side, side, side),
            accent,
        )
        painter.setFont(self._theme.font(TypeSize.TITLE, QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("text"))
        painter.drawText(
            QRectF(rect.left(), middle.y() + SPACE_M, rect.width(), rect.height() / 2 - SPACE_M),
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
            place.title,
        )
