from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.recommend.moods import SHARE, Measures, Mood, arrival
from deej_desktop.recommend.rules import RuleOptions, standard_rules
from deej_desktop.recommend.space import Space
from tests.unit.recommend.libraries import directions, line, plain_space, track
from tests.unit.recommend.odd_libraries import Odd, odd_libraries, options

RULES = standard_rules(RuleOptions())
UNKNOWN = np.full(100, np.nan, np.float32)


def chance() -> np.random.Generator:
    return np.random.default_rng(0)


def graded(count: int) -> Measures:
    """From soft, muffled and thin to loud and broad."""
    grade = np.linspace(0, 1, count, dtype=np.float32)
    return Measures(40 * grade - 50, 20 * grade - 25, 30 * grade - 40)


@pytest.mark.parametrize(
    ("mood", "first", "last"),
    [
        (Mood.CALM, 0, 20),
        (Mood.LIVELY, 80, 100),
        (Mood.DARK, 0, 20),
        (Mood.BRIGHT, 80, 100),
    ],
)
def test_a_journey_arrives_in_its_mood_as_near_as_there_is_one(
    mood: Mood, first: int, last: int
) -> None:
    # Neighbours along the line sound most alike, so the nearest is where the mood begins.
    space, measures = plain_space(line(100)), graded(100)
    found = arrival(space, mood, measures, [50], RULES, chance())
    assert found is not None
    assert first <= found < last
    assert found == (19 if first == 0 else 80)


def test_chance_arrives_elsewhere_in_the_same_mood() -> None:
    space, measures, rng = plain_space(line(100)), graded(100), chance()
    found = {arrival(space, Mood.CALM, measures, [50], RULES, rng, drunk=0.8) for _ in range(40)}
    assert len(found) > 5
    assert found <= set(range(20))


def test_what_nobody_measured_is_placed_by_what_sounds_like_it() -> None:
    space, measures = plain_space(line(100)), graded(100)
    every_third = np.arange(100) % 3 == 0
    some = Measures(
        *(
            np.where(every_third, part, UNKNOWN)
            for part in (measures.levels_db, measures.bass_db, measures.treble_db)
        )
    )
    scores = some.scores(Mood.LIVELY, space.sound.vectors)
    assert scores[:20].max() < scores[-20:].min()


def test_one_track_that_was_mastered_loud_does_not_make_its_kind_lively() -> None:
    space, measures = plain_space(line(100)), graded(100)
    loud = measures.levels_db.copy()
    loud[5] = 0.0
    misled = Measures(loud, measures.bass_db, measures.treble_db)
    assert misled.scores(Mood.LIVELY, space.sound.vectors)[5] < 0.5


def test_where_nothing_was_measured_there_is_nowhere_to_arrive() -> None:
    space = plain_space(line(100))
    nothing = Measures(UNKNOWN, UNKNOWN, UNKNOWN)
    assert arrival(space, Mood.CALM, nothing, [50], RULES, chance()) is None


def test_it_arrives_at_nothing_that_the_listener_keeps_out() -> None:
    tracks = [track(number, genre="Noise" if number < 30 else "") for number in range(100)]
    space = Space.of(tracks, line(100))
    rules = standard_rules(RuleOptions(excluded_genres=("noise",)))
    found = arrival(space, Mood.CALM, graded(100), [50], rules, chance())
    assert found is not None
    assert 30 <= found < 30 + SHARE * 70


@settings(deadline=None, max_examples=60)
@given(odd_libraries(largest=60), options, st.sampled_from(Mood), st.floats(0, 1), st.data())
def test_any_library_gives_an_arrival_that_may_be_proposed_or_none(
    odd: Odd, wishes: RuleOptions, mood: Mood, drunk: float, data: st.DataObject
) -> None:
    space = odd.space
    if not len(space):
        return
    parts = directions(len(space), 3, seed=data.draw(st.integers(0, 99))).T * 20
    parts[:, data.draw(st.integers(0, len(space))) :] = np.nan
    measures = Measures(*parts)
    start = data.draw(st.integers(0, len(space) - 1))
    found = arrival(space, mood, measures, [start], standard_rules(wishes), chance(), drunk=drunk)
    if found is None:
        return
    contents = space.facts.contents.numbers
    assert contents[found] != contents[start]
    assert space.audible[found]
    assert not space.facts.durations_s[found] > wishes.longest_s
