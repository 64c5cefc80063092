"""Which files could not be used, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from deej_desktop.services.api import FailedFile, LibraryApi
from deej_desktop.ui.models.failures_model import FailuresModel
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL


class FailuresDialog(QDialog):
    """A table of files with the reason for each; the rest of the music is not held up by them."""

    def __init__(self, library: LibraryApi, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files that could not be used"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 440)
        self._model: FailuresModel | None = None
        self._text = QLabel(self.tr("Looking them up…"))
        self._text.setWordWrap(True)
        self._text.setProperty("tone", "muted")
        self._table = QTreeView()
        self._table.setRootIsDecorated(False)
        self._table.setUniformRowHeights(True)
        self._table.setAllColumnsShowFocus(True)
        self._table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._table.setAccessibleName(self.windowTitle())
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        inside.addWidget(self._table)
        self._copy = QPushButton(self.tr("&Copy the list"))
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._copy_list)
        again = QPushButton(self.tr("&Try them again"))
        again.clicked.connect(library.try_again)
        again.clicked.connect(self.accept)
        close = QPushButton(self.tr("Close"))
        close.setProperty("tone", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(again)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._text)
        layout.addWidget(card, 1)
        layout.addLayout(row)
        task = tasks.run(library.failures, self._show)
        self.finished.connect(task.drop)

    def _show(self, failures: Sequence[FailedFile]) -> None:
        self._text.setText(
            self.tr(
                "These files are left out; everything else is not affected. "
                "A file that has been mended is tried again with the next scan."
            )
            if failures
            else self.tr("Every file could be used.")
        )
        self._model = FailuresModel(failures, self)
        self._table.setModel(self._model)
        header = self._table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 230)
        header.resizeSection(1, 300)
        self._copy.setEnabled(bool(failures))

    def _copy_list(self) -> None:
        if self._model is not None:
            QGuiApplication.clipboard().setText(self._model.as_text())
