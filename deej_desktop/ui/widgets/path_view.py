"""The list that shows the path of the session."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget
from typing_extensions import override

from deej_desktop.ui.drops import carrying, is_ours, paths_in, queued_key_in
from deej_desktop.ui.models.path_model import Part, PathModel, PathRow
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.gap_view import GapView
from deej_desktop.ui.widgets.path_delegate import PathDelegate, lit_of
from deej_desktop.ui.widgets.row_actions import RowAction, row_menu

_ROWS_FOR_PAST = 3.0
"""For so many rows that fit, one of the past stays in sight above what plays."""

_FADE_MS = 320

_KEYS = {
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): RowAction.REMOVE,
    (Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier): RowAction.MORE,
    (Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier): RowAction.LESS,
    (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier): RowAction.KEEP,
}
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PathView(GapView):
    """Shows a `PathModel`.

    Enter or a double click plays a queued row, Delete takes it out, Ctrl+K keeps it, Alt with an
    arrow or the mouse moves it; plus and minus ask for more or less like any row. Songs that are
    dragged here from other lists of ours are let in where they are dropped.
    """

    move_wanted = Signal(int, int)
    """The key of a queued entry, and its new place among them."""
    songs_dropped = Signal(object, int)
    """Paths, and the place among the queued entries."""

    def __init__(
        self, theme: Theme, model: PathModel, delegate: PathDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, delegate, parent)
        self._theme = theme
        self._path = model
        self._new_keys: set[int | None] = set()
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.15)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(lambda _: self.viewport().update())
        self._fade.finished.connect(self._new_keys.clear)
        delegate.freshness = self._freshness
        self.setModel(model)
        self.setAccessibleName(self.tr("The path: played, playing, and what comes next"))
        model.rowsInserted.connect(self._fade_in)

    def scroll_to_now(self) -> None:
        """Bring what plays into sight, with a little of the past above it."""
        height = max(1, self.sizeHintForRow(0))
        fitting = self.viewport().height() / height
        # Where hardly anything fits, what comes next matters more than what plays anyway.
        past = min(2, int(fitting / _ROWS_FOR_PAST)) if fitting >= 2 else -1
        row = min(max(0, self._path.now_row - past), self._path.rowCount() - 1)
        index = self._path.index(row)
        if index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scroll_to_now()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(180, 60)

    # Keys and the menu.

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():
            # Qt would begin with the oldest.
            now = self._path.index(min(self._path.now_row, self._path.rowCount() - 1))
            self.selectionModel().setCurrentIndex(now, _NO_UPDATE)
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_alt = modifiers == Qt.KeyboardModifier.AltModifier
        # Where plus is, Shift may be needed to type it.
        if event.key() == Qt.Key.Key_Plus:
            modifiers &= ~Qt.KeyboardModifier.ShiftModifier
        action = _KEYS.get((Qt.Key(event.key()), modifiers))
        if action is not None and index.isValid():
            self.act_wanted.emit(action, index)
        elif is_alt and event.key() in _STEPS:
            self._move(index, _STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = self._path.row_at(index)
        if row is None:
            return
        middle = self.viewport().mapToGlobal(self.visualRect(index).center())
        self.menu_for(index, row).popup(middle if by_key else event.globalPos())

    def menu_for(self, index: QModelIndex, row: PathRow) -> QMenu:
        """Return the menu of a row; it deletes itself when closed."""
        actions = [(RowAction.MORE, "+"), (RowAction.LESS, "-")]
        if row.key is not None:
            keep = (RowAction.KEEP, self.tr("Ctrl+K"))
            play = [(RowAction.PLAY, self.tr("Enter")), (RowAction.NEXT, self.tr("Shift+Enter"))]
            actions = [*play, keep, *actions, (RowAction.REMOVE, self.tr("Delete"))]
        return row_menu(
            self,
            self.theme,
            actions,
            lit_of(row),
            lambda action: self.act_wanted.emit(action, index),
        )

    # Dragging.

    @override
    def dragged(self, index: QModelIndex) -> QMimeData | None:
        row = self._path.row_at(index)
        return carrying(row.track, row.key) if row is not None else None

    @override
    def takes(self, data: QMimeData) -> bool:
        # What comes from other programs is for the window, which asks what to do with it.
        return is_ours(data)

    @override
    def first_gap(self) -> int:
        return self._path.next_row

    @override
    def let_in(self, data: QMimeData, row: int) -> None:
        place = row - self._path.next_row
        key = queued_key_in(data)
        if key is None:
            self.songs_dropped.emit(paths_in(data), place)
        else:
            self._move_to(key, place)

    def _move(self, index: QModelIndex, step: int) -> None:
        row = self._path.row_at(index)
        place = index.row() - self._path.next_row + step
        last = self._path.rowCount() - self._path.next_row - 1
        if row is not None and row.key is not None and 0 <= place <= last:
            self.move_wanted.emit(row.key, place)

    def _move_to(self, key: int, place: int) -> None:
        """Put a queued entry into the gap before the one that is at `place` now."""
        first = self._path.next_row
        rows = [self._path.row_at(self._path.index(n)) for n in range(first, self._path.rowCount())]
        keys = [row.key for row in rows if row is not None]
        if key not in keys:
            return
        before = keys.index(key)
        place -= 1 if before < place else 0
        if place != before:
            self.move_wanted.emit(key, place)

    # What is new fades in.

    def _fade_in(self, _: QModelIndex, first: int, last: int) -> None:
        duration = self._theme.motion_ms(self)
        if duration <= 0 or not self.isVisible():
            return
        for number in range(first, last + 1):
            row = self._path.row_at(self._path.index(number))
            if row is not None and row.part is Part.NEXT:
                self._new_keys.add(row.key)
        self._fade.stop()
        self._fade.setDuration(_FADE_MS)
        self._fade.start()

    def _freshness(self, row: PathRow) -> float:
        if row.key is not None and row.key in self._new_keys:
            return float(self._fade.currentValue())
        return 1.0
