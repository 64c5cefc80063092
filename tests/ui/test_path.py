from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from deej_desktop.services.api import JukeboxState, QueuedTrack
from deej_desktop.ui.models.path_model import Part, PathModel
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.path_delegate import PathDelegate
from deej_desktop.ui.widgets.path_view import PathView
from tests.fakes import music
from tests.fakes.services import FakeJukebox

TRACKS = music.library()
NONE = Qt.KeyboardModifier.NoModifier


def state(past: int = 3, queued: int = 4, keep_on: int = 3) -> JukeboxState:
    return JukeboxState(
        history=tuple(TRACKS[:past]),
        playing=TRACKS[past],
        why="Because.",
        queue=tuple(
            QueuedTrack(number, track, why=f"reason {number}")
            for number, track in enumerate(TRACKS[past + 1 : past + 1 + queued])
        ),
        keep_on=keep_on,
    )


def followed(model: PathModel) -> list[bool]:
    rows = (model.row_at(model.index(number)) for number in range(model.rowCount()))
    return [row.is_followed for row in rows if row is not None]


def test_past_now_and_next_in_one_list() -> None:
    model = PathModel()
    model.show(state())
    rows = [model.row_at(model.index(number)) for number in range(model.rowCount())]
    assert [row.part for row in rows if row] == [Part.PAST] * 3 + [Part.NOW] + [Part.NEXT] * 4
    assert [row.distance for row in rows if row] == [-3, -2, -1, 0, 1, 2, 3, 4]
    assert model.now_row == 3


@pytest.mark.parametrize(
    ("keep_on", "expected"),
    [(1, [False, False, False, True]), (3, [False, True, True, True]), (0, [True] * 4)],
)
def test_what_keep_on_looks_back_on_is_marked(keep_on: int, expected: list[bool]) -> None:
    model = PathModel()
    model.show(state(keep_on=keep_on))
    assert followed(model) == [*expected, False, False, False, False]


def test_nothing_at_all() -> None:
    model = PathModel()
    model.show(JukeboxState())
    assert model.rowCount() == 0
    assert model.row_at(model.index(0)) is None


def test_rows_speak_for_themselves() -> None:
    model = PathModel()
    model.show(state())
    spoken = model.index(4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert TRACKS[4].title in spoken
    assert "comes next" in spoken
    assert model.index(4).data(Qt.ItemDataRole.ToolTipRole) == "reason 0"


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_model_keeps_its_promises_through_any_changes(qapp: QApplication, seed: int) -> None:
    model = PathModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    jukebox = FakeJukebox(TRACKS[:12])
    jukebox.changed.connect(model.show)
    chance = random.Random(seed)
    for _ in range(12):
        act(jukebox, chance)
        now = jukebox.state
        shown = len(now.history) + len(now.queue) + (now.playing is not None)
        assert model.rowCount() == shown


def act(jukebox: FakeJukebox, chance: random.Random) -> None:
    """Do anything."""
    track, queue = chance.choice(TRACKS), jukebox.state.queue
    key = chance.choice(queue).key if queue else -1
    actions: list[Callable[[], None]] = [
        jukebox.next,
        jukebox.previous,
        jukebox.toggle_pause,
        lambda: jukebox.set_drunk(chance.random()),
        lambda: jukebox.set_keep_on(chance.randrange(5)),
        lambda: jukebox.queue_files([track.path]),
        lambda: jukebox.play_files([track.path]),
        lambda: jukebox.remove_queued(key),
        lambda: jukebox.play_queued(key),
    ]
    chance.choice(actions)()


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> PathView:
    model = PathModel()
    view = PathView(theme, model, PathDelegate(theme, lambda _: None))
    model.setParent(view)
    model.show(state())
    qtbot.addWidget(view)
    view.resize(420, 640)
    view.show()
    qtbot.waitExposed(view)
    return view


def middle_of(view: PathView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def test_enter_plays_what_is_queued_and_nothing_else(qtbot: QtBot, view: PathView) -> None:
    played: list[int] = []
    view.play_wanted.connect(played.append)
    for row in (0, 3, 5):
        view.setCurrentIndex(view.model().index(row, 0))
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert played == [1]


def test_a_double_click_plays(qtbot: QtBot, view: PathView) -> None:
    with qtbot.waitSignal(view.play_wanted) as played:
        place = middle_of(view, 6)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert played.args == [2]


def test_delete_takes_out_what_is_queued_only(view: PathView) -> None:
    removed: list[int] = []
    view.remove_wanted.connect(removed.append)
    for row in (1, 3, 7):
        view.setCurrentIndex(view.model().index(row, 0))
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert removed == [3]


def test_the_button_on_a_row_takes_it_out(qtbot: QtBot, view: PathView) -> None:
    delegate = view.itemDelegate()
    assert isinstance(delegate, PathDelegate)
    row = view.visualRect(view.model().index(5, 0))
    with qtbot.waitSignal(view.remove_wanted) as removed:
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, NONE, delegate.remove_rect(row).center()
        )
    assert removed.args == [1]


def test_the_menu_plays_and_takes_out(qtbot: QtBot, view: PathView) -> None:
    menu = view.menu_for(2)
    play, remove = menu.actions()
    with qtbot.waitSignal(view.play_wanted) as played:
        play.trigger()
    with qtbot.waitSignal(view.remove_wanted) as removed:
        remove.trigger()
    assert played.args == removed.args == [2]


def test_the_menu_key_opens_it_for_queued_rows_only(qtbot: QtBot, view: PathView) -> None:
    def ask(row: int) -> None:
        view.setCurrentIndex(view.model().index(row, 0))
        reason = QContextMenuEvent.Reason.Keyboard
        place = middle_of(view, row)
        event = QContextMenuEvent(reason, place, view.mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), event)

    ask(1)
    assert view.findChild(QMenu) is None
    ask(5)
    menu = view.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.close()


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
