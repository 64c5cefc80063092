"""The frame of a field for numbers or times, which buttons beside it count up and down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.ui.theme import RADIUS_S, SPACE_S, Theme

_SHOWING = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
_FOCUS = (QEvent.Type.FocusIn, QEvent.Type.FocusOut)


class FieldFrame(QWidget):
    """Painted around a field: by style sheet, Qt would leave no room for what is in it."""

    def __init__(
        self, theme: Theme, field: QAbstractSpinBox, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._field = field
        field.setFrame(False)
        field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        field.installEventFilter(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_S, 5, SPACE_S, 5)
        layout.addWidget(field)
        theme.changed.connect(self.update)
        if field.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and field.isHidden():
            self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SHOWING:
            self.setVisible(not self._field.isHidden())
        elif event.type() in _FOCUS:
            self.update()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self._field.hasFocus()
        color = self._theme.colors.focus if has_focus else self._theme.colors.line
        painter.setPen(QPen(QColor(color), 2.0 if has_focus else 1.0))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_S, RADIUS_S)
