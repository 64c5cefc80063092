"""A list of songs whose rows have buttons, and can be dragged away."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget
from typing_extensions import override

from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.row_actions import RowAction
from deej_desktop.ui.widgets.song_delegate import SongDelegate

_WIDEST_CARD = 280


class SongView(QListView):
    """What all lists of songs share; a subclass says what its rows are and what may be done."""

    act_wanted = Signal(object, QModelIndex)
    """A `RowAction`, and the row that it is wanted for."""
    dragging = Signal(bool)
    """A drag of a row begins or has ended."""

    def __init__(self, theme: Theme, delegate: SongDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._songs = delegate
        self._pressed: tuple[RowAction, QPersistentModelIndex] | None = None
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.doubleClicked.connect(lambda index: self.act_wanted.emit(RowAction.PLAY, index))
        theme.changed.connect(self._lay_out_again)

    def dragged(self, index: QModelIndex) -> QMimeData | None:
        """Return what a drag of the row at `index` carries; None if it stays where it is."""
        raise NotImplementedError

    def button_at(self, point: QPoint) -> tuple[RowAction, QModelIndex] | None:
        """Return the button at `point` of the viewport, if one is there and is shown."""
        index = self.indexAt(point)
        mouse = self._songs.mouse
        is_pointed_at = mouse is not None and self.indexAt(mouse) == index
        has_keyboard = index == self.currentIndex() and self.hasFocus()
        if not index.isValid() or not (is_pointed_at or has_keyboard):
            return None
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        action = self._songs.action_at(option, index, point)
        return (action, index) if action is not None else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position().toPoint())
        if self._pressed is None:
            super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = self.button_at(event.position().toPoint())
        if button is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        # A press on a button neither selects its row nor begins a drag.
        action, index = button
        self._pressed = (action, QPersistentModelIndex(index))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        action, row = self._pressed
        self._pressed = None
        button = self.button_at(event.position().toPoint())
        if button is not None and button[0] is action and row == button[1]:
            self.act_wanted.emit(action, button[1])

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.button_at(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            action = RowAction.NEXT if is_shifted else RowAction.PLAY
            if self.currentIndex().isValid():
                self.act_wanted.emit(action, self.currentIndex())
        elif event.text().isprintable() and event.text():
            # Space pauses and letters begin a search, wherever the keyboard is.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        data = self.dragged(self.currentIndex())
        if data is None:
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self._picture(self.currentIndex()))
        # Below the pointer, so that the gap can be seen.
        drag.setHotSpot(QPoint(-12, -6))
        # Only ever a copy: what takes a move may delete the file.
        self.dragging.emit(True)
        drag.exec(Qt.DropAction.CopyAction)
        self.dragging.emit(False)

    def _picture(self, index: QModelIndex) -> QPixmap:
        """Return the song at `index` as it is dragged along."""
        height = self.visualRect(index).height()
        size = QSize(min(_WIDEST_CARD, self.viewport().width()), height)
        picture = QPixmap(size * self.devicePixelRatio())
        picture.setDevicePixelRatio(self.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setOpacity(0.92)
        self._songs.paint_card(painter, QRectF(QPointF(), QSizeF(size)), index)
        painter.end()
        return picture

    def _point_at(self, point: QPoint | None) -> None:
        self._songs.mouse = point
        self.viewport().update()

    def _lay_out_again(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
