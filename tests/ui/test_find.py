from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from deej_desktop.domain.errors import StoreUnusable
from deej_desktop.domain.track import Track
from deej_desktop.services.api import SteerKind
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.panels.find import Find
from tests.fakes.services import FakeLibrary, FakeServices
from tests.ui.conftest import OpenWindow

LEFT, COPY, KEY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier

LOW = ["Low Tide", "Afterglow", "A Slow Thaw"]
LO = ["Low Tide", "Sundown Loop", "Afterglow", "Eleven Clouds", "A Slow Thaw",
      "The Long Stairs"]  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1080, 720)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def find(window: MainWindow) -> Find:
    QTest.keyClick(window, KEY.Key_F, CONTROL)
    assert window.page.search.isVisible()
    return window.page.search


def titles(find: Find) -> list[str]:
    model = find.view.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole).title for row in
            range(model.rowCount())]  # fmt: skip


def type_words(qtbot: QtBot, find: Find, words: str, expected: list[str]) -> None:
    QTest.keyClicks(find.field, words)
    qtbot.waitUntil(lambda: titles(find) == expected)


def test_enter_plays_what_was_found(
    qtbot: QtBot, window: MainWindow, find: Find, fakes: FakeServices
) -> None:
    type_words(qtbot, find, "low", LOW)
    for _ in range(2):
        QTest.keyClick(find.field, KEY.Key_Down)
    QTest.keyClick(find.field, KEY.Key_Return)
    assert fakes.jukebox.state.playing is not None
    assert fakes.jukebox.state.playing.title == "A Slow Thaw"
    assert find.isHidden()


def test_shift_and_enter_plays_it_next_and_stays(
    qtbot: QtBot, find: Find, fakes: FakeServices
) -> None:
    before = fakes.jukebox.state.playing
    type_words(qtbot, find, "echo", ["Echo Pier"])
    QTest.keyClick(find.field, KEY.Key_Return, SHIFT)
    assert fakes.jukebox.state.playing == before
    assert fakes.jukebox.state.queue[0].track.title == "Echo Pier"
    assert find.isVisible()
    # The next words take the place of the old ones.
    type_words(qtbot, find, "fog", ["Fog on the Glass"])


def test_just_typing_begins_a_search(qtbot: QtBot, window: MainWindow) -> None:
    window.page.up_next.view.setFocus()
    QTest.keyClick(window.page.up_next.view, KEY.Key_E)
    find = window.page.search
    assert find.isVisible()
    focused = QApplication.focusWidget()
    assert focused is find.field
    QTest.keyClicks(focused, "cho")
    qtbot.waitUntil(lambda: titles(find) == ["Echo Pier"])


@pytest.mark.parametrize("widget", ["knob", "window", "position"])
def test_a_slash_begins_an_empty_search(window: MainWindow, widget: str) -> None:
    start: QWidget = {
        "knob": window.page.deck.keep_on.knob,
        "window": window,
        "position": window.page.deck.position.slider,
    }[widget]
    start.setFocus()
    QTest.keyClick(start, KEY.Key_Slash)
    assert window.page.search.field.hasFocus()
    assert window.page.search.field.text() == ""


