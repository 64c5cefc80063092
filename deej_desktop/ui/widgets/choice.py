"""One of several values, chosen from a list that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget
from typing_extensions import override

_WIDEST = 300


class Choice(QComboBox):
    """A list of names, each for a value of any kind."""

    chosen = Signal(object)
    """The value chosen by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(_WIDEST)
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
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # The style sheet knows no arrow in the colours of the theme.
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.75)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle = QPointF(16 if self.isRightToLeft() else self.width() - 16, self.height() / 2 + 2)
        painter.drawPolyline([middle - QPointF(4, 4), middle, middle + QPointF(4, -4)])

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page that it stands on scrolls instead.
        event.ignore()
