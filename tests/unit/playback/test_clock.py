from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.playback.clock import MAX_GUESS_S, PositionClock


def test_goes_on_between_reports() -> None:
    clock = PositionClock(3.0)
    assert clock.reading.position(100.0) == 3.0
    clock.run(100.0)
    assert clock.reading.position(101.5) == 4.5
    clock.halt(102.0)
    assert clock.reading.position(110.0) == 5.0


def test_a_report_from_behind_makes_it_wait() -> None:
    clock = PositionClock(0.0)
    clock.run(0.0)
    clock.report(1.0, at=2.0)
    assert clock.reading.position(2.5) == 2.0
    assert clock.reading.raw(2.5) == 1.5
    assert clock.reading.position(3.5) == 2.5


def test_does_not_guess_for_ever() -> None:
    clock = PositionClock(0.0)
    clock.run(0.0)
    assert clock.reading.position(1000.0) == MAX_GUESS_S
    assert clock.silent_for(1000.0) == 1000.0


def test_only_a_jump_goes_back() -> None:
    clock = PositionClock(0.0)
    clock.run(0.0)
    clock.jump(60.0, 1.0)
    assert clock.reading.position(2.0) == 61.0
    clock.jump(0.5, 2.0)
    assert clock.reading.position(2.5) == 1.0


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 2), st.floats(0, 20)), max_size=30))
def test_never_goes_back_whatever_is_reported(steps: list[tuple[float, float]]) -> None:
    clock = PositionClock(0.0)
    clock.run(0.0)
    now = told = 0.0
    for wait, position in steps:
        now += wait
        clock.report(position, now)
        assert clock.reading.position(now) >= told - 1e-9
        told = clock.reading.position(now + 0.01)
        now += 0.01
    assert told == pytest.approx(clock.reading.position(now))
