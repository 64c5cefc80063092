"""The library as a map: where each song lies, and what may colour it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.progress import Progress


class Colouring(Enum):
    """What the colour of a song on the map tells."""

    GENRE = "genre"
    """Of a song's genres the one that most songs have."""
    DECADE = "decade"
    FOLDER = "folder"
    CLUSTER = "cluster"
    """What lies together on the map, named after the commonest genre in it."""


@dataclass(frozen=True, slots=True)
class Coloured:
    """A colouring of all songs of a map.

    Attributes:
        codes: Of each song a place in `labels`, (T,).
        labels: What the colours stand for, the most frequent first; empty where nothing is told.
    """

    codes: IntArray
    labels: Sequence[str]


def _no_ids() -> IntArray:
    return np.zeros(0, np.int64)


def _no_places() -> FloatArray:
    return np.zeros((0, 2), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class MapState:
    """The map as it is, and how the making of a better one goes.

    Attributes:
        ids: The songs on it, (T,), ascending.
        places: Where each lies, (T, 2), within -1..1; near each other is alike in sound.
        making: The progress while it is being made, else None.
        trouble: Why there is none, and what to do; or "".
    """

    ids: IntArray = field(default_factory=_no_ids)
    places: FloatArray = field(default_factory=_no_places)
    making: Progress | None = None
    trouble: str = ""
