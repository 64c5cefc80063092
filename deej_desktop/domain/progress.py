"""The one way to report how far long work has come."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from deej_desktop.domain.units import Seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of long work.

    Attributes:
        activity: What is being done, for a person: "Listening".
        done: Steps finished.
        total: Steps in all, or None while that is unknown.
        detail: What is being worked on now, for a person; may be empty.
        remaining_s: Expected time left, or None while that is unknown.
    """

    activity: str
    done: int
    total: int | None = None
    detail: str = ""
    remaining_s: Seconds | None = None

    @property
    def fraction(self) -> float | None:
        """Share done in 0..1, or None while the total is unknown."""
        if self.total is None:
            return None
        return min(1.0, self.done / self.total) if self.total else 1.0


ProgressSink: TypeAlias = Callable[[Progress], None]
"""Takes each moment as it comes, in whichever thread the work runs."""


def ignore_progress(_: Progress) -> None:
    """A sink for work whose progress nobody watches."""


class ProgressMeter:
    """Counts the steps of one piece of work and tells a sink, with the expected time left.

    The expectation is the mean pace so far, which suits work of many similar steps.
    """

    def __init__(
        self,
        activity: str,
        total: int | None,
        sink: ProgressSink,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._activity = activity
        self._total = total
        self._sink = sink
        self._clock = clock
        self._start = clock()
        self._done = 0
        self._tell("")

    def advance(self, detail: str = "", steps: int = 1) -> None:
        """Count `steps` more as finished and tell the sink."""
        self._done += steps
        self._tell(detail)

    def expect(self, steps: int) -> None:
        """Count `steps` more as part of the work."""
        if self._total is not None:
            self._total += steps

    def hold(self, activity: str) -> None:
        """Tell the sink what keeps the work waiting; it goes on with `go_on`."""
        self._sink(Progress(activity, self._done, self._total))

    def go_on(self, waited_s: float) -> None:
        """Tell the sink that the work goes on after `waited_s` seconds, which are not its pace."""
        self._start += waited_s
        self._tell("")

    def _tell(self, detail: str) -> None:
        remaining: Seconds | None = None
        if self._total is not None and self._done:
            elapsed = self._clock() - self._start
            remaining = Seconds(elapsed / self._done * max(0, self._total - self._done))
        self._sink(Progress(self._activity, self._done, self._total, detail, remaining))
