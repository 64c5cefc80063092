"""Albums as tiles, artists, genres and folders as rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.library.groups_model import DETAILS_ROLE
from deej_desktop.ui.library.songs_model import TRACK_ROLE
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.theme import RADIUS_S, SPACE_M, SPACE_S, SPACE_XS, Theme, TypeSize
from deej_desktop.ui.widgets.cover import paint_cover
from deej_desktop.ui.widgets.text_line import paint_line

_SMALLEST_TILE, _USUAL_TILE = 150, 250
"""As many tiles as fit at the first width share a row; more than a dozen grow to the other."""
_DOZEN = 12


class GroupCells(QStyledItemDelegate):
    """Draws one group: as a tile with its cover above, or as a row with it at the side."""

    def __init__(
        self, theme: Theme, cover_of: Callable[[Track], CoverArt | None], *, has_tiles: bool
    ) -> None:
        super().__init__()
        self._theme = theme
        self._cover_of = cover_of
        self._has_tiles = has_tiles
        self.tile_width = _SMALLEST_TILE
        theme.changed.connect(self._measure)
        self._measure()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = round(self._strong.lineSpacing() + self._small.lineSpacing())
        if not self._has_tiles:
            return QSize(160, lines + 2 * SPACE_M)
        return QSize(self.tile_width, self.tile_width + lines + SPACE_S)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        title, details = index.data(Qt.ItemDataRole.DisplayRole), index.data(DETAILS_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        body = QRectF(option.rect).adjusted(SPACE_XS, 2, -SPACE_XS, -2)
        self._paint_ground(painter, body, option)
        if self._has_tiles:
            inner = body.adjusted(SPACE_S, SPACE_S, -SPACE_S, -SPACE_S)
            side = min(inner.width(), inner.height())
            cover = QRectF(inner.left(), inner.top(), inner.width(), inner.width())
            text = QRectF(inner.left(), cover.bottom() + SPACE_S, inner.width(), side)
        else:
            side = body.height() - 2 * SPACE_S
            cover = QRectF(body.left() + SPACE_S, body.top() + SPACE_S, side, side)
            text = body.adjusted(side + 2 * SPACE_S + SPACE_XS, 0, -SPACE_S, 0)
            if option.direction == Qt.LayoutDirection.RightToLeft:
                cover.moveRight(body.right() - SPACE_S)
                text = body.adjusted(SPACE_S, 0, -side - 2 * SPACE_S - SPACE_XS, 0)
            height = self._strong.lineSpacing() + self._small.lineSpacing()
            text.setTop(body.center().y() - height / 2)
        self._paint_cover(painter, cover, title, index.data(TRACK_ROLE))
        fonts, color = self._fonts, self._theme.color
        used = paint_line(painter, text, title, fonts[0], color("text"))
        below = text.adjusted(0, used, 0, 0)
        paint_line(painter, below, details, fonts[1], color("muted"))
        painter.restore()

    def _measure(self) -> None:
        self._fonts = (
            self._theme.font(TypeSize.BODY, QFont.Weight.DemiBold),
            self._theme.font(TypeSize.CAPTION),
        )
        self._strong, self._small = (QFontMetricsF(font) for font in self._fonts)

    def _paint_ground(self, painter: QPainter, body: QRectF, option: QStyleOptionViewItem) -> None:
        state, colors = option.state, self._theme.colors
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            painter.setBrush(QColor(colors.raised))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colors.focus), 2.0))
            body = body.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(body, RADIUS_S + 2, RADIUS_S + 2)

    def _paint_cover(
        self, painter: QPainter, rect: QRectF, title: str, track: Track | None
    ) -> None:
        art = self._cover_of(track) if track is not None else None
        image = art.image if art is not None else None
        paint_cover(painter, rect, RADIUS_S, image, title, self._theme)


class GroupsView(QListView):
    """Shows groups by name; Enter or a click opens a row, Shift+Enter plays it."""

    open_wanted = Signal(int)
    play_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)
    """A row, and where on the screen its menu is wanted."""
    remove_wanted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        model: QAbstractItemModel,
        cells: GroupCells,
        *,
        has_tiles: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells = cells
        self._has_tiles = has_tiles
        cells.setParent(self)
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        if has_tiles:
            self.setViewMode(QListView.ViewMode.IconMode)
            self.setMovement(QListView.Movement.Static)
            self.setResizeMode(QListView.ResizeMode.Adjust)
            # Tens of thousands of albums are laid out some at a time.
            self.setLayoutMode(QListView.LayoutMode.Batched)
            self.setBatchSize(2000)
        self.clicked.connect(lambda index: self.open_wanted.emit(index.row()))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.isValid():
                is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                (self.play_wanted if is_shifted else self.open_wanted).emit(index.row())
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.remove_wanted.emit(index.row())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            middle = self.viewport().mapToGlobal(self.visualRect(index).center())
            place = middle if by_key else event.globalPos()
            self.menu_wanted.emit(index.row(), place)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._has_tiles:
            # Qt keeps room for the bar even while there is none.
            bar = QStyle.PixelMetric.PM_ScrollBarExtent
            width = self.maximumViewportSize().width() - 2
            width -= self.style().pixelMetric(bar, None, self.verticalScrollBar())
            scale = self._theme.scale
            tile = min(max(_SMALLEST_TILE * scale, width / _DOZEN), _USUAL_TILE * scale)
            count = max(1, int(width // tile))
            self._cells.tile_width = width // count
        super().resizeEvent(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(180, 60)
