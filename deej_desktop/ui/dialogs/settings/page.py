"""A page of settings: what each is, what it means, and the control that changes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, set_type

_NARROW_LETTERS = 52
"""Where there is room for fewer, a control goes under its words."""


class Page(QScrollArea):
    """Rows one below the other, in cards with headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QWidget()
        body.setObjectName("page")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_XL)
        self._column.setSpacing(SPACE_S)
        self._column.addStretch(1)
        self._rows: list[SettingRow] = []
        self._card: QVBoxLayout | None = None
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)

    def begin(self, heading: str) -> None:
        """Begin a card; the rows that are added next are in it."""
        label = QLabel(heading)
        set_type(label, "heading")
        if self._card is not None:
            self._insert(_gap())
        self._insert(label)
        frame = QFrame()
        frame.setProperty("role", "card")
        self._card = QVBoxLayout(frame)
        self._card.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self._card.setSpacing(0)
        self._insert(frame)

    def add(
        self, title: str, meaning: str, control: QWidget, *, is_wide: bool = False
    ) -> SettingRow:
        """Add one setting; a wide control goes under its words."""
        row = SettingRow(title, meaning, control, is_wide=is_wide)
        row.set_narrow(is_narrow=self._is_narrow)
        self._rows.append(row)
        assert self._card is not None, "a row is in a card"
        if self._card.count():
            self._card.addWidget(_Hairline())
        self._card.addWidget(row)
        return row

    @property
    def _is_narrow(self) -> bool:
        return self.width() < _NARROW_LETTERS * self.fontMetrics().averageCharWidth()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self._rows:
            row.set_narrow(is_narrow=self._is_narrow)

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)


class SettingRow(QWidget):
    """One setting."""

    def __init__(self, title: str, meaning: str, control: QWidget, *, is_wide: bool) -> None:
        super().__init__()
        self._is_wide = is_wide
        self._title = QLabel(title)
        self._title.setWordWrap(True)
        self._title.setBuddy(control)
        self._meaning = QLabel()
        self._meaning.setWordWrap(True)
        self._meaning.setProperty("tone", "muted")
        self._control = control
        control.setAccessibleName(title)
        words = QVBoxLayout()
        words.setSpacing(SPACE_XS)
        words.addWidget(self._title)
        words.addWidget(self._meaning)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        self._layout.setSpacing(SPACE_L)
        self._layout.addLayout(words, 1)
        self._layout.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        set_type(self._meaning, "caption")
        self.explain(meaning)
        self.set_narrow(is_narrow=is_wide)

    def explain(self, meaning: str) -> None:
        """Say what it means."""
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))
        self._control.setAccessibleDescription(meaning)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Put the control under the words."""
        is_below = is_narrow or self._is_wide
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if is_below else direction.LeftToRight)
        self._layout.setSpacing(SPACE_S if is_below else SPACE_L)
        self._layout.setAlignment(
            self._control,
            Qt.AlignmentFlag(0)
            if self._is_wide
            else Qt.AlignmentFlag.AlignLeft
            if is_below
            else Qt.AlignmentFlag.AlignVCenter,
        )


class _Hairline(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "hairline")
        self.setFixedHeight(1)


def _gap() -> QWidget:
    gap = QWidget()
    gap.setFixedHeight(SPACE_M)
    return gap
