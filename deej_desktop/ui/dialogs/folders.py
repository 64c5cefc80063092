"""Choosing the folders that hold the listener's music."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deej_desktop.domain.text import displayable
from deej_desktop.ui.dialogs.pick import pick_folder
from deej_desktop.ui.icons import icon
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme


class FoldersDialog(QDialog):
    """A list of folders to add to and take from; `chosen` carries it when it is accepted."""

    chosen = Signal(object)
    """A tuple of paths."""

    def __init__(self, theme: Theme, folders: Sequence[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Music folders"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(320)
        self.resize(560, 380)
        text = QLabel(
            self.tr(
                "Deej listens to the songs in these folders and in all folders inside them. "
                "It changes nothing there."
            )
        )
        text.setWordWrap(True)
        text.setProperty("tone", "muted")
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Music folders"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(self._show_what_can_be_done)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        inside.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(text)
        layout.addWidget(card, 1)
        layout.addLayout(self._buttons())
        for folder in folders:
            self._add(folder)
        self._show_what_can_be_done()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in the list."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items)

    def _buttons(self) -> QHBoxLayout:
        add = QPushButton(self.tr("&Add a folder…"))
        add.clicked.connect(self._ask)
        self._remove = QPushButton(self.tr("&Remove"))
        self._remove.clicked.connect(self._take_out)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        done = QPushButton(self.tr("Listen to these"))
        done.setProperty("tone", "primary")
        done.setDefault(True)
        done.clicked.connect(self._accept)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(add)
        row.addWidget(self._remove)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(done)
        return row

    def _ask(self) -> None:
        pick_folder(self, self.tr("Choose a folder with music"), self._add)

    def _add(self, folder: Path) -> None:
        if folder in self.folders:
            return
        item = QListWidgetItem(icon("folder", self._theme.color("keep_on")), displayable(folder))
        item.setData(Qt.ItemDataRole.UserRole, folder)
        item.setToolTip(displayable(folder))
        self._list.addItem(item)
        self._list.setCurrentItem(item)

    def _take_out(self) -> None:
        self._list.takeItem(self._list.currentRow())
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        self._remove.setEnabled(self._list.currentRow() >= 0)

    def _accept(self) -> None:
        self.chosen.emit(self.folders)
        self.accept()
