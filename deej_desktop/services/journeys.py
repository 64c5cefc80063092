"""Journeys through waypoints: planned for the window and the command line alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from deej_desktop.domain.errors import NothingFound
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.playlist_files import PlaylistEntry, write_playlist
from deej_desktop.recommend.journey import Journey, bridge, join, join_for
from deej_desktop.recommend.rules import Rule, RuleOptions, standard_rules
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JourneyPlan, JourneyStop, JourneyWish
from deej_desktop.services.hearing import Hearing


class Journeys:
    """Implements `deej_desktop.services.api.JourneyApi`."""

    def __init__(
        self, hearing: Hearing, space: Callable[[], Space], options: Callable[[], RuleOptions]
    ) -> None:
        """Plan in what `space` gives, by the rules that `options` asks for at the time."""
        self._hearing = hearing
        self._space = space
        self._options = options
        # Two plans at once would only make each other slower.
        self._lock = threading.Lock()

    def track_at(self, path: Path) -> Track:
        """See `JourneyApi`."""
        return self._hearing.track_at(path)

    def plan(self, wish: JourneyWish) -> JourneyPlan:
        """See `JourneyApi`."""
        with self._lock:
            space = self._space()
            if not len(space):
                raise NothingFound(
                    "Deej has listened to none of your music yet; choose its folder, or give Deej "
                    "a minute."
                )
            space = self._hearing.made_known(space, wish.waypoints)
            rules = standard_rules(self._options())
            journey = find_journey(space, wish, rules)
            return _plan_of(space, journey, rules)

    def save(self, journey: JourneyPlan, path: Path) -> None:
        """See `JourneyApi`."""
        write_playlist(path, [PlaylistEntry.of(stop.track) for stop in journey.stops])


def find_journey(space: Space, wish: JourneyWish, rules: Sequence[Rule]) -> Journey:
    """The smoothest journey in `space`, which knows all waypoints, by count or by the clock."""
    rows = [row for track in wish.waypoints if (row := space.row_of(track)) is not None]
    chance = np.random.default_rng(wish.random_seed)
    if wish.minutes is None:
        return join(space, rows, wish.between, rules, chance, drunk=wish.drunk)
    total = Seconds(60.0 * wish.minutes)
    return join_for(space, rows, total, rules, chance, drunk=wish.drunk)


def _plan_of(space: Space, journey: Journey, rules: Sequence[Rule]) -> JourneyPlan:
    found = bridge(space, journey, rules)
    return JourneyPlan(
        stops=tuple(
            JourneyStop(stop.track, stop.waypoint, stop.jump, journey.why(at))
            for at, stop in enumerate(journey.stops)
        ),
        largest=journey.largest,
        bridge=found.track if found is not None else None,
        shortfall=journey.shortfall_text(),
    )
