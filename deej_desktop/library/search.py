"""Finding tracks by words, however they are spelt.

Words may have typing errors, lack accents or be halves of words. For each word, what begins with
it and, where that is too little, what is spelt much like it, scores every track of the library at
once; rapidfuzz decides the order of the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.kept import Kept
from deej_desktop.library.store import Store
from deej_desktop.library.word_index import FIELD_WEIGHTS, WordIndex, load_word_index
from deej_desktop.library.words import fold

_CANDIDATES = 300
_MOST_WORDS = 12
_LEAST_SCORE = 0.6
_FEW = 20


class Hit(NamedTuple):
    """A track that was found, and how well it fits from 0 to 1."""

    track: Track
    score: float


class Matches(NamedTuple):
    """The tracks that fit some words, the best first.

    Attributes:
        ids: Of the tracks, (n,) int64.
        scores: How well each fits, from 0 to 1.
    """

    ids: IntArray
    scores: FloatArray


class Search:
    """Searches the tracks that are present; the first search after a start takes longest."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._catalogue = Catalogue(store)
        self._index = Kept(store, load_word_index)

    def find(self, words: str, limit: int = 20) -> list[Hit]:
        """Return the tracks that fit `words` best, the best first; none if nothing comes near."""
        found = self.matches(words, limit)
        tracks = self._catalogue.with_ids([TrackId(int(one)) for one in found.ids[:limit]])
        score_of = dict(zip(found.ids[:limit].tolist(), found.scores[:limit].tolist(), strict=True))
        return [Hit(track, score_of[track.id]) for track in tracks]

    def matches(self, words: str, enough: int = _FEW) -> Matches:
        """Return all tracks that fit `words`, the best first.

        Those that hold the words as they are written, or, if there are fewer than `enough`, in a
        spelling much like it, or at last some of the words only.
        """
        wanted = fold(words).split()[:_MOST_WORDS]
        index = self._index.get()
        scores = np.zeros(len(index.ids), np.float32)
        if not wanted:
            return Matches(index.ids[:0], scores[:0])
        as_written = [index.as_written(word) for word in wanted]
        fits = np.all([one > 0 for one in as_written], axis=0)
        scores = np.where(fits, np.mean(as_written, axis=0), 0).astype(np.float32)
        sure = fits
        if np.count_nonzero(fits) < enough:
            spelt = [index.as_spelt(word) for word in wanted]
            fits = np.all([one > 0 for one in spelt], axis=0)
            if np.count_nonzero(fits) < enough:
                fits = np.any([one > 0 for one in spelt], axis=0)
            scores = np.where(fits, np.mean(spelt, axis=0), 0).astype(np.float32)
        return self._ranked(wanted, index, scores, sure)

    def _ranked(
        self, wanted: Sequence[str], index: WordIndex, scores: FloatArray, sure: np.ndarray
    ) -> Matches:
        """Order what was found; the best of it by a closer look at all its words."""
        rows = np.flatnonzero(scores)
        rows = rows[np.argsort(-scores[rows], kind="stable")]
        best, rest = rows[:_CANDIDATES], rows[_CANDIDATES:]
        fields = self._fields(index.ids[best])
        closer = _closer_look(wanted, [fields[key] for key in index.ids[best].tolist()])
        order = np.argsort(-closer, kind="stable")
        order = order[closer[order] >= _LEAST_SCORE]
        # What holds the words as they are written belongs to it, however many there are.
        rest = rest[sure[rest]]
        below = closer[order].min(initial=1.0)
        return Matches(
            np.concatenate([index.ids[best[order]], index.ids[rest]]),
            np.concatenate([closer[order], np.minimum(scores[rest], below)]).astype(np.float32),
        )

    def _fields(self, ids: IntArray) -> dict[int, tuple[str, ...]]:
        """The words of tracks: of the title, the artist, the album and the rest."""
        marks = ", ".join("?" * len(ids))
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT rowid, title, artist, album, other FROM track_words"  # noqa: S608
                f" WHERE rowid IN ({marks})",
                ids.tolist(),
            ).fetchall()
        found = {row[0]: tuple(row[1:]) for row in rows}
        # One that has gone since the index was read has no words.
        return {key: found.get(key, ("", "", "", "")) for key in ids.tolist()}


def _closer_look(wanted: Sequence[str], tracks: Sequence[Sequence[str]]) -> FloatArray:
    """How well the fields of tracks fit, (n,) from 0 to 1: each word by itself, then the whole."""
    if not tracks:
        return np.zeros(0, np.float32)
    # Every different word is compared once: artists, albums and small words come again and again.
    numbers: dict[str, int] = {"": 0}
    words: list[int] = []
    weights: list[float] = []
    starts: list[int] = []
    for fields in tracks:
        starts.append(len(words))
        words.append(0)  # of a track without words nothing fits
        weights.append(0.0)
        for field, weight in zip(fields, FIELD_WEIGHTS, strict=True):
            own = field.split()
            words += [numbers.setdefault(word, len(numbers)) for word in own]
            weights += [weight] * len(own)
    fit = _alike(wanted, list(numbers))[:, words] * np.array(weights, np.float32)
    by_words = np.maximum.reduceat(fit, starts, axis=1).mean(axis=0)
    text = " ".join(wanted)
    whole = np.array([_whole(text, *fields[:3]) for fields in tracks], np.float32)
    return np.asarray(0.75 * by_words + 0.25 * whole, np.float32)


def _alike(wanted: Sequence[str], words: Sequence[str]) -> FloatArray:
    """How alike each wanted word and each of `words` are, (wanted, words) from 0 to 1."""
    alike: FloatArray = process.cdist(
        wanted, words, scorer=OSA.normalized_similarity, dtype=np.float32
    )
    for row, word in zip(alike, wanted, strict=True):
        for place, own in enumerate(words):
            if own.startswith(word):
                row[place] = 0.9 + 0.1 * len(word) / len(own)
    return alike


def _whole(text: str, title: str, artist: str, album: str) -> float:
    best = max(
        fuzz.ratio(text, title),
        fuzz.token_sort_ratio(text, f"{artist} {title}"),
        0.9 * fuzz.ratio(text, artist),
        0.8 * fuzz.ratio(text, album),
    )
    return best / 100
