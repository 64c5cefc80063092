"""Evenings as they were left: the latest is where Deej goes on after it was closed."""

from __future__ import annotations

import time
from collections.abc import Callable

from deej_desktop.library.store import Store

_KEPT = 20
"""Older evenings are forgotten; what was played stays in the history."""


class Sessions:
    """The states of evenings, as JSON whose meaning is that of whoever wrote it."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def begin(self, state: str) -> int:
        """Keep the state of a new evening and return its row; the oldest ones are forgotten."""
        now = self._clock()
        with self._store.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO session (started_at, changed_at, state) VALUES (?, ?, ?)",
                (now, now, state),
            )
            connection.execute(
                "DELETE FROM session WHERE id NOT IN ("
                " SELECT id FROM session ORDER BY id DESC LIMIT ?)",
                (_KEPT,),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def keep(self, session_id: int, state: str) -> None:
        """Keep how an evening stands now."""
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE session SET changed_at = ?, state = ? WHERE id = ?",
                (self._clock(), state, session_id),
            )

    def latest(self) -> tuple[int, str] | None:
        """The row and the state of the evening that began last; None if there was none."""
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT id, state FROM session ORDER BY id DESC LIMIT 1"
            ).fetchone()
        return None if row is None else (row[0], row[1])
