"""How loud it is, as a row of bars."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.theme import Theme

_BAR, _GAP = 3.0, 2.0
_FALL = 0.12
"""How far it falls from one look to the next, so that the eye can follow."""


class LevelMeter(QWidget):
    """Bars that light up one after the other; full scale is where it would be cut off."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = 0.0
        self._is_on = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Level of the microphone"))
        theme.changed.connect(self.update)

    @property
    def level(self) -> float:
        """What it shows, 0..1."""
        return self._level

    def show_level(self, level: float, *, is_on: bool) -> None:
        """Show a level, 0..1; off, it rests."""
        shown = max(level, self._level - _FALL) if is_on else 0.0
        if (shown, is_on) != (self._level, self._is_on):
            self._level, self._is_on = shown, is_on
            self.setAccessibleDescription(f"{round(100 * shown)} %")
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, 16)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, 16)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colors = self._theme.colors
        count = max(1, int((self.width() + _GAP) / (_BAR + _GAP)))
        lit = round(self._level * count)
        height = min(16.0, float(self.height()))
        top = (self.height() - height) / 2
        for number in range(count):
            is_hot = number >= count * 0.9
            color = colors.danger if is_hot else colors.keep_on
            painter.setBrush(QColor(color if number < lit else colors.line))
            left = number * (_BAR + _GAP)
            if self.isRightToLeft():
                left = self.width() - left - _BAR
            painter.drawRoundedRect(QRectF(left, top, _BAR, height), _BAR / 2, _BAR / 2)
