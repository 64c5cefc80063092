"""Join the dots: smooth, in order, without repeats, of the length asked for."""

from __future__ import annotations

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.domain.units import Seconds
from deej_desktop.recommend.journey import Journey, bridge, join, join_for
from deej_desktop.recommend.journey.arc import angle_of, between, shared_out
from deej_desktop.recommend.journey.smooth import smoothest_path
from deej_desktop.recommend.rules import ArtistApart, RuleName, RuleOptions, standard_rules
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.space import Space
from tests.unit.recommend.libraries import directions, line, plain_space, styles, track
from tests.unit.recommend.odd_libraries import Odd, odd_libraries, options

RULES = standard_rules()


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_points_lie_at_equal_angles() -> None:
    start, end = line(2)
    points = between(start, end, 3)
    angles = [math.atan2(y, x) for x, y in points]
    assert angles == pytest.approx([math.pi / 8, math.pi / 4, 3 * math.pi / 8], abs=1e-5)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_the_way_to_the_opposite_side_is_as_even(count: int) -> None:
    start = np.array([0.6, 0.8, 0], np.float32)
    way = np.stack([start, *between(start, -start, count), -start])
    steps = [angle_of(one, other) for one, other in pairwise(way)]
    if count:
        assert steps == pytest.approx([math.pi / (count + 1)] * (count + 1), abs=0.55)
        assert sum(steps) == pytest.approx(math.pi, abs=1e-4)


def test_a_way_from_nowhere_stays_at_its_end() -> None:
    end = line(1)[0]
    nowhere = np.zeros(2, np.float32)
    assert between(nowhere, end, 2) == pytest.approx(np.stack([end, end]))
    assert between(end, nowhere, 1) == pytest.approx(end[None])
    assert between(end, end, 2) == pytest.approx(np.stack([end, end]))
    assert not between(nowhere, nowhere, 2).any()


@given(st.integers(0, 50), st.lists(st.floats(0, 3), min_size=1, max_size=6))
def test_shares_are_whole_and_fair(total: int, weights: list[float]) -> None:
    shares = shared_out(total, weights)
    assert sum(shares) == total
    if sum(weights) > 1e-6:
        exact = [total * weight / sum(weights) for weight in weights]
        assert all(abs(share - part) < 1 + 1e-9 for share, part in zip(shares, exact, strict=True))


def test_smoothest_path_is_the_best_of_all() -> None:
    for seed in range(20):
        space = plain_space(directions(14, 3, seed))
        layers = [np.array([0]), np.arange(1, 5), np.arange(5, 9), np.arange(9, 13), np.array([13])]
        vectors = space.sound.vectors

        def roughness(path: tuple[int, ...], vectors: np.ndarray = vectors) -> tuple[float, float]:
            jumps = [float(1 - vectors[a] @ vectors[b]) for a, b in pairwise(path)]
            return round(max(jumps), 5), sum(jumps)

        best = min(product(*(layer.tolist() for layer in layers)), key=roughness)
        assert tuple(smoothest_path(space, layers)) == best


def test_goes_along_the_line() -> None:
    space = plain_space(line(13))
    assert join(space, [0, 6, 12], 5, RULES, chance()).rows == list(range(13))
    assert join(space, [12, 0], 11, RULES, chance()).rows == list(range(12, -1, -1))


def test_marks_waypoints_and_jumps() -> None:
    journey = join(plain_space(line(5)), [0, 4], 1, RULES, chance())
    assert [(stop.row, stop.waypoint) for stop in journey.stops] == [
        (0, True),
        (2, False),
        (4, True),
    ]
    step = 1 - math.cos(math.pi / 4)
    assert [stop.jump for stop in journey.stops] == pytest.approx([0, step, step], abs=1e-6)
    assert journey.largest_jump == pytest.approx(step, abs=1e-6)
    assert journey.mean_jump == pytest.approx(step, abs=1e-6)


