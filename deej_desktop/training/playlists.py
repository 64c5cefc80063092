"""Playlists to learn from, read one at a time however many there are.

Understood are playlist files (M3U, PLS, XSPF), slices of the Million Playlist Dataset (JSON), and
CSV tables with a playlist and a track on each line.
"""

from __future__ import annotations

import csv
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias

from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import displayable
from deej_desktop.library.playlist_files import SUFFIXES, read_playlist

_log = logging.getLogger(__name__)


class Listed(NamedTuple):
    """A track as a playlist names it.

    Attributes:
        key: The same wherever the same track is named.
        artist: In small letters; may be empty.
    """

    key: str
    artist: str = ""


Playlist: TypeAlias = list[Listed]

_TRACK_COLUMNS = ("track", "track_id", "trackid", "track_uri", "song", "path", "title")
_PLAYLIST_COLUMNS = ("playlist", "playlist_id", "playlistid", "pid", "session")
_ARTIST_COLUMNS = ("artist", "artist_name", "artistname")


class PlaylistFolder:
    """All playlists in and beneath a folder; can be gone through again and again.

    Files that cannot be read are logged and left out.

    Args:
        folder: Where the files lie.
        key_of: Names the track that a playlist file points to, for instance by its content id;
            its path, if there is none.
    """

    def __init__(self, folder: Path, key_of: Callable[[Path], str] = str) -> None:
        self._files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _READERS)
        if not self._files:
            raise DeejError(
                f"There is no playlist in {displayable(folder)}: name a folder with"
                f" {', '.join(sorted(_READERS))} files."
            )
        self._key_of = key_of

    def __iter__(self) -> Iterator[Playlist]:
        """Each playlist that names anything."""
        for file in self._files:
            try:
                for playlist in _READERS[file.suffix.lower()](file, self._key_of):
                    if playlist:
                        yield playlist
            except (DeejError, OSError, ValueError) as error:
                _log.warning("Left out %r: %s", file, error)


def _read_file(file: Path, key_of: Callable[[Path], str]) -> Iterator[Playlist]:
    yield [Listed(key_of(entry.path), _artist_of(entry.title)) for entry in read_playlist(file)]


def _artist_of(title: str) -> str:
    artist, dash, _ = title.partition(" - ")
    return artist.strip().casefold() if dash else ""


def _read_slice(file: Path, _: Callable[[Path], str]) -> Iterator[Playlist]:
    # One slice holds 1,000 of the million playlists: 35 MB, which is the most held at a time.
    with file.open("rb") as stream:
        content = json.load(stream)
    if not isinstance(content, dict) or not isinstance(content.get("playlists"), list):
        raise ValueError("it holds no playlists")  # noqa: TRY004 - about a file, not an argument
    for playlist in content["playlists"]:
        tracks = (playlist.get("tracks") or []) if isinstance(playlist, dict) else []
        yield [
            Listed(str(track["track_uri"]), str(track.get("artist_name", "")).casefold())
            for track in tracks
            if isinstance(track, dict) and "track_uri" in track
        ]


def _read_table(file: Path, _: Callable[[Path], str]) -> Iterator[Playlist]:
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = csv.DictReader(stream)
        columns = {str(name).strip().casefold(): name for name in rows.fieldnames or ()}
        track = _column(columns, _TRACK_COLUMNS)
        playlist = _column(columns, _PLAYLIST_COLUMNS)
        if track is None or playlist is None:
            raise ValueError('its first line must name the columns "playlist" and "track"')
        artist = _column(columns, _ARTIST_COLUMNS)
        # Lines of a playlist stand together: sorting a table of any size would need all of it.
        for _name, lines in groupby(rows, key=lambda row: row[playlist]):
            yield [
                Listed(row[track], (row[artist] or "").casefold() if artist else "")
                for row in lines
                if row[track]
            ]


def _column(columns: dict[str, str], names: Iterable[str]) -> str | None:
    return next((columns[name] for name in names if name in columns), None)


_READERS: dict[str, Callable[[Path, Callable[[Path], str]], Iterator[Playlist]]] = {
    **dict.fromkeys(SUFFIXES, _read_file),
    ".json": _read_slice,
    ".csv": _read_table,
}
