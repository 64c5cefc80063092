from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from deej_desktop.ui.idle_collection import IdleCollection


class Knot:
    """Refers to itself, so that only a collection ends it."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture
def collection() -> Iterator[IdleCollection]:
    collection = IdleCollection()
    yield collection
    collection.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_garbage_goes_in_time_though_python_does_not_look_for_it(
    qtbot: QtBot, collection: IdleCollection
) -> None:
    assert not gc.isenabled()
    knots = [Knot() for _ in range(2_000)]
    refs = [weakref.ref(knot) for knot in knots]
    knots.clear()
    qtbot.waitUntil(lambda: not any(ref() for ref in refs))


def test_a_library_that_was_loaded_is_not_looked_at_again(
    qtbot: QtBot, collection: IdleCollection
) -> None:
    loaded = [[number] for number in range(30_000)]
    qtbot.waitUntil(lambda: gc.get_count()[0] < len(loaded))
    assert gc.get_freeze_count() > len(loaded)
