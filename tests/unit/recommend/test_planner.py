"""What plays next: always something, never what is forbidden, and why."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from deej_desktop.recommend.planner import Knobs, plan
from deej_desktop.recommend.rules import RuleName, RuleOptions, standard_rules
from deej_desktop.recommend.session import SessionView, Steer
from deej_desktop.recommend.space import Space
from tests.unit.recommend.libraries import directions, line, plain_space, styles, track

RULES = standard_rules()


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def rows(space: Space, session: SessionView, knobs: Knobs, count: int, seed: int = 0) -> list[int]:
    chosen = plan(space, session, knobs, RULES, count, chance(seed)).choices
    return [choice.row for choice in chosen]


def test_sober_takes_the_closest_each_time() -> None:
    space = plain_space(line(9))
    assert rows(space, SessionView.from_seeds([0]), Knobs(1, 0.0), 4) == [1, 2, 3, 4]


def test_keep_on_looks_at_the_sum_of_the_last_tracks() -> None:
    space = plain_space(line(9))
    session = SessionView.from_seeds([0, 8])
    assert rows(space, session, Knobs(1, 0.0), 1) == [7]
    assert rows(space, session, Knobs(2, 0.0), 1) == [4]
    assert rows(space, session, Knobs(0, 0.0), 1) == [4]


def test_sober_is_the_same_every_evening_and_drunk_is_not() -> None:
    space = plain_space(directions(100))
    session = SessionView.from_seeds([0])
    sober = [rows(space, session, Knobs(3, 0.0), 10, seed) for seed in range(3)]
    drunk = [rows(space, session, Knobs(3, 0.5), 10, seed) for seed in range(3)]
    assert sober[0] == sober[1] == sober[2]
    assert len({tuple(evening) for evening in drunk}) == 3
    assert drunk[0] == rows(space, session, Knobs(3, 0.5), 10, 0)


def test_stays_within_a_style_when_sober() -> None:
    space = plain_space(styles(100, kinds=5))
    chosen = rows(space, SessionView.from_seeds([0]), Knobs(3, 0.0), 15)
    assert {row % 5 for row in chosen} == {0}


def test_plan_is_the_same_in_one_go_and_step_by_step() -> None:
    space = plain_space(directions(40))
    at_once = rows(space, SessionView.from_seeds([3]), Knobs(2, 0.0), 6)
    session, one_by_one = SessionView.from_seeds([3]), []
    for _ in range(6):
        one_by_one += rows(space, session, Knobs(2, 0.0), 1)
        session = session.then(one_by_one[-1])
    assert at_once == one_by_one


def test_library_of_nothing_says_so() -> None:
    space = Space.of([], np.empty((0, 8), np.float32))
    found = plan(space, SessionView(), Knobs(), RULES, 5, chance())
    assert found.choices == ()
    assert found.shortfall is not None
    assert found.shortfall.missing == 5
    assert found.shortfall.text() == "Every track in the library has been heard."


def test_exhausted_library_ends_and_says_what_is_shut_out() -> None:
    tracks = [track(0), track(1), track(2, seconds=3600)]
    space = Space.of(tracks, directions(3))
    found = plan(space, SessionView.from_seeds([0]), Knobs(), RULES, 5, chance())
    assert [choice.row for choice in found.choices] == [1]
    assert found.shortfall is not None
    assert found.shortfall.missing == 4
    assert found.shortfall.shut_out == {RuleName.LENGTH: 1}
    assert "1 more" in found.shortfall.text()


def test_starting_again_brings_back_what_was_heard_longest_ago() -> None:
    space = plain_space(directions(10))
    session = SessionView.from_seeds([0])
    found = plan(space, session, Knobs(), RULES, 29, chance(), allow_repeats=True)
    order = [0, *(choice.row for choice in found.choices)]
    assert sorted(order[:10]) == list(range(10))
    assert [choice.why.again for choice in found.choices] == [False] * 9 + [True] * 20
    assert all(len(set(order[at : at + 5])) == 5 for at in range(26))
    assert "starts again" in found.choices[-1].why.text()


def test_one_track_alone_can_start_again() -> None:
    space = plain_space(directions(1))
    found = plan(space, SessionView(), Knobs(), RULES, 3, chance(), allow_repeats=True)
    assert [choice.row for choice in found.choices] == [0, 0, 0]


def test_outsider_is_followed_but_never_proposed() -> None:
    space = plain_space(line(9))
    outside = dataclasses.replace(track(99), id=None)
    space, row = space.with_outsider(outside, line(9)[4] * 7)
    chosen = rows(space, SessionView.from_seeds([row]), Knobs(0, 0.0), 20)
    assert sorted(chosen) == list(range(9))
    assert chosen[0] == 4


def test_less_of_this_pushes_away_and_is_undone() -> None:
    vectors = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.79, 0, 0.61], [0.7, 0.7, 0]], np.float32)
    space = plain_space(vectors)
    session = SessionView.from_seeds([0])
    assert rows(space, session, Knobs(), 1) == [1]
    pushed = dataclasses.replace(session, steers=(Steer.less_of(3),))
    assert rows(space, pushed, Knobs(), 1) == [2]


def test_a_skip_fades() -> None:
    early, late = Steer.skipped(1, 0.1), Steer.skipped(1, 0.6)
    assert early is not None
    assert late is not None
    assert early.strength < late.strength < 0
    assert Steer.skipped(1, 0.95) is None
    session = dataclasses.replace(SessionView.from_seeds([0, 1]), steers=(early,))
    assert session.recent(3) == (0,)
    later = session.then(2).then(3).then(4).then(5)
    assert later.steers[0].strength == pytest.approx(early.strength / 2)


def test_artist_rule_gives_way_only_when_it_must_and_says_so() -> None:
    tracks = [track(n, artist="One" if n < 4 else "Two") for n in range(6)]
    space = Space.of(tracks, line(6))
    found = plan(space, SessionView.from_seeds([0]), Knobs(), RULES, 5, chance())
    artists = [choice.track.artist for choice in found.choices]
    # Two artists cannot keep three apart, but they can take turns while both are left.
    assert artists == ["Two", "One", "Two", "One", "One"]
    relaxed = [RuleName.SAME_ARTIST in choice.why.relaxed for choice in found.choices]
    assert relaxed == [False, True, True, True, True]
    assert "no other artist left" in found.choices[-1].why.text().lower()


def test_a_rule_that_was_not_in_the_way_is_kept() -> None:
    tracks = [
        track(0, artist="A", album="X"),
        track(1, artist="A", album="X"),
        track(2, artist="A", album="Y"),
    ]
    space = Space.of(tracks, line(3))
    found = plan(space, SessionView.from_seeds([0]), Knobs(), RULES, 1, chance())
    assert found.choices[0].row == 2
    assert found.choices[0].why.relaxed == (RuleName.SAME_ARTIST,)


def test_tells_what_was_kept_back() -> None:
    tracks = [track(0, artist="A"), track(1, artist="A"), track(2, artist="B")]
    space = Space.of(tracks, line(3))
    why = plan(space, SessionView.from_seeds([0]), Knobs(), RULES, 1, chance()).choices[0].why
    assert [(kept.rule, kept.tracks) for kept in why.kept_back] == [(RuleName.SAME_ARTIST, 1)]
    assert "1 by an artist just heard" in why.text()
    assert why.closest is tracks[0]


def test_says_when_no_close_match_is_left() -> None:
    vectors = np.concatenate([line(20)[:1] + 0.01 * directions(20, 2), -line(20)[:1]])
    space = plain_space(vectors)
    found = plan(
        space,
        SessionView.from_seeds([0]),
        Knobs(),
        standard_rules(RuleOptions(one_recording=False)),
        20,
        chance(),
    )
    assert found.choices[-1].row == 20
    assert found.choices[-1].why.no_close_match
    assert not found.choices[0].why.no_close_match


def test_seam_decides_between_equals() -> None:
    vectors = np.array([[1, 0], [0.6, 0.8], [0.6, 0.8], [0, 1]], np.float32)
    heads = np.array([[1, 0], [1, 0], [0, 1], [1, 0]], np.float32)
    tails = np.array([[0, 1]] * 4, np.float32)
    space = Space.of([track(n) for n in range(4)], vectors, heads, tails)
    choice = plan(space, SessionView.from_seeds([0]), Knobs(), RULES, 1, chance()).choices[0]
    assert choice.row == 2
    assert choice.why.for_seam


def test_fully_drunk_does_not_listen_to_seams() -> None:
    tails = np.tile(np.array([[0, 1]], np.float32), (40, 1))
    heads = np.tile(np.array([[1, 0]], np.float32), (40, 1))
    heads[7] = tails[0]
    vectors = np.tile(np.array([[1, 0]], np.float32), (40, 1))
    vectors[39] = [0, 1]
    space = Space.of([track(n) for n in range(40)], vectors, heads, tails)
    session = SessionView.from_seeds([0])
    sober = {rows(space, session, Knobs(3, 0.0), 1, seed)[0] for seed in range(20)}
    drunk = [rows(space, session, Knobs(3, 1.0), 1, seed)[0] for seed in range(60)]
    assert sober == {7}
    assert drunk.count(7) < 10


def test_silent_tracks_come_last() -> None:
    vectors = line(4)
    vectors[1] = 0
    vectors[2] = np.nan
    found = plan(plain_space(vectors), SessionView.from_seeds([0]), Knobs(), RULES, 3, chance())
    assert [choice.row for choice in found.choices] == [3, 1, 2]
    assert found.choices[1].why.closest is None
    assert found.choices[1].similarity == 0
    assert RuleName.AUDIBLE in found.choices[1].why.relaxed


def test_a_silent_seed_is_no_obstacle() -> None:
    vectors = line(4)
    vectors[0] = 0
    found = plan(plain_space(vectors), SessionView.from_seeds([0]), Knobs(), RULES, 3, chance())
    assert sorted(choice.row for choice in found.choices) == [1, 2, 3]
