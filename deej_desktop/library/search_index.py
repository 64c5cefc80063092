"""The index of words that search uses, kept in step with the catalogue."""

from __future__ import annotations

import sqlite3

from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.library.words import fold


def put(connection: sqlite3.Connection, track: Track) -> None:
    """Write the words of `track` in place of those it had, in the caller's transaction."""
    title = fold(track.title)
    artist = fold(f"{track.tags.artist} {track.tags.album_artist}")
    # Names run together ("acdc" for AC/DC) and what the file is called are found as well.
    other = " ".join(
        (
            title.replace(" ", ""),
            fold(track.artist).replace(" ", ""),
            fold(displayable(track.path.stem)),
            fold(track.tags.genre),
        )
    )
    connection.execute("DELETE FROM track_words WHERE rowid = ?", (track.id,))
    connection.execute(
        "INSERT INTO track_words (rowid, title, artist, album, other) VALUES (?, ?, ?, ?, ?)",
        (track.id, title, artist, fold(track.tags.album), other),
    )
