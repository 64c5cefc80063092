from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.panels.moods import ExcerptsMenu
from deej_desktop.ui.sleep_timer import SleepTimer
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)  # otherwise no shortcut is heard
    return window


def stops(fakes: FakeServices) -> bool:
    return fakes.jukebox.state.stop_after_current


def choose(window: MainWindow, name: str) -> None:
    next(action for action in window.stopping.menu.actions() if action.text() == name).trigger()


def test_a_sign_says_that_it_stops_after_this_song_and_takes_it_back(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    sign = window.stopping.sign
    assert sign.isHidden()
    QTest.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert stops(fakes)
    qtbot.waitUntil(sign.isVisible)
    assert sign.accessibleName() == "Stops after this song"
    sign.click()
    qtbot.waitUntil(sign.isHidden)
    assert not stops(fakes)


def test_the_sleep_timer_is_seen_and_falls_silent(window: MainWindow, fakes: FakeServices) -> None:
    choose(window, "In 30 minutes")
    assert window.stopping.sign.accessibleName() == "Stops: 30 minutes left"
    window.stopping.timer.rang.emit()
    assert fakes.jukebox.state.paused


def test_another_choice_takes_the_place_of_the_one_before(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    choose(window, "In 15 minutes")
    choose(window, "After this song")
    assert window.stopping.timer.left_s is None
    choose(window, "In 45 minutes")
    assert not stops(fakes)
    choose(window, "Not by itself")
    qtbot.waitUntil(window.stopping.sign.isHidden)


def test_a_radio_and_excerpts_are_seen_and_left(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    moods = window.page.up_next.moods
    assert moods.isHidden()
    fakes.jukebox.radio("Slow Harbour", fakes.jukebox.tracks[:5])
    qtbot.waitUntil(moods.radio.isVisible)
    assert moods.radio.accessibleName() == "Close to Slow Harbour"
    moods.radio.click()
    qtbot.waitUntil(moods.isHidden)
    menu = window.findChild(ExcerptsMenu)
    assert isinstance(menu, ExcerptsMenu)
    menu.actions()[2].trigger()
    qtbot.waitUntil(moods.excerpts.isVisible)
    assert moods.excerpts.accessibleName() == "20 seconds of each"
    menu.aboutToShow.emit()
    assert [action.isChecked() for action in menu.actions()] == [False, False, True, False, False]
    moods.excerpts.click()
    qtbot.waitUntil(moods.isHidden)


def test_it_rings_once_and_is_at_rest_then(qtbot: QtBot) -> None:
    timer = SleepTimer()
    with qtbot.waitSignal(timer.rang):
        timer.start(0.01)
    assert timer.left_s is None
