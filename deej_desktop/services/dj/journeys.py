"""Journeys through waypoints: planned for the window and the command line alike."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from deej_desktop.domain.errors import NothingFound
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.playlist_files import PlaylistEntry, write_playlist
from deej_desktop.recommend.journey import Journey, bridge, join, join_for
from deej_desktop.recommend.moods import arrival
from deej_desktop.recommend.rules import Rule, RuleOptions, standard_rules
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JourneyPlan, JourneyStop, JourneyWish
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.lately import Lately
from deej_desktop.services.dj.moods import Moods


class Journeys:
    """Implements `deej_desktop.services.api.JourneyApi`."""

    def __init__(
        self,
        hearing: Hearing,
        space: Callable[[], Space],
        options: Callable[[], RuleOptions],
        moods: Moods,
        lately: Lately | None = None,
    ) -> None:
        """Plan in what `space` gives, by the rules that `options` asks for at the time."""
        self._lately = lately or Lately()
        self._ear = hearing, space
        self._options = options
        self._moods = moods
        # Two plans at once would only make each other slower.
        self._lock = threading.Lock()

    def change_encoder(self, hearing: Hearing, space: Callable[[], Space]) -> None:
        """Plan in what `space` gives from now on, which is as another encoder hears it."""
        self._ear = hearing, space

    def track_at(self, path: Path) -> Track:
        """See `JourneyApi`."""
        hearing, _ = self._ear
        return hearing.track_at(path)

    def plan(self, wish: JourneyWish) -> JourneyPlan:
        """See `JourneyApi`."""
        with self._lock:
            hearing, find_space = self._ear  # of one encoder, whatever comes meanwhile
            space = find_space()
            if not len(space):
                raise NothingFound(
                    "Deej has listened to none of your music yet; choose its folder, or give Deej "
                    "a minute."
                )
            space = hearing.made_known(space, wish.waypoints)
            options = self._options()
            rules = standard_rules(options)
            lately = space.rows_of(self._lately.within(options.heard_lately_s))
            journey = find_journey(space, wish, rules, self._moods, lately)
            return _plan_of(space, journey, rules)

    def save(self, journey: JourneyPlan, path: Path) -> None:
        """See `JourneyApi`."""
        write_playlist(path, [PlaylistEntry.of(stop.track) for stop in journey.stops])


def find_journey(
    space: Space,
    wish: JourneyWish,
    rules: Sequence[Rule],
    moods: Moods,
    elsewhere: frozenset[int] = frozenset(),
) -> Journey:
    """The smoothest journey in `space`, which knows all waypoints, by count or by the clock.

    Raises:
        NothingFound: It should arrive somewhere before that could be, or at a mood of which there
            is nothing.
    """
    rows = [row for track in wish.waypoints if (row := space.row_of(track)) is not None]
    chance = np.random.default_rng(wish.random_seed)
    session = SessionView(elsewhere=elsewhere)
    if wish.mood is not None and rows:
        measures = moods.measures(space)
        if np.isnan(measures.levels_db).all():
            raise NothingFound(
                "Deej has listened to none of your music from end to end yet, so it cannot tell "
                "how calm or lively it is; give it some minutes."
            )
        row = arrival(
            space, wish.mood, measures, rows, rules, chance, drunk=wish.drunk, elsewhere=elsewhere
        )
        if row is None:
            raise NothingFound("There is no other track that the journey may arrive at.")
        rows.append(row)
    total = _total_of(wish, space.tracks[rows[-1]]) if rows else None
    if total is None:
        found = join(space, rows, wish.between, rules, chance, drunk=wish.drunk, session=session)
    else:
        found = join_for(space, rows, total, rules, chance, drunk=wish.drunk, session=session)
    return replace(found, mood=wish.mood)


def next_time(time: dt.time) -> dt.datetime:
    """When the clock shows `time` next, as this computer's clock goes."""
    now = dt.datetime.now().astimezone()
    at = now.replace(hour=time.hour, minute=time.minute, second=time.second, microsecond=0)
    return at if at > now else at + dt.timedelta(days=1)


def _total_of(wish: JourneyWish, last: Track) -> Seconds | None:
    """How long the journey to `last` should take, all included; None if that does not matter."""
    if wish.arrive_at is not None:
        until = (wish.arrive_at.astimezone() - dt.datetime.now().astimezone()).total_seconds()
        if until <= 0:
            raise NothingFound("That time has passed; choose a later one to arrive at.")
        return Seconds(until + last.duration_s)
    return None if wish.minutes is None else Seconds(60.0 * wish.minutes)


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
