"""How long a journey is: by count, or by the clock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSpinBox, QWidget

from deej_desktop.ui.theme import SPACE_S, SPACE_XS, Theme
from deej_desktop.ui.widgets.icon_button import IconButton

_MOST_BETWEEN, _LONGEST_MIN = 50, 24 * 60
_USUAL_BETWEEN, _USUAL_MIN = 5, 46


class JourneyLength(QWidget):
    """A number, and what it counts."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [_USUAL_BETWEEN, _USUAL_MIN]
        self._unit = 0
        self.number = QSpinBox()
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setFixedWidth(52)
        self.number.setAccessibleName(self.tr("Length of the journey"))
        self.number.valueChanged.connect(self._count)
        fewer = IconButton(theme, "minus", self.tr("Shorter"), 30)
        fewer.clicked.connect(self.number.stepDown)
        more = IconButton(theme, "plus", self.tr("Longer"), 30)
        more.clicked.connect(self.number.stepUp)
        self._names = (self.tr("songs between"), self.tr("minutes in all"))
        self.unit = QPushButton()
        self.unit.setProperty("tone", "chip")
        self.unit.setAccessibleDescription(self.tr("What the length counts"))
        menu = QMenu(self.unit)
        for unit, name in enumerate(self._names):
            menu.addAction(name).triggered.connect(lambda _=False, unit=unit: self.choose(unit))
        self.unit.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(fewer)
        layout.addWidget(self.number)
        layout.addWidget(more)
        layout.addSpacing(SPACE_S)
        layout.addWidget(self.unit)
        self._show()

    @property
    def value(self) -> tuple[int, float | None]:
        """The songs between two waypoints, and the minutes in all if these count instead."""
        return self._values[0], float(self._values[1]) if self._unit else None

    def choose(self, unit: int) -> None:
        """Count songs between waypoints (0) or minutes (1)."""
        if unit != self._unit:
            self._unit = unit
            self._show()
            self.changed.emit()

    def _count(self, number: int) -> None:
        self._values[self._unit] = number
        self.changed.emit()

    def _show(self) -> None:
        self.number.blockSignals(True)
        self.number.setRange(*((1, _LONGEST_MIN) if self._unit else (0, _MOST_BETWEEN)))
        self.number.setValue(self._values[self._unit])
        self.number.blockSignals(False)
        self.unit.setText(f"{self._names[self._unit]} \N{BLACK DOWN-POINTING SMALL TRIANGLE}")
        self.unit.setAccessibleName(self._names[self._unit])
