"""A button for words of any length: they end in an ellipsis where there is no room for them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from deej_desktop.ui.format import one_line


class ElidedButton(QPushButton):
    """Shows as much of its words as there is room for; the tooltip then says all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""

    def set_words(self, words: str) -> None:
        """Say `words`; an ampersand in them is one, and marks no key."""
        self._words = one_line(words)
        self.setText(self._words.replace("&", "&&"))
        self.setAccessibleName(self._words)
        self._tell_cut_off()

    @property
    def shown(self) -> str:
        """The words as they stand there, with an ellipsis if they are cut off."""
        lacking = self.sizeHint().width() - self.width()
        if lacking <= 0:
            return self._words
        metrics = self.fontMetrics()
        room = metrics.horizontalAdvance(self._words) - lacking
        return metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, room))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_cut_off()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown.replace("&", "&&")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _tell_cut_off(self) -> None:
        self.setToolTip("" if self.shown == self._words else self._words)
