"""The path doctor: where a journey lurches, and which track would bridge it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.track import Track
from deej_desktop.recommend.journey.join import Journey
from deej_desktop.recommend.rulebook import Rulebook
from deej_desktop.recommend.rules import Apart, Rule
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.space import Space


@dataclass(frozen=True, slots=True)
class Bridge:
    """A waypoint that would make the largest jump smaller.

    Attributes:
        before: The stop of the journey that it would come before.
        row: Its row in the space.
        track: The same.
        jump: The larger of the two jumps that would take the place of the one.
    """

    before: int
    row: int
    track: Track
    jump: float


def bridge(space: Space, journey: Journey, rules: Sequence[Rule]) -> Bridge | None:
    """The best track to put into the largest jump; None if none makes it smaller.

    Args:
        space: The library.
        journey: As it is.
        rules: What may not be used; spacing is not looked at, as waypoints are the listener's.
    """
    before = journey.largest
    if before is None:
        return None
    ends = space.sound.vectors[[journey.stops[before - 1].row, journey.stops[before].row]]
    rulebook = Rulebook(space, [rule for rule in rules if not isinstance(rule, Apart)])
    allowed = rulebook.allowance(SessionView.from_seeds(journey.rows)).allowed & space.audible
    rows = np.flatnonzero(allowed)
    if not rows.size:
        return None
    jumps = 1 - np.min(space.sound.vectors @ ends.T, axis=1)[rows]
    best = int(np.argmin(jumps))
    row, jump = int(rows[best]), float(jumps[best])
    return Bridge(before, row, space.tracks[row], jump) if jump < journey.largest_jump else None
