from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from deej_desktop.ui.drops import carrying, paths_in, queued_key_in
from deej_desktop.ui.models.path_model import PathModel, row_of
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.path_delegate import PathDelegate, actions_of
from deej_desktop.ui.widgets.path_view import PathView
from deej_desktop.ui.widgets.row_actions import RowAction, button_rects
from tests.fakes import music
from tests.fakes.services import FakeJukebox
from tests.ui.test_path import TRACKS, state

LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
NONE = Qt.KeyboardModifier.NoModifier
KEY = Qt.Key
Done = list[tuple[RowAction, str]]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> PathView:
    """Three played tracks, one playing, four that come next with keys 0 to 3."""
    model = PathModel()
    view = PathView(theme, model, PathDelegate(theme, lambda _: None))
    model.setParent(view)
    model.show(state())
    qtbot.addWidget(view)
    view.resize(520, 640)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def done(view: PathView) -> Done:
    """What was asked for, with the titles of the rows."""
    done: Done = []

    def note(action: RowAction, index: QModelIndex) -> None:
        done.append((action, row_of(index).track.title))

    view.act_wanted.connect(note)
    return done


@pytest.fixture
def moves(view: PathView) -> list[tuple[int, int]]:
    moves: list[tuple[int, int]] = []
    view.move_wanted.connect(lambda key, place: moves.append((key, place)))
    return moves


def middle_of(view: PathView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def button_of(view: PathView, row: int, action: RowAction) -> QPoint:
    delegate = view.itemDelegate()
    assert isinstance(delegate, PathDelegate)
    index = view.model().index(row, 0)
    option = QStyleOptionViewItem()
    option.rect = view.visualRect(index)
    option.direction = view.layoutDirection()
    actions = actions_of(row_of(index))
    growth, is_rtl = view.theme.growth, view.isRightToLeft()
    rects = button_rects(delegate.body_of(option), len(actions), growth, is_rtl=is_rtl)
    return rects[actions.index(action)].center().toPoint()


def point_at(view: PathView, qtbot: QtBot, place: QPoint) -> None:
    """Move the mouse there, and wait until the view has heard of it from a real window system."""
    delegate = view.itemDelegate()
    assert isinstance(delegate, PathDelegate)
    # Where it is already, a move is none.
    QTest.mouseMove(view.viewport(), QPoint(2, 2))
    qtbot.waitUntil(lambda: delegate.mouse == QPoint(2, 2))
    QTest.mouseMove(view.viewport(), place)
    qtbot.waitUntil(lambda: delegate.mouse == place)


def select(view: PathView, row: int) -> None:
    view.setCurrentIndex(view.model().index(row, 0))


def test_enter_plays_whatever_row_has_the_keyboard(view: PathView, done: Done) -> None:
    select(view, 5)
    QTest.keyClick(view, KEY.Key_Return)
    QTest.keyClick(view, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    title = TRACKS[5].title
    assert done == [(RowAction.PLAY, title), (RowAction.NEXT, title)]


def test_a_double_click_plays(view: PathView, done: Done) -> None:
    place = middle_of(view, 6)
    QTest.mouseClick(view.viewport(), LEFT, NONE, place)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, place)
    # Qt would hold the button in the tests that follow.
    QTest.mouseRelease(view.viewport(), LEFT, NONE, place)
    assert done == [(RowAction.PLAY, TRACKS[6].title)]


@pytest.mark.parametrize(
    ("key", "modifier", "action"),
    [
        (KEY.Key_Delete, NONE, RowAction.REMOVE),
        (KEY.Key_Plus, NONE, RowAction.MORE),
        (KEY.Key_Plus, Qt.KeyboardModifier.KeypadModifier, RowAction.MORE),
        (KEY.Key_Plus, Qt.KeyboardModifier.ShiftModifier, RowAction.MORE),
        (KEY.Key_Minus, NONE, RowAction.LESS),
        (KEY.Key_K, Qt.KeyboardModifier.ControlModifier, RowAction.KEEP),
    ],
)
def test_keys_act_on_the_row(
    view: PathView, done: Done, key: Qt.Key, modifier: Qt.KeyboardModifier, action: RowAction
) -> None:
    select(view, 7)
    QTest.keyClick(view, key, modifier)
    assert done == [(action, TRACKS[7].title)]


def test_alt_and_an_arrow_move_what_comes_next(
    view: PathView, moves: list[tuple[int, int]]
) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    for row, key in ((5, KEY.Key_Up), (5, KEY.Key_Down), (4, KEY.Key_Up), (7, KEY.Key_Down)):
        select(view, row)
        QTest.keyClick(view, key, alt)
    select(view, 2)
    QTest.keyClick(view, KEY.Key_Down, alt)
    assert moves == [(1, 0), (1, 2)], "neither beyond the ends nor what was played"


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize(
    ("row", "action"),
    [(5, a) for a in (RowAction.KEEP, RowAction.MORE, RowAction.LESS, RowAction.REMOVE)]
    + [(3, RowAction.MORE), (1, RowAction.LESS)],
)
def test_buttons_on_the_row_under_the_mouse(
    view: PathView,
    done: Done,
    qtbot: QtBot,
    row: int,
    action: RowAction,
    direction: Qt.LayoutDirection,
) -> None:
    view.setLayoutDirection(direction)
    place = button_of(view, row, action)
    point_at(view, qtbot, place)
    QTest.mouseClick(view.viewport(), LEFT, NONE, place)
    assert done == [(action, TRACKS[row].title)]
    assert view.selectedIndexes() == [], "a button does not select its row"


def test_a_button_that_is_not_shown_does_nothing(view: PathView, done: Done, qtbot: QtBot) -> None:
    place = button_of(view, 5, RowAction.REMOVE)
    point_at(view, qtbot, middle_of(view, 2))
    QTest.mouseClick(view.viewport(), LEFT, NONE, place)  # as a finger does
    assert done == []
    assert view.currentIndex().row() == 5


def test_letting_go_beside_a_button_changes_ones_mind(
    view: PathView, done: Done, qtbot: QtBot
) -> None:
    place = button_of(view, 5, RowAction.REMOVE)
    point_at(view, qtbot, place)
    QTest.mousePress(view.viewport(), LEFT, NONE, place)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, middle_of(view, 5))
    assert done == []


