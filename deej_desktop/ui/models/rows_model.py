"""What all lists have in common, whatever their rows are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from typing_extensions import override

from deej_desktop.ui.models.index import Index

T = TypeVar("T")


class RowsModel(QAbstractListModel, Generic[T]):
    """One row for each `T`; a subclass says by `data` what a row tells."""

    can_be_dragged = False
    """Whether rows can be dragged away."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[T] = ()

    def hold(self, rows: Sequence[T]) -> None:
        """Hold `rows` and nothing else."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, index: Index) -> T | None:
        """Return what stands at `index`, if it is there."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()]

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren
        return flags | flag.ItemIsDragEnabled if self.can_be_dragged else flags
