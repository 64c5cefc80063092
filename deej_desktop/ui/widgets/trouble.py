"""Why nothing is heard for the moment."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.theme import SPACE_S, Theme
from deej_desktop.ui.widgets.elided_label import ElidedLabel

_ICON = 18


class Trouble(QWidget):
    """A sign and a sentence; hidden while all is well."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = ElidedLabel(lines=2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addSpacing(_ICON + SPACE_S)
        layout.addWidget(self._label)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def reason(self) -> str:
        """The sentence that is shown, or an empty string."""
        return "" if self.isHidden() else self._label.text()

    def show_reason(self, reason: str) -> None:
        """Show a sentence; with "", nothing."""
        if reason and reason != self._label.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, reason))
        self._label.setText(reason)
        self.setVisible(bool(reason))

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        left = self.width() - _ICON if self.isRightToLeft() else 0
        color = self._theme.color("keep_on")
        paint_icon(painter, "warning", QRectF(left, 0, _ICON, _ICON), color)