def test_the_buttons_look_pressed_in_force_and_explain_themselves(
    view: PathView, qtbot: QtBot
) -> None:
    plain = view.grab().toImage()
    QTest.mouseMove(view.viewport(), button_of(view, 5, RowAction.MORE))
    qtbot.waitUntil(lambda: view.grab().toImage() != plain)


def test_the_keyboard_begins_at_what_plays(view: PathView, qtbot: QtBot) -> None:
    view.activateWindow()
    view.clearFocus()
    view.setCurrentIndex(QModelIndex())
    view.setFocus()
    # Focus comes to a window when the screen has made it the active one.
    qtbot.waitUntil(lambda: view.currentIndex().row() == 3)


def test_the_menu_offers_what_can_be_done(view: PathView, done: Done) -> None:
    index = view.model().index(6, 0)
    menu = view.menu_for(index, row_of(index))
    names = [action.text().split("\t")[0] for action in menu.actions()]
    assert names == [
        "Play now", "Play next", "Keep, whatever the knobs do", "More like this", "Less of this",
        "Take out",
    ]  # fmt: skip
    for action in menu.actions():
        action.trigger()
    assert [action for action, _ in done] == list(
        map(RowAction, ("play", "next", "keep", "more", "less", "remove"))
    )


def test_the_menu_key_opens_it(view: PathView) -> None:
    select(view, 1)
    reason = QContextMenuEvent.Reason.Keyboard
    place = middle_of(view, 1)
    event = QContextMenuEvent(reason, place, view.mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    menu = view.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == 2, "what was played can only steer"
    menu.close()


def drop(view: PathView, data: QMimeData, point: QPoint) -> None:
    target = view.viewport()
    QApplication.sendEvent(target, QDragEnterEvent(point, COPY, data, LEFT, NONE))
    QApplication.sendEvent(target, QDragMoveEvent(point, COPY, data, LEFT, NONE))
    QApplication.sendEvent(target, QDropEvent(QPointF(point), COPY, data, LEFT, NONE))


Point = Callable[[PathView], QPoint]


def top_of(row: int) -> Point:
    return lambda view: view.visualRect(view.model().index(row, 0)).topLeft() + QPoint(99, 3)


@pytest.mark.parametrize(
    ("dragged", "point", "expected"),
    [
        (7, top_of(4), [(3, 0)]),
        (4, top_of(6), [(0, 1)]),
        (6, top_of(1), [(2, 0)]),  # what was played cannot be changed
        (5, top_of(6), []),  # where it is already
        (5, lambda view: view.viewport().rect().bottomLeft() - QPoint(0, 4), [(1, 3)]),
    ],
)
def test_rows_are_dragged_to_another_place(
    view: PathView,
    moves: list[tuple[int, int]],
    dragged: int,
    point: Point,
    expected: list[tuple[int, int]],
) -> None:
    data = view.dragged(view.model().index(dragged, 0))
    assert data is not None
    drop(view, data, point(view))
    assert moves == expected


def test_a_press_and_a_move_begin_a_drag(view: PathView, monkeypatch: pytest.MonkeyPatch) -> None:
    carried: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: carried.append(drag.mimeData()))
    start, end = middle_of(view, 5), middle_of(view, 6)
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    for point in (start + QPoint(0, 12), end):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(point), QPointF(view.mapToGlobal(point)),
            Qt.MouseButton.NoButton, LEFT, NONE,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), move)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, end)
    assert [queued_key_in(data) for data in carried] == [1]
    assert paths_in(carried[0]) == [TRACKS[5].path]


