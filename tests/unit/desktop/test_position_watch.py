from __future__ import annotations

import pytest

from deej_desktop.desktop.position_watch import PositionWatch
from deej_desktop.domain.units import Seconds


@pytest.fixture
def watch() -> PositionWatch:
    """One that was told of a start at time 100, which plays by now."""
    watch = PositionWatch()
    watch.told(Seconds(0.0), 100.0)
    assert not watch.leapt(Seconds(0.0), 100.0, running=True)
    return watch


def test_plain_playing_is_no_leap(watch: PositionWatch) -> None:
    assert not any(watch.leapt(Seconds(t + 0.3), 100.0 + t, running=True) for t in (1.0, 2.0, 50.0))


@pytest.mark.parametrize("leap_s", [-20.0, -1.5, 1.5, 90.0])
def test_a_leap_is_told_once(watch: PositionWatch, leap_s: float) -> None:
    assert not watch.leapt(Seconds(30.0), 130.0, running=True)
    assert watch.leapt(Seconds(31.0 + leap_s), 131.0, running=True)
    assert not watch.leapt(Seconds(32.0 + leap_s), 132.0, running=True)


def test_a_pause_stops_the_clock(watch: PositionWatch) -> None:
    assert not watch.leapt(Seconds(10.0), 110.0, running=False)
    assert not watch.leapt(Seconds(10.0), 200.0, running=False)
    assert not watch.leapt(Seconds(10.0), 300.0, running=True)
    assert not watch.leapt(Seconds(15.0), 305.0, running=True)


def test_playing_that_stalls_is_told(watch: PositionWatch) -> None:
    assert watch.leapt(Seconds(2.0), 110.0, running=True)


def test_what_was_told_beforehand_is_no_leap_when_the_player_gets_there(
    watch: PositionWatch,
) -> None:
    watch.told(Seconds(60.0), 110.0)
    assert not watch.leapt(Seconds(10.2), 110.2, running=True)
    assert not watch.leapt(Seconds(61.5), 111.6, running=True)


def test_a_player_that_never_gets_there_is_told_of(watch: PositionWatch) -> None:
    watch.told(Seconds(60.0), 110.0)
    assert watch.leapt(Seconds(12.0), 112.0, running=True)
