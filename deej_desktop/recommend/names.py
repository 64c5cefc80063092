"""Names of tracks as numbers, and rows by their keys: arrays, since libraries are large."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from deej_desktop.domain.arrays import BoolArray, IntArray

UNKNOWN = -1
"""The number of a name that is not known; it is never equal to another."""


@dataclass(frozen=True, slots=True)
class Shared(ABC):
    """For each track the number of its name; tracks of one name share it.

    Attributes:
        numbers: (T,) int64, `UNKNOWN` where a track has none.
    """

    numbers: IntArray

    @property
    @abstractmethod
    def count(self) -> int:
        """How many names are known."""

    @abstractmethod
    def numbered(self, names: Iterable[str]) -> Shared:
        """Only these tracks, by their names: known ones have the numbers that they have here."""

    def any_of(self, tracks: Sequence[int]) -> BoolArray:
        """Which tracks (T,) share a known name with one of `tracks`."""
        if not tracks:
            return np.zeros(self.numbers.size, dtype=np.bool_)
        # One place more than names, so that UNKNOWN (-1) finds an entry that is never set.
        wanted = np.zeros(self.count + 1, dtype=np.bool_)
        wanted[self.numbers[np.asarray(tracks, dtype=np.int64)]] = True
        wanted[UNKNOWN] = False
        return wanted[self.numbers]

    def first_of_each(self, among: BoolArray) -> BoolArray:
        """The first of the tracks `among` (T,) of each name; all that have none."""
        rows = np.flatnonzero(among)[::-1]
        first = np.full(self.count + 1, UNKNOWN, dtype=np.int64)
        first[self.numbers[rows]] = rows  # of several, the last written stays: the first row
        kept = np.zeros(among.size, dtype=np.bool_)
        kept[first[:UNKNOWN][first[:UNKNOWN] >= 0]] = True
        kept |= among & (self.numbers == UNKNOWN)
        return kept

    def and_more(self, names: Iterable[str]) -> Shared:
        """The same with more tracks at the end, by their names."""
        more = self.numbered(names)
        return replace(more, numbers=np.append(self.numbers, more.numbers))

    def renamed(self, tracks: Sequence[int], names: Iterable[str]) -> Shared:
        """The same, but some tracks have other names."""
        numbers, now = self.numbers.copy(), self.numbered(names)
        numbers[np.asarray(tracks, dtype=np.int64)] = now.numbers
        return replace(now, numbers=numbers)

    def without(self, tracks: IntArray) -> Shared:
        """The same without some tracks."""
        return replace(self, numbers=np.delete(self.numbers, tracks))


@dataclass(frozen=True, slots=True)
class Names(Shared):
    """Names that many tracks share, such as of folders and artists.

    Attributes:
        known: Name -> number.
    """

    known: dict[str, int]

    @staticmethod
    def of(names: Iterable[str]) -> Names:
        """Number the names of all tracks."""
        return Names(np.zeros(0, np.int64), {}).numbered(names)

    @property
    def count(self) -> int:
        """How many names are known."""
        return len(self.known)

    def numbered(self, names: Iterable[str]) -> Names:
        """Only these tracks, by their names: known ones have the numbers that they have here."""
        known = dict(self.known)
        numbers = [known.setdefault(name, len(known)) if name else UNKNOWN for name in names]
        return Names(np.array(numbers, dtype=np.int64), known)

    def matching(self, fits: Callable[[str], bool]) -> BoolArray:
        """Which tracks (T,) have a name that fits; each name is asked about once."""
        wanted = np.zeros(len(self.known) + 1, dtype=np.bool_)
        for name, number in self.known.items():
            wanted[number] = fits(name)
        return wanted[self.numbers]


@dataclass(frozen=True, slots=True)
class Hashes(Shared):
    """Names that hardly two tracks share: nothing is kept of them but hashes of 64 bits.

    Attributes:
        known: Of each name, (N,) int64, ascending.
        number_of: The number of each, (N,).
    """

    known: IntArray
    number_of: IntArray

    @staticmethod
    def of(names: Iterable[str]) -> Hashes:
        """Number the names of all tracks."""
        nothing = np.zeros(0, np.int64)
        return Hashes(nothing, nothing, nothing).numbered(names)

    @property
    def count(self) -> int:
        """How many names are known."""
        return len(self.known)

    def numbered(self, names: Iterable[str]) -> Hashes:
        """Only these tracks, by their names: known ones have the numbers that they have here."""
        hashes = _hashes(names)
        different, first, which = np.unique(hashes, return_index=True, return_inverse=True)
        places, is_known = _places(self.known, different)
        number_of = np.full(len(different), UNKNOWN, np.int64)
        number_of[is_known] = self.number_of[places[is_known]]
        # In the order in which they come, since hashes are others in every process.
        new = np.flatnonzero(~is_known & (different != _NO_KEY))
        number_of[new[np.argsort(first[new])]] = self.count + np.arange(len(new))
        return Hashes(
            number_of[which],
            np.insert(self.known, places[new], different[new]),
            np.insert(self.number_of, places[new], number_of[new]),
        )


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The first row of each key, found by a hash of it.

    Attributes:
        known: Hashes of the keys, (N,) int64, ascending.
        rows: The first row of each, (N,).
    """

    known: IntArray
    rows: IntArray

    @staticmethod
    def of(keys: Iterable[str]) -> FirstRows:
        """Find rows by their keys, in order; those that say nothing are left out."""
        known, rows = np.unique(_hashes(keys), return_index=True)
        has_key = known != _NO_KEY
        return FirstRows(known[has_key], rows[has_key])

    def get(self, key: str) -> int | None:
        """The row of `key`, or None."""
        found = self.get_all([key])
        return int(found[0]) if len(found) else None

    def get_all(self, keys: Iterable[str]) -> IntArray:
        """The rows (n,) of those keys that are known, in their order."""
        places, is_known = _places(self.known, _hashes(keys))
        return self.rows[places[is_known]]

    def and_one(self, key: str, row: int) -> FirstRows:
        """The same with one more row; a key that is known stays where it is."""
        hashes = _hashes([key])
        (place,), (is_known,) = _places(self.known, hashes)
        if is_known or hashes[0] == _NO_KEY:
            return self
        return FirstRows(np.insert(self.known, place, hashes), np.insert(self.rows, place, row))


_NO_KEY = hash("")


def _hashes(keys: Iterable[str]) -> IntArray:
    return np.fromiter(map(hash, keys), np.int64)


def _places(known: IntArray, hashes: IntArray) -> tuple[IntArray, BoolArray]:
    """Where hashes stand or would stand among those that are known, and which do."""
    places = np.searchsorted(known, hashes)
    is_known = np.zeros(len(hashes), np.bool_)
    inside = places < len(known)
    is_known[inside] = known[places[inside]] == hashes[inside]
    return places, is_known
