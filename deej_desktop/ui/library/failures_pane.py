"""What Deej has not listened to, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from deej_desktop.services.api import FailedFile, LibraryApi, LibraryState
from deej_desktop.ui.files_elsewhere import show_in_folder
from deej_desktop.ui.library.groups_model import songs_in_words
from deej_desktop.ui.models.failures_model import FailuresModel
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.empty_state import EmptyState


class FailuresPane(QWidget):
    """The files that could not be used, and how many songs are still to be listened to."""

    scan_wanted = Signal()

    def __init__(
        self, theme: Theme, library: LibraryApi, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks
        self._failed: Sequence[FailedFile] = ()
        self._waiting = ElidedLabel(lines=2, muted=True)
        self.again = QPushButton(self.tr("Try again"))
        self.again.clicked.connect(library.try_again)
        self.view = QTreeView()
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setAllColumnsShowFocus(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setAccessibleName(self.tr("Files that could not be used, and why"))
        self.view.activated.connect(self._show_in_folder)
        self.empty = EmptyState(theme)
        self.empty.say(
            "song",
            self.tr("Every file in your folders could be listened to, or is about to be."),
            self.tr("Scan the folders again"),
        )
        self.empty.wanted.connect(self.scan_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        head = QHBoxLayout()
        head.addWidget(self._waiting, 1)
        head.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        set_type(self._waiting, "caption")

    def show_library(self, state: LibraryState) -> None:
        """Say how many songs still wait."""
        waiting = max(0, state.tracks - state.indexed - state.failed)
        text = ""
        if waiting:
            text = self.tr("Still to be listened to: {songs}.").format(
                songs=songs_in_words(waiting)
            )
        self._waiting.setText(text)
        self.again.setVisible(state.failed > 0 and state.scanning is None)

    def refresh(self) -> None:
        """Ask again which files could not be used."""
        self._tasks.run(self._library.failures, self._show)

    def _show(self, failed: Sequence[FailedFile]) -> None:
        self._stack.setCurrentWidget(self.view if failed else self.empty)
        if failed == self._failed and self.view.model() is not None:
            return
        self._failed = failed
        self.view.setModel(FailuresModel(failed, self))
        header = self.view.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        for column, share in enumerate((0.3, 0.46)):
            self.view.setColumnWidth(column, round(self.view.viewport().width() * share))

    def _show_in_folder(self, index: Index) -> None:
        show_in_folder(self._failed[index.row()].path)
