"""A list of songs that songs can be dropped into, between two rows."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deej_desktop.ui.theme import SPACE_S, Theme
from deej_desktop.ui.widgets.path_line import GUTTER
from deej_desktop.ui.widgets.song_delegate import SongDelegate
from deej_desktop.ui.widgets.song_view import SongView


class GapView(SongView):
    """Shows the gap that what is held over it would go into."""

    def __init__(self, theme: Theme, delegate: SongDelegate, parent: QWidget | None = None) -> None:
        super().__init__(theme, delegate, parent)
        self._gap: int | None = None
        self.setAcceptDrops(True)

    @abstractmethod
    def takes(self, data: QMimeData) -> bool:
        """Whether it is for this list; else it is left to the window."""

    @abstractmethod
    def first_gap(self) -> int:
        """Return the row before which the first song may be dropped."""

    @abstractmethod
    def let_in(self, data: QMimeData, row: int) -> None:
        """Take what was dropped before `row`."""

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.takes(event.mimeData()):
            self._accept_at(event)
        else:
            event.ignore()

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
        row = self._gap
        super().dragLeaveEvent(QDragLeaveEvent())  # scrolls no longer
        self._show_gap(None)
        if row is not None:
            self.let_in(event.mimeData(), row)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        height = max(1, self.sizeHintForRow(0))
        above = self.model().index(self._gap - 1, 0)
        top = self.visualRect(above).bottom() + 1 if self._gap else 0
        top = min(max(2, top), self.viewport().height() - 2)
        first, last = GUTTER / 2, self.viewport().width() - SPACE_S
        if self.isRightToLeft():
            first, last = self.viewport().width() - first, SPACE_S
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("drunk"), 2.5))
        painter.setBrush(self.theme.color("drunk"))
        painter.drawLine(QPointF(first, top), QPointF(last, top))
        painter.drawEllipse(QPointF(first, top), height / 12, height / 12)

    def _accept_at(self, event: QDropEvent) -> None:
        """Take it into the gap nearest to where it is held."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        gap = self.model().rowCount()
        if index.isValid():
            is_below = point.y() > self.visualRect(index).center().y()
            gap = index.row() + (1 if is_below else 0)
        self._show_gap(max(gap, self.first_gap()))
        # What is proposed may be a move, after which the other program deletes its file.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _show_gap(self, row: int | None) -> None:
        self._gap = row
        self.viewport().update()
