"""The list that shows the path of the session."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle, QWidget
from typing_extensions import override

from deej_desktop.ui.icons import icon
from deej_desktop.ui.models.path_model import Part, PathModel, PathRow
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.path_delegate import PathDelegate

_ROWS_FOR_PAST = 3.0
"""For so many rows that fit, one of the past stays in sight above what plays."""

_FADE_MS = 320


class PathView(QListView):
    """Shows a `PathModel`: Enter or a double click plays a queued row, Delete takes it out."""

    play_wanted = Signal(int)
    remove_wanted = Signal(int)
    """Both carry the key of the queued entry."""

    def __init__(
        self, theme: Theme, model: PathModel, delegate: PathDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path = model
        self._delegate = delegate
        self._new_keys: set[int | None] = set()
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.15)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(lambda _: self._viewport_update())
        self._fade.finished.connect(self._new_keys.clear)
        delegate.setParent(self)
        delegate.freshness = self._freshness
        delegate.remove_wanted.connect(self.remove_wanted)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("The path: played, playing, and what comes next"))
        self.doubleClicked.connect(self._play)
        model.rowsInserted.connect(self._fade_in)
        theme.changed.connect(self._lay_out_again)

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

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._path.row_at(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._play(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and row is not None and row.key is not None:
            self.remove_wanted.emit(row.key)
        elif event.key() == Qt.Key.Key_Space:
            # The space bar pauses, wherever the keyboard is.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = self._path.row_at(index)
        if row is None or row.key is None:
            return
        menu = self.menu_for(row.key)
        menu.popup(
            self.viewport().mapToGlobal(self.visualRect(index).center())
            if by_key
            else event.globalPos()
        )

    def menu_for(self, key: int) -> QMenu:
        """Return the menu of the queued entry `key`; it deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ink = self._theme.color("text")
        play = QAction(icon("play", ink), self.tr("Play now"), menu)
        play.triggered.connect(lambda: self.play_wanted.emit(key))
        remove = QAction(icon("remove", ink), self.tr("Take out"), menu)
        remove.triggered.connect(lambda: self.remove_wanted.emit(key))
        menu.addActions([play, remove])
        return menu

    def _play(self, index: QModelIndex) -> None:
        row = self._path.row_at(index)
        if row is not None and row.key is not None:
            self.play_wanted.emit(row.key)

    def _fade_in(self, _: QModelIndex, first: int, last: int) -> None:
        duration = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
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

    def _viewport_update(self) -> None:
        self.viewport().update()

    def _lay_out_again(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._viewport_update()
