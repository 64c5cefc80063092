from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deej_desktop.ui.format import clock, joined, one_line, spoken_length, time_left


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59.9, "0:59"), (187, "3:07"), (3729, "1:02:09"), (-4, "0:00")],
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (3, "less than a minute left"),
        (55, "a minute left"),
        (310, "5 minutes left"),
        (7300, "2 hours left"),
    ],
)
def test_time_left(seconds: float, text: str) -> None:
    assert time_left(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(20, "1 minute"), (2760, "46 minutes"), (7500, "2 h 05 min"), (23_567_880, "6,546 h")],
)
def test_spoken_length(seconds: float, text: str) -> None:
    assert spoken_length(seconds) == text


def test_parts_that_say_nothing_are_left_out() -> None:
    assert joined("", "Slow Harbour", "  ") == "Slow Harbour"
    assert joined() == ""


def test_each_part_keeps_its_own_direction() -> None:
    assert joined("אבג", "abc") == "\u2068אבג\u2069 · \u2068abc\u2069"


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert line.splitlines() in ([], [line])
    assert "  " not in line
