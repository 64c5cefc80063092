from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.history import Ending, Play
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.lately import Lately
from deej_desktop.services.dj.session import DjSession

HOUR = 3600.0


def track(name: str) -> Track:
    return Track(None, Path(f"/music/{name}.ogg"), ContentId(name), Seconds(100.0 + 9 * len(name)))


def play(name: str, at: float) -> Play:
    return Play(ContentId(name), Path("/x"), at, Seconds(9.0), Ending.FINISHED)


def test_what_was_heard_is_forgotten_in_time() -> None:
    now = 100 * HOUR
    lately = Lately([play("a", 99 * HOUR), play("b", 50 * HOUR)], clock=lambda: now)
    assert lately.within(Seconds(2 * HOUR)) == {"a"}
    assert lately.within(Seconds(60 * HOUR)) == {"a", "b"}
    lately.note(track("c"))
    now += 3 * HOUR
    assert lately.within(Seconds(4 * HOUR)) == {"c"}
    assert lately.within(Seconds(2 * HOUR)) == set()


def session_of(lately: Lately, options: RuleOptions) -> DjSession:
    names = ["a", "bb", "ccc", "dddd", "eeeee"]
    vectors = np.ones((5, 4), np.float32) + 0.1 * np.eye(5, 4, dtype=np.float32)
    space = Space.of([track(name) for name in names], vectors)
    return DjSession(space, options, Knobs(), random_seed=1, lately=lately)


def queue_after(session: DjSession, seed: str) -> list[str]:
    session.begin()
    session.ask_for([track(seed)])
    session.take_next()
    session.fill()
    return [entry.track.title for entry in session.queue]


def test_another_session_keeps_what_was_heard_lately_for_the_end_and_says_so() -> None:
    lately = Lately()
    session = session_of(lately, RuleOptions(heard_lately_s=Seconds(HOUR)))
    first = queue_after(session, "a")
    for _ in range(2):
        session.take_next()
    second = queue_after(session, "eeeee")
    heard = {"a", *first[:2]} - {"eeeee"}
    assert set(second[-len(heard) :]) == heard
    assert "All that is left was heard lately." in session.queue[-1].why
    assert "All that is left was heard lately." not in session.queue[0].why


def test_without_the_rule_two_evenings_are_alike() -> None:
    session = session_of(Lately(), RuleOptions())
    first = queue_after(session, "a")
    for _ in first:
        session.take_next()
    assert queue_after(session, "a") == first


def test_christmas_waits_for_its_season_unless_it_is_wished_for() -> None:
    names = ["pop", "rock", "xmas one", "xmas two", "folk song"]
    vectors = np.ones((5, 4), np.float32) + 0.1 * np.eye(5, 4, dtype=np.float32)
    space = Space.of([track(name) for name in names], vectors)
    options = RuleOptions(today=dt.date(2020, 6, 1))

    def queue(*wishes: str) -> list[str]:
        session = DjSession(space, options, Knobs(0), random_seed=1)
        session.ask_for([track(wish) for wish in ("pop", *wishes)])
        for _ in (0, *wishes):
            session.take_next()
        session.fill()
        return [entry.track.title for entry in session.queue]

    assert set(queue()[-2:]) == {"xmas one", "xmas two"}
    assert set(queue("rock")[-2:]) == {"xmas one", "xmas two"}
    session = DjSession(space, options, Knobs(0), random_seed=1)
    session.ask_for([track("pop")])
    session.take_next()
    session.steering.more_like(track("xmas one"))
    session.fill()
    assert not any("Christmas" in entry.why for entry in session.queue)
