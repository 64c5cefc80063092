from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.playback.fader import Fader


@settings(deadline=None)
@given(st.lists(st.floats(0, 0.5), max_size=20), st.floats(0.1, 5))
def test_opposite_faders_keep_the_power(steps: list[float], seconds: float) -> None:
    rising, falling = Fader(0.0), Fader(1.0)
    rising.go(1.0, seconds)
    falling.go(0.0, seconds)
    for step in steps:
        rising.advance(step)
        falling.advance(step)
        assert rising.gain**2 + falling.gain**2 == pytest.approx(1.0)


def test_arrives_and_stays() -> None:
    fader = Fader(0.0)
    fader.go(1.0, 2.0)
    fader.advance(1.0)
    assert fader.gain == pytest.approx(0.5**0.5)
    fader.advance(1.0)
    assert fader.still
    fader.advance(1.0)
    assert fader.gain == 1.0


def test_turns_round_without_a_jump() -> None:
    fader = Fader(0.0)
    fader.go(1.0, 2.0)
    fader.advance(1.0)
    before = fader.gain
    fader.go(0.0, 0.1)
    assert fader.gain == before
    fader.advance(0.05)
    assert fader.gain == 0.0


def test_lowering_takes_a_share_of_the_gain() -> None:
    fader = Fader()
    fader.lower(0.25)
    assert fader.gain == pytest.approx(0.25)
    fader.go(0.0, 1.0)
    fader.advance(1.0)
    assert fader.still


def test_no_time_is_at_once() -> None:
    fader = Fader()
    fader.go(0.0, 0.0)
    assert fader.still
    assert fader.gain == 0.0
