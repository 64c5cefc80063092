"""Pooling a whole library beside what is in force, in steps so short that others can write, too."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from deej_desktop.domain.units import EncoderId
from deej_desktop.library.pooled_rows import OvertakenError, Pooling, Row
from deej_desktop.library.pooled_tables import (
    TABLES,
    Tables,
    forget_replaced,
    write_members,
    write_rows,
)
from deej_desktop.library.store import Store

_AT_ONCE = 1000
"""Rows that are deleted at a time: some megabytes."""

_GIVE_WAY_S = 0.01
"""Seconds between two steps with nothing to do in between: whoever waits for the store to be
unlocked is not told when it is, but looks now and then."""

_WITH_THE_REST = 0
"""The revision of rows that are as new as the whole they belong to."""

_CLEARING = (
    "DELETE FROM {vectors} WHERE rowid IN"
    " (SELECT rowid FROM {vectors} WHERE encoder_id = ? LIMIT ?)",
    "DELETE FROM {counts} WHERE rowid IN (SELECT rowid FROM {counts} WHERE encoder_id = ? LIMIT ?)",
    "DELETE FROM {cells} WHERE rowid IN (SELECT rowid FROM {cells} WHERE encoder_id = ? LIMIT ?)",
)


class Staging:
    """A pooling of the whole library that is not in force yet; used by one thread.

    Whoever began last has the place. A process that is killed leaves its rows there until somebody
    begins anew.
    """

    def __init__(self, store: Store, encoder_id: EncoderId) -> None:
        """Begin, with what others may have left thrown away.

        Raises:
            StoreUnusable: The store cannot be written.
        """
        self._store = store
        self._encoder_id = encoder_id
        with store.writing() as connection:
            connection.execute(
                "UPDATE pooling SET attempt = attempt + 1 WHERE encoder_id = ?", (encoder_id,)
            )
            (self._attempt,) = connection.execute(
                "SELECT attempt FROM pooling WHERE encoder_id = ?", (encoder_id,)
            ).fetchone()
        self.clear()

    def add(self, rows: Iterable[Row]) -> None:
        """Add some recordings, made before the store is locked.

        Raises:
            OvertakenError: Somebody else has begun.
            StoreUnusable: The store cannot be written.
        """
        with self._writing() as (connection, tables):
            write_rows(connection, tables, self._encoder_id, rows, _WITH_THE_REST)

    def put(self, members: Iterable[tuple[int, bytes]]) -> None:
        """Put something into some cells.

        Raises:
            OvertakenError: Somebody else has begun.
            StoreUnusable: The store cannot be written.
        """
        with self._writing() as (connection, tables):
            write_members(connection, tables, self._encoder_id, members)
        time.sleep(_GIVE_WAY_S)

    def take_effect(self, made: Pooling, cells: bytes) -> None:
        """Have all that was added take the place of what is in force; all or nothing.

        Args:
            made: How it was pooled; the revision is the store's own.
            cells: What tells where to look.

        Raises:
            OvertakenError: Somebody else has begun, or has pooled out what was added.
            StoreUnusable: The store cannot be written.
        """
        key = self._encoder_id
        with self._writing() as (connection, tables):
            (is_outdated,) = connection.execute(
                tables.named(
                    "SELECT EXISTS (SELECT 1 FROM {counts} WHERE encoder_id = ?"
                    " AND slices_id NOT IN (SELECT id FROM slices WHERE encoder_id = ?)"
                    " AND slices_id NOT IN (SELECT id FROM gone_slices WHERE encoder_id = ?))"
                ),
                (key, key, key),
            ).fetchone()
            if is_outdated:
                raise OvertakenError
            connection.execute(
                "UPDATE pooling SET epsilon = ?, speaking = ?, cells = ?, made_for = ?,"
                " revision = revision + 1, whole = revision + 1, side = 1 - side"
                " WHERE encoder_id = ?",
                (made.epsilon, made.speaking, cells, made.made_for, key),
            )
            forget_replaced(connection, tables, key)

    def clear(self) -> None:
        """Throw away what is not in force, unless somebody else has begun.

        Raises:
            StoreUnusable: The store cannot be written.
        """
        with suppress(OvertakenError):
            while self._clear_some():
                time.sleep(_GIVE_WAY_S)

    def _clear_some(self) -> bool:
        with self._writing() as (connection, tables):
            return any(
                connection.execute(tables.named(query), (self._encoder_id, _AT_ONCE)).rowcount
                == _AT_ONCE
                for query in _CLEARING
            )

    @contextmanager
    def _writing(self) -> Iterator[tuple[sqlite3.Connection, Tables]]:
        """A step: its connection, and the tables that are not in force."""
        with self._store.writing() as connection:
            row = connection.execute(
                "SELECT side, attempt FROM pooling WHERE encoder_id = ?", (self._encoder_id,)
            ).fetchone()
            if row is None or row[1] != self._attempt:
                raise OvertakenError
            yield connection, TABLES[1 - row[0]]
