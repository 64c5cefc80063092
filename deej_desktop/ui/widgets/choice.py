"""One of several values, chosen from a list that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget
from typing_extensions import override


class Choice(QComboBox):
    """A list of names, each for a value of any kind."""

    chosen = Signal(object)
    """The value chosen by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda place: self.chosen.emit(self.itemData(place)))

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer these names and values; what is shown stays, if it is among them."""
        current = self.currentData()
        self.clear()
        for name, value in choices:
            self.addItem(name, value)
            # Where there is no room for all of it.
            self.setItemData(self.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self.follow(current)

    def follow(self, value: object) -> None:
        """Show the name of `value`; none, if it is not offered."""
        self.setCurrentIndex(
            next((place for place in range(self.count()) if self.itemData(place) == value), -1)
        )

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page that it stands on scrolls instead.
        event.ignore()
