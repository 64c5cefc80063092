"""What the rules ask of tracks, as integer arrays, so that no choice loops over a library."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.domain.track import Track
from deej_desktop.recommend.season import is_seasonal
from deej_desktop.recommend.song import album_key, artist_key, plain, song_key

UNKNOWN = -1
"""The number of a name that is not known; it is never equal to another."""

_LARGEST_ALBUM = 40
"""A folder of more tracks, or of more than a quarter of the library, says nothing of them."""


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

    def and_more(self, names: Iterable[str]) -> Names:
        """The same with more tracks at the end, by their names."""
        numbers, known = _number(names, self.known)
        return Names(np.append(self.numbers, numbers), known)

    def renamed(self, tracks: Sequence[int], names: Iterable[str]) -> Names:
        """The same, but some tracks have other names."""
        numbers = self.numbers.copy()
        numbers[np.asarray(tracks, dtype=np.int64)], known = _number(names, self.known)
        return Names(numbers, known)

    def without(self, tracks: IntArray) -> Names:
        """The same without some tracks."""
        return Names(np.delete(self.numbers, tracks), self.known)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of every track besides its sound.

    Attributes:
        contents: Copies of the same audio, or of one path, share a number.
        songs: Recordings of one song by one artist share a number.
        artists: Leading artists.
        albums: Albums; of tracks without a tag, small folders.
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

    def and_more(self, tracks: Sequence[Track]) -> Facts:
        """The facts with more tracks at the end."""
        return Facts(
            **{name: getattr(self, name).and_more(map(key, tracks)) for name, key in self._keys},
            durations_s=np.append(self.durations_s, _durations(tracks)),
            seasonal=np.append(self.seasonal, _seasonal(tracks)),
        )

    def renamed(self, tracks: Mapping[int, Track]) -> Facts:
        """The facts once some of the tracks are tagged, named or placed otherwise."""
        rows, now = list(tracks), list(tracks.values())
        durations_s, seasonal = self.durations_s.copy(), self.seasonal.copy()
        durations_s[rows], seasonal[rows] = _durations(now), _seasonal(now)
        return Facts(
            **{name: getattr(self, name).renamed(rows, map(key, now)) for name, key in self._keys},
            durations_s=durations_s,
            seasonal=seasonal,
        )

    def without(self, tracks: IntArray) -> Facts:
        """The facts of all but some tracks."""
        return Facts(
            **{name: getattr(self, name).without(tracks) for name in _KEYS},
            durations_s=np.delete(self.durations_s, tracks),
            seasonal=np.delete(self.seasonal, tracks),
        )

    @property
    def _keys(self) -> Iterable[tuple[str, Callable[[Track], str]]]:
        def has_album(folder: str) -> bool:
            return _album_in(folder) in self.albums.known

        return _keys(has_album)


def gather(tracks: Sequence[Track]) -> Facts:
    """Read the facts off the tags and names of all tracks."""
    sizes = Counter(map(folder_of, tracks))
    largest = min(_LARGEST_ALBUM, len(tracks) / 4)
    keys = _keys(lambda folder: sizes[folder] <= largest)
    return Facts(
        **{name: Names(*_number(map(key, tracks), {})) for name, key in keys},
        durations_s=_durations(tracks),
        seasonal=_seasonal(tracks),
    )


def _album_in(folder: str) -> str:
    return f"\n{folder}"


def folder_of(track: Track) -> str:
    """The folder of a track as text that keeps every byte."""
    return os.path.dirname(track.path)  # noqa: PTH120 - ten times faster than pathlib


def genre_of(track: Track) -> str:
    """The genre, plain."""
    return plain(track.tags.genre)


def _content(track: Track) -> str:
    return track.content_id or os.fspath(track.path)


_KEYS: dict[str, Callable[[Track], str]] = {
    "contents": _content,
    "songs": song_key,
    "artists": artist_key,
    "albums": album_key,
    "folders": folder_of,
    "genres": genre_of,
}
"""What tracks share by each of the facts that are names."""


def _keys(is_album: Callable[[str], bool]) -> Iterable[tuple[str, Callable[[Track], str]]]:
    """The same, where some folders are the albums of tracks that name none."""

    def album_of(track: Track) -> str:
        folder = folder_of(track)
        return album_key(track) or (_album_in(folder) if is_album(folder) else "")

    return {**_KEYS, "albums": album_of}.items()


def _durations(tracks: Sequence[Track]) -> FloatArray:
    seconds = np.array([track.duration_s for track in tracks], dtype=np.float32)
    seconds[~(seconds > 0)] = np.nan
    return seconds


def _seasonal(tracks: Sequence[Track]) -> BoolArray:
    return np.array([is_seasonal(track) for track in tracks], dtype=np.bool_)


def _number(names: Iterable[str], known: dict[str, int]) -> tuple[IntArray, dict[str, int]]:
    """The numbers of names, those that were not known among them, and all that are known now."""
    known = dict(known)
    numbers = [known.setdefault(name, len(known)) if name else UNKNOWN for name in names]
    return np.array(numbers, dtype=np.int64), known
