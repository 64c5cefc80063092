"""Join the dots: a journey through waypoints, as smooth as the library allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from deej_desktop.domain.track import Track
from deej_desktop.recommend.journey.arc import shared_out
from deej_desktop.recommend.journey.fill import Filled, fill
from deej_desktop.recommend.journey.route import EMPTY, Route, Spacing, lay_out
from deej_desktop.recommend.journey.smooth import jumps_along
from deej_desktop.recommend.moods import Mood
from deej_desktop.recommend.rulebook import Rulebook
from deej_desktop.recommend.rules import Apart, OneRecording, Rule, RuleName
from deej_desktop.recommend.session import NOTHING_HEARD, SessionView
from deej_desktop.recommend.space import Space


@dataclass(frozen=True, slots=True)
class Stop:
    """One track of a journey.

    Attributes:
        row: Its row in the space.
        track: The same.
        waypoint: Whether the listener asked for it, or the journey arrives there.
        jump: The cosine distance, 0..2, from the track before; 0 for the first.
    """

    row: int
    track: Track
    waypoint: bool
    jump: float


@dataclass(frozen=True, slots=True)
class Journey:
    """A way through waypoints.

    Attributes:
        stops: All tracks in order, waypoints included.
        missing: How many tracks fewer than asked for there are, for want of any that may be used.
        relaxed: Rules that gave way somewhere.
        mood: What the last stop was chosen for; None if it was asked for.
    """

    stops: tuple[Stop, ...]
    missing: int = 0
    relaxed: tuple[RuleName, ...] = ()
    mood: Mood | None = None

    @property
    def rows(self) -> list[int]:
        """The rows of all tracks, in order."""
        return [stop.row for stop in self.stops]

    @property
    def largest(self) -> int | None:
        """The stop that the largest jump leads to; None for less than two stops."""
        if len(self.stops) < 2:
            return None
        return max(range(1, len(self.stops)), key=lambda at: self.stops[at].jump)

    @property
    def largest_jump(self) -> float:
        """The largest cosine distance between neighbours."""
        return max((stop.jump for stop in self.stops), default=0.0)

    @property
    def mean_jump(self) -> float:
        """The mean cosine distance between neighbours."""
        between = [stop.jump for stop in self.stops[1:]]
        return sum(between) / len(between) if between else 0.0

    def why(self, at: int) -> str:
        """Why the stop `at` is where it is, in plain English."""
        largest = " This is the largest jump." if at == self.largest else ""
        if self.mood is not None and at == len(self.stops) - 1:
            return f"{self.mood.why}{largest}"
        if self.stops[at].waypoint:
            return f"A waypoint of yours.{largest}"
        origin = next(one for one in reversed(self.stops[:at]) if one.waypoint)
        aim = next(one for one in self.stops[at:] if one.waypoint)
        return f"On the way from {origin.track.title} to {aim.track.title}.{largest}"

    def shortfall_text(self) -> str:
        """One sentence on what is missing; empty if nothing is."""
        if not self.missing:
            return ""
        if self.missing == 1:
            return "1 track fewer than asked for: no other track in the library may be used."
        return (
            f"{self.missing} tracks fewer than asked for: no other track in the library may be "
            "used."
        )


def join(
    space: Space,
    waypoints: Sequence[int],
    between: int | Sequence[int],
    rules: Sequence[Rule],
    rng: np.random.Generator,
    *,
    drunk: float = 0.0,
    session: SessionView = NOTHING_HEARD,
) -> Journey:
    """Find the smoothest journey through `waypoints`, in their order.

    All tracks between are chosen together. None is a waypoint, or comes twice, or was heard in
    the session; where the library has too few, there are fewer, shared evenly among the legs.

    Args:
        space: The library, and files from outside as waypoints.
        waypoints: Rows; the same one twice running counts once.
        between: How many tracks between each waypoint and the next; one number for all legs, or
            one for each.
        rules: As from `standard_rules`; spacing counts around waypoints too.
        rng: Where the chance comes from; not touched with `drunk` at 0.
        drunk: Chance, 0..1.
        session: What was heard before.
    """
    legs = range(len(waypoints) - 1)
    wanted = [between] * len(legs) if isinstance(between, int) else list(between)
    moving = [leg for leg in legs if waypoints[leg] != waypoints[leg + 1]]
    dots = [*waypoints[:1], *(waypoints[leg + 1] for leg in moving)]
    request = Request(space, dots, rules, drunk, session)
    return journey_of(space, *fill_legs(request, [wanted[leg] for leg in moving], rng))


@dataclass(frozen=True, slots=True)
class Request:
    """What a journey is asked for with, but for its length; as the arguments of `join`."""

    space: Space
    waypoints: Sequence[int]
    rules: Sequence[Rule]
    drunk: float
    session: SessionView


def fill_legs(
    request: Request, counts: Sequence[int], rng: np.random.Generator
) -> tuple[Route, Filled, int]:
    """Lay out a route with `counts` places in its legs, fill it, and say how many are missing."""
    space, rules = request.space, request.rules
    heard = replace(
        request.session,
        heard=(*request.session.heard, *request.waypoints),
        seeds=request.session.seeds | frozenset(request.waypoints),
    )
    # Spacing depends on the places; all else is asked once.
    rulebook = Rulebook(space, [rule for rule in rules if not isinstance(rule, Apart)])
    wanted = sum(counts)
    allowance = rulebook.allowance(heard, needed=wanted)
    allowed = np.flatnonzero(allowance.allowed)
    missing = max(0, wanted - allowed.size)
    if missing:
        counts = shared_out(allowed.size, counts)
    one_recording = (
        any(isinstance(rule, OneRecording) for rule in rules)
        and RuleName.SAME_SONG not in allowance.relaxed
    )
    route = lay_out(space, request.waypoints, counts)
    spacing = Spacing.of(space, rules)
    filled = fill(space, route, allowed, spacing, request.drunk, rng, one_recording=one_recording)
    relaxed = (*filled.relaxed, *allowance.relaxed)
    return route, filled._replace(relaxed=relaxed), missing


def journey_of(space: Space, route: Route, filled: Filled, missing: int) -> Journey:
    """The journey along a filled route."""
    jumps = [0.0, *jumps_along(space, filled.rows).tolist()]
    waypoint = route.rows != EMPTY
    stops = tuple(
        Stop(row, space.tracks[row], bool(asked), jump)
        for row, asked, jump in zip(filled.rows.tolist(), waypoint, jumps, strict=False)
    )
    return Journey(stops, missing, filled.relaxed)
