"""Tuning that takes no time and does what a test says."""

from __future__ import annotations

from dataclasses import replace

from deej_desktop.domain.progress import Progress
from deej_desktop.domain.signal import Signal
from deej_desktop.services.tuning.api import TuningState


class FakeTuning:
    """Satisfies `TuningApi`; runs until a test says what came of it.

    Attributes:
        started: How often it was asked to start.
    """

    def __init__(self) -> None:
        self.changed: Signal[TuningState] = Signal()
        self.started = 0
        self._state = TuningState()

    @property
    def state(self) -> TuningState:
        return self._state

    def start(self) -> None:
        self.started += 1
        self.show(progress=Progress("Checking on albums held out", 1, 5))

    def cancel(self) -> None:
        self.show(progress=None, outcome="")

    def go_back(self) -> None:
        self.show(tuned=False)

    def show(self, **values: object) -> None:
        """Come to something."""
        self._state = replace(self._state, **values)  # type: ignore[arg-type]
        self.changed.emit(self._state)
