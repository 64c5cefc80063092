"""How long a journey is: by count, by the clock, or until a time of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSpinBox, QTimeEdit, QWidget

from deej_desktop.ui.theme import SPACE_S, SPACE_XS, Theme
from deej_desktop.ui.widgets.field_frame import FieldFrame
from deej_desktop.ui.widgets.icon_button import IconButton

_STEP_MIN = 5
_MOST_BETWEEN, _LONGEST_MIN = 50, 24 * 60
_USUAL_BETWEEN, _USUAL_MIN = 5, 46
_TIME = 2
"""The unit that is a time of the day."""


class JourneyLength(QWidget):
    """A number and what it counts, or the time at which the last song begins."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        now: Callable[[], dt.datetime] = dt.datetime.now,
    ) -> None:
        """Make it.

        Args:
            theme: Where its looks come from.
            parent: As for any widget.
            now: The clock.
        """
        super().__init__(parent)
        self._now = now
        self._values = [_USUAL_BETWEEN, _USUAL_MIN]
        self._unit = 0
        self.number = QSpinBox()
        self.number.setAccessibleName(self.tr("Length of the journey"))
        self.number.valueChanged.connect(self._count)
        self.time = QTimeEdit()
        self.time.setAccessibleName(self.tr("Time to arrive at"))
        self.time.timeChanged.connect(lambda _: self.changed.emit())
        self.time.hide()
        fewer = IconButton(theme, "minus", self.tr("Shorter"), 30)
        fewer.clicked.connect(lambda: self._step(-1))
        more = IconButton(theme, "plus", self.tr("Longer"), 30)
        more.clicked.connect(lambda: self._step(1))
        self._names = (
            self.tr("songs between"),
            self.tr("minutes in all"),
            self.tr("is when to arrive"),
        )
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
        layout.addWidget(FieldFrame(theme, self.number))
        layout.addWidget(FieldFrame(theme, self.time))
        layout.addWidget(more)
        layout.addSpacing(SPACE_S)
        layout.addWidget(self.unit)
        self._show()

    @property
    def value(self) -> tuple[int, float | None]:
        """The songs between two waypoints, and the minutes in all if these count instead."""
        return self._values[0], float(self._values[1]) if self._unit == 1 else None

    @property
    def arrive_at(self) -> dt.datetime | None:
        """When the last song begins, today or tomorrow, if that is what counts."""
        if self._unit != _TIME:
            return None
        now, wanted = self._now(), self.time.time()
        then = now.replace(hour=wanted.hour(), minute=wanted.minute(), second=0, microsecond=0)
        return then if then > now else then + dt.timedelta(days=1)

    def go_on_from(self, other: JourneyLength) -> None:
        """Have the length that is set in `other`."""
        self._values, self._unit = list(other._values), other._unit
        with QSignalBlocker(self.time):
            self.time.setTime(other.time.time())
        self._show()

    def choose(self, unit: int) -> None:
        """Count songs between waypoints (0) or minutes (1), or arrive at a time (2)."""
        if unit != self._unit:
            self._unit = unit
            if unit == _TIME:
                soon = self._now() + dt.timedelta(hours=1)
                self.time.blockSignals(True)
                self.time.setTime(QTime(soon.hour, soon.minute - soon.minute % _STEP_MIN))
                self.time.blockSignals(False)
            self._show()
            self.changed.emit()

    def _count(self, number: int) -> None:
        self._values[self._unit] = number
        self.changed.emit()

    def _step(self, steps: int) -> None:
        if self._unit == _TIME:
            self.time.setTime(self.time.time().addSecs(60 * _STEP_MIN * steps))
        else:
            self.number.stepBy(steps)

    def _show(self) -> None:
        self.time.setVisible(self._unit == _TIME)
        self.number.setVisible(self._unit != _TIME)
        self.unit.setText(f"{self._names[self._unit]} \N{BLACK DOWN-POINTING SMALL TRIANGLE}")
        self.unit.setAccessibleName(self._names[self._unit])
        if self._unit == _TIME:
            return
        self.number.blockSignals(True)
        self.number.setRange(*((1, _LONGEST_MIN) if self._unit else (0, _MOST_BETWEEN)))
        self.number.setValue(self._values[self._unit])
        self.number.blockSignals(False)
