"""For any library, knobs, rules and seeds: no error, no NaN, nothing forbidden while avoidable."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.recommend.planner import Knobs, plan
from deej_desktop.recommend.rulebook import Rulebook
from deej_desktop.recommend.rules import RuleName, RuleOptions, standard_rules
from deej_desktop.recommend.session import SessionView, Steer
from tests.unit.recommend.odd_libraries import Odd, odd_libraries, options

knobs = st.builds(Knobs, st.integers(0, 5), st.floats(0, 1))


@st.composite
def sessions(draw: st.DrawFn, size: int) -> SessionView:
    if not size:
        return SessionView()
    rows = st.integers(0, size - 1)
    steers = st.builds(Steer, rows, st.floats(-2, 2), st.sampled_from([None, 2.0]))
    session = SessionView.from_seeds(draw(st.lists(rows, max_size=4)))
    return replace(
        session,
        steers=tuple(draw(st.lists(steers, max_size=3))),
        elsewhere=draw(st.frozensets(rows, max_size=5)),
    )


@settings(deadline=None, max_examples=120)
@given(odd_libraries(), knobs, options, st.data())
def test_any_library_gives_a_plan_that_keeps_the_rules(
    odd: Odd, knob: Knobs, wishes: RuleOptions, data: st.DataObject
) -> None:
    space = odd.space
    session = data.draw(sessions(len(space)))
    rules = standard_rules(wishes)
    count = data.draw(st.integers(0, 25))
    seed = data.draw(st.integers(0, 99))
    found = plan(space, session, knob, rules, count, np.random.default_rng(seed))
    again = plan(space, session, knob, rules, count, np.random.default_rng(seed))
    assert [choice.row for choice in found.choices] == [choice.row for choice in again.choices]

    contents = space.facts.contents.numbers
    usable = ~(space.facts.durations_s > wishes.longest_s)
    unheard = set(contents[usable].tolist()) - set(contents[list(session.heard)].tolist())
    assert len(found.choices) == min(count, len(unheard))
    assert (found.shortfall is not None) == (count > len(unheard))
    for choice in found.choices:
        assert contents[choice.row] in unheard
        unheard.remove(contents[choice.row])
        assert math.isfinite(choice.similarity)
        assert 0 <= choice.why.percentile <= 1
        assert choice.why.text()
        # Against each rule one by one: kept, or said to have given way.
        for rule in rules:
            kept = rule.allows(space, session)[choice.row]
            assert kept or rule.name in choice.why.relaxed
        if RuleName.SAME_ARTIST in choice.why.relaxed:
            strict = Rulebook(space, rules).allowance(session)
            assert strict.relaxed == choice.why.relaxed
        session = session.then(choice.row)


@settings(deadline=None, max_examples=40)
@given(odd_libraries(largest=30), knobs, st.integers(0, 99))
def test_starting_again_never_runs_dry(odd: Odd, knob: Knobs, seed: int) -> None:
    space = odd.space
    chance = np.random.default_rng(seed)
    found = plan(space, SessionView(), knob, standard_rules(), 70, chance, allow_repeats=True)
    contents = space.facts.contents.numbers
    playable = np.unique(contents[~(space.facts.durations_s > 900)]).size
    assert len(found.choices) == (70 if playable else 0)
    rows = [choice.row for choice in found.choices]
    apart = playable // 2 + 1
    assert all(len(set(rows[at : at + apart])) == apart for at in range(len(rows) - apart))


@settings(deadline=None, max_examples=60)
@given(odd_libraries(largest=60), st.integers(0, 4))
def test_sober_and_without_seams_the_best_is_taken(odd: Odd, keep_on: int) -> None:
    space = replace(odd.space, sound=replace(odd.space.sound, tails=0 * odd.space.sound.tails))
    session = SessionView.from_seeds(range(min(3, len(space))))
    rules = standard_rules()
    found = plan(space, session, Knobs(keep_on, 0.0), rules, 1, np.random.default_rng(0))
    allowed = Rulebook(space, rules).allowance(session).allowed
    recent = list(session.heard[-keep_on:] if keep_on else session.heard)
    summed = space.sound.vectors[recent].sum(axis=0, dtype=np.float64)
    similar = space.sound.vectors.astype(np.float64) @ summed
    for choice in found.choices:
        assert similar[choice.row] >= similar[allowed].max() - 1e-5
        assert choice.why.rank == 0
