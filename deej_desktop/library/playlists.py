"""Playlists and journeys that the listener keeps in the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.store import Store
from deej_desktop.library.stored_paths import from_stored, to_stored

# Beside min(), SQLite takes all other columns from the row that has it: from the first entry.
_HEADINGS = (
    "SELECT playlist.id, name, kind, changed_at, count(place), coalesce(sum(duration_s), 0),"
    " min(place), path, content_id, title, artist, playlist_entry.duration_s, waypoint"
    " FROM playlist LEFT JOIN playlist_entry ON playlist_id = playlist.id"
)


class KeptTrack(NamedTuple):
    """One entry of a playlist: what was known of the track when it was kept.

    Attributes:
        path: Where it lay.
        content_id: How it is known wherever it lies now; None if that was not known.
        title: For a person.
        artist: For a person; may be empty.
        duration_s: None if it was not known.
        waypoint: Whether it is a waypoint of a journey.
    """

    path: Path
    content_id: ContentId | None
    title: str
    artist: str = ""
    duration_s: Seconds | None = None
    waypoint: bool = False


class PlaylistHeading(NamedTuple):
    """A playlist without its tracks.

    Attributes:
        id: Its row; never used twice.
        name: No two are alike.
        kind: A journey knows its waypoints.
        changed_at: Seconds since 1970.
        tracks: How many entries it has.
        duration_s: How long they last, as far as is known.
        first: The first entry; None if there is none.
    """

    id: int
    name: str
    kind: Literal["playlist", "journey"]
    changed_at: float
    tracks: int
    duration_s: Seconds
    first: KeptTrack | None


class Playlists:
    """What the listener keeps. Entries go by content id, so they outlive any rename or move."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def headings(self) -> list[PlaylistHeading]:
        """All playlists, by name."""
        with self._store.reading() as connection:
            rows = connection.execute(
                f"{_HEADINGS} GROUP BY playlist.id ORDER BY name COLLATE NOCASE, name"
            ).fetchall()
        return [_heading(row) for row in rows]

    def heading(self, playlist_id: int) -> PlaylistHeading | None:
        """One playlist; None if it is not there any more."""
        with self._store.reading() as connection:
            row = connection.execute(
                f"{_HEADINGS} WHERE playlist.id = ? GROUP BY playlist.id", (playlist_id,)
            ).fetchone()
        return None if row is None else _heading(row)

    def tracks(self, playlist_id: int) -> list[KeptTrack]:
        """The entries of a playlist in order; none if it is not there any more."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT path, content_id, title, artist, duration_s, waypoint FROM playlist_entry"
                " WHERE playlist_id = ? ORDER BY place",
                (playlist_id,),
            ).fetchall()
        return [_kept(row) for row in rows]

    def add(
        self, name: str, kind: Literal["playlist", "journey"], tracks: Sequence[KeptTrack]
    ) -> int:
        """Keep a new playlist and return its row; if the name is taken, a number is added to it."""
        with self._store.writing() as connection:
            taken = {row[0] for row in connection.execute("SELECT name FROM playlist")}
            number, free = 1, name
            while free in taken:
                number += 1
                free = f"{name} ({number})"
            cursor = connection.execute(
                "INSERT INTO playlist (name, kind, changed_at) VALUES (?, ?, ?)",
                (free, kind, self._clock()),
            )
            added = cursor.lastrowid
            assert added is not None
            self._put(added, tracks)
        return added

    def replace(self, playlist_id: int, tracks: Sequence[KeptTrack]) -> bool:
        """Have other tracks in a playlist; false if it is not there any more."""
        with self._store.writing() as connection:
            changed = connection.execute(
                "UPDATE playlist SET changed_at = ? WHERE id = ?", (self._clock(), playlist_id)
            ).rowcount
            if changed:
                self._put(playlist_id, tracks)
        return bool(changed)

    def rename(self, playlist_id: int, name: str) -> bool:
        """Give a playlist another name; false if another one has it."""
        with self._store.writing() as connection:
            taken = connection.execute(
                "SELECT 1 FROM playlist WHERE name = ? AND id != ?", (name, playlist_id)
            ).fetchone()
            if taken is None:
                connection.execute(
                    "UPDATE playlist SET name = ?, changed_at = ? WHERE id = ?",
                    (name, self._clock(), playlist_id),
                )
        return taken is None

    def delete(self, playlist_id: int) -> None:
        """Forget a playlist."""
        with self._store.writing() as connection:
            connection.execute("DELETE FROM playlist WHERE id = ?", (playlist_id,))

    def _put(self, playlist_id: int, tracks: Sequence[KeptTrack]) -> None:
        with self._store.writing() as connection:
            connection.execute("DELETE FROM playlist_entry WHERE playlist_id = ?", (playlist_id,))
            connection.executemany(
                "INSERT INTO playlist_entry (playlist_id, place, path, content_id, title, artist,"
                " duration_s, waypoint) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (playlist_id, place, to_stored(track.path), *track[1:])
                    for place, track in enumerate(tracks)
                ),
            )


def _heading(row: Sequence[Any]) -> PlaylistHeading:
    row_id, name, kind, changed_at, tracks, duration_s, place, *entry = row
    first = None if place is None else _kept(entry)
    return PlaylistHeading(row_id, name, kind, changed_at, tracks, Seconds(duration_s), first)


def _kept(row: Sequence[Any]) -> KeptTrack:
    path, content_id, title, artist, duration_s, waypoint = row
    return KeptTrack(from_stored(path), content_id, title, artist, duration_s, bool(waypoint))
