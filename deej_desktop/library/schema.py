"""The shape of the database, as the ordered steps that lead to it.

A step that has been released is never altered; a change of mind is another step.
"""

from __future__ import annotations

from typing import NamedTuple

APPLICATION_ID = 0x4465656A
"""Marks the file as ours in its header: "Deej" in ASCII."""

PAGE_SIZE = 8192
"""Bytes; holds the vectors of six tracks, which loads them twice as fast as the usual 4096."""


class Migration(NamedTuple):
    """One step from a schema version to the next.

    Attributes:
        version: The schema version it leads to.
        statements: What it runs, in one transaction.
    """

    version: int
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        (
            # Paths are BLOBs everywhere: file names are bytes and need not be any encoding's text.
            """CREATE TABLE folder (
                path BLOB PRIMARY KEY,
                added_at REAL NOT NULL
            ) WITHOUT ROWID""",
            # One row for each file ever found; AUTOINCREMENT because others remember the id.
            """CREATE TABLE track (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                path BLOB NOT NULL UNIQUE,
                size INTEGER NOT NULL,
                mtime_ns INTEGER NOT NULL,
                content_id TEXT NOT NULL,
                duration_s REAL NOT NULL,
                title TEXT NOT NULL,
                artist TEXT NOT NULL,
                album TEXT NOT NULL,
                album_artist TEXT NOT NULL,
                genre TEXT NOT NULL,
                year INTEGER,
                disc_number INTEGER,
                track_number INTEGER,
                added_at REAL NOT NULL,
                missing INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1))
            )""",
            "CREATE INDEX track_content ON track (content_id, missing)",
            # The words of each track as `words.fold` writes them; rowid is the track's id.
            """CREATE VIRTUAL TABLE track_words USING fts5 (
                title, artist, album, other, tokenize = 'unicode61 remove_diacritics 0'
            )""",
            "CREATE VIRTUAL TABLE vocabulary USING fts5vocab (track_words, row)",
            """CREATE TRIGGER track_forgotten AFTER DELETE ON track BEGIN
                DELETE FROM track_words WHERE rowid = old.id;
            END""",
            # An id is never used twice, so the ids of a population tell whether it has changed.
            """CREATE TABLE slices (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                content_id TEXT NOT NULL,
                encoder_id TEXT NOT NULL,
                count INTEGER NOT NULL CHECK (count > 0),
                vectors BLOB NOT NULL,
                UNIQUE (content_id, encoder_id)
            )""",
            """CREATE TABLE track_vector (
                encoder_id TEXT NOT NULL,
                content_id TEXT NOT NULL,
                vector BLOB NOT NULL,
                head BLOB NOT NULL,
                tail BLOB NOT NULL,
                PRIMARY KEY (encoder_id, content_id)
            )""",
            """CREATE TABLE pooling (
                encoder_id TEXT PRIMARY KEY,
                epsilon REAL NOT NULL,
                population TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE failure (
                path BLOB PRIMARY KEY,
                size INTEGER NOT NULL,
                mtime_ns INTEGER NOT NULL,
                stage TEXT NOT NULL,
                reason TEXT NOT NULL,
                failed_at REAL NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE play (
                id INTEGER PRIMARY KEY,
                content_id TEXT NOT NULL,
                path BLOB NOT NULL,
                started_at REAL NOT NULL,
                played_s REAL NOT NULL,
                ending TEXT NOT NULL
            )""",
            "CREATE INDEX play_started ON play (started_at)",
            "CREATE INDEX play_content ON play (content_id, started_at)",
            """CREATE TABLE setting (
                key TEXT PRIMARY KEY,
                value TEXT NOT NULL
            ) WITHOUT ROWID""",
        ),
    ),
)

SCHEMA_VERSION = MIGRATIONS[-1].version
"""What this version of Deej reads and writes."""
