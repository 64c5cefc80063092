"""What was played, when, and how it ended."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.store import Store
from deej_desktop.library.stored_paths import from_stored, to_stored


class Ending(enum.Enum):
    """Why a track that was heard stopped playing; one that cannot be played leaves no trace."""

    FINISHED = "finished"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    """The listener stopped the music or closed Deej."""


class Play(NamedTuple):
    """One track played once.

    Attributes:
        content_id: What was heard; whichever file had that sound.
        path: The file it was played from.
        started_at: Seconds since 1970.
        played_s: How much of it was heard.
        ending: Why it stopped.
    """

    content_id: ContentId
    path: Path
    started_at: float
    played_s: Seconds
    ending: Ending


class History:
    """The listener's history; it survives any rename or retag, as it goes by content id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, play: Play) -> None:
        """Write down that a track was played."""
        with self._store.writing() as connection:
            connection.execute(
                "INSERT INTO play (content_id, path, started_at, played_s, ending)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    play.content_id,
                    to_stored(play.path),
                    play.started_at,
                    play.played_s,
                    play.ending.value,
                ),
            )

    def recent(self, count: int) -> list[Play]:
        """The last `count` plays, the latest first."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT content_id, path, started_at, played_s, ending FROM play"
                " ORDER BY started_at DESC, id DESC LIMIT ?",
                (count,),
            ).fetchall()
        return [_play(row) for row in rows]

    def since(self, moment: float) -> list[Play]:
        """All that was played from `moment`, in seconds since 1970, on; the latest first."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT content_id, path, started_at, played_s, ending FROM play"
                " WHERE started_at >= ? ORDER BY started_at DESC, id DESC",
                (moment,),
            ).fetchall()
        return [_play(row) for row in rows]


def _play(row: Sequence[Any]) -> Play:
    content_id, path, started_at, played_s, ending = row
    return Play(
        ContentId(content_id), from_stored(path), started_at, Seconds(played_s), Ending(ending)
    )
