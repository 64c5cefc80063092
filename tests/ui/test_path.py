from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from deej_desktop.services.api import JukeboxState, QueuedTrack, SteeredBy, SteerKind
from deej_desktop.ui.models.path_model import Part, PathModel
from tests.fakes import music
from tests.fakes.services import FakeJukebox

TRACKS = music.library()


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


def test_what_was_said_of_a_track_is_on_its_rows() -> None:
    model = PathModel()
    steer = SteeredBy(1, TRACKS[5], SteerKind.LESS)
    model.show(replace(state(), steers=(steer,)))
    rows = (model.row_at(model.index(number)) for number in range(model.rowCount()))
    assert [row.steer for row in rows if row is not None] == [None] * 5 + [steer] + [None] * 2


@pytest.mark.parametrize(("row", "place"), [(7, 0), (4, 3), (5, 1), (6, 0), (4, 1)])
def test_a_moved_row_keeps_what_points_at_it(row: int, place: int) -> None:
    model = PathModel()
    now = state()
    model.show(now)
    pointer = QPersistentModelIndex(model.index(row))
    queue = list(now.queue)
    queue.insert(place, queue.pop(row - 4))
    model.show(replace(now, queue=tuple(queue)))
    assert pointer.row() == place + 4
    found = model.row_at(pointer)
    assert found is not None
    assert found.track == TRACKS[row]


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
        lambda: jukebox.move_queued(key, chance.randrange(10)),
        lambda: jukebox.pin_queued(key),
        lambda: jukebox.less_of(track),
    ]
    chance.choice(actions)()
