from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deej_desktop.ui.colors import DARK, LIGHT
from deej_desktop.ui.theme import Theme, TypeSize, set_type


@pytest.fixture
def own_theme(qapp: QApplication, theme: Theme) -> Theme:
    """A theme to change; the shared one puts everything back when it is chosen again."""
    return Theme(qapp, "dark")


def test_choosing_changes_colours_at_once(
    qtbot: QtBot, own_theme: Theme, qapp: QApplication
) -> None:
    with qtbot.waitSignal(own_theme.changed):
        own_theme.choose("light")
    assert own_theme.colors is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window
    assert LIGHT.keep_on in qapp.styleSheet()
    own_theme.choose("dark")
    assert own_theme.colors is DARK


def test_choosing_the_same_changes_nothing(qtbot: QtBot, own_theme: Theme) -> None:
    with qtbot.assertNotEmitted(own_theme.changed):
        own_theme.choose("dark")


@pytest.mark.usefixtures("qtbot")
def test_the_system_is_followed(own_theme: Theme, qapp: QApplication) -> None:
    own_theme.choose("system")
    hints = qapp.styleHints()
    try:
        hints.setColorScheme(Qt.ColorScheme.Light)
        is_followed = hints.colorScheme() == Qt.ColorScheme.Light
        assert own_theme.is_dark is not is_followed
    finally:
        hints.unsetColorScheme()
        own_theme.choose("dark")


def test_type_sizes_follow_the_base_font(theme: Theme, qapp: QApplication) -> None:
    base = qapp.font().pointSizeF()
    assert theme.font(TypeSize.DISPLAY).pointSizeF() == pytest.approx(base * 2.25)
    assert theme.font(TypeSize.BODY, QFont.Weight.Bold).weight() == QFont.Weight.Bold


def test_a_kind_of_type_survives_a_change_of_theme(qtbot: QtBot, own_theme: Theme) -> None:
    label = QLabel("title")
    qtbot.addWidget(label)
    set_type(label, "title")
    label.show()
    size = label.font().pointSizeF()
    assert size == pytest.approx(own_theme.font(TypeSize.TITLE).pointSizeF(), abs=0.1)
    own_theme.choose("light")
    assert label.font().pointSizeF() == size
    own_theme.choose("dark")
    set_type(label, "caption")
    assert label.font().pointSizeF() < size


@pytest.mark.usefixtures("qtbot")
def test_text_grows_with_everything_written_by_the_theme(
    own_theme: Theme, qapp: QApplication
) -> None:
    before = qapp.font().pointSizeF()
    try:
        own_theme.set_text_size(2.0)
        assert qapp.font().pointSizeF() == pytest.approx(2 * before)
        assert own_theme.font(TypeSize.TITLE).pointSizeF() == pytest.approx(3 * before)
    finally:
        own_theme.set_text_size(1.0)
    assert qapp.font().pointSizeF() == pytest.approx(before)


def test_nothing_moves_where_the_listener_wants_it_still(qtbot: QtBot, own_theme: Theme) -> None:
    widget = QLabel()
    qtbot.addWidget(widget)
    own_theme.set_still(is_still=True)
    assert own_theme.motion_ms(widget) == 0
    own_theme.set_still(is_still=False)
    assert own_theme.motion_ms(widget) >= 0
