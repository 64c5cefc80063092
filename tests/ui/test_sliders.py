from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deej_desktop.ui.panels.volume import Volume
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.position_bar import PositionBar

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> PositionBar:
    bar = PositionBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, 30)
    bar.show()
    qtbot.waitExposed(bar)
    bar.show_position(50.0, 200.0)
    return bar


def texts(bar: PositionBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel)]


def test_it_tells_what_is_over_and_what_is_left(bar: PositionBar) -> None:
    assert texts(bar) == ["0:50", "−2:30"]


def test_without_a_track_it_is_empty(bar: PositionBar) -> None:
    bar.show_position(0.0, None)
    assert texts(bar) == ["", ""]
    assert not bar.isEnabled()


def test_a_press_goes_there_on_release_and_dragging_shows_where(
    qtbot: QtBot, bar: PositionBar
) -> None:
    sought: list[float] = []
    bar.seek_wanted.connect(sought.append)
    slider = bar.slider
    QTest.mousePress(slider, LEFT, NONE, QPoint(slider.width() // 4, 12))
    QTest.mouseMove(slider, QPoint(slider.width() // 2, 12))
    assert sought == []
    assert texts(bar)[0] in ("1:39", "1:40")
    bar.show_position(51.0, 200.0)
    assert texts(bar)[0] in ("1:39", "1:40"), "a hand on the line wins over playback"
    QTest.mouseRelease(slider, LEFT, NONE, QPoint(slider.width() // 2, 12))
    assert sought == [pytest.approx(100.0, abs=1.0)]


def test_keys_seek(bar: PositionBar) -> None:
    sought: list[float] = []
    bar.seek_wanted.connect(sought.append)
    bar.slider.setFocus()
    QTest.keyClick(bar.slider, Qt.Key.Key_Right)
    QTest.keyClick(bar.slider, Qt.Key.Key_PageDown)
    assert sought == [55.0, 25.0]


def test_following_playback_seeks_nowhere(qtbot: QtBot, bar: PositionBar) -> None:
    with qtbot.assertNotEmitted(bar.seek_wanted):
        bar.show_position(60.0, 200.0)
    assert texts(bar)[0] == "1:00"


def test_a_screen_reader_finds_a_slider(bar: PositionBar) -> None:
    found = QAccessible.queryAccessibleInterface(bar.slider)
    assert found.role() == QAccessible.Role.Slider
    assert found.text(QAccessible.Text.Name) == "Position in the song"


def test_volume_is_muted_and_comes_back(qtbot: QtBot, theme: Theme) -> None:
    volume = Volume(theme)
    qtbot.addWidget(volume)
    volume.changed.connect(volume.show_volume)
    volume.show()
    volume.show_volume(0.7)
    button = volume.findChild(IconButton)
    assert isinstance(button, IconButton)
    QTest.mouseClick(button, LEFT)
    assert volume.slider.value() == 0
    assert button.icon_name == "volume-off"
    assert button.accessibleName() == "Unmute"
    QTest.mouseClick(button, LEFT)
    assert volume.slider.value() == 70
    assert button.icon_name == "volume"


def test_volume_follows_the_hand(qtbot: QtBot, theme: Theme) -> None:
    volume = Volume(theme)
    qtbot.addWidget(volume)
    volume.show()
    heard: list[float] = []
    volume.changed.connect(heard.append)
    QTest.mousePress(volume.slider, LEFT, NONE, QPoint(volume.slider.width() - 1, 10))
    QTest.mouseRelease(volume.slider, LEFT, NONE, QPoint(volume.slider.width() - 1, 10))
    assert heard == [1.0]
