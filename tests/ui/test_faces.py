from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from deej_desktop.services.api import SteerKind
from deej_desktop.ui.car.look import DAY, NIGHT, CarColors, is_bright
from deej_desktop.ui.car.screen import CarScreen
from deej_desktop.ui.colors import contrast
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.mini_player import MiniPlayer
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.trouble import Trouble
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class ByHand(QCloseEvent):
    """A close that comes from the frame of the window."""

    @override
    def spontaneous(self) -> bool:
        return True


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)  # otherwise no shortcut is heard
    return window


@pytest.fixture
def mini(window: MainWindow) -> MiniPlayer:
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL_SHIFT)
    mini = window.faces.mini
    assert isinstance(mini, MiniPlayer)
    return mini


@pytest.fixture
def car(window: MainWindow) -> CarScreen:
    QTest.keyClick(window, Qt.Key.Key_F11)
    car = window.faces.car
    assert isinstance(car, CarScreen)
    return car


def steers(fakes: FakeServices) -> list[SteerKind]:
    return [steer.kind for steer in fakes.jukebox.state.steers]


def test_the_mini_player_takes_the_place_of_the_window_and_gives_it_back(
    window: MainWindow, mini: MiniPlayer
) -> None:
    assert (mini.isVisible(), window.isVisible()) == (True, False)
    assert window.faces.shown == mini
    QTest.keyClick(mini, Qt.Key.Key_Escape)
    assert (mini.isVisible(), window.isVisible()) == (False, True)
    window.faces.toggle_mini()
    window.faces.toggle_mini()
    assert window.isVisible()


