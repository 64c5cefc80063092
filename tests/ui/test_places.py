from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1080, 720)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def place_button(window: MainWindow, name: str) -> QAbstractButton:
    buttons = window.header.places.findChildren(QAbstractButton)
    return next(button for button in buttons if button.accessibleName() == name)


def place_of(window: MainWindow) -> Place:
    return window.page.place


def test_keys_and_clicks_go_from_place_to_place(window: MainWindow) -> None:
    QTest.keyClick(window, KEY.Key_2, CONTROL)
    assert place_of(window) is Place.LIBRARY
    assert place_button(window, "Library").isChecked()
    assert window.page.now_playing.isHidden()
    QTest.mouseClick(place_button(window, "Map"), Qt.MouseButton.LeftButton)
    assert place_of(window) is Place.MAP
    button = place_button(window, "Playing")
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Return)
    assert place_of(window) is Place.PLAYING
    assert window.page.now_playing.isVisible()


def test_the_path_stays_beside_the_places_where_there_is_room(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.page.show_place(Place.LIBRARY)
    assert window.page.up_next.isVisible()
    assert window.page.deck.isVisible()
    window.resize(700, 720)
    qtbot.waitUntil(lambda: not window.page.up_next.isVisible())
    window.page.show_place(Place.PLAYING)
    assert window.page.up_next.isVisible()


def test_there_is_a_library_before_anything_plays(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(FakeServices().with_music())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, KEY.Key_2, CONTROL)
    assert not window.page.idle.isVisible()
    QTest.keyClick(window, KEY.Key_1, CONTROL)
    assert window.page.idle.isVisible()


def test_a_journey_begins_where_its_panel_is(window: MainWindow) -> None:
    window.page.show_place(Place.LIBRARY)
    window.page.begin_journey()
    assert (window.page.place, window.page.journey.isVisible()) == (Place.LIBRARY, True)
    window.page.step_back()
    window.resize(700, 720)
    window.page.begin_journey()
    assert (window.page.place, window.page.journey.isVisible()) == (Place.PLAYING, True)


def test_a_drag_that_rests_on_a_place_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("file:///music/a.mp3")])
    button = place_button(window, "Library")
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(button, enter)
    QApplication.sendEvent(button, QDragLeaveEvent())
    assert window.page.place is Place.PLAYING, "who only passes over it goes nowhere"
    QApplication.sendEvent(button, enter)
    qtbot.waitUntil(lambda: window.page.place is Place.LIBRARY)


def test_in_a_narrow_window_the_places_go_by_their_icons(qtbot: QtBot, window: MainWindow) -> None:
    wide = window.header.places.width()
    window.resize(640, 600)
    qtbot.waitUntil(lambda: window.header.places.width() < wide)
    window.resize(400, 320)
    assert window.header.places.isVisible()


def test_keys_change_no_place_behind_the_first_page(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(FakeServices())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page.place is Place.PLAYING
    assert window.page.fronts.library is None


def test_the_first_page_has_no_places(open_window: OpenWindow) -> None:
    window = open_window(FakeServices())
    assert not window.header.places.isVisible()
