"""What stands where a list would be if there is nothing to list: a sentence and a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme

_ICON = 44


class EmptyState(QWidget):
    """An icon, a sentence, and one thing to do about it."""

    wanted = Signal()
    """The button was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = _Picture(theme)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setProperty("tone", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = QPushButton()
        self._button.clicked.connect(self.wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        layout.setSpacing(SPACE_M)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._text)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    @property
    def button(self) -> QPushButton:
        """The button, for focus and tests."""
        return self._button

    def say(self, icon_name: str, text: str, button: str = "") -> None:
        """Say `text`, and offer to do what is written on `button`."""
        self._picture.show_icon(icon_name)
        self._text.setText(text)
        self._button.setText(button)
        self._button.setAccessibleDescription(text)
        self._button.setVisible(bool(button))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the icon, then the sentence, where there is no room; never the button."""
        text = self._text.heightForWidth(self.width() - 2 * SPACE_L)
        button = self._button.sizeHint().height() + SPACE_M if self._button.text() else 0
        needed = text + button + 2 * SPACE_S
        self._text.setVisible(self.height() >= needed or not button)
        self._picture.setVisible(self.height() >= needed + _ICON + SPACE_M)


class _Picture(QWidget):
    """An icon, large and quiet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = "song"
        self.setFixedSize(_ICON, _ICON)
        theme.changed.connect(self.update)

    def show_icon(self, name: str) -> None:
        self._icon = name
        self.update()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._icon, QRectF(self.rect()), self._theme.color("line"))