def test_the_mini_player_shows_and_steers_what_plays(
    qtbot: QtBot, fakes: FakeServices, mini: MiniPlayer
) -> None:
    assert fakes.jukebox.tracks[5].title in mini.windowTitle()
    QTest.keyClick(mini, Qt.Key.Key_Space)
    assert fakes.jukebox.state.paused
    coming = fakes.jukebox.state.queue[0].track
    QTest.keyClick(mini, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert fakes.jukebox.state.playing == coming
    qtbot.waitUntil(lambda: coming.title in mini.windowTitle())


def test_the_place_of_the_mini_player_is_kept(fakes: FakeServices, mini: MiniPlayer) -> None:
    assert not fakes.settings.current.mini_geometry
    QTest.mouseDClick(mini, LEFT)
    assert fakes.settings.current.mini_geometry


def test_closing_a_small_face_by_hand_leads_back(window: MainWindow, mini: MiniPlayer) -> None:
    QApplication.sendEvent(mini, ByHand())
    assert window.faces.shown is window
    assert window.isVisible()
    window.faces.toggle_car()
    assert window.faces.car is not None
    QApplication.sendEvent(window.faces.car, ByHand())
    assert window.isVisible()


def test_the_car_screen_is_one_axis_by_keyboard(
    window: MainWindow, fakes: FakeServices, car: CarScreen
) -> None:
    assert car.isFullScreen()
    playing = fakes.jukebox.state.playing
    QTest.keyClick(car, Qt.Key.Key_Right)
    assert steers(fakes) == [SteerKind.MORE]
    assert car.more.is_lit
    QTest.keyClick(car, Qt.Key.Key_Return)
    assert fakes.jukebox.state.paused
    fakes.jukebox.be_at(60)
    QTest.keyClick(car, Qt.Key.Key_Left)
    assert fakes.jukebox.state.playing != playing
    assert SteerKind.LESS in steers(fakes)
    QTest.keyClick(car, Qt.Key.Key_Up)
    assert fakes.jukebox.state.volume > 0.8
    QTest.keyClick(car, Qt.Key.Key_MediaNext)
    QTest.keyClick(car, Qt.Key.Key_Escape)
    assert window.faces.shown is window


def test_its_three_targets_are_hit_by_finger(fakes: FakeServices, car: CarScreen) -> None:
    for target in (car.otherwise, car.pause, car.more):
        assert target.width() >= 100
        assert target.height() >= 100
    QTest.mouseClick(car.pause, LEFT)
    assert fakes.jukebox.state.paused
    QTest.mouseClick(car.more, LEFT)
    assert steers(fakes) == [SteerKind.MORE]


@pytest.mark.parametrize(
    ("choice", "hour", "bright"),
    [("system", 12, True), ("system", 23, False), ("system", 3, False), ("light", 23, True),
     ("dark", 12, False)],
)  # fmt: skip
def test_it_is_bright_by_the_clock_unless_a_theme_was_chosen(
    choice: str, hour: int, bright: bool
) -> None:
    assert is_bright(choice, dt.time(hour)) is bright  # type: ignore[arg-type]


def test_the_look_follows_the_clock_while_it_is_shown(
    qtbot: QtBot, theme: Theme, window: MainWindow, fakes: FakeServices
) -> None:
    hour = 12
    theme.choose("system")
    try:
        window.faces.toggle_car()
        assert window.faces.car is not None
        covers = window.faces.car._covers
        car = CarScreen(
            theme, fakes.jukebox, covers, lambda _: False, lambda: dt.datetime(2026, 6, 1, hour)
        )
        qtbot.addWidget(car)
        assert car.colors is DAY
        hour = 22
        theme.changed.emit()
        assert car.colors is NIGHT
    finally:
        theme.choose("dark")


@pytest.mark.parametrize("colors", [DAY, NIGHT])
def test_the_car_screen_can_be_read_at_arm_s_length(colors: CarColors) -> None:
    for ink in (colors.text, colors.soft):
        assert contrast(QColor(ink), QColor(colors.ground)) >= 7
    for ink in (colors.text, colors.otherwise, colors.more):
        assert contrast(QColor(ink), QColor(colors.target)) >= 7


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support", extend=True)
def test_closing_by_hand_leaves_deej_in_a_tray_that_is_there(
    window: MainWindow, fakes: FakeServices
) -> None:
    fakes.settings.change(tray=True)
    window.tray._is_there = lambda: True
    window.tray.show(is_wanted=True)
    QApplication.sendEvent(window, ByHand())
    assert window.isHidden()
    fakes.jukebox.next()
    texts = [action.text() for action in window.tray.menu.actions()]
    assert texts[:2] == ["Pause", "Next song"]
    window.tray.window_wanted.emit()
    assert window.isVisible()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support", extend=True)
def test_a_tray_that_comes_after_deej_is_found(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    is_there = False
    window.tray._is_there = lambda: is_there
    window.tray.again.setInterval(1)
    fakes.settings.change(tray=True)
    window.tray.show(is_wanted=True)
    assert window.tray._icon is None
    is_there = True
    qtbot.waitUntil(lambda: window.tray._icon is not None)
    window.tray.show(is_wanted=False)
    assert not window.tray.again.isActive()


def test_where_there_is_no_tray_closing_ends(window: MainWindow, fakes: FakeServices) -> None:
    fakes.settings.change(tray=True)
    window.tray._is_there = lambda: False
    QApplication.sendEvent(window, closing := ByHand())
    assert closing.isAccepted()


def test_why_nothing_is_heard_is_said_in_every_window(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    reason = "The sound server went away; the music goes on when it is back."
    fakes.jukebox.show(interrupted=reason)
    trouble = window.page.now_playing.findChild(Trouble)
    assert isinstance(trouble, Trouble)
    qtbot.waitUntil(lambda: trouble.reason == reason)
    window.faces.toggle_mini()
    window.faces.toggle_car()
    for face in (window.faces.mini, window.faces.car):
        assert face is not None
        assert reason in [label.text() for label in face.findChildren(ElidedLabel)]
    fakes.jukebox.show(interrupted="")
    qtbot.waitUntil(lambda: not trouble.reason)


def test_whoever_keeps_the_screen_lit_hears_of_the_car_screen(window: MainWindow) -> None:
    told: list[bool] = []
    window.faces.car_shown.connect(told.append)
    window.faces.toggle_car()
    window.faces.toggle_mini()
    window.faces.toggle_car()
    window.faces.show_whole()
    window.faces.show_whole()
    assert told == [True, False, True, False]
