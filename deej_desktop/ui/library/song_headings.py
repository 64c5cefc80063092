"""The headings of a table of songs: which columns there are, and how wide each is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QStyle, QStyleOptionHeader, QWidget
from typing_extensions import override

from deej_desktop.ui.library.songs_model import Column

_SHARES: Mapping[Column, float] = {
    Column.TITLE: 10,
    Column.ARTIST: 6,
    Column.ALBUM: 6,
    Column.GENRE: 3,
    Column.YEAR: 1.6,
    Column.LENGTH: 2,
}
_FROM_WIDTH = {
    Column.ARTIST: 520,
    Column.ALBUM: 600,
    Column.GENRE: 880,
    Column.YEAR: 740,
}
"""Narrower, there is no room for these columns."""

_LEAST, _LEAST_LENGTH = 40, 64


class SongHeadings(QHeaderView):
    """Columns share the width there is; what the listener takes from one goes to the next.

    A menu tells which of them there are. Headings stand over their columns in any direction of
    writing.
    """

    altered = Signal()
    """Columns are to be laid out anew."""
    chosen = Signal(object)
    """What the listener has made of them, as `choose` takes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._shares = dict(_SHARES)
        self._hidden: set[Column] = set()
        self._widths: dict[Column, int] = {}
        self._is_laying_out = self._is_altered = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        # Otherwise the font decides how narrow a column may be, and the last hangs out.
        self.setMinimumSectionSize(1)
        self.setSortIndicatorShown(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionResized.connect(self._resized)

    def choose(self, wanted: Mapping[str, float]) -> None:
        """Have columns as the listener once made them: shares by their names, 0 for hidden ones."""
        for column in Column:
            share = wanted.get(column.name.lower(), _SHARES[column])
            self._shares[column] = share or _SHARES[column]
            self._set_hidden(column, is_hidden=not share)
        self.altered.emit()

    def lay_out(self, width: int, scale: float) -> None:
        """Divide `width` among the columns that there is room for."""
        shown = [
            column
            for column in Column
            if column not in self._hidden and width >= _FROM_WIDTH.get(column, 0) * scale
        ]
        total = sum(self._shares[column] for column in shown)
        self._is_laying_out = True
        for column in Column:
            self.setSectionHidden(column, column not in shown)
        self._widths, left = {}, width
        for column in reversed(shown):
            share = round(width * self._shares[column] / total)
            if column == Column.LENGTH:
                share = max(share, round(_LEAST_LENGTH * scale), self.sectionSizeHint(column))
            self._widths[column] = left if column == Column.TITLE else share
            self.resizeSection(column, self._widths[column])
            left -= share
        self._is_laying_out = False

    def menu(self) -> QMenu:
        """Return what tells which columns there are; it deletes itself when closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for column in Column:
            if column is not Column.TITLE:
                name = self.model().headerData(column, Qt.Orientation.Horizontal)
                action = menu.addAction(name)
                action.setCheckable(True)
                action.setChecked(column not in self._hidden)
                action.toggled.connect(partial(self._show_column, column))
        menu.addSeparator()
        usual = menu.addAction(self.tr("Usual columns"))
        usual.setEnabled(bool(self._hidden) or self._shares != _SHARES)
        usual.triggered.connect(self._have_usual)
        return menu

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._is_altered:
            self._is_altered = False
            self._tell()

    @override
    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        super().initStyleOptionForIndex(option, logicalIndex)
        # Beneath a style sheet, Qt leaves them where they are from left to right.
        side = option.textAlignment
        side = QStyle.visualAlignment(self.layoutDirection(), side)
        option.textAlignment = side

    def _resized(self, section: int, _: int, size: int) -> None:
        if self._is_laying_out:
            return
        column, shown = Column(section), sorted(self._widths)
        behind = [other for other in shown if other > column]
        if column in self._widths and behind:
            both = self._widths[column] + self._widths[behind[0]]
            size = max(_LEAST, min(size, both - _LEAST))
            # As shares of what is shown, so that the others stay as they are.
            share = sum(self._shares[one] for one in shown) / sum(self._widths.values())
            self._shares[column] = size * share
            self._shares[behind[0]] = (both - size) * share
            self._is_altered = True
        self.altered.emit()

    def _show_column(self, column: Column, is_shown: bool) -> None:
        self._set_hidden(column, is_hidden=not is_shown)
        self.altered.emit()
        self._tell()

    def _have_usual(self) -> None:
        self.choose({})
        self._tell()

    def _set_hidden(self, column: Column, *, is_hidden: bool) -> None:
        if is_hidden and column is not Column.TITLE:
            self._hidden.add(column)
        else:
            self._hidden.discard(column)

    def _tell(self) -> None:
        shares = {
            column.name.lower(): 0.0 if column in self._hidden else round(self._shares[column], 3)
            for column in Column
            if column in self._hidden or self._shares[column] != _SHARES[column]
        }
        self.chosen.emit(shares)
