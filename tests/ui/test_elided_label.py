from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deej_desktop.ui.widgets.elided_label import ElidedLabel
from tests.fakes.music import odd_tracks

LONG = "The extraordinarily long and winding title of a song that would not stop naming itself"


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=120), width=st.integers(1, 400), lines=st.integers(1, 3))
def test_any_text_fits_into_any_width(
    qapp: QApplication, text: str, width: int, lines: int
) -> None:
    label = ElidedLabel(text, lines)
    label.resize(width, label.heightForWidth(width))
    picture = label.grab()
    assert picture.width() == width
    assert label.heightForWidth(width) <= lines * QFontMetricsF(label.font()).lineSpacing() + 1


@pytest.mark.parametrize("text", [track.title for track in odd_tracks()])
@pytest.mark.parametrize("lines", [1, 2])
def test_titles_in_any_writing_are_drawn(qtbot: QtBot, text: str, lines: int) -> None:
    label, empty = ElidedLabel(text, lines), ElidedLabel("", lines)
    for one in (label, empty):
        qtbot.addWidget(one)
        one.resize(120, 60)
    assert label.grab().toImage() != empty.grab().toImage()


def test_what_is_cut_off_is_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    label.resize(100, 20)
    label.show()
    assert label.toolTip() == LONG
    label.resize(2000, 20)
    assert label.toolTip() == ""


def test_a_screen_reader_reads_all_of_it(qtbot: QtBot) -> None:
    label = ElidedLabel("two\nlines\tand   spaces")
    qtbot.addWidget(label)
    assert label.text() == label.accessibleName() == "two lines and spaces"


def test_a_layout_gives_it_the_lines_it_needs(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    label = ElidedLabel(LONG, lines=2)
    layout.addWidget(label)
    layout.addStretch(1)
    page.resize(300, 300)
    page.show()
    qtbot.waitExposed(page)
    one_line = QFontMetricsF(label.font()).lineSpacing()
    assert label.height() == pytest.approx(2 * one_line, abs=2)
    label.setText("short")
    qtbot.waitUntil(lambda: label.height() < 1.5 * one_line)
