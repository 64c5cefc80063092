"""Which tracks hold which words: SQLite's full-text index, laid out for scoring all at once."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.library.number_columns import numbers

FIELD_WEIGHTS = (1.0, 1.0, 0.85, 0.8)
"""Of title, artist, album and the rest: a title that fits matters more than a file's name."""

_MOST_SPELLINGS = 12
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True)
class WordIndex:
    """Every word of the library and where it stands.

    Attributes:
        ids: The present tracks, ascending, (T,); a row is a place in here.
        terms: The words, W of them, sorted.
        starts: Where the places of each word begin, (W + 1,).
        places: Of each word in turn its places, each 4 * row + field.
    """

    ids: IntArray
    terms: Sequence[str]
    starts: IntArray
    places: IntArray

    @cached_property
    def _by_length(self) -> dict[int, tuple[list[str], list[int]]]:
        """The words of each length, and their numbers."""
        found: dict[int, tuple[list[str], list[int]]] = {}
        for number, term in enumerate(self.terms):
            words, places = found.setdefault(len(term), ([], []))
            words.append(term)
            places.append(number)
        return found

    def as_written(self, word: str) -> FloatArray:
        """How well each track fits `word` and what begins with it, (T,) from 0 to 1."""
        scores = np.zeros(len(self.ids), np.float32)
        first = bisect_left(self.terms, word)
        last = bisect_left(self.terms, word + _AFTER_ALL)
        lengths = np.array([len(term) for term in self.terms[first:last]], np.float32)
        likeness = 0.9 + 0.1 * len(word) / np.maximum(lengths, 1)
        self._raise(scores, first, last, likeness.astype(np.float32))
        return scores

    def as_spelt(self, word: str) -> FloatArray:
        """As `as_written`, and what is spelt much like `word` too."""
        scores = self.as_written(word)
        for number, likeness in self._alike(word):
            self._raise(scores, number, number + 1, np.array([likeness], np.float32))
        return scores

    def _raise(self, scores: FloatArray, first: int, last: int, likeness: FloatArray) -> None:
        """Lift tracks that hold the words `first` to `last` to how much those fit."""
        if first >= last:
            return
        places = self.places[self.starts[first] : self.starts[last]]
        of_each = np.repeat(likeness, np.diff(self.starts[first : last + 1]))
        worth = of_each * np.array(FIELD_WEIGHTS, np.float32)[places & 3]
        np.maximum.at(scores, places >> 2, worth.astype(np.float32))

    def _alike(self, word: str) -> list[tuple[int, float]]:
        """The numbers of words that differ from `word` by a slip or two, and how alike they are."""
        errors = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
        found: list[tuple[int, int]] = []
        for length in range(len(word) - errors, len(word) + errors + 1) if errors else ():
            terms, numbers_ = self._by_length.get(length, ([], []))
            nearest = process.extract(
                word, terms, scorer=OSA.distance, score_cutoff=errors, limit=_MOST_SPELLINGS
            )
            found += [(distance, numbers_[at]) for _, distance, at in nearest]
        return [
            (number, OSA.normalized_similarity(word, self.terms[number]))
            for _, number in sorted(found)[:_MOST_SPELLINGS]
        ]


def load_word_index(connection: sqlite3.Connection) -> WordIndex:
    """Read the index of all present tracks; a second for 100,000."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.occurrence"
        " USING fts5vocab(main, track_words, instance)"
    )
    ids = numbers(connection, "SELECT id AS n FROM track WHERE missing = 0 ORDER BY id")
    (text,) = connection.execute("SELECT group_concat(term, ' ') FROM vocabulary").fetchone()
    terms = (text or "").split()
    counts = numbers(
        connection, "SELECT count(*) AS n FROM temp.occurrence GROUP BY term ORDER BY term"
    )
    places = numbers(
        connection,
        "SELECT doc * 4 + CASE col WHEN 'title' THEN 0 WHEN 'artist' THEN 1 WHEN 'album' THEN 2"
        " ELSE 3 END AS n FROM temp.occurrence",
    )
    rows = np.full(int(max(ids.max(initial=0), places.max(initial=0) >> 2)) + 1, -1, np.int32)
    rows[ids] = np.arange(len(ids), dtype=np.int32)
    row = rows[places >> 2]
    is_present = row >= 0
    # Of words of hidden tracks nothing is left but the word itself.
    kept = np.concatenate([[0], np.cumsum(is_present)])
    ends = np.concatenate([[0], np.cumsum(counts)])
    present = (row[is_present] * 4 + (places[is_present] & 3)).astype(np.int32)
    return WordIndex(ids, terms, kept[ends], present)
