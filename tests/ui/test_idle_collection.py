from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from deej_desktop.domain.lasting import lasting
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


def test_garbage_among_a_flood_of_objects_goes_too(
    qtbot: QtBot, collection: IdleCollection
) -> None:
    frozen = gc.get_freeze_count()
    flood = [Knot() for _ in range(30_000)]
    qtbot.waitUntil(lambda: gc.get_count()[0] < len(flood))  # they were looked at
    assert gc.get_freeze_count() <= frozen
    refs = [weakref.ref(knot) for knot in flood]
    flood.clear()
    for _ in range(200):  # as in some minutes
        keep = [[number] for number in range(1_000)]
        collection.look()
        del keep
    assert not any(ref() for ref in refs)


def test_a_library_that_was_loaded_is_not_looked_at(collection: IdleCollection) -> None:
    with lasting():
        loaded = [Knot() for _ in range(2_000)]
        refs = [weakref.ref(knot) for knot in loaded]
        collection.look()
        assert gc.get_count()[0] > len(loaded)
    assert gc.get_freeze_count() > len(loaded)
    loaded.clear()
    collection.look()
    assert all(ref() for ref in refs)


def test_the_longer_a_look_at_all_takes_the_later_is_the_next() -> None:
    now = 0.0
    looks: list[float] = []

    def clock() -> float:
        return now

    def note(phase: str, info: dict[str, int]) -> None:
        nonlocal now
        if phase == "start" and info["generation"] == 2:
            looks.append(now)
            now += 0.1

    collection = IdleCollection(clock=clock)
    gc.callbacks.append(note)
    try:
        for _ in range(1_000):
            keep = [[number] for number in range(1_000)]
            now += 0.5
            collection.look()
            del keep
    finally:
        gc.callbacks.remove(note)
        collection.close()
    assert len(looks) > 1
    assert all(after - before > 150 for before, after in pairwise(looks))
