"""The table of songs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)
from typing_extensions import override

from deej_desktop.domain.browsing import SortKey
from deej_desktop.domain.track import Track
from deej_desktop.ui.drops import carrying_all
from deej_desktop.ui.library.song_cells import SongCells
from deej_desktop.ui.library.song_headings import SongHeadings
from deej_desktop.ui.library.song_menu import SongAction
from deej_desktop.ui.library.songs_model import SORTS, Column, SongsModel
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.theme import Theme

_MOST_DRAGGED = 1_000
"""As many as a drop takes."""

_CARD = QSize(280, 44)
_KEYS = {
    (Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier): SongAction.MORE,
    (Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier): SongAction.JOURNEY,
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): SongAction.REMOVE,
    (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier): SongAction.COPY,
    (Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier): SongAction.ABOUT,
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.AltModifier): SongAction.ABOUT,
}


class SongsView(QTableView):
    """Shows a `SongsModel`; Enter or a double click plays, Shift+Enter plays next."""

    act_wanted = Signal(object)
    """A `SongAction`, for the selected songs."""
    menu_wanted = Signal(QPoint)
    """The menu of the selected songs, at a place of the screen."""
    sort_wanted = Signal(object, bool)
    """A `SortKey`, and whether it is the other way round."""
    dragging = Signal(bool)

    def __init__(
        self, theme: Theme, model: SongsModel, cells: SongCells, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._songs = model
        self._cells = cells
        cells.setParent(self)
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(self.tr("Songs"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.headings = SongHeadings(self)
        self.setHorizontalHeader(self.headings)
        self.headings.sectionClicked.connect(self._sort_by)
        self.headings.altered.connect(self._lay_out)
        self._sorted_by: SortKey = SortKey.RELEVANCE
        self._is_descending = False
        self.doubleClicked.connect(lambda _: self.act_wanted.emit(SongAction.PLAY))
        theme.changed.connect(self._lay_out)

    def show_sort(self, key: SortKey, *, descending: bool) -> None:
        """Show by what the songs are sorted."""
        self._sorted_by, self._is_descending = key, descending
        header = self.horizontalHeader()
        column = next((column for column, sort in SORTS.items() if sort is key), None)
        header.setSortIndicatorShown(column is not None)
        if column is not None:
            order = Qt.SortOrder
            header.setSortIndicator(
                column, order.DescendingOrder if descending else order.AscendingOrder
            )

    def selected_rows(self) -> list[int]:
        """Return the selected rows, topmost first; else the one with the keyboard."""
        selected: list[int] = []
        # By ranges: of 100,000 rows an index each would take its time.
        for part in cast("Iterable[QItemSelectionRange]", self.selectionModel().selection()):
            selected += range(part.top(), part.bottom() + 1)
        if not selected and self.currentIndex().isValid():
            selected = [self.currentIndex().row()]
        return sorted(set(selected))

    def select_rows(self, rows: Sequence[int]) -> None:
        """Select these rows and no others, and bring the first into sight."""
        flag, selection = QItemSelectionModel.SelectionFlag, QItemSelection()
        for row in rows:
            selection.select(self._songs.index(row, 0), self._songs.index(row, len(Column) - 1))
        self.selectionModel().select(selection, flag.ClearAndSelect)
        if rows:
            first = self._songs.index(rows[0], 0)
            self.selectionModel().setCurrentIndex(first, flag.NoUpdate)
            self.scrollTo(first)

    def selected_tracks(self) -> Callable[[], Sequence[Track]]:
        """Return what gives the selected songs in order, to be called off the GUI thread."""
        return self._songs.tracks_in(self.selected_rows())

    # Keys and the mouse.

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        plain = modifiers
        if event.key() == Qt.Key.Key_Plus:
            plain &= ~Qt.KeyboardModifier.ShiftModifier
        action = _KEYS.get((Qt.Key(event.key()), plain))
        if action is not None and self.currentIndex().isValid():
            self.act_wanted.emit(action)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.act_wanted.emit(SongAction.NEXT if is_shifted else SongAction.PLAY)
        elif event.text().isprintable() and event.text():
            # Space pauses and letters begin a search, wherever the keyboard is.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.column() > 0:
            # A row is one song, and the mark of the keyboard stands where it begins.
            model = self.selectionModel()
            model.setCurrentIndex(self._songs.index(current.row(), 0), model.SelectionFlag.NoUpdate)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._songs.make_ready(self.selected_rows()[:_MOST_DRAGGED])  # they may be dragged away

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._songs.rowCount():
            row = max(0, self.rowAt(0))
            index = self._songs.index(row, 0)
            self.selectionModel().setCurrentIndex(
                index, self.selectionModel().SelectionFlag.NoUpdate
            )

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            middle = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(middle if by_key else event.globalPos())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        tracks = self.dragged()
        if not tracks:
            return
        drag = QDrag(self)
        drag.setMimeData(carrying_all(tracks))
        drag.setPixmap(self._picture(tracks))
        drag.setHotSpot(QPoint(-12, -6))
        self.dragging.emit(True)
        # Only ever a copy: what takes a move may delete the file.
        drag.exec(Qt.DropAction.CopyAction)
        self.dragging.emit(False)

    def dragged(self) -> Sequence[Track]:
        """Return the selected songs that a drag takes along: the first, if there are many."""
        rows = self.selected_rows()[:_MOST_DRAGGED]
        tracks = [self._songs.track_at(row) for row in rows]
        return [track for track in tracks if track is not None]

    # Looks.

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(180, 60)

    def _lay_out(self) -> None:
        self.headings.lay_out(self.viewport().width(), self._theme.scale)
        self._cells.has_artist_below = self.headings.isSectionHidden(Column.ARTIST)
        if self.verticalHeader().defaultSectionSize() != self._cells.row_height:
            self.verticalHeader().setDefaultSectionSize(self._cells.row_height)
        self.viewport().update()

    def _sort_by(self, section: int) -> None:
        key = SORTS[Column(section)]
        is_same = key is self._sorted_by
        if is_same and self._is_descending:
            self.sort_wanted.emit(SortKey.RELEVANCE, False)  # as they are usually
        else:
            self.sort_wanted.emit(key, is_same)

    def _hover(self, row: int) -> None:
        if row != self._cells.hovered_row:
            self._cells.hovered_row = row
            self.viewport().update()

    def _picture(self, tracks: Sequence[Track]) -> QPixmap:
        """Return what is dragged along: the first song, and how many more."""
        picture = QPixmap(_CARD * self.devicePixelRatio())
        picture.setDevicePixelRatio(self.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setOpacity(0.92)
        rect = QRectF(0, 0, _CARD.width(), _CARD.height())
        self._cells.paint_card(painter, rect, tracks[0])
        if len(tracks) > 1:
            selected = len(self.selected_rows())
            count = str(len(tracks)) if len(tracks) == selected else f"{len(tracks)} / {selected}"
            width = max(36, painter.fontMetrics().horizontalAdvance(count) + 16)
            badge = QRectF(rect.right() - 8 - width, rect.top() + 10, width, 24)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("drunk"))
            painter.drawRoundedRect(badge, 12, 12)
            painter.setPen(self._theme.color("window"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, count)
        painter.end()
        return picture