def test_tells_why_each_stop_is_there() -> None:
    space = Space.of([track(n, title=f"Song {n}") for n in range(4)], line(9)[[0, 3, 5, 8]])
    journey = join(space, [0, 3], 1, standard_rules(), chance())
    assert journey.rows in ([0, 1, 3], [0, 2, 3])
    leap = " This is the largest jump."
    assert journey.why(0) == "A waypoint of yours."
    assert journey.why(1) == "On the way from Song 0 to Song 3." + leap * (journey.rows[1] == 2)
    assert journey.why(2) == "A waypoint of yours." + leap * (journey.rows[1] == 1)


def test_a_later_waypoint_never_comes_early() -> None:
    # The last waypoint lies right between the first two.
    vectors = np.concatenate([line(3), directions(30, 2)])
    rows = join(plain_space(vectors), [0, 2, 1], 4, RULES, chance()).rows
    assert [rows.index(waypoint) for waypoint in (0, 2, 1)] == [0, 5, 10]
    assert len(set(rows)) == 11


def test_each_leg_may_have_its_own_number() -> None:
    rows = join(plain_space(directions(40)), [0, 1, 2], [3, 0], RULES, chance()).rows
    assert [rows.index(waypoint) for waypoint in (0, 1, 2)] == [0, 4, 5]


def test_going_round_and_standing_still() -> None:
    space = plain_space(directions(40))
    assert len(join(space, [0, 1, 0], 3, RULES, chance()).rows) == 9
    assert len(join(space, [0, 0, 1], [9, 2], RULES, chance()).rows) == 4
    assert join(space, [7], 3, RULES, chance()).rows == [7]
    assert join(space, [], 3, RULES, chance()).rows == []
    assert join(space, [], 3, RULES, chance()).largest is None


def test_too_small_a_library_gives_what_it_has_and_says_so() -> None:
    journey = join(plain_space(directions(6)), [0, 1, 2], 5, RULES, chance())
    assert sorted(journey.rows) == list(range(6))
    assert [stop.waypoint for stop in journey.stops].count(True) == 3
    assert journey.missing == 7
    assert journey.shortfall_text().startswith("7 tracks fewer")
    assert join(plain_space(directions(9)), [0, 1], 2, RULES, chance()).shortfall_text() == ""


def test_what_was_heard_is_not_heard_again() -> None:
    space = plain_space(line(9))
    journey = join(space, [0, 8], 3, RULES, chance(), session=SessionView((3, 4, 5)))
    assert not {3, 4, 5} & set(journey.rows)


def test_sober_is_always_the_same_and_drunk_varies_but_is_reproducible() -> None:
    space = plain_space(directions(300))
    sober = {tuple(join(space, [0, 1], 6, RULES, chance(n)).rows) for n in range(3)}
    drunk = [tuple(join(space, [0, 1], 6, RULES, chance(n), drunk=0.4).rows) for n in range(4)]
    assert len(sober) == 1
    assert len(set(drunk)) == 4
    assert drunk[0] == tuple(join(space, [0, 1], 6, RULES, chance(0), drunk=0.4).rows)


def test_artists_keep_apart_between_waypoints_too() -> None:
    tracks = [track(n, artist=f"A{n % 7}") for n in range(140)]
    space = Space.of(tracks, styles(140, kinds=7))  # each artist has a style of its own
    journey = join(space, [0, 3], 8, RULES, chance())
    for at, stop in enumerate(journey.stops):
        near = journey.stops[max(0, at - 3) : at]
        assert stop.track.artist not in {other.track.artist for other in near}
    assert RuleName.SAME_ARTIST not in journey.relaxed


def test_one_artist_alone_is_no_obstacle_but_is_said() -> None:
    space = Space.of([track(n, artist="A") for n in range(20)], directions(20))
    journey = join(space, [0, 1], 5, RULES, chance())
    assert len(journey.rows) == 7
    assert journey.relaxed == (RuleName.SAME_ARTIST,)


