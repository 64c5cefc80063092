"""A slider with its value in words beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from deej_desktop.ui.theme import SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.line_slider import LineSlider


class ValueSlider(QWidget):
    """From a least to a most; `moved` carries what the listener chooses, when it is let go."""

    moved = Signal(int)

    def __init__(
        self, theme: Theme, words: Callable[[int], str], parent: QWidget | None = None
    ) -> None:
        """Make one.

        Args:
            theme: Where its colours come from.
            words: Says what a value means.
            parent: As for any widget.
        """
        super().__init__(parent)
        self._words = words
        self._slider = _Line(theme, "drunk")
        self._slider.setFixedWidth(150)
        self._slider.moved_by_hand.connect(self._say)
        self._slider.let_go.connect(self.moved)
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        set_type(self._label, "caption")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._slider)
        layout.addWidget(self._label, 1)
        self.setFocusProxy(self._slider)

    @property
    def slider(self) -> LineSlider:
        """The line, for tests."""
        return self._slider

    def set_range(self, least: int, most: int, resting: int, step: int = 1) -> None:
        """Go from `least` to `most`; a double click goes to `resting`."""
        self._slider.setRange(least, most)
        self._slider.setSingleStep(step)
        self._slider.setPageStep(max(step, (most - least) // 6))
        self._slider.resting = resting
        widest = max(
            self._label.fontMetrics().horizontalAdvance(self._words(value))
            for value in range(least, most + 1)
        )
        self._label.setMinimumWidth(widest)
        self._say(self._slider.value())

    def follow(self, value: int) -> None:
        """Show a value from elsewhere."""
        self._slider.follow(value)
        self._say(value)

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._slider.setAccessibleName(name)

    def _say(self, value: int) -> None:
        words = self._words(value)
        self._label.setText(words)
        self._slider.setAccessibleDescription(words)


class _Line(LineSlider):
    """A line that leaves the wheel to the page it stands on, and has a value of rest."""

    resting = 0
    # Among settings a line alone would seem to tell how far something has come.
    has_handle = True

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.setValue(self.resting)
        self.moved_by_hand.emit(self.resting)
        self.let_go.emit(self.resting)
