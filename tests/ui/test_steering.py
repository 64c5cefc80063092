from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from deej_desktop.services.api import SteerKind
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.models.path_model import row_of
from deej_desktop.ui.widgets.icon_button import IconButton
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def window(open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1080, 720)
    return window


def chips(window: MainWindow) -> list[str]:
    return [chip.accessibleName() for chip in window.page.up_next.steers.chips]


def button(window: MainWindow, name: str) -> IconButton:
    return next(b for b in window.findChildren(IconButton) if b.accessibleName() == name)


def kinds(fakes: FakeServices) -> list[SteerKind]:
    return [steer.kind for steer in fakes.jukebox.state.steers]


def row_of_next(window: MainWindow, number: int) -> None:
    view = window.page.up_next.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(number, 0))


def keep_in_menu(window: MainWindow, row: int) -> str:
    """What the menu of a row says of keeping it."""
    index = window.page.up_next.view.model().index(row, 0)
    menu = window.page.up_next.view.menu_for(index, row_of(index))
    (text,) = [a.text() for a in menu.actions() if a.text().endswith("Ctrl+K")]
    menu.deleteLater()
    return text


def test_what_plays_is_steered_by_and_let_go_again(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    title = fakes.jukebox.tracks[5].title

    def is_lit(name: str) -> bool:
        return button(window, name).is_lit

    more = button(window, "More like this")
    QTest.mouseClick(more, LEFT)
    qtbot.waitUntil(lambda: chips(window) == [f"more like {title}"])
    assert is_lit("More like this")
    QTest.mouseClick(button(window, "Less of this"), LEFT)
    qtbot.waitUntil(lambda: chips(window) == [f"less of {title}"])
    assert not is_lit("More like this")
    QTest.mouseClick(button(window, "Less of this"), LEFT)
    qtbot.waitUntil(lambda: chips(window) == [])
    assert window.page.up_next.steers.isHidden()


def test_a_row_is_steered_by_kept_moved_and_taken_out(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    view = window.page.up_next.view
    first, second = (entry.track for entry in fakes.jukebox.state.queue[:2])
    row_of_next(window, 2)
    QTest.keyClick(view, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert [entry.asked_for for entry in fakes.jukebox.state.queue[:3]] == [False, True, False]
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.waitUntil(lambda: "again" in keep_in_menu(window, 2))
    QTest.keyClick(view, KEY.Key_K, control)
    assert not any(entry.asked_for for entry in fakes.jukebox.state.queue)
    qtbot.waitUntil(lambda: "Keep" in keep_in_menu(window, 2))
    QTest.keyClick(view, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [entry.track for entry in fakes.jukebox.state.queue[:2]] == [second, first]
    qtbot.waitUntil(lambda: view.currentIndex().row() == 1)
    QTest.keyClick(view, KEY.Key_Minus)
    assert kinds(fakes) == [SteerKind.LESS]
    QTest.keyClick(view, KEY.Key_Delete)
    assert second not in [entry.track for entry in fakes.jukebox.state.queue]
    fifth = fakes.jukebox.state.queue[4].track
    qtbot.waitUntil(lambda: fifth.title in view.model().index(5, 0).data())
    row_of_next(window, 5)
    QTest.keyClick(view, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert fakes.jukebox.state.queue[0].track == fifth


def test_an_early_skip_shows_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    skipped = fakes.jukebox.tracks[5].title
    qtbot.waitUntil(button(window, "Next song").isEnabled)
    QTest.mouseClick(button(window, "Next song"), LEFT)
    qtbot.waitUntil(lambda: chips(window) == [f"away from {skipped}"])
    QTest.mouseClick(window.page.up_next.steers.chips[0], LEFT)
    assert kinds(fakes) == []


@pytest.mark.parametrize("key", [KEY.Key_Delete, KEY.Key_Backspace, KEY.Key_Return])
def test_chips_are_undone_one_after_the_other_with_the_keyboard(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices, key: Qt.Key
) -> None:
    window.activateWindow()
    for track in fakes.jukebox.tracks[:2]:
        fakes.jukebox.less_of(track)
    qtbot.waitUntil(lambda: len(chips(window)) == 2)
    window.page.up_next.steers.chips[0].setFocus()
    for left in (1, 0):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QAbstractButton)
        QTest.keyClick(focused, key)
        qtbot.waitUntil(lambda left=left: len(chips(window)) == left)  # type: ignore[misc]
    assert kinds(fakes) == []


def test_the_space_bar_pauses_on_a_chip_too(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    fakes.jukebox.less_of(fakes.jukebox.tracks[0])
    qtbot.waitUntil(lambda: len(chips(window)) == 1)
    QTest.keyClick(window.page.up_next.steers.chips[0], KEY.Key_Space)
    assert fakes.jukebox.state.paused
    assert len(kinds(fakes)) == 1


def test_chips_without_room_are_behind_a_button(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    for track in fakes.jukebox.tracks[:12]:
        fakes.jukebox.less_of(track)
    steers = window.page.up_next.steers
    qtbot.waitUntil(lambda: 0 < len(chips(window)) < 12)
    rects = [chip.geometry() for chip in steers.chips]
    assert all(steers.rect().contains(rect) for rect in rects)
    rest = steers.findChild(QPushButton)
    assert isinstance(rest, QPushButton)
    assert rest.text() == f"+{12 - len(rects)}"
    QTest.mouseClick(rest, LEFT)
    menu = steers.findChild(QMenu)
    assert isinstance(menu, QMenu)
    oldest = menu.actions()[-1]
    assert fakes.jukebox.tracks[0].title in oldest.text()
    oldest.trigger()
    menu.close()
    assert fakes.jukebox.tracks[0] not in [steer.track for steer in fakes.jukebox.state.steers]


def test_in_a_very_low_window_the_songs_have_the_room(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    window.resize(480, 360)
    fakes.jukebox.less_of(fakes.jukebox.tracks[0])
    qtbot.wait(30)
    assert window.page.up_next.steers.isHidden()
    window.resize(480, 700)
    qtbot.waitUntil(window.page.up_next.steers.isVisible)


def test_an_evening_that_is_over_says_what_can_be_done(
    window: MainWindow, fakes: FakeServices
) -> None:
    assert window.page.up_next.note == ""
    fakes.jukebox.show(history=tuple(fakes.jukebox.tracks[:3]), playing=None, queue=())
    window.page.show_jukebox(fakes.jukebox.state)
    assert "begin anew" in window.page.up_next.note


def test_tab_comes_to_the_chips_before_the_list_beneath_them(
    window: MainWindow, fakes: FakeServices
) -> None:
    for track in fakes.jukebox.tracks[8:10]:
        fakes.jukebox.more_like(track)
    window.page.show_jukebox(fakes.jukebox.state)
    chips_shown = window.page.up_next.steers.chips
    one = window.page.up_next.moods.nextInFocusChain()
    passed = []
    while one is not None and one is not window.page.up_next.view:
        passed.append(one)
        one = one.nextInFocusChain()
    assert [each for each in passed if each in chips_shown] == list(chips_shown)
    assert len(chips_shown) == 2
