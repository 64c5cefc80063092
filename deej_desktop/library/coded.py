"""Texts of all tracks as numbers of the texts that there are, to count and choose by."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.arrays import BoolArray, IntArray


@dataclass(frozen=True)
class Labelled(ABC):
    """Of every track one or more texts.

    Attributes:
        labels: The texts, (L,); an empty one for tracks that do not say.
    """

    labels: Sequence[str]

    @abstractmethod
    def counts(self, fits: BoolArray) -> IntArray:
        """How many of the tracks that fit, (T,), have each text, (L,)."""

    @abstractmethod
    def having(self, wanted: BoolArray) -> BoolArray:
        """Which tracks, (T,), have any of the texts wanted, (L,)."""

    @abstractmethod
    def pairs(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """Each of `rows` as often as it has texts, and the places of those in `labels`."""


@dataclass(frozen=True)
class Coded(Labelled):
    """One text of every track.

    Attributes:
        codes: Of each track, (T,), a place in `labels`.
    """

    codes: IntArray

    def counts(self, fits: BoolArray) -> IntArray:
        """See `Labelled`."""
        return np.bincount(self.codes[fits], minlength=len(self.labels))

    def having(self, wanted: BoolArray) -> BoolArray:
        """See `Labelled`."""
        return wanted[self.codes]

    def pairs(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """See `Labelled`."""
        return rows, self.codes[rows]


@dataclass(frozen=True)
class Parted(Labelled):
    """The parts of a text of every track; many tracks have one text, so each is parted once.

    Attributes:
        whole: The texts.
        first: Where the parts of each text begin in `parts`, and at last their number, (W + 1,).
        parts: Places in `labels`, (P,), those of one text side by side.
    """

    whole: Coded
    first: IntArray
    parts: IntArray

    @staticmethod
    def of(whole: Coded, parts_of: Mapping[str, Sequence[str]]) -> Parted:
        """Part the texts as `parts_of` has them; one without parts has an empty one."""
        parts = [parts_of[text] or ("",) for text in whole.labels]
        labels = sorted({part for some in parts for part in some})
        place_of = {label: place for place, label in enumerate(labels)}
        return Parted(
            labels,
            whole,
            np.cumsum([0, *map(len, parts)]),
            np.array([place_of[part] for some in parts for part in some], np.int64),
        )

    def counts(self, fits: BoolArray) -> IntArray:
        """See `Labelled`."""
        counts = self.whole.counts(fits)
        parts = np.repeat(counts, np.diff(self.first))
        return np.bincount(self.parts, parts, len(self.labels)).astype(np.int64)

    def having(self, wanted: BoolArray) -> BoolArray:
        """See `Labelled`."""
        found = np.concatenate([[0], np.cumsum(wanted[self.parts])])[self.first]
        return self.whole.having(np.diff(found) > 0)

    def pairs(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """See `Labelled`."""
        codes = self.whole.codes[rows]
        counts = np.diff(self.first)[codes]
        # Of all pairs so far, those of the row itself come last.
        before = self.first[codes] - np.cumsum(counts) + counts
        return np.repeat(rows, counts), self.parts[
            np.repeat(before, counts) + np.arange(counts.sum())
        ]
