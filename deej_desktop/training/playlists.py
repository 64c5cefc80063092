"""Playlists to learn from, read one at a time however many there are.

Understood are playlist files (M3U, PLS, XSPF), slices of the Million Playlist Dataset (JSON), and
CSV tables with a playlist and a track on each line. Learning goes through them again and again,
for which they are written down once in a form that is quick to read.
"""

from __future__ import annotations

import csv
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.text import displayable
from deej_desktop.library.content_id import content_id
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

_TOLD_EVERY = 1_000

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

    Attributes:
        left_out: Files that could not be read to their end, of those gone through last.

    Raises:
        DeejError: When made: there is no such folder, or no playlist in it.
    """

    def __init__(self, folder: Path, key_of: Callable[[Path], str] = str) -> None:
        if not folder.is_dir():
            raise DeejError(
                f"{displayable(folder)} is no folder that can be looked into: name one with"
                " playlists."
            )
        self._files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _READERS)
        if not self._files:
            raise DeejError(
                f"There is no playlist in {displayable(folder)}: name a folder with"
                f" {', '.join(sorted(_READERS))} files."
            )
        self._key_of = key_of
        self.left_out: list[Path] = []

    def __iter__(self) -> Iterator[Playlist]:
        """Each playlist that names anything."""
        self.left_out = []
        for file in self._files:
            try:
                for playlist in _READERS[file.suffix.lower()](file, self._key_of):
                    if playlist:
                        yield playlist
            except (DeejError, OSError, ValueError, csv.Error, RecursionError) as error:
                _log.warning("Left out %r: %s", file, error)
                self.left_out.append(file)


class Spooled:
    """Playlists in a temporary file, a line each; can be gone through again and again.

    Args:
        playlists: Gone through once.
        file: Where they are written; the caller deletes it.
        progress: Told of every thousand.
        cancel: Asked at every playlist.

    Raises:
        DeejError: When made: the file cannot be written.
        Cancelled: When made: if asked to stop.
    """

    def __init__(
        self,
        playlists: Iterable[Playlist],
        file: Path,
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> None:
        self._file = file
        self._count = 0
        meter = ProgressMeter("Reading playlists", None, progress)
        try:
            with file.open("w", encoding="ascii") as out:
                for playlist in playlists:
                    if cancel is not None:
                        cancel.raise_if_cancelled()
                    out.write(json.dumps(playlist) + "\n")
                    self._count += 1
                    if self._count % _TOLD_EVERY == 0:
                        meter.advance(steps=_TOLD_EVERY)
        except OSError as error:
            raise DeejError(
                f"The playlists cannot be written to {displayable(file.parent)}"
                f" ({error.strerror or error}): make room there."
            ) from error

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def __iter__(self) -> Iterator[Playlist]:
        """Each of them, in order."""
        with self._file.open(encoding="ascii") as lines:
            for line in lines:
                yield [Listed(key, artist) for key, artist in json.loads(line)]


@lru_cache(maxsize=1_000_000)
def sound_or_path(path: Path) -> str:
    """Name a track by its content id if its file is here, else by its path."""
    try:
        return content_id(path)
    except DeejError:
        return str(path)


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
        tracks = playlist.get("tracks") if isinstance(playlist, dict) else None
        if not isinstance(tracks, list):
            continue
        yield [
            Listed(str(track["track_uri"]), str(track.get("artist_name") or "").casefold())
            for track in tracks
            if isinstance(track, dict) and track.get("track_uri")
        ]


def _read_table(file: Path, key_of: Callable[[Path], str]) -> Iterator[Playlist]:
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = csv.DictReader(stream)
        columns = {str(name).strip().casefold(): name for name in rows.fieldnames or ()}
        track = _column(columns, _TRACK_COLUMNS)
        playlist = _column(columns, _PLAYLIST_COLUMNS)
        if track is None or playlist is None:
            raise ValueError('its first line must name the columns "playlist" and "track"')
        artist = _column(columns, _ARTIST_COLUMNS)
        of_files = track.strip().casefold() == "path"
        # Lines of a playlist stand together: sorting a table of any size would need all of it.
        for _name, lines in groupby(rows, key=lambda row: row[playlist]):
            yield [
                Listed(
                    key_of(file.absolute().parent / row[track]) if of_files else row[track],
                    (row[artist] or "").casefold() if artist else "",
                )
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
