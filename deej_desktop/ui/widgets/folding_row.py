"""Two widgets in a row, or one below the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.ui.theme import SPACE_S


class FoldingRow(QWidget):
    """Folds where the row would cut the words of either."""

    def __init__(self, first: QWidget, last: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = (first, last)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_S)
        self._row.addWidget(first, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(last)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # One of them says something else.
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        needed = sum(part.sizeHint().width() for part in self._parts) + self._row.spacing()
        direction = QBoxLayout.Direction
        self._row.setDirection(
            direction.TopToBottom if self.width() < needed else direction.LeftToRight
        )
