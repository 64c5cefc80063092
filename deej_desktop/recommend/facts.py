"""What the rules ask of tracks, as integer arrays, so that no choice loops over a library."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.domain.track import Track
from deej_desktop.recommend.season import is_seasonal
from deej_desktop.recommend.song import album_key, artist_key, plain, song_key

UNKNOWN = -1
"""The number of a name that is not known; it is never equal to another."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names and, for each track, the number of its own.

    Attributes:
        numbers: (T,) int64, `UNKNOWN` where a track has none.
        known: Name -> number.
    """

    numbers: IntArray
    known: dict[str, int]

    def any_of(self, tracks: Sequence[int]) -> BoolArray:
        """Which tracks (T,) share a known name with one of `tracks`."""
        if not tracks:
            return np.zeros(self.numbers.size, dtype=np.bool_)
        # One place more than names, so that UNKNOWN (-1) finds an entry that is never set.
        wanted = np.zeros(len(self.known) + 1, dtype=np.bool_)
        wanted[self.numbers[np.asarray(tracks, dtype=np.int64)]] = True
        wanted[UNKNOWN] = False
        return wanted[self.numbers]

    def matching(self, fits: Callable[[str], bool]) -> BoolArray:
        """Which tracks (T,) have a name that fits; each name is asked about once."""
        wanted = np.zeros(len(self.known) + 1, dtype=np.bool_)
        for name, number in self.known.items():
            wanted[number] = fits(name)
        return wanted[self.numbers]

    def first_of_each(self, among: BoolArray) -> BoolArray:
        """The first of the tracks `among` (T,) of each name; all that have none."""
        rows = np.flatnonzero(among)[::-1]
        first = np.full(len(self.known) + 1, UNKNOWN, dtype=np.int64)
        first[self.numbers[rows]] = rows  # of several, the last written stays: the first row
        kept = np.zeros(among.size, dtype=np.bool_)
        kept[first[:UNKNOWN][first[:UNKNOWN] >= 0]] = True
        kept |= among & (self.numbers == UNKNOWN)
        return kept

    def and_one(self, name: str) -> Names:
        """The same with one more track."""
        known = self.known
        if name and name not in known:
            known = {**known, name: len(known)}
        number = known[name] if name else UNKNOWN
        return Names(np.append(self.numbers, np.int64(number)), known)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of every track besides its sound.

    Attributes:
        contents: Copies of the same audio, or of one path, share a number.
        songs: Recordings of one song by one artist share a number.
        artists: Leading artists.
        albums: Albums.
        folders: The folders that the files lie in.
        genres: Tagged genres, plain.
        durations_s: (T,) float32, NaN where unknown.
        seasonal: (T,) whether it is Christmas music.
    """

    contents: Names
    songs: Names
    artists: Names
    albums: Names
    folders: Names
    genres: Names
    durations_s: FloatArray
    seasonal: BoolArray

    def and_one(self, track: Track) -> Facts:
        """The facts with one more track at the end."""
        return Facts(
            contents=self.contents.and_one(_content(track)),
            songs=self.songs.and_one(song_key(track)),
            artists=self.artists.and_one(artist_key(track)),
            albums=self.albums.and_one(album_key(track)),
            folders=self.folders.and_one(folder_of(track)),
            genres=self.genres.and_one(genre_of(track)),
            durations_s=np.append(self.durations_s, _duration(track)),
            seasonal=np.append(self.seasonal, is_seasonal(track)),
        )


def gather(tracks: Sequence[Track]) -> Facts:
    """Read the facts off the tags and names of all tracks."""
    return Facts(
        contents=_number(map(_content, tracks)),
        songs=_number(map(song_key, tracks)),
        artists=_number(map(artist_key, tracks)),
        albums=_number(map(album_key, tracks)),
        folders=_number(map(folder_of, tracks)),
        genres=_number(map(genre_of, tracks)),
        durations_s=np.array([_duration(track) for track in tracks], dtype=np.float32),
        seasonal=np.array([is_seasonal(track) for track in tracks], dtype=np.bool_),
    )


def folder_of(track: Track) -> str:
    """The folder of a track as text that keeps every byte."""
    return os.path.dirname(track.path)  # noqa: PTH120 - ten times faster than pathlib


def genre_of(track: Track) -> str:
    """The genre, plain."""
    return plain(track.tags.genre)


def _content(track: Track) -> str:
    return track.content_id or os.fspath(track.path)


def _duration(track: Track) -> np.float32:
    seconds = np.float32(track.duration_s)
    return seconds if seconds > 0 else np.float32(np.nan)


def _number(names: Iterable[str]) -> Names:
    known: dict[str, int] = {}
    numbers = [known.setdefault(name, len(known)) if name else UNKNOWN for name in names]
    return Names(np.array(numbers, dtype=np.int64), known)
