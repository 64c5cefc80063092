"""What full listens have measured, whatever encoder listened."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from deej_desktop.domain.sound import Sound, Waveform
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.store import Store

_COLUMNS = "loudness_lufs, peak, starts_s, ends_s, waveform"
_CHUNK = 500
"""Recordings asked for at a time; SQLite takes some thousands."""


class SoundStore:
    """Keeps the measures of each recording."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, content_id: ContentId, sound: Sound) -> None:
        """Keep what was measured, in place of what was before."""
        with self._store.writing() as connection:
            write_sound(connection, content_id, sound)

    def of(self, content_id: ContentId) -> Sound | None:
        """What was measured; None before a full listen."""
        return self.many([content_id]).get(content_id)

    def many(self, content_ids: Sequence[ContentId]) -> dict[ContentId, Sound]:
        """What was measured of each, as far as it was."""
        found: dict[ContentId, Sound] = {}
        for start in range(0, len(content_ids), _CHUNK):
            chunk = content_ids[start : start + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            with self._store.reading() as connection:
                rows = connection.execute(
                    f"SELECT content_id, {_COLUMNS} FROM sound"  # noqa: S608
                    f" WHERE content_id IN ({marks})",
                    tuple(chunk),
                ).fetchall()
            found.update((ContentId(row[0]), _sound(*row[1:])) for row in rows)
        return found

    def median_lufs(self) -> float | None:
        """The loudness in the middle of all that has one; None if nothing has."""
        with self._store.reading() as connection:
            known = "FROM sound WHERE loudness_lufs IS NOT NULL"
            row = connection.execute(
                f"SELECT loudness_lufs {known} ORDER BY loudness_lufs"
                f" LIMIT 1 OFFSET (SELECT count(*) / 2 {known})"
            ).fetchone()
        return None if row is None else float(row[0])


def write_sound(connection: sqlite3.Connection, content_id: ContentId, sound: Sound) -> None:
    """As `SoundStore.save`, in a transaction that does more."""
    connection.execute(
        f"INSERT OR REPLACE INTO sound (content_id, {_COLUMNS})"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            content_id,
            sound.loudness_lufs,
            sound.peak,
            sound.starts_s,
            sound.ends_s,
            sound.waveform.levels,
        ),
    )


def _sound(
    loudness_lufs: float | None, peak: float, starts_s: float, ends_s: float, levels: bytes
) -> Sound:
    return Sound(loudness_lufs, peak, Seconds(starts_s), Seconds(ends_s), Waveform(levels))
