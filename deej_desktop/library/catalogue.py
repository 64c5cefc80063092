"""The catalogue: which folders and files there are, and what their tags say."""

from __future__ import annotations

import enum
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any, NamedTuple

from deej_desktop.domain.track import ReplayGain, Tags, Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.library import search_index
from deej_desktop.library.scanner import FoundFile
from deej_desktop.library.store import Store
from deej_desktop.library.stored_paths import beneath, from_stored, to_stored

_TRACKS = (
    "SELECT id, path, content_id, duration_s, title, artist, album, album_artist, genre, year,"
    " disc_number, track_number, track_gain_db, track_peak, album_gain_db, album_peak FROM track"
)

_CHUNK = 500
"""Values in one question to the database."""

_NO_GAIN = ReplayGain()
_NOT_TAGGED = astuple(_NO_GAIN)


class KnownFile(NamedTuple):
    """What the catalogue remembers of a file, to tell whether it has changed.

    Attributes:
        id: Its row.
        location: Its absolute path as text, as in `FoundFile`.
        size: Bytes, when it was last read.
        mtime_ns: When it had been written last, when it was last read.
        missing: Whether it was out of reach when it was last looked for.
    """

    id: TrackId
    location: str
    size: int
    mtime_ns: int
    missing: bool


class Arrival(enum.Enum):
    """What a file that was read turned out to be."""

    NEW = "new"
    """Never seen before."""
    RETAGGED = "retagged"
    """Known at this path, and sounds as before."""
    REPLACED = "replaced"
    """Known at this path, but sounds different now."""
    MOVED = "moved"
    """Known by its sound at a path where it is no more."""


class Entered(NamedTuple):
    """A track as the catalogue now has it, and how it came there."""

    track: Track
    arrival: Arrival


class Changed(NamedTuple):
    """What has changed of the catalogue.

    Attributes:
        tracks: Those that came or changed, as they are now, by id.
        gone: Those that are out of reach now.
    """

    tracks: list[Track]
    gone: list[TrackId]


class Counts(NamedTuple):
    """How many tracks there are, and how many more are out of reach."""

    tracks: int
    missing: int


