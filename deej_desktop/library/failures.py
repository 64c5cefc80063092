"""Files that could not be used, and why, so that none is tried twice as it is."""

from __future__ import annotations

import enum
import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from deej_desktop.library.scanner import FoundFile
from deej_desktop.library.store import Store
from deej_desktop.library.stored_paths import beneath, to_stored


class Stage(enum.Enum):
    """How far a file came."""

    READ = "read"
    """Its packets and tags could not be read, so that it is no track."""
    LISTEN = "listen"
    """It is a track, but could not be listened to."""


class Failure(NamedTuple):
    """A file that could not be used.

    Attributes:
        file: As it was when it failed.
        stage: How far it came.
        reason: Why, without the name: "it is empty".
        failed_at: Seconds since 1970.
    """

    file: FoundFile
    stage: Stage
    reason: str
    failed_at: float


class Failures:
    """The list of them; a file that has changed since is worth another try."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def add(self, file: FoundFile, stage: Stage, reason: str) -> None:
        """Write down that `file`, as it is now, cannot be used.

        If it cannot even be read, the track that it was, if it was one, is hidden.
        """
        with self._store.writing() as connection:
            if stage is Stage.READ:
                connection.execute(
                    "UPDATE track SET missing = 1 WHERE path = ?", (os.fsencode(file.location),)
                )
            connection.execute(
                "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?, ?, ?)",
                (
                    os.fsencode(file.location),
                    file.size,
                    file.mtime_ns,
                    stage.value,
                    reason,
                    self._clock(),
                ),
            )

    def forget(self, paths: Iterable[Path]) -> None:
        """Give these files another chance: they work now, have changed, or are gone."""
        with self._store.writing() as connection:
            connection.executemany(
                "DELETE FROM failure WHERE path = ?", ((to_stored(path),) for path in paths)
            )

    def all(self) -> list[Failure]:
        """Every failure, in the order of the paths."""
        return self._select("1", [])

    def of(self, path: Path) -> Failure | None:
        """The failure of one file, if it is one of them."""
        found = self._select("path = ?", [to_stored(path)])
        return found[0] if found else None

    def beneath(self, folders: Sequence[Path]) -> list[Failure]:
        """The failures in and under `folders`, in the order of the paths."""
        return self._select(*beneath(folders))

    def _select(self, condition: str, values: list[bytes]) -> list[Failure]:
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT path, size, mtime_ns, stage, reason, failed_at FROM failure"  # noqa: S608
                f" WHERE {condition} ORDER BY path",
                values,
            ).fetchall()
        return [
            Failure(FoundFile(os.fsdecode(path), size, mtime_ns), Stage(stage), reason, failed_at)
            for path, size, mtime_ns, stage, reason, failed_at in rows
        ]
