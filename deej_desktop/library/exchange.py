"""Analysis that travels: what one computer has heard, for another with the same recordings.

The file is a SQLite database of its own, small and flat, keyed by content id; it holds no names and
no paths.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.text import displayable
from deej_desktop.domain.units import EncoderId
from deej_desktop.domain.whole_file import written_whole
from deej_desktop.library.store import Store

_APPLICATION_ID = 0x44656541
"""Marks the file in its header: "DeeA" in ASCII."""

_VERSION = 1
"""Of the tables below."""

_TABLES = (
    "CREATE TABLE encoder (id TEXT NOT NULL)",
    "CREATE TABLE slices (content_id TEXT PRIMARY KEY, count INTEGER NOT NULL,"
    " vectors BLOB NOT NULL, listen TEXT NOT NULL)",
    "CREATE TABLE sound (content_id TEXT PRIMARY KEY, loudness_lufs REAL, peak REAL,"
    " starts_s REAL NOT NULL, ends_s REAL NOT NULL, waveform BLOB NOT NULL)",
)
_SLICES = "content_id, count, vectors, listen"
_SOUND = "content_id, loudness_lufs, peak, starts_s, ends_s, waveform"

_CHUNK = 500
"""Recordings at a time: some megabytes, and a fraction of a second for whoever waits to write."""


class Imported(NamedTuple):
    """What came of a file.

    Attributes:
        recordings: How many it holds.
        taken: How many of them were not known as well before.
    """

    recordings: int
    taken: int


def export_analysis(
    store: Store,
    encoder_id: EncoderId,
    path: Path,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Write all that an encoder has heard to `path`, which appears only when it is complete.

    Returns:
        How many recordings it holds.

    Raises:
        DeejError: The file cannot be written.
        Cancelled: If asked to stop.
        StoreUnusable: The store cannot be read.
    """
    with store.reading() as connection:
        ids = [
            row[0]
            for row in connection.execute(
                "SELECT content_id FROM slices WHERE encoder_id = ? ORDER BY id", (encoder_id,)
            )
        ]
    meter = ProgressMeter("Writing", len(ids), progress)
    try:
        with written_whole(path) as partial, closing(sqlite3.connect(partial)) as file:
            # Whatever goes wrong, the whole file is written once more.
            file.execute("PRAGMA journal_mode = OFF")
            file.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            file.execute(f"PRAGMA user_version = {_VERSION}")
            for table in _TABLES:
                file.execute(table)
            file.execute("INSERT INTO encoder VALUES (?)", (encoder_id,))
            file.commit()
            for chunk in _chunks(ids, cancel):
                slices, sound = _heard(store, encoder_id, chunk)
                file.executemany(f"INSERT INTO slices ({_SLICES}) VALUES (?, ?, ?, ?)", slices)  # noqa: S608
                file.executemany(f"INSERT INTO sound ({_SOUND}) VALUES (?, ?, ?, ?, ?, ?)", sound)  # noqa: S608
                file.commit()
                meter.advance(steps=len(chunk))
    except (OSError, sqlite3.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise DeejError(
            f"{displayable(path)} cannot be written ({reason}); choose another place."
        ) from error
    return len(ids)


def import_analysis(
    store: Store,
    encoder_id: EncoderId,
    dimensions: int,
    path: Path,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Imported:
    """Take over from `path` what is not known as well already.

    Args:
        store: The listener's.
        encoder_id: The encoder in use.
        dimensions: Of its vectors.
        path: What `export_analysis` wrote.
        progress: Told how far it has come.
        cancel: May stop it; what was taken stays, and the next time goes on from there.

    Raises:
        DeejError: The file is not there, cannot be read, is damaged, no such file, from a newer
            Deej, or was made by another encoder; nothing of it is taken then but what came before
            the damage.
        Cancelled: If asked to stop.
        StoreUnusable: The store cannot be written.
    """
    taken = 0
    with _opened(path, encoder_id) as file:
        ids = [row[0] for row in file.execute("SELECT content_id FROM slices")]
        meter = ProgressMeter("Reading", len(ids), progress)
        for chunk in _chunks(ids, cancel):
            marks = ", ".join("?" * len(chunk))
            slices = file.execute(
                f"SELECT {_SLICES} FROM slices WHERE content_id IN ({marks})",  # noqa: S608
                chunk,
            ).fetchall()
            sound = file.execute(
                f"SELECT {_SOUND} FROM sound WHERE content_id IN ({marks})",  # noqa: S608
                chunk,
            ).fetchall()
            if not (
                all(_are_slices(row, dimensions) for row in slices) and all(map(_is_sound, sound))
            ):
                raise DeejError(_damaged(path))
            taken += _take(store, encoder_id, slices, sound)
            meter.advance(steps=len(chunk))
    return Imported(len(ids), taken)


def _chunks(ids: list[str], cancel: CancelToken | None) -> Iterator[list[str]]:
    for start in range(0, len(ids), _CHUNK):
        if cancel is not None:
            cancel.raise_if_cancelled()
        yield ids[start : start + _CHUNK]


def _heard(
    store: Store, encoder_id: EncoderId, ids: list[str]
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    marks = ", ".join("?" * len(ids))
    with store.reading() as connection:
        slices = connection.execute(
            f"SELECT {_SLICES} FROM slices WHERE encoder_id = ?"  # noqa: S608
            f" AND content_id IN ({marks})",
            (encoder_id, *ids),
        ).fetchall()
        sound = connection.execute(
            f"SELECT {_SOUND} FROM sound WHERE content_id IN ({marks})",  # noqa: S608
            ids,
        ).fetchall()
    return slices, sound


def _take(
    store: Store,
    encoder_id: EncoderId,
    slices: list[tuple[Any, ...]],
    sound: list[tuple[Any, ...]],
) -> int:
    """Keep what is new, and full listens where only a first one was known."""
    taken = 0
    with store.writing() as connection:
        # Measures tell full listens from first ones, so they come before.
        connection.executemany(
            f"INSERT OR IGNORE INTO sound ({_SOUND}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            sound,
        )
        for content_id, count, vectors, listen in slices:
            known = connection.execute(
                "SELECT listen FROM slices WHERE content_id = ? AND encoder_id = ?",
                (content_id, encoder_id),
            ).fetchone()
            if known is None or (known[0] == "first" and listen == "full"):
                connection.execute(
                    "INSERT OR REPLACE INTO slices (content_id, encoder_id, count, vectors, listen)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (content_id, encoder_id, count, vectors, listen),
                )
                taken += 1
    return taken


@contextmanager
def _opened(path: Path, encoder_id: EncoderId) -> Iterator[sqlite3.Connection]:
    name = displayable(path)
    if not path.is_file():
        raise DeejError(f"There is no file {name}; name what an export has written.")
    try:
        # The name may hold what means something in an address.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            (application,) = file.execute("PRAGMA application_id").fetchone()
            (version,) = file.execute("PRAGMA user_version").fetchone()
            if application != _APPLICATION_ID:
                raise DeejError(f'{name} is no analysis that "deej vectors --export" has written.')
            if version > _VERSION:
                raise DeejError(f"{name} was written by a newer Deej; install that version.")
            if file.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise DeejError(_damaged(path))
            (theirs,) = file.execute("SELECT id FROM encoder").fetchone() or ("",)
            if theirs != encoder_id:
                raise DeejError(
                    f'{name} was made by the encoder {theirs}; run "deej encoders use" to choose '
                    "that one first."
                )
            yield file
    except sqlite3.DatabaseError as error:
        if "unable to open" in str(error):
            raise DeejError(f"{name} cannot be read; check that you may read it.") from error
        if "not a database" in str(error):
            raise DeejError(
                f'{name} is no analysis that "deej vectors --export" has written.'
            ) from error
        raise DeejError(_damaged(path)) from error


def _damaged(path: Path) -> str:
    return f"{displayable(path)} is damaged; export it once more where it came from."


def _are_slices(row: tuple[Any, ...], dimensions: int) -> bool:
    content_id, count, vectors, listen = row
    return (
        isinstance(content_id, str)
        and isinstance(count, int)
        and isinstance(vectors, bytes)
        and listen in ("first", "full")
        and len(vectors) == 2 * count * dimensions > 0
        and bool(np.isfinite(np.frombuffer(vectors, "<f2")).all())
    )


def _is_sound(row: tuple[Any, ...]) -> bool:
    _, loudness_lufs, peak, starts_s, ends_s, waveform = row
    numbers = [peak, starts_s, ends_s, 0.0 if loudness_lufs is None else loudness_lufs]
    return (
        all(isinstance(number, (int, float)) and math.isfinite(number) for number in numbers)
        and peak >= 0
        and 0 <= starts_s <= ends_s
        and isinstance(waveform, bytes)
        and len(waveform) % 4 == 0
    )