@pytest.mark.parametrize("keys", [(KEY.Key_Space, NONE), (KEY.Key_T, CONTROL)])
def test_other_keys_begin_nothing(
    window: MainWindow, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    QTest.keyClick(window, *keys)
    assert window.page.search.isHidden()


def test_escape_closes_and_the_keyboard_goes_back(window: MainWindow) -> None:
    knob = window.page.deck.drunk.knob
    knob.setFocus()
    QTest.keyClick(knob, KEY.Key_F, CONTROL)
    QTest.keyClick(window.page.search.field, KEY.Key_Escape)
    assert window.page.search.isHidden()
    assert knob.hasFocus()


def test_escape_closes_it_from_elsewhere_too(window: MainWindow, find: Find) -> None:
    knob = window.page.deck.drunk.knob
    knob.setFocus()
    QTest.keyClick(knob, KEY.Key_Escape)
    assert find.isHidden()


def test_it_says_when_there_is_nothing(qtbot: QtBot, find: Find) -> None:
    assert "Type a title" in find.note
    QTest.keyClicks(find.field, "zzz")
    qtbot.waitUntil(lambda: "“zzz”" in find.note)
    find.field.clear()
    assert "Type a title" in find.note
    type_words(qtbot, find, "echo", ["Echo Pier"])
    assert find.note == ""


def test_the_search_is_part_of_the_order_of_focus(window: MainWindow, find: Find) -> None:
    reached = set()
    for _ in range(30):
        QTest.keyClick(window.focusWidget() or window, KEY.Key_Tab)
        reached.add(window.focusWidget())
    assert find.field in reached
    covered = window.page.now_playing.findChildren(QWidget)
    assert not reached & set(covered), "what lies under the search has no keyboard"


def test_the_list_can_be_used_by_itself(qtbot: QtBot, find: Find, fakes: FakeServices) -> None:
    type_words(qtbot, find, "lo", LO)
    find.view.setFocus()
    QTest.keyClick(find.view, KEY.Key_W)
    assert find.field.text() == "low"
    assert find.field.hasFocus()
    find.view.setFocus()
    QTest.keyClick(find.view, KEY.Key_Return)
    assert fakes.jukebox.state.playing is not None
    assert fakes.jukebox.state.playing.title == "Low Tide"


def test_the_menu_steers(qtbot: QtBot, find: Find, fakes: FakeServices) -> None:
    type_words(qtbot, find, "echo", ["Echo Pier"])
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, QPoint(9, 9), QPoint(9, 9))
    QApplication.sendEvent(find.view.viewport(), event)
    menu = find.view.findChild(QMenu)
    assert isinstance(menu, QMenu)
    more = next(a for a in menu.actions() if a.text().startswith("More like this"))
    more.trigger()
    menu.close()
    (steer,) = fakes.jukebox.state.steers
    assert (steer.track.title, steer.kind) == ("Echo Pier", SteerKind.MORE)


def test_what_was_found_is_dragged_to_its_place(
    qtbot: QtBot, window: MainWindow, find: Find, fakes: FakeServices
) -> None:
    type_words(qtbot, find, "fog", ["Fog on the Glass"])
    data = find.view.dragged(find.view.model().index(0, 0))
    assert data is not None
    view = window.page.up_next.view
    qtbot.waitUntil(lambda: view.model().rowCount() > 3)
    place = view.visualRect(view.model().index(3, 0)).topLeft() + QPoint(80, 4)
    enter = QDragEnterEvent(place, COPY, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), enter)
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(place), COPY, data, LEFT, NONE))
    assert fakes.jukebox.state.queue[2].track.title == "Fog on the Glass"


def test_in_a_narrow_window_it_makes_way_for_what_is_dragged(
    window: MainWindow, find: Find
) -> None:
    window.resize(480, 700)
    find.view.dragging.emit(True)
    assert find.isHidden()
    find.view.dragging.emit(False)
    assert find.isVisible()


@pytest.mark.parametrize("size", [(480, 360), (640, 760), (1080, 720), (2600, 1500)])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_it_covers_no_more_than_it_should(
    qtbot: QtBot,
    window: MainWindow,
    find: Find,
    size: tuple[int, int],
    direction: Qt.LayoutDirection,
) -> None:
    window.setLayoutDirection(direction)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    qtbot.wait(30)
    page = window.page
    rect = find.geometry()
    assert page.rect().contains(rect)
    assert not rect.intersects(page.deck.geometry())
    path = page.up_next.rect().translated(page.up_next.mapTo(page, QPoint()))
    assert rect.intersects(path) == (size[0] < 780)