class Catalogue:
    """Tracks, one for each file. What is out of reach is hidden ("missing"), never deleted."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def folders(self) -> list[Path]:
        """The listener's music folders, in the order of their names."""
        with self._store.reading() as connection:
            return [from_stored(row[0]) for row in connection.execute("SELECT path FROM folder")]

    def add_folder(self, folder: Path) -> None:
        """Remember a music folder; it need not exist just now."""
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO folder VALUES (?, ?)", (to_stored(folder), self._clock())
            )

    def remove_folder(self, folder: Path) -> None:
        """Forget a music folder and hide its tracks, but for those in another folder too."""
        with self._store.writing() as connection:
            connection.execute("DELETE FROM folder WHERE path = ?", (to_stored(folder),))
            inside, inside_values = beneath([folder])
            kept, kept_values = beneath(self.folders())
            connection.execute(
                f"UPDATE track SET missing = 1 WHERE ({inside}) AND NOT ({kept})",  # noqa: S608
                inside_values + kept_values,
            )

    def known_beneath(self, folders: Sequence[Path]) -> list[KnownFile]:
        """What is remembered of the files in and beneath `folders`, missing ones included."""
        condition, values = beneath(folders)
        with self._store.reading() as connection:
            rows = connection.execute(
                f"SELECT id, path, size, mtime_ns, missing FROM track WHERE {condition}",  # noqa: S608
                values,
            ).fetchall()
        return [
            KnownFile(TrackId(row_id), os.fsdecode(path), size, mtime_ns, bool(missing))
            for row_id, path, size, mtime_ns, missing in rows
        ]

    def missing_beneath(self, folders: Sequence[Path]) -> int:
        """How many files that are known in and beneath `folders` are out of reach."""
        condition, values = beneath(folders)
        with self._store.reading() as connection:
            (count,) = connection.execute(
                f"SELECT count(*) FROM track WHERE missing = 1 AND ({condition})",  # noqa: S608
                values,
            ).fetchone()
        return int(count)

    def enter(
        self, file: FoundFile, content_id: ContentId, duration_s: Seconds, tags: Tags
    ) -> Entered:
        """Write down a file that is new or has changed, and make it present.

        A file that sounds like a missing one is that one, moved: it keeps its id. So missing
        files have to be marked before new ones are entered.
        """
        with self._store.writing() as connection:
            path = os.fsencode(file.location)
            arrival, row_id = Arrival.NEW, None
            at_path = connection.execute(
                "SELECT id, content_id FROM track WHERE path = ?", (path,)
            ).fetchone()
            if at_path is not None:
                row_id = at_path[0]
                same = at_path[1] == content_id
                arrival = Arrival.RETAGGED if same else Arrival.REPLACED
            else:
                moved = connection.execute(
                    "SELECT id FROM track WHERE content_id = ? AND missing = 1 ORDER BY id",
                    (content_id,),
                ).fetchone()
                if moved is not None:
                    row_id = moved[0]
                    arrival = Arrival.MOVED
            cursor = connection.execute(
                "INSERT INTO track (id, path, size, mtime_ns, content_id, duration_s, title,"
                " artist, album, album_artist, genre, year, disc_number, track_number,"
                " track_gain_db, track_peak, album_gain_db, album_peak, added_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET path = excluded.path, size = excluded.size,"
                " mtime_ns = excluded.mtime_ns, content_id = excluded.content_id,"
                " duration_s = excluded.duration_s, title = excluded.title,"
                " artist = excluded.artist, album = excluded.album,"
                " album_artist = excluded.album_artist, genre = excluded.genre,"
                " year = excluded.year, disc_number = excluded.disc_number,"
                " track_number = excluded.track_number,"
                " track_gain_db = excluded.track_gain_db, track_peak = excluded.track_peak,"
                " album_gain_db = excluded.album_gain_db, album_peak = excluded.album_peak,"
                " missing = 0",
                (
                    row_id,
                    path,
                    file.size,
                    file.mtime_ns,
                    content_id,
                    duration_s,
                    tags.title,
                    tags.artist,
                    tags.album,
                    tags.album_artist,
                    tags.genre,
                    tags.year,
                    tags.disc_number,
                    tags.track_number,
                    *astuple(tags.replay_gain),
                    self._clock(),
                ),
            )
            new_id = cursor.lastrowid if row_id is None else row_id
            assert new_id is not None
            track = Track(TrackId(new_id), file.path, content_id, duration_s, tags)
            search_index.put(connection, track)
        return Entered(track, arrival)

    def mark_missing(self, tracks: Iterable[TrackId]) -> None:
        """Hide tracks whose files are out of reach; all that is known of them stays."""
        self._mark(tracks, missing=True)

    def mark_present(self, tracks: Iterable[TrackId]) -> None:
        """Show tracks again whose files are back as they were."""
        self._mark(tracks, missing=False)

    def tracks(self) -> list[Track]:
        """Every track that is present, in the order of their ids."""
        with self._store.reading() as connection:
            rows = connection.execute(f"{_TRACKS} WHERE missing = 0 ORDER BY id")
            # An artist, an album or a genre is one text for all of its tracks.
            known: dict[object, object] = {}
            return [_track((*row[:4], *map(known.setdefault, row[4:], row[4:]))) for row in rows]

    def revision(self) -> int:
        """Rises with every change to any track."""
        with self._store.reading() as connection:
            (revision,) = connection.execute("SELECT max(revision) FROM track").fetchone()
        return int(revision or 0)

    def changed_since(self, revision: int, most: int) -> Changed | None:
        """What came, changed or went since; None if more than `most` came or changed."""
        with self._store.reading() as connection:
            rows = connection.execute(
                f"{_TRACKS} WHERE revision > ? AND missing = 0 ORDER BY id LIMIT ?",
                (revision, most + 1),
            ).fetchall()
            gone = connection.execute(
                "SELECT id FROM track WHERE revision > ? AND missing = 1", (revision,)
            ).fetchall()
        if len(rows) > most:
            return None
        return Changed([_track(row) for row in rows], [TrackId(row_id) for (row_id,) in gone])

    def with_id(self, track_id: TrackId) -> Track | None:
        """The track in row `track_id`, missing or not; None if there is no such row."""
        return next(iter(self._select("id = ?", track_id)), None)

    def with_ids(self, track_ids: Sequence[TrackId]) -> list[Track]:
        """The tracks in these rows, in the same order; rows that are gone are left out."""
        found: dict[TrackId, Track] = {}
        with self._store.reading() as connection:
            for start in range(0, len(track_ids), _CHUNK):
                chunk = track_ids[start : start + _CHUNK]
                marks = ", ".join("?" * len(chunk))
                rows = connection.execute(f"{_TRACKS} WHERE id IN ({marks})", chunk)
                found |= {TrackId(row[0]): _track(row) for row in rows}
        return [found[track_id] for track_id in track_ids if track_id in found]

    def at(self, path: Path) -> Track | None:
        """The present track at `path` or, if that is a link, at what it leads to."""
        for candidate in (path, path.resolve()):
            found = self._select("path = ? AND missing = 0", to_stored(candidate))
            if found:
                return found[0]
        return None

    def sounding_like(self, content_ids: Iterable[ContentId]) -> dict[ContentId, list[Track]]:
        """The present tracks of each recording of which there are any, by id."""
        wanted = list(dict.fromkeys(content_ids))
        found: dict[ContentId, list[Track]] = {}
        with self._store.reading() as connection:
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                marks = ", ".join("?" * len(chunk))
                rows = connection.execute(
                    f"{_TRACKS} WHERE missing = 0 AND content_id IN ({marks}) ORDER BY id", chunk
                )
                for track in map(_track, rows):
                    found.setdefault(track.content_id, []).append(track)
        return found

    def counts(self) -> Counts:
        """How many tracks are present and how many are missing."""
        with self._store.reading() as connection:
            total, missing = connection.execute(
                "SELECT count(*), coalesce(sum(missing), 0) FROM track"
            ).fetchone()
        return Counts(total - missing, missing)

    def _select(self, condition: str, value: object) -> list[Track]:
        with self._store.reading() as connection:
            rows = connection.execute(f"{_TRACKS} WHERE {condition}", (value,)).fetchall()
        return [_track(row) for row in rows]

    def _mark(self, tracks: Iterable[TrackId], *, missing: bool) -> None:
        with self._store.writing() as connection:
            connection.executemany(
                "UPDATE track SET missing = ? WHERE id = ?",
                ((missing, track_id) for track_id in tracks),
            )


def _track(row: Sequence[Any]) -> Track:
    gains = row[12:16]
    gain = _NO_GAIN if gains == _NOT_TAGGED else ReplayGain(*gains)
    tags = Tags(*(*row[4:12], gain))
    location = os.fsdecode(row[1])
    return Track.located(TrackId(row[0]), location, ContentId(row[2]), Seconds(row[3]), tags)