def test_one_recording_of_each_song() -> None:
    names = ["Song", "Song (Live)", "Song - 2011 Remaster"]
    tracks = [track(n, artist=f"A{n // 3}", title=names[n % 3]) for n in range(60)]
    space = Space.of(tracks, directions(60))
    rows = join(space, [0, 3], 10, standard_rules(RuleOptions(artist_apart=0)), chance()).rows
    assert len({row // 3 for row in rows}) == 12


def test_the_doctor_bridges_the_largest_jump() -> None:
    space = plain_space(line(9))
    journey = join(space, [0, 1, 7, 8], 0, RULES, chance())
    assert journey.largest == 2
    found = bridge(space, journey, RULES)
    assert found is not None
    assert (found.before, found.row) == (2, 4)
    assert found.jump < journey.largest_jump
    assert (
        bridge(plain_space(line(2)), join(plain_space(line(2)), [0, 1], 0, RULES, chance()), RULES)
        is None
    )
    assert bridge(space, join(space, [0], 0, RULES, chance()), RULES) is None


def lasts(journey: Journey) -> float:
    return sum(stop.track.duration_s for stop in journey.stops)


@pytest.mark.parametrize("minutes", [20, 46, 90, 200])
@pytest.mark.parametrize("drunk", [0.0, 0.5])
def test_the_clock_is_met_within_half_a_track(minutes: int, drunk: float) -> None:
    lengths = chance(5).uniform(100, 500, 400)
    space = Space.of([track(n, seconds=s) for n, s in enumerate(lengths)], directions(400))
    journey = join_for(space, [0, 1, 2], Seconds(60.0 * minutes), RULES, chance(), drunk=drunk)
    mean = lasts(journey) / len(journey.stops)
    assert abs(lasts(journey) - 60 * minutes) <= mean / 2
    assert len(set(journey.rows)) == len(journey.rows)


def test_time_that_waypoints_fill_alone_gets_nothing_between() -> None:
    space = plain_space(directions(40))
    assert join_for(space, [0, 1, 2], Seconds(60.0), RULES, chance()).rows == [0, 1, 2]
    assert join_for(space, [4], Seconds(600.0), RULES, chance()).rows == [4]
    assert join_for(space, [], Seconds(600.0), RULES, chance()).rows == []


@settings(deadline=None, max_examples=100)
@given(odd_libraries(largest=120), options, st.floats(0, 1), st.integers(0, 6), st.data())
def test_any_library_gives_a_journey_or_says_why_not(
    odd: Odd, wishes: RuleOptions, drunk: float, count: int, data: st.DataObject
) -> None:
    space, rules = odd.space, standard_rules(wishes)
    rows = st.integers(0, max(0, len(space) - 1))
    waypoints = data.draw(st.lists(rows, max_size=4, unique=True)) if len(space) else []
    journey = join(space, waypoints, count, rules, chance(), drunk=drunk)
    contents = space.facts.contents.numbers[journey.rows].tolist()
    between_waypoints = [
        content for content, stop in zip(contents, journey.stops, strict=True) if not stop.waypoint
    ]
    assert [stop.row for stop in journey.stops if stop.waypoint] == waypoints
    assert len(set(between_waypoints)) == len(between_waypoints)
    assert not set(between_waypoints) & set(space.facts.contents.numbers[waypoints].tolist())
    assert len(between_waypoints) + journey.missing == count * max(0, len(waypoints) - 1)
    assert (journey.missing > 0) == bool(journey.shortfall_text())
    assert np.isfinite([stop.jump for stop in journey.stops]).all()
    if not journey.missing:
        at = [place for place, stop in enumerate(journey.stops) if stop.waypoint]
        assert all(later - one == count + 1 for one, later in pairwise(at))
    else:
        # Nothing that may be used at all is left out.
        usable = space.proposable & ~(space.facts.durations_s > wishes.longest_s)
        assert set(space.facts.contents.numbers[usable].tolist()) <= set(contents)
    apart = [rule for rule in rules if isinstance(rule, ArtistApart)]
    if apart and RuleName.SAME_ARTIST not in journey.relaxed:
        artists = space.facts.artists.numbers[journey.rows]
        for place, stop in enumerate(journey.stops):
            near = artists[max(0, place - apart[0].within) : place]
            assert stop.waypoint or artists[place] == -1 or artists[place] not in near
    found = bridge(space, journey, rules)
    assert found is None or found.jump < journey.largest_jump
    clocked = join_for(space, waypoints, Seconds(1800.0), rules, chance(), drunk=drunk)
    assert [stop.row for stop in clocked.stops if stop.waypoint] == waypoints
