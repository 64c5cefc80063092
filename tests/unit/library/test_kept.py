"""What is computed from the whole catalogue follows its changes."""

from __future__ import annotations

import sqlite3

from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.kept import Kept
from deej_desktop.library.number_columns import numbers
from deej_desktop.library.store import Store
from tests.unit.library.entries import enter


class Counting:
    """Counts the tracks, and how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, connection: sqlite3.Connection) -> int:
        self.times += 1
        count: int = connection.execute("SELECT count(*) FROM track WHERE missing = 0").fetchone()[
            0
        ]
        return count


def test_it_is_computed_when_the_catalogue_has_changed_and_only_then(store: Store) -> None:
    catalogue, counting = Catalogue(store), Counting()
    kept = Kept(store, counting)
    assert kept.get() == 0
    enter(catalogue, "a.mp3", "a")
    assert kept.get() == 1
    assert kept.get() == 1
    enter(catalogue, "a.mp3", "a", Tags(title="Another"))
    kept.get()
    catalogue.mark_missing([TrackId(1)])
    assert kept.get() == 0
    assert counting.times == 4


def test_what_says_nothing_of_the_catalogue_changes_nothing(store: Store) -> None:
    counting = Counting()
    kept = Kept(store, counting)
    kept.get()
    with store.writing() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', 'b')")
    kept.get()
    assert counting.times == 1


def test_long_columns_come_whole(store: Store) -> None:
    with store.reading() as connection:
        many = numbers(
            connection,
            "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 90000)"
            " SELECT n FROM c",
        )
        none = numbers(connection, "SELECT id AS n FROM track")
    assert many.tolist() == list(range(1, 90001))
    assert none.tolist() == []
