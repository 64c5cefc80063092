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
    Migration(
        2,
        (
            # A first listen took some slices spread over the track, a full listen took them all.
            """ALTER TABLE slices ADD COLUMN listen TEXT NOT NULL DEFAULT 'full'
                CHECK (listen IN ('first', 'full'))""",
            # What a full listen measured, whatever the encoder. Loudness after EBU R128 in LUFS
            # and the peak as a share of full scale are NULL where nothing was heard; sound starts
            # and ends where silence does, in seconds; the waveform is for the position bar.
            """CREATE TABLE sound (
                content_id TEXT PRIMARY KEY,
                loudness_lufs REAL,
                peak REAL,
                starts_s REAL NOT NULL,
                ends_s REAL NOT NULL,
                waveform BLOB NOT NULL
            )""",
            # ReplayGain as tags tell it: gains in dB, peaks as shares of full scale.
            "ALTER TABLE track ADD COLUMN track_gain_db REAL",
            "ALTER TABLE track ADD COLUMN track_peak REAL",
            "ALTER TABLE track ADD COLUMN album_gain_db REAL",
            "ALTER TABLE track ADD COLUMN album_peak REAL",
            """CREATE TABLE playlist (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                name TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL CHECK (kind IN ('playlist', 'journey')),
                changed_at REAL NOT NULL
            )""",
            # An entry is known by its sound where it was in the library, else by its path; what
            # it was called is kept, so that what is missing can still be shown.
            """CREATE TABLE playlist_entry (
                playlist_id INTEGER NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                path BLOB NOT NULL,
                content_id TEXT,
                title TEXT NOT NULL,
                artist TEXT NOT NULL,
                duration_s REAL,
                waypoint INTEGER NOT NULL DEFAULT 0 CHECK (waypoint IN (0, 1)),
                PRIMARY KEY (playlist_id, place)
            ) WITHOUT ROWID""",
            # Evenings: what was played, from which seeds and by which knobs, as JSON; the latest
            # is where Deej goes on after it was closed.
            """CREATE TABLE session (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                started_at REAL NOT NULL,
                changed_at REAL NOT NULL,
                state TEXT NOT NULL
            )""",
        ),
    ),
    Migration(
        3,
        (
            # Pooling goes on from where it was: what every slice met is kept, and of each track
            # the sums that do not depend on how many tracks there are. What was pooled before is
            # pooled once more.
            "DROP TABLE track_vector",
            "DROP TABLE pooling",
            # Cells are where to look for slices that are near; see analysis/cells.
            """CREATE TABLE pooling (
                encoder_id TEXT PRIMARY KEY,
                epsilon REAL NOT NULL,
                speaking INTEGER NOT NULL,
                cells BLOB NOT NULL,
                made_for INTEGER NOT NULL,
                revision INTEGER NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE track_vector (
                slices_id INTEGER PRIMARY KEY,
                encoder_id TEXT NOT NULL REFERENCES pooling (encoder_id) ON DELETE CASCADE,
                plain BLOB NOT NULL,
                common BLOB NOT NULL,
                head BLOB NOT NULL,
                tail BLOB NOT NULL,
                revision INTEGER NOT NULL
            )""",
            "CREATE INDEX track_vector_revision ON track_vector (encoder_id, revision)",
            # For how many files a recording counts, and what each of its slices met.
            """CREATE TABLE word_count (
                slices_id INTEGER PRIMARY KEY,
                encoder_id TEXT NOT NULL REFERENCES pooling (encoder_id) ON DELETE CASCADE,
                copies INTEGER NOT NULL,
                tf BLOB NOT NULL,
                df BLOB NOT NULL
            )""",
            "CREATE INDEX word_count_encoder ON word_count (encoder_id)",
            """CREATE TABLE cell (
                id INTEGER PRIMARY KEY,
                encoder_id TEXT NOT NULL REFERENCES pooling (encoder_id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                members BLOB NOT NULL
            )""",
            "CREATE INDEX cell_number ON cell (encoder_id, number)",
            # Slices that were replaced after they had been pooled, until they are pooled out.
            """CREATE TABLE gone_slices (
                id INTEGER PRIMARY KEY,
                encoder_id TEXT NOT NULL REFERENCES pooling (encoder_id) ON DELETE CASCADE,
                count INTEGER NOT NULL,
                vectors BLOB NOT NULL
            )""",
            "CREATE INDEX gone_slices_encoder ON gone_slices (encoder_id)",
            """CREATE TRIGGER slices_gone BEFORE DELETE ON slices
                WHEN EXISTS (SELECT 1 FROM pooling WHERE encoder_id = old.encoder_id) BEGIN
                INSERT OR IGNORE INTO gone_slices
                    VALUES (old.id, old.encoder_id, old.count, old.vectors);
            END""",
            # Whoever has read the tracks once asks for what has changed since.
            "ALTER TABLE track ADD COLUMN revision INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX track_revision ON track (revision)",
            """CREATE TRIGGER track_entered AFTER INSERT ON track BEGIN
                UPDATE track SET revision = (SELECT max(revision) + 1 FROM track)
                    WHERE id = new.id;
            END""",
            """CREATE TRIGGER track_changed AFTER UPDATE ON track
                WHEN new.revision = old.revision BEGIN
                UPDATE track SET revision = (SELECT max(revision) + 1 FROM track)
                    WHERE id = new.id;
            END""",
        ),
    ),
    Migration(
        4,
        (
            # What was entered before ReplayGain was taken from tags is read again by the next
            # scan, as if its file had changed; no file was written then, so none looks unchanged.
            "UPDATE track SET mtime_ns = -1",
        ),
    ),
    Migration(
        5,
        (
            # A library is pooled anew in a second set of tables while the first is in force, and
            # the other way round: which is, who has begun last to fill the other, and since which
            # revision all that is in force is new.
            "ALTER TABLE pooling ADD COLUMN side INTEGER NOT NULL DEFAULT 0 CHECK (side IN (0, 1))",
            "ALTER TABLE pooling ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE pooling ADD COLUMN whole INTEGER NOT NULL DEFAULT 0",
            """CREATE TABLE second_track_vector (
                slices_id INTEGER PRIMARY KEY,
                encoder_id TEXT NOT NULL REFERENCES pooling (encoder_id) ON DELETE CASCADE,
                plain BLOB NOT NULL,
                common BLOB NOT NULL,
                head BLOB NOT NULL,
                tail BLOB NOT NULL,
                revision INTEGER NOT NULL
            )""",
            "CREATE INDEX second_track_vector_revision"
            " ON second_track_vector (encoder_id, revision)",
            """CREATE TABLE second_word_count (
                slices_id INTEGER PRIMARY KEY,
                encoder_id TEXT NOT NULL REFERENCES pooling (encoder_id) ON DELETE CASCADE,
                copies INTEGER NOT NULL,
                tf BLOB NOT NULL,
                df BLOB NOT NULL
            )""",
            "CREATE INDEX second_word_count_encoder ON second_word_count (encoder_id)",
            """CREATE TABLE second_cell (
                id INTEGER PRIMARY KEY,
                encoder_id TEXT NOT NULL REFERENCES pooling (encoder_id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                members BLOB NOT NULL
            )""",
            "CREATE INDEX second_cell_number ON second_cell (encoder_id, number)",
        ),
    ),
    Migration(
        6,
        (
            # How closely a recording was listened to lies behind its vectors, and whoever counts
            # would read a gigabyte of them in a large library.
            "CREATE INDEX slices_heard ON slices (encoder_id, content_id, listen)",
        ),
    ),
)

SCHEMA_VERSION = MIGRATIONS[-1].version
"""What this version of Deej reads and writes."""
