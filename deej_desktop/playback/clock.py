"""Where in a file playing has come to, between two reports of it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

_courses = itertools.count(1)

MAX_GUESS_S = 3.0
"""How long after the last report we go on assuming that the music plays."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was known at one moment, enough to tell the position at a later one.

    Attributes:
        position_s: The place reported.
        at: When, on the monotonic clock.
        running: Whether the music was playing then.
        floor_s: The place told before, behind which nobody shall see the music fall.
        course: Changes when somebody goes elsewhere, which may be back.
    """

    position_s: float = 0.0
    at: float = 0.0
    running: bool = False
    floor_s: float = 0.0
    course: int = 0

    def raw(self, now: float) -> float:
        """The place at `now` by this report alone."""
        if not self.running:
            return self.position_s
        return self.position_s + min(max(0.0, now - self.at), MAX_GUESS_S)

    def position(self, now: float) -> float:
        """The place at `now`, never behind one told before."""
        return max(self.floor_s, self.raw(now))


class PositionClock:
    """Interpolates between reports, which come up to a second or two apart.

    A report that says less than what was already told makes the position stand still until the
    music has caught up; only `jump` moves it back.
    """

    def __init__(self, position_s: float) -> None:
        self.reading = Reading(position_s, floor_s=position_s, course=next(_courses))

    def jump(self, position_s: float, now: float) -> None:
        """Somebody went to `position_s`."""
        self.reading = Reading(
            position_s, now, self.reading.running, position_s, course=next(_courses)
        )

    def report(self, position_s: float, at: float) -> None:
        """The music was heard at `position_s` at the moment `at`."""
        told = self.reading.position(at)
        self.reading = replace(self.reading, position_s=position_s, at=at, floor_s=told)

    def leave_out(self, seconds: float) -> None:
        """Nothing was heard for the last `seconds`, nor did anybody ask."""
        self.reading = replace(self.reading, at=self.reading.at + seconds)

    def run(self, now: float) -> None:
        """The music plays from here on."""
        here = self.reading.position(now)
        self._stay(here, now, running=True)

    def halt(self, now: float) -> None:
        """The music stands still from here on."""
        here = self.reading.position(now)
        self._stay(here, now, running=False)

    def _stay(self, here: float, now: float, *, running: bool) -> None:
        self.reading = replace(self.reading, position_s=here, at=now, running=running, floor_s=here)

    def silent_for(self, now: float) -> float:
        """Seconds since the last report, while the music should be playing; else 0."""
        return now - self.reading.at if self.reading.running else 0.0
