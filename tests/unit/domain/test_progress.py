from __future__ import annotations

from deej_desktop.domain.progress import Progress, ProgressMeter


def test_the_time_left_is_the_pace_so_far_times_what_is_left() -> None:
    told: list[Progress] = []
    now = 100.0
    meter = ProgressMeter("Listening", 4, told.append, clock=lambda: now)
    now = 102.0
    meter.advance("a.ogg")
    now = 106.0
    meter.advance("b.ogg", steps=2)
    assert [moment.remaining_s for moment in told] == [None, 6.0, 2.0]
    assert [moment.fraction for moment in told] == [0.0, 0.25, 0.75]
    assert told[-1].detail == "b.ogg"


def test_work_may_turn_out_to_be_more() -> None:
    told: list[Progress] = []
    meter = ProgressMeter("Listening", 4, told.append)
    meter.advance(steps=4)
    meter.expect(4)
    meter.advance()
    assert [moment.fraction for moment in told] == [0.0, 1.0, 0.625]


def test_an_unknown_total_has_no_fraction_and_an_empty_one_is_done() -> None:
    assert Progress("Searching", 3).fraction is None
    assert Progress("Searching", 0, 0).fraction == 1.0
