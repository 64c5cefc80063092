from __future__ import annotations

import pytest

from deej_desktop.playback.vlc_time import VlcTime


def started() -> VlcTime:
    time = VlcTime()
    time.started(0.0, at=100.0)
    return time


@pytest.mark.parametrize("bias", [-0.03, 0.0, 0.055, 0.1])
def test_what_a_format_is_always_off_by_does_not_count(bias: float) -> None:
    time = started()
    for heard in (0.3, 0.6, 0.85, 1.15):
        assert time.reported(heard + bias, at=100.0 + heard) == pytest.approx(heard)


def test_times_that_stand_still_at_the_end_of_a_file_do_not_count() -> None:
    time = started()
    time.reported(0.3, at=100.3)
    time.reported(0.6, at=100.6)
    assert time.reported(0.6, at=100.9) is None
    assert time.expected(101.2) == pytest.approx(1.2)


def test_a_single_report_of_nowhere_does_not_count() -> None:
    time = started()
    time.reported(0.3, at=100.3)
    assert time.reported(0.05, at=106.0) == pytest.approx(6.0)


def test_music_that_was_held_up_is_found_out() -> None:
    time = started()
    time.reported(0.3, at=100.3)
    time.reported(0.6, at=102.6)
    assert time.reported(0.9, at=102.9) == pytest.approx(0.9)
    assert time.expected(103.4) == pytest.approx(1.4)


def test_music_that_goes_on_after_a_silence_is_where_it_was() -> None:
    time = started()
    time.reported(0.3, at=100.3)
    time.reported(0.6, at=100.6)
    assert time.reported(0.7, at=108.0) == pytest.approx(0.7)
    assert time.reported(1.0, at=108.3) == pytest.approx(1.0)


def test_after_a_seek_reports_of_the_old_place_do_not_count() -> None:
    time = started()
    time.reported(0.35, at=100.3)
    time.sought(60.0, at=101.0)
    assert time.reported(1.05, at=101.01) is None
    assert time.reported(60.25, at=101.3) == pytest.approx(60.2)
    assert time.reported(60.55, at=101.6) == pytest.approx(60.5)


def test_a_seek_that_never_arrived_is_found_out() -> None:
    time = started()
    time.reported(0.3, at=100.3)
    time.sought(60.0, at=101.0)
    assert time.reported(1.3, at=101.3) is None
    assert time.reported(4.5, at=104.5) == pytest.approx(4.5)


def test_a_pause_takes_no_time() -> None:
    time = started()
    time.held(105.0)
    assert time.expected(200.0) == pytest.approx(5.0)
    time.resumed(200.0)
    assert time.reported(5.3, at=200.3) == pytest.approx(5.3)
