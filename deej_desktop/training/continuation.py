"""Judging Track2Vec: which tracks of a playlist can be guessed from the others.

Of each playlist held out every second track is shown and the others are to be found among all
tracks that are known, in competition with the most listed tracks and with those of artists that
appear together.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.errors import DeejError
from deej_desktop.training.playlists import Playlist
from deej_desktop.training.report import Report, Row
from deej_desktop.training.track2vec import Track2Vec

PLACES = (10, 50, 500)
"""A hit is one of the hidden tracks among so many first guesses."""

MOST_ASKED = 2_000
"""Playlists held out that are asked about; more would only narrow the intervals."""

_COMPANY = 50
"""Artists remembered of each artist's company."""


@dataclass(frozen=True)
class HeldOut:
    """A share of playlists, always the same ones; and the others.

    Attributes:
        playlists: All there are; can be gone through again and again.
        share: To hold out, in 0..1.
    """

    playlists: Iterable[Playlist]
    share: float

    def training(self) -> Remaining:
        """Those to learn from."""
        return Remaining(self, wanted=False)

    def test(self) -> Remaining:
        """Those held out."""
        return Remaining(self, wanted=True)

    def holds(self, number: int) -> bool:
        """Whether the playlist of this number is held out."""
        return zlib.crc32(str(number).encode()) < self.share * 2**32


@dataclass(frozen=True)
class Remaining:
    """One side of `HeldOut`; can be gone through again and again."""

    held_out: HeldOut
    wanted: bool

    def __iter__(self) -> Iterator[Playlist]:
        """Its playlists, in order."""
        for number, playlist in enumerate(self.held_out.playlists):
            if self.held_out.holds(number) is self.wanted:
                yield playlist


def judge_track2vec(model: Track2Vec, held_out: HeldOut) -> Report:
    """Compare a model that learned from `held_out.training()` with simpler guesses.

    Raises:
        DeejError: No playlist held out has two known tracks.
    """
    guessers = {
        "Track2Vec": _by_vectors(model),
        "most listed": _by_popularity(model, held_out.training()),
        "artists in company": _by_company(model, held_out.training()),
    }
    scores: dict[str, list[list[float]]] = {name: [] for name in guessers}
    for playlist in held_out.test():
        shown, hidden = playlist[::2], playlist[1::2]
        wanted = sorted(set(model.find(x.key for x in hidden)))
        known = model.find(x.key for x in shown)
        wanted = [track for track in wanted if track not in known]
        if not known or not wanted:
            continue
        if len(scores["Track2Vec"]) == MOST_ASKED:
            break
        for name, guess in guessers.items():
            ratings = guess(shown)
            ratings[known] = -np.inf
            scores[name].append(_score(ratings, np.asarray(wanted, np.int64)))
    if not scores["Track2Vec"]:
        raise DeejError(
            "No playlist held out names two tracks that are listed often enough: add playlists, or"
            " lower the minimum count."
        )
    names = [*(f"hit@{places}" for places in PLACES), "NDCG"]
    rows = []
    for name, found in scores.items():
        columns = np.asarray(found, np.float32).T
        rows.append(Row(name, dict(zip(names, columns, strict=True))))
    return Report(len(scores["Track2Vec"]), tuple(rows), "playlists")


_Ratings = npt.NDArray[np.float64]
_Guess = Callable[[Playlist], _Ratings]


def _by_vectors(model: Track2Vec) -> _Guess:
    def guess(shown: Playlist) -> _Ratings:
        query: FloatArray = model.vectors[model.find(x.key for x in shown)].sum(axis=0)
        ratings: _Ratings = (model.vectors @ query).astype(np.float64)
        return ratings

    return guess


def _by_popularity(model: Track2Vec, playlists: Iterable[Playlist]) -> _Guess:
    counts = _counts(model, playlists)
    return lambda _: counts.copy()


def _by_company(model: Track2Vec, playlists: Iterable[Playlist]) -> _Guess:
    """The tracks of artists that share playlists with those shown, the most listed first."""
    counts = _counts(model, playlists)
    artist_of: dict[int, str] = {}
    together: dict[str, Counter[str]] = {}
    for playlist in playlists:
        for at, listed in zip(
            (model.index.get(listed.key) for listed in playlist), playlist, strict=True
        ):
            if at is not None:
                artist_of.setdefault(at, listed.artist)
        artists = {listed.artist for listed in playlist if listed.artist}
        for artist in artists:
            beside = together.setdefault(artist, Counter())
            beside.update(artists)
            if len(beside) > 4 * _COMPANY:
                # Of a million playlists the rare meetings would fill the memory.
                together[artist] = Counter(dict(beside.most_common(2 * _COMPANY)))
    company = {artist: dict(beside.most_common(_COMPANY)) for artist, beside in together.items()}
    artists_in_order = [artist_of.get(at, "") for at in range(len(model.keys))]
    popularity = counts / (counts.max() + 1)

    def guess(shown: Playlist) -> _Ratings:
        ties: Counter[str] = Counter()
        for listed in shown:
            ties.update(company.get(listed.artist, {}))
        ratings: _Ratings = popularity + [ties.get(artist, 0) for artist in artists_in_order]
        return ratings

    return guess


def _counts(model: Track2Vec, playlists: Iterable[Playlist]) -> _Ratings:
    counts = np.zeros(len(model.keys))
    for playlist in playlists:
        np.add.at(counts, model.find(listed.key for listed in playlist), 1)
    return counts


def _score(ratings: _Ratings, wanted: IntArray) -> list[float]:
    order = np.argsort(-ratings, kind="stable")
    ranks = np.flatnonzero(np.isin(order, wanted))
    hits = [float(ranks[0] < places) for places in PLACES]
    discounts = 1 / np.log2(np.arange(len(wanted)) + 2)
    gain = (1 / np.log2(ranks + 2)).sum() / discounts.sum()
    return [*hits, float(gain)]
