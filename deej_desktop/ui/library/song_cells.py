"""Paints the cells of a table of songs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.ui.colors import faded
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.library.songs_model import MISSING_ROLE, TRACK_ROLE, Column, text_of
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.theme import RADIUS_S, SPACE_S, Theme, TypeSize
from deej_desktop.ui.widgets.cover import paint_cover
from deej_desktop.ui.widgets.text_line import paint_line

_MOST_PICTURES = 500


class SongCells(QStyledItemDelegate):
    """Draws whole rows cell by cell: they share one ground, and the row that plays is amber."""

    def __init__(self, theme: Theme, cover_of: Callable[[Track], CoverArt | None]) -> None:
        super().__init__()
        self._theme = theme
        self._cover_of = cover_of
        self._pictures: dict[tuple[object, int, bool], QPixmap] = {}
        self.hovered_row = -1
        self.playing: Path | None = None
        self.has_artist_below = False
        """Whether the artist stands under the title, for want of a column."""
        theme.changed.connect(self._measure)
        self._measure()

    @property
    def row_height(self) -> int:
        """How high a row is."""
        lines = self._strong.lineSpacing()
        lines += self._small.lineSpacing() if self.has_artist_below else SPACE_S
        return round(lines) + 2 * SPACE_S

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.row_height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        track: Track | None = index.data(TRACK_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        rect = QRectF(option.rect)
        is_playing = track is not None and track.path == self.playing
        self._paint_ground(painter, rect, option, index, is_playing=is_playing)
        if index.data(MISSING_ROLE):
            painter.setOpacity(0.45)
        if track is None:
            self._paint_wait(painter, rect, index)
        elif index.column() == Column.TITLE:
            self._paint_title(painter, rect, track, is_playing=is_playing)
        else:
            self._paint_text(painter, rect, track, Column(index.column()))
        painter.restore()

    def paint_card(self, painter: QPainter, rect: QRectF, track: Track) -> None:
        """Paint a song alone into `rect`, as it is dragged along."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(rect, RADIUS_S, RADIUS_S)
        self._paint_title(painter, rect, track, is_playing=False)

    def _measure(self) -> None:
        self._fonts = (
            self._theme.font(TypeSize.BODY, QFont.Weight.DemiBold),
            self._theme.font(TypeSize.CAPTION),
        )
        self._strong, self._small = (QFontMetricsF(font) for font in self._fonts)

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: Index,
        *,
        is_playing: bool,
    ) -> None:
        colors = self._theme.colors
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colors.raised))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, faded(QColor(colors.raised), 0.5))
        elif is_playing:
            painter.fillRect(rect, faded(QColor(colors.keep_on), 0.10))
        if option.state & QStyle.StateFlag.State_HasFocus:
            mark = QRectF(rect.left(), rect.top(), 3, rect.height())
            if option.direction == Qt.LayoutDirection.RightToLeft:
                mark.moveRight(rect.right())
            painter.fillRect(mark, QColor(colors.focus))

    def _paint_wait(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """Paint where the words will stand; it is seen for a moment while one scrolls fast."""
        # As long as words are, and not all alike.
        share = 0.35 + 0.4 * ((index.row() * 37 + index.column() * 11) % 17) / 17
        bar = rect.adjusted(SPACE_S, rect.height() / 2 - 4, -SPACE_S, 4 - rect.height() / 2)
        bar.setWidth(bar.width() * share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(self._theme.color("line"), 0.5))
        painter.drawRoundedRect(bar, 4, 4)

    def _paint_title(
        self, painter: QPainter, rect: QRectF, track: Track, *, is_playing: bool
    ) -> None:
        side = rect.height() - 2 * SPACE_S + 2
        cover = QRectF(rect.left() + SPACE_S, rect.center().y() - side / 2, side, side)
        text = rect.adjusted(side + 2 * SPACE_S + 2, 0, -SPACE_S, 0)
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            cover.moveRight(rect.right() - SPACE_S)
            text = rect.adjusted(SPACE_S, 0, -side - 2 * SPACE_S - 2, 0)
        art = self._cover_of(track)
        name = track.tags.album or track.title
        image = art.image if art is not None else None
        painter.drawPixmap(cover, self._picture(painter, image, name, side), QRectF())
        color = self._theme.color("keep_on" if is_playing else "text")
        second = track.artist if self.has_artist_below else ""
        height = self._strong.lineSpacing() + (self._small.lineSpacing() if second else 0)
        text.setTop(text.center().y() - height / 2)
        used = paint_line(painter, text, track.title, self._fonts[0], color)
        if second:
            below = text.adjusted(0, used, 0, 0)
            paint_line(painter, below, second, self._fonts[1], self._theme.color("muted"))

    def _picture(self, painter: QPainter, image: QImage | None, name: str, side: float) -> QPixmap:
        """Return a cover as it stands in a row, painted once: rings of sleeves take their time."""
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        which = image.cacheKey() if image is not None else name
        key = (which, round(side * ratio), self._theme.is_dark)
        if key not in self._pictures:
            if len(self._pictures) >= _MOST_PICTURES:
                self._pictures.clear()
            picture = QPixmap(key[1], key[1])
            picture.fill(Qt.GlobalColor.transparent)
            inside = QPainter(picture)
            whole = QRectF(0, 0, key[1], key[1])
            paint_cover(inside, whole, (RADIUS_S - 2) * ratio, image, name, self._theme)
            inside.end()
            self._pictures[key] = picture
        return self._pictures[key]

    def _paint_text(self, painter: QPainter, rect: QRectF, track: Track, column: Column) -> None:
        muted = self._theme.color("muted")
        text = text_of(track, column)
        if column == Column.LENGTH:
            painter.setFont(self._fonts[1])
            painter.setPen(muted)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(SPACE_S, 0, -SPACE_S, 0), side, text)
            return
        area = rect.adjusted(SPACE_S, (rect.height() - self._small.lineSpacing()) / 2, -SPACE_S, 0)
        paint_line(painter, area, text, self._fonts[1], muted)
