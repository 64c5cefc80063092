"""The catalogue by columns: of every present track the few numbers that lists are made of."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from deej_desktop.domain.arrays import IntArray
from deej_desktop.domain.browsing import Facet, SortKey
from deej_desktop.domain.genres import named_genres
from deej_desktop.library.coded import Coded, Labelled, Parted
from deej_desktop.library.number_columns import numbers

_ARTIST = "coalesce(nullif(artist, ''), album_artist)"
_PRESENT = "FROM track WHERE missing = 0"
_JOINED = "FROM track JOIN track_words AS w ON w.rowid = track.id WHERE missing = 0"
_TEXT_PATH = "CAST(path AS TEXT)"
_SEPARATOR = os.sep.replace("'", "''")
# All but the last part of a path: what is left when no sign but the separator is kept at its end.
_FOLDER = f"rtrim({_TEXT_PATH}, replace({_TEXT_PATH}, '{_SEPARATOR}', ''))"
_ALBUM_PLACE = "disc_number, track_number, path"

_ORDERS = {
    SortKey.RELEVANCE: f"{_JOINED} ORDER BY w.artist, w.album, {_ALBUM_PLACE}",
    SortKey.TITLE: f"{_JOINED} ORDER BY w.title, w.artist",
    SortKey.ARTIST: f"{_JOINED} ORDER BY w.artist, w.album, {_ALBUM_PLACE}",
    SortKey.ALBUM: f"{_JOINED} ORDER BY w.album, album_artist, {_ALBUM_PLACE}",
    SortKey.GENRE: f"{_JOINED} ORDER BY genre COLLATE NOCASE, w.artist, w.album, {_ALBUM_PLACE}",
    SortKey.YEAR: f"{_JOINED} ORDER BY year, w.artist, w.album, {_ALBUM_PLACE}",
    SortKey.LENGTH: f"{_PRESENT} ORDER BY duration_s, id",
    SortKey.ADDED: f"{_PRESENT} ORDER BY added_at, id",
}

LENGTHS = ((0, 2), (2, 4), (4, 6), (6, 10), (10, 20), (20, None))
"""From how many minutes to how many."""


@dataclass(frozen=True)
class Columns:
    """What lists are made of, a row each track.

    Attributes:
        ids: Of the present tracks, ascending, (T,).
        durations_s: (T,), to the second.
        years: (T,); 0 where none is tagged.
        artists: Of each track its artist or album artist.
        facets: What each track says of each facet.
    """

    ids: IntArray
    durations_s: IntArray
    years: IntArray
    artists: Coded
    facets: Mapping[Facet, Labelled]

    def rows_of(self, ids: IntArray) -> IntArray:
        """The rows of those of `ids` that are here, in their order."""
        at = np.searchsorted(self.ids, ids)
        at[at == len(self.ids)] = 0
        is_here = self.ids[at] == ids if len(self.ids) else np.zeros(len(ids), np.bool_)
        rows: IntArray = at[is_here]
        return rows


def load_columns(connection: sqlite3.Connection) -> Columns:
    """Read them; half a second for 100,000 tracks."""
    years = numbers(connection, f"SELECT coalesce(year, 0) AS n {_PRESENT} ORDER BY id")
    durations_s = numbers(
        connection, f"SELECT CAST(duration_s AS INTEGER) AS n {_PRESENT} ORDER BY id"
    )
    endings = coded(connection, f"lower(substr({_TEXT_PATH}, -5))")
    minutes = np.digitize(durations_s, [60 * first for first, _ in LENGTHS[1:]])
    artists = coded(connection, _ARTIST)
    return Columns(
        ids=numbers(connection, f"SELECT id AS n {_PRESENT} ORDER BY id"),
        durations_s=durations_s,
        years=years,
        artists=artists,
        facets={
            Facet.GENRE: _genres(connection),
            Facet.DECADE: _numbered(years // 10 * 10, lambda year: str(year) if year else ""),
            Facet.ARTIST: artists,
            Facet.FORMAT: _relabelled(endings, lambda end: PurePath(f"a{end}").suffix[1:]),
            Facet.LENGTH: _numbered(minutes, lambda at: f"{LENGTHS[at][0]}-{LENGTHS[at][1] or ''}"),
        },
    )


def load_order(connection: sqlite3.Connection, key: SortKey) -> IntArray:
    """Read the ids of all present tracks in the order of `key`."""
    return numbers(connection, f"SELECT id AS n {_ORDERS[key]}")


def load_folders(connection: sqlite3.Connection) -> Coded:
    """Read in which folder each track lies; labels end with a separator."""
    return coded(connection, _FOLDER, "BINARY")


def load_albums(connection: sqlite3.Connection) -> Coded:
    """Read to which album each track belongs; a label is its name and its owner, by a line break.

    The owner is the album artist or, where none is named, the folder.
    """
    owner = f"coalesce(nullif(album_artist, ''), {_FOLDER})"
    return coded(
        connection,
        f"CASE album WHEN '' THEN '' ELSE replace(album, char(10), ' ') || char(10) || {owner} END",
    )


def coded(connection: sqlite3.Connection, text: str, collation: str = "NOCASE") -> Coded:
    """Read a column of text, given in SQL, as numbers of its different values.

    Of texts that are equal by `collation`, one is a label.
    """
    texts = f"SELECT id, {text} COLLATE {collation} AS text {_PRESENT}"
    codes = numbers(
        connection,
        "SELECT n FROM (SELECT id, dense_rank() OVER (ORDER BY text) - 1 AS n"  # noqa: S608
        f" FROM ({texts})) ORDER BY id",
    )
    labels = connection.execute(
        f"SELECT CAST(text AS BLOB) FROM ({texts}) GROUP BY text ORDER BY text"  # noqa: S608
    ).fetchall()
    return Coded([os.fsdecode(label) for (label,) in labels], codes)


def _genres(connection: sqlite3.Connection) -> Parted:
    tags = coded(connection, "genre", "BINARY")
    counts = np.bincount(tags.codes).tolist()
    return Parted.of(tags, named_genres(dict(zip(tags.labels, counts, strict=True))))


def _numbered(values: IntArray, label: Callable[[int], str]) -> Coded:
    different, codes = np.unique(values, return_inverse=True)
    return Coded([label(int(value)) for value in different], codes.astype(np.int64))


def _relabelled(column: Coded, label: Callable[[str], str]) -> Coded:
    """Give the values other names; those that come to be called alike become one."""
    names = [label(one) for one in column.labels]
    different = sorted(set(names))
    place_of = {name: place for place, name in enumerate(different)}
    places = np.array([place_of[name] for name in names], np.int64)
    return Coded(different, places[column.codes] if len(names) else column.codes)
