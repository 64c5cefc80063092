"""Settings that belong to the library and travel with it, such as which encoder it was heard by."""

from __future__ import annotations

import json
from typing import TypeVar

from deej_desktop.library.store import Store

T = TypeVar("T", str, float, bool, list[str])


class LibrarySettings:
    """Named values kept in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str, default: T) -> T:
        """Return the value of `key`; `default` if it is not set, or set to another type."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        value = default if row is None else json.loads(row[0])
        return value if type(value) is type(default) else default

    def put(self, key: str, value: str | float | bool | list[str]) -> None:
        """Set `key` to `value`."""
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, json.dumps(value))
            )