def test_a_song_from_another_list_is_let_in_where_it_is_dropped(
    qtbot: QtBot, view: PathView
) -> None:
    song = Path("/elsewhere/caf\udce9 100% #1.mp3")
    with qtbot.waitSignal(view.songs_dropped) as dropped:
        drop(view, carrying(music.track(str(song))), top_of(6)(view))
    assert dropped.args == [[song], 2]


def test_the_gap_is_shown_while_something_is_held(view: PathView) -> None:
    before = view.grab().toImage()
    data = carrying(TRACKS[0])
    enter = QDragEnterEvent(top_of(6)(view), COPY, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), enter)
    assert enter.isAccepted()
    assert view.grab().toImage() != before
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view.grab().toImage() == before


def test_what_comes_from_other_programs_is_left_to_the_window(view: PathView) -> None:
    data = QMimeData()
    data.setUrls([QUrl("file:///a.mp3")])
    enter = QDragEnterEvent(QPoint(99, 99), COPY, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), enter)
    assert not enter.isAccepted()


def test_the_line_staggers_with_drunk(qtbot: QtBot, view: PathView) -> None:
    delegate = view.itemDelegate()
    assert isinstance(delegate, PathDelegate)
    sober = view.grab().toImage()
    delegate.drunk = 1.0
    assert view.grab().toImage() != sober


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_any_titles_can_be_painted(
    qtbot: QtBot, theme: Theme, direction: Qt.LayoutDirection
) -> None:
    jukebox = FakeJukebox(music.odd_tracks())
    jukebox.toggle_pause()
    model = PathModel()
    model.show(jukebox.state)
    view = PathView(theme, model, PathDelegate(theme, lambda _: None))
    qtbot.addWidget(view)
    view.setLayoutDirection(direction)
    for width in (600, 200, 80):
        view.resize(width, 500)
        assert not view.grab().isNull()
