"""The files that could not be used, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from typing_extensions import override

from deej_desktop.domain.text import displayable
from deej_desktop.services.api import FailedFile
from deej_desktop.ui.format import one_line
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.sentences import said


class FailuresModel(QAbstractTableModel):
    """One row a file: its name, the reason, the folder it is in."""

    def __init__(self, failures: Sequence[FailedFile], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failures = failures

    def as_text(self) -> str:
        """Return one line a file, with its whole path, for the clipboard."""
        return "\n".join(
            f"{displayable(failed.path)}: {said(failed.reason)}" for failed in self._failures
        )

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._failures)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("File"), self.tr("Why"), self.tr("Folder"))[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        failed = self._failures[index.row()]
        texts = (
            displayable(failed.path.name),
            said(failed.reason),
            displayable(failed.path.parent),
        )
        return one_line(texts[index.column()])
