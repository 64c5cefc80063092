"""A library is pooled anew beside what is in force, and holds nobody up meanwhile."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.units import ContentId
from deej_desktop.library import staging
from deej_desktop.library import store as stores
from deej_desktop.library.pooled_rows import Counts, Row
from deej_desktop.library.pooled_tables import TABLES
from deej_desktop.library.store import Store
from deej_desktop.services.pooling import library as pooling
from deej_desktop.services.pooling import whole
from deej_desktop.services.pooling.joining import row_of
from deej_desktop.services.pooling.library import pool_library
from tests.unit.services.pooling.test_pooling import Library, library, many, words

TRACKS = 10
EPSILON = 0.3


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "_CHUNK", 4)
    monkeypatch.setattr(whole, "_AT_ONCE", 1)
    monkeypatch.setattr(staging, "_AT_ONCE", 4)
    monkeypatch.setattr(stores, "_BUSY_TIMEOUT_S", 1.0)
    monkeypatch.setattr(staging, "_GIVE_WAY_S", 0.0)
    # However many tracks come or go, they are pooled in and out.
    monkeypatch.setattr(pooling, "_is_quicker_anew", lambda made, _: not made.made_for)


def in_the_midst(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Have something happen whenever a recording has been summed and whenever others are let in."""

    def disturbed(slices_id: int, slices: FloatArray, counts: Counts) -> Row:
        happens()
        return row_of(slices_id, slices, counts)

    monkeypatch.setattr(whole, "row_of", disturbed)
    monkeypatch.setattr(f"{staging.__name__}.time.sleep", lambda _: happens())


def rows_of(store: Store) -> list[int]:
    """How many rows there are in each of the tables, of both sets."""
    with store.reading() as connection:
        return [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in itertools.chain(*TABLES)
        ]


def test_others_can_write_all_the_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with library(tmp_path) as lib, library(tmp_path) as other:
        many(lib, TRACKS)
        lib.pool()
        keys = itertools.count()

        def write() -> None:
            with other.store.writing() as connection:
                connection.execute("INSERT INTO setting VALUES (?, '')", (f"{next(keys)}",))

        in_the_midst(monkeypatch, write)
        lib.epsilon = EPSILON
        lib.pool()
        assert next(keys) > TRACKS
        np.testing.assert_allclose(lib.pooled(), lib.expected(), atol=1e-5)


class StopsAt(CancelToken):
    """Stops when it is asked for the n-th time."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._left = times

    def raise_if_cancelled(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


def test_stopped_anywhere_it_leaves_what_was_in_force_and_nothing_else(tmp_path: Path) -> None:
    with library(tmp_path) as lib:
        many(lib, TRACKS)
        lib.pool()
        before, made, rows = lib.pooled(), lib.vectors.pooled.pooling(), rows_of(lib.store)
        told: list[Progress] = []
        for asked in itertools.count():
            told.clear()
            try:
                pool_library(lib.vectors, EPSILON, told.append, StopsAt(asked))
            except Cancelled:
                assert lib.vectors.pooled.pooling() == made
                assert rows_of(lib.store) == rows
                np.testing.assert_array_equal(lib.pooled(), before)
            else:
                break
        # Before each chunk of slices, which are read four times, each box and some cells.
        assert asked > 4 * TRACKS / 4 + 2
        assert [progress.done for progress in told[-4:]] == [0, 4, 8, TRACKS]
        lib.epsilon = EPSILON
        np.testing.assert_allclose(lib.pooled(), lib.expected(), atol=1e-5)
        now = rows_of(lib.store)
        assert [0, 0, 0] in (now[:3], now[3:])


def listen(other: Library) -> None:
    other.take("listen", "new", words.astype(np.float32))


def listen_anew(other: Library) -> None:
    other.vectors.save_slices(ContentId("0 7"), words[:3].astype(np.float32))


def hide(other: Library) -> None:
    other.take("hide", "0 2", None)


def join(other: Library) -> None:
    listen(other)
    other.pool()


def pool_out(other: Library) -> None:
    """The slices that are being pooled anew are there no more."""
    listen_anew(other)
    other.pool()


def pool_anew(other: Library) -> None:
    listen(other)
    other.epsilon = 0.02
    other.pool()


def forget(other: Library) -> None:
    other.vectors.forget(ContentId("0 7"))
    other.pool()


@pytest.mark.parametrize(
    ("happens", "at"),
    [
        (listen, 1),
        (listen_anew, 1),
        (hide, 1),
        (join, 1),
        (pool_out, 1),
        (pool_out, TRACKS),
        (pool_anew, TRACKS),
        (forget, 1),
    ],
)
def test_what_changes_meanwhile_is_pooled_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Library], None], at: int
) -> None:
    with library(tmp_path) as lib, library(tmp_path) as other:
        many(lib, TRACKS)
        lib.pool()
        made = lib.vectors.pooled.pooling()
        assert made is not None
        turns = itertools.count()
        with monkeypatch.context() as patched:
            in_the_midst(patched, lambda: happens(other) if next(turns) == at else None)
            lib.epsilon = EPSILON
            lib.pool()
        assert next(turns) > at
        seen = other.vectors.pooled.pooling()
        assert seen is not None
        assert seen.epsilon == EPSILON
        changed = lib.vectors.pooled.changed_since(made.revision, 100)
        assert changed is not None
        assert changed.track_ids == lib.vectors.pooled.load().track_ids
        lib.pool()
        assert lib.vectors.is_pooled(EPSILON)
        np.testing.assert_allclose(lib.pooled(), lib.expected(), atol=1e-5)
