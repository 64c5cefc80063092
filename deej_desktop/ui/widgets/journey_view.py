"""The list that shows a journey while it is made."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from deej_desktop.ui.drops import carrying, paths_in
from deej_desktop.ui.models.journey_model import JourneyModel, JourneyRow
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.empty_state import EmptyState
from deej_desktop.ui.widgets.gap_view import GapView
from deej_desktop.ui.widgets.journey_delegate import JourneyDelegate
from deej_desktop.ui.widgets.row_actions import RowAction, row_menu

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class JourneyView(GapView):
    """Shows a `JourneyModel`: Delete takes a waypoint out, Enter makes one, Alt and arrows move."""

    songs_dropped = Signal(object, int)
    """Paths, and the place among the waypoints."""
    move_wanted = Signal(int, int)
    """The place of a waypoint, and its new place."""
    find_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        model: JourneyModel,
        delegate: JourneyDelegate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, delegate, parent)
        self._journey = model
        self.setModel(model)
        self.empty = EmptyState(theme, self.viewport())
        self.empty.say(
            "journey",
            self.tr("Drop the songs here that the journey shall pass, or find them by name."),
            self.tr("Find a song…"),
        )
        self.empty.wanted.connect(self.find_wanted)
        model.modelReset.connect(self._show_emptiness)
        self.setAccessibleName(self.tr("The journey: waypoints, and what lies between them"))

    @override
    def takes(self, data: QMimeData) -> bool:
        return bool(paths_in(data))

    @override
    def first_gap(self) -> int:
        return 0

    @override
    def let_in(self, data: QMimeData, row: int) -> None:
        self.songs_dropped.emit(paths_in(data), self._journey.place_before(row))

    @override
    def dragged(self, index: QModelIndex) -> QMimeData | None:
        row = self._journey.row_at(index)
        return carrying(row.track) if row is not None else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        row = self._journey.row_at(index)
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if row is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act(RowAction.WAYPOINT, index, row)
        elif event.key() == Qt.Key.Key_Delete:
            self._act(RowAction.REMOVE, index, row)
        elif is_alt and event.key() in _STEPS and row.waypoint:
            self.move_wanted.emit(row.place, row.place + _STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.empty.setGeometry(self.viewport().rect())

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = self._journey.row_at(index)
        if row is not None:
            middle = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_for(index, row).popup(middle if by_key else event.globalPos())

    def menu_for(self, index: QModelIndex, row: JourneyRow) -> QMenu:
        """Return the menu of a row; it deletes itself when closed."""
        make, take = (RowAction.WAYPOINT, self.tr("Enter")), (RowAction.REMOVE, self.tr("Delete"))
        return row_menu(
            self,
            self.theme,
            [take if row.waypoint else make],
            frozenset(),
            lambda action: self.act_wanted.emit(action, index),
        )

    def _show_emptiness(self) -> None:
        self.empty.setVisible(self._journey.rowCount() == 0)

    def _act(self, action: RowAction, index: QModelIndex, row: JourneyRow) -> None:
        """What is a waypoint can be taken out, and what is none can become one."""
        if row.waypoint == (action is RowAction.REMOVE):
            self.act_wanted.emit(action, index)
