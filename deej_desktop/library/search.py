"""Finding tracks by words, however they are spelt.

Words may have typing errors, lack accents or be halves of words. SQLite's full-text index gives
the candidates: for each word, what begins with it and what is spelt much like it. rapidfuzz
decides their order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.words import fold

_CANDIDATES = 400
_MOST_SPELLINGS = 12
_MOST_WORDS = 12
_LEAST_SCORE = 0.6
# A title or an artist that fits matters more than an album or a file's name that does.
_FIELD_WEIGHTS = (1.0, 1.0, 0.85, 0.8)


class Hit(NamedTuple):
    """A track that was found, and how well it fits from 0 to 1."""

    track: Track
    score: float


class Search:
    """Searches the tracks that are present."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._catalogue = Catalogue(store)
        self._vocabulary = _Vocabulary(None, {})

    def find(self, words: str, limit: int = 20) -> list[Hit]:
        """Return the tracks that fit `words` best, the best first; none if nothing comes near."""
        wanted = fold(words).split()[:_MOST_WORDS]
        if not wanted:
            return []
        with self._store.reading() as connection:
            as_written = [f'"{word}"*' for word in wanted]
            found = _candidates(connection, " AND ".join(as_written))
            if len(found) < limit:
                self._vocabulary = self._vocabulary.renewed(connection)
                spellings = [self._vocabulary.spellings(word) for word in wanted]
                found |= _candidates(connection, " AND ".join(spellings))
            if len(found) < limit and len(wanted) > 1:
                found |= _candidates(connection, " OR ".join(spellings))
            ranked = sorted(
                ((_score(wanted, fields), track_id) for track_id, fields in found.items()),
                key=lambda pair: (-pair[0], pair[1]),
            )
            best = [pair for pair in ranked[:limit] if pair[0] >= _LEAST_SCORE]
            tracks = [(self._catalogue.with_id(track_id), score) for score, track_id in best]
        return [Hit(track, score) for track, score in tracks if track is not None]


class _Vocabulary(NamedTuple):
    """Every word of the library by its length, as of the track that was newest then.

    A retag alone does not renew it: what it lacks is found as it is written all the same.
    """

    newest: int | None
    words: dict[int, list[str]]

    def renewed(self, connection: sqlite3.Connection) -> _Vocabulary:
        (newest,) = connection.execute("SELECT max(id) FROM track").fetchone()
        if newest == self.newest:
            return self
        words: dict[int, list[str]] = {}
        for (term,) in connection.execute("SELECT term FROM vocabulary"):
            words.setdefault(len(term), []).append(term)
        return _Vocabulary(newest, words)

    def spellings(self, word: str) -> str:
        """Return a full-text query for `word`, what begins so, and what is spelt much like it."""
        errors = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
        alike: list[tuple[int, str]] = []
        for length in range(len(word) - errors, len(word) + errors + 1) if errors else ():
            found = process.extract(
                word,
                self.words.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=errors,
                limit=_MOST_SPELLINGS,
            )
            alike += [(distance, term) for term, distance, _ in found]
        nearest = [term for _, term in sorted(alike)[:_MOST_SPELLINGS]]
        return "(" + " OR ".join([f'"{word}"*', *(f'"{term}"' for term in nearest)]) + ")"


def _candidates(connection: sqlite3.Connection, query: str) -> dict[TrackId, tuple[str, ...]]:
    rows = connection.execute(
        "SELECT track.id, track_words.title, track_words.artist, track_words.album,"
        " track_words.other FROM track_words JOIN track ON track.id = track_words.rowid"
        " WHERE track_words MATCH ? AND missing = 0"
        " ORDER BY bm25(track_words, 4, 4, 2, 1) LIMIT ?",
        (query, _CANDIDATES),
    ).fetchall()
    return {TrackId(row[0]): tuple(row[1:]) for row in rows}


def _score(wanted: Sequence[str], fields: Sequence[str]) -> float:
    """Return how well a track's words fit, from 0 to 1: each word, then the whole."""
    parts = [(field.split(), weight) for field, weight in zip(fields, _FIELD_WEIGHTS, strict=True)]
    words = sum(
        max((weight * _alike(word, own) for own_words, weight in parts for own in own_words))
        for word in wanted
    ) / len(wanted)
    title, artist, album, _ = fields
    text = " ".join(wanted)
    whole = max(
        fuzz.ratio(text, title),
        fuzz.token_sort_ratio(text, f"{artist} {title}"),
        0.9 * fuzz.ratio(text, artist),
        0.8 * fuzz.ratio(text, album),
    )
    return 0.75 * words + 0.25 * whole / 100


def _alike(word: str, own: str) -> float:
    if own.startswith(word):
        return 0.9 + 0.1 * len(word) / len(own)
    return OSA.normalized_similarity(word, own)