def test_on_the_first_page_there_is_nothing_to_find(open_window: OpenWindow) -> None:
    window = open_window(FakeServices())
    QTest.keyClick(window, KEY.Key_A)
    QTest.keyClick(window, KEY.Key_F, CONTROL)
    assert window.welcome.isVisible()
    assert window.page.search.isHidden()


class SlowLibrary(FakeLibrary):
    """Searches only as long as it is let."""

    def __init__(self, tracks: list[Track]) -> None:
        super().__init__(tracks)
        self.searched: list[str] = []
        self.may_go_on = threading.Semaphore(0)
        self.trouble: StoreUnusable | None = None

    def search(self, words: str, limit: int = 50) -> tuple[Track, ...]:
        self.searched.append(words)
        self.may_go_on.acquire(timeout=20)
        if self.trouble is not None:
            raise self.trouble
        return super().search(words, limit)


@pytest.fixture
def slow(fakes: FakeServices) -> SlowLibrary:
    slow = SlowLibrary(fakes.jukebox.tracks)
    fakes.have_library(slow)
    slow.set_folders([Path("/music")])
    return slow


@pytest.fixture
def slow_find(slow: SlowLibrary, request: pytest.FixtureRequest) -> Find:
    """The search over the slow library, which must be there before the window is."""
    found = request.getfixturevalue("find")
    assert isinstance(found, Find)
    return found


def test_one_search_runs_and_the_latest_words_are_next(
    qtbot: QtBot, slow: SlowLibrary, slow_find: Find
) -> None:
    for word in ("l", "ow", " t"):
        QTest.keyClicks(slow_find.field, word)
        qtbot.wait(100)
    assert slow.searched == ["l"]
    slow.may_go_on.release()
    qtbot.waitUntil(lambda: slow.searched == ["l", "low t"])
    assert titles(slow_find) == [], "what is out of date is not shown"
    slow.may_go_on.release()
    qtbot.waitUntil(lambda: titles(slow_find) == ["Low Tide", "A Slow Thaw"])


def test_enter_before_the_search_is_done_plays_the_best(
    qtbot: QtBot, slow: SlowLibrary, slow_find: Find, fakes: FakeServices
) -> None:
    QTest.keyClicks(slow_find.field, "echo")
    QTest.keyClick(slow_find.field, KEY.Key_Return)
    assert slow_find.isVisible()
    slow.may_go_on.release()
    qtbot.waitUntil(slow_find.isHidden)
    assert fakes.jukebox.state.playing is not None
    assert fakes.jukebox.state.playing.title == "Echo Pier"


def test_typing_on_takes_enter_back(
    qtbot: QtBot, slow: SlowLibrary, slow_find: Find, fakes: FakeServices
) -> None:
    before = fakes.jukebox.state.playing
    QTest.keyClicks(slow_find.field, "fo")
    QTest.keyClick(slow_find.field, KEY.Key_Return)
    QTest.keyClicks(slow_find.field, "g")
    slow.may_go_on.release(2)
    qtbot.waitUntil(lambda: titles(slow_find) == ["Fog on the Glass"])
    assert fakes.jukebox.state.playing == before


def test_what_goes_wrong_is_said_in_place(qtbot: QtBot, slow: SlowLibrary, slow_find: Find) -> None:
    slow.trouble = StoreUnusable("The disk is gone.")
    slow.may_go_on.release(2)
    QTest.keyClicks(slow_find.field, "echo")
    qtbot.waitUntil(lambda: slow_find.note == "The disk is gone.")


def test_closing_the_window_in_the_middle_of_a_search_is_safe(
    qtbot: QtBot, slow: SlowLibrary, slow_find: Find
) -> None:
    QTest.keyClicks(slow_find.field, "echo")
    qtbot.waitUntil(lambda: slow.searched == ["echo"])
    slow.may_go_on.release()
    slow_find.window().close()
    qtbot.wait(30)
