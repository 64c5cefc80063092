"""Something computed from the whole catalogue, kept until the catalogue has changed."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from deej_desktop.library.store import Store

T = TypeVar("T")

_CHEAP_S = 0.1
_PATIENCE = 20
"""Looking for changes, or computing anew, may take one part in so many of the time."""
_UNSEEN_FOR_S = 5.0
"""Seconds after which what other processes may have written is looked for."""


class Kept(Generic[T]):
    """Computes when first asked and when the catalogue has changed since.

    In a large library that is just being scanned, what is kept may lag by some seconds, so that
    who searches does not wait at every key. Safe to share among threads.
    """

    def __init__(self, store: Store, load: Callable[[sqlite3.Connection], T]) -> None:
        self._store = store
        self._load = load
        self._lock = threading.Lock()
        self._kept: tuple[T] | None = None
        self._digest: tuple[object, ...] = ()
        self._commits = -1
        self._looked_at = self._loaded_at = float("-inf")
        self._look_s = self._load_s = 0.0

    def get(self) -> T:
        """Return it as of now, or of some seconds ago.

        Raises:
            StoreUnusable: The store cannot be read.
        """
        with self._lock:
            now = time.monotonic()
            if self._kept is None or self._may_have_changed(now):
                self._renew(now)
            assert self._kept is not None
            return self._kept[0]

    def _may_have_changed(self, now: float) -> bool:
        if self._commits == self._store.commits and now - self._looked_at < _UNSEEN_FOR_S:
            return False
        return self._look_s < _CHEAP_S or now - self._looked_at > _PATIENCE * self._look_s

    def _renew(self, now: float) -> None:
        # Noted first: what is written meanwhile may or may not be seen.
        commits = self._store.commits
        with self._store.reading() as connection:
            digest = _digest(connection)
            self._looked_at = time.monotonic()
            self._look_s = self._looked_at - now
            if self._kept is not None and digest == self._digest:
                self._commits = commits
                return
            is_early = now - self._loaded_at < _PATIENCE * self._load_s
            if self._kept is not None and self._load_s > _CHEAP_S and is_early:
                return
            self._kept = (self._load(connection),)
        self._digest, self._commits = digest, commits
        self._loaded_at = time.monotonic()
        self._load_s = self._loaded_at - self._looked_at


def _digest(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what differs when a track has come, gone, moved or been read anew."""
    # FTS5 counts its writes in this record, and every track that is read is written there.
    words = connection.execute("SELECT block FROM track_words_data WHERE id = 10").fetchone()
    present: tuple[object, ...] = connection.execute(
        "SELECT count(*), total(id) FROM track INDEXED BY track_content WHERE missing = 0"
    ).fetchone()
    return (words, *present)
