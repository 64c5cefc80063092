"""A table of songs that stand in an order of the listener's own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deej_desktop.ui.drops import paths_in
from deej_desktop.ui.library.song_cells import SongCells
from deej_desktop.ui.library.songs_model import SongsModel
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.theme import Theme

_DOT = 4.0


class OrderedSongsView(SongsView):
    """Alt with an arrow, or the mouse, moves the selected songs; others can be dropped between.

    Ctrl+Z takes the last change back.
    """

    move_wanted = Signal(object, int)
    """Rows, and the gap that they go into: 0 is before the first row."""
    songs_dropped = Signal(object, int)
    """Paths, and the gap that they go into."""
    undo_wanted = Signal()

    def __init__(
        self, theme: Theme, model: SongsModel, cells: SongCells, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, model, cells, parent)
        self._gap: int | None = None
        self.setAcceptDrops(True)
        # They stand as the listener put them, not by any column.
        self.horizontalHeader().setSectionsClickable(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
            Qt.KeyboardModifier.AltModifier
        )
        rows = self.selected_rows()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif is_alt and event.key() == Qt.Key.Key_Up:
            if rows and rows[0] > 0:
                self.move_wanted.emit(rows, rows[0] - 1)
        elif is_alt and event.key() == Qt.Key.Key_Down:
            if rows and rows[-1] < self.model().rowCount() - 1:
                self.move_wanted.emit(rows, rows[-1] + 2)
        else:
            super().keyPressEvent(event)

    # What is held over it.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._accept_at(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls near the edges
        self._accept_at(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_gap(None)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._accept_at(event)
        gap = self._gap
        super().dragLeaveEvent(QDragLeaveEvent())  # scrolls no longer
        self._show_gap(None)
        if gap is None:
            return
        if event.source() is self:
            self.move_wanted.emit(self.selected_rows(), gap)
        else:
            self.songs_dropped.emit(paths_in(event.mimeData()), gap)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        top = float(self.rowViewportPosition(self._gap)) if self._gap < self._count else -1.0
        if top < 0 and self._gap:
            above = self._gap - 1
            top = float(self.rowViewportPosition(above) + self.rowHeight(above))
        top = min(max(_DOT, top), self.viewport().height() - _DOT)
        first, last = _DOT + 1, self.viewport().width() - _DOT
        if self.isRightToLeft():
            first, last = self.viewport().width() - first, _DOT
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("drunk"), 2.5))
        painter.setBrush(self._theme.color("drunk"))
        painter.drawLine(QPointF(first, top), QPointF(last, top))
        painter.drawEllipse(QPointF(first, top), _DOT, _DOT)

    @property
    def _count(self) -> int:
        return self.model().rowCount()

    def _accept_at(self, event: QDropEvent) -> None:
        """Take it into the gap nearest to where it is held."""
        if not paths_in(event.mimeData()):
            self._show_gap(None)
            event.ignore()
            return
        y = event.position().toPoint().y()
        row = self.rowAt(y)
        gap = self._count
        if row >= 0:
            is_below = y > self.rowViewportPosition(row) + self.rowHeight(row) / 2
            gap = row + (1 if is_below else 0)
        self._show_gap(gap)
        # What is proposed may be a move, after which the other program deletes its file.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _show_gap(self, gap: int | None) -> None:
        self._gap = gap
        self.viewport().update()
