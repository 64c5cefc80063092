"""Whose turn it is: one of each album before the second of any, and what is wanted first of all."""

from __future__ import annotations

import heapq
import os
from collections import defaultdict, deque
from collections.abc import Hashable
from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item")


class _Place(NamedTuple):
    """Where an album stands in the line.

    Attributes:
        turns: How many of it have gone before.
        arrival: Decides between albums of as many turns.
        album: Which.
    """

    turns: int
    arrival: int
    album: Hashable


class FairOrder(Generic[Item]):
    """A line in which albums take turns.

    Whoever listens to a song goes on with its folder, so that comes before all turns.
    """

    def __init__(self) -> None:
        self._albums: dict[Hashable, deque[tuple[str, Item]]] = {}
        self._turns: defaultdict[Hashable, int] = defaultdict(int)
        self._line: list[_Place] = []
        self._arrivals = 0
        self._favoured = ""
        self._first: deque[Item] = deque()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def has_favoured(self) -> bool:
        """Whether what comes next comes out of turn."""
        return bool(self._first)

    def add(self, item: Item, location: str, album: Hashable) -> None:
        """Let `item` join the line.

        Args:
            item: What.
            location: The path of its file.
            album: What it takes turns with.
        """
        self._count += 1
        if self._favoured and _folder(location) == _folder(self._favoured):
            self._first.append(item)
            return
        if album not in self._albums:
            self._albums[album] = deque()
            self._arrivals += 1
            heapq.heappush(self._line, _Place(self._turns[album], self._arrivals, album))
        self._albums[album].append((location, item))

    def favour(self, location: str) -> None:
        """Let the file at `location`, and then all in its folder, go first from now on."""
        self._favoured = location
        folder = _folder(location)
        first: list[tuple[str, Item]] = []
        for waiting in self._albums.values():
            inside = [entry for entry in waiting if _folder(entry[0]) == folder]
            if inside:
                first += inside
                others = [entry for entry in waiting if _folder(entry[0]) != folder]
                waiting.clear()
                waiting.extend(others)
        first.sort(key=lambda entry: entry[0] != location)
        self._first.extendleft(item for _, item in reversed(first))

    def take(self) -> Item | None:
        """Whoever is next leaves the line; None if it is empty."""
        if self._first:
            self._count -= 1
            return self._first.popleft()
        while self._line:
            place = heapq.heappop(self._line)
            waiting = self._albums[place.album]
            if not waiting:  # they went out of turn
                del self._albums[place.album]
                continue
            self._count -= 1
            self._turns[place.album] += 1
            _, item = waiting.popleft()
            if waiting:
                heapq.heappush(self._line, place._replace(turns=self._turns[place.album]))
            else:
                del self._albums[place.album]
            return item
        return None


def album_of(location: str, album: str, album_artist: str) -> Hashable:
    """What a track takes turns with: its album as tagged, else its folder."""
    return (album, album_artist or _folder(location)) if album else _folder(location)


def _folder(location: str) -> str:
    # Making a `Path` of each of a hundred thousand would take a second.
    return os.path.dirname(location)  # noqa: PTH120
