"""The button that says what the colours of the map tell, and lets the listener choose."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from deej_desktop.domain.music_map import Colouring
from deej_desktop.ui.theme import set_type


class ColouringButton(QPushButton):
    """Opens a menu of all that colours can tell."""

    chosen = Signal(object)
    """The `Colouring` that the listener wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "chip")
        set_type(self, "caption")
        self.by = Colouring.GENRE
        """What the colours tell."""
        self.show_colouring(self.by)
        self.clicked.connect(self._open)

    def show_colouring(self, by: Colouring) -> None:
        """Say that the colours tell this."""
        self.by = by
        self.setText(f"{self._name_of(by)} ▾")
        self.setAccessibleName(self.tr("Colours tell: {what}").format(what=self._name_of(by)))

    def _open(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for by in Colouring:
            action = menu.addAction(self._name_of(by))
            action.setCheckable(True)
            action.setChecked(by is self.by)
            action.triggered.connect(lambda _=False, by=by: self.chosen.emit(by))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _name_of(self, by: Colouring) -> str:
        return {
            Colouring.GENRE: self.tr("Genre"),
            Colouring.DECADE: self.tr("Decade"),
            Colouring.FOLDER: self.tr("Folder"),
            Colouring.CLUSTER: self.tr("Lands"),
        }[by]
