"""How well vectors find what belongs together, track by track, with intervals.

Four questions, each with a score from 0 to 1 for every track: are its five nearest of the same
label (precision at 5), do all of that label come first (average precision), does one slice find
the track it was cut from, and does the first half find the second (reciprocal rank).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray

NEAREST = 5
_SLICES_ASKED = 12
_RESAMPLES = 2_000
_EQUAL = 1e-6
"""Cosines that differ by less are the same but for rounding."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over tracks and the interval that holds 95 % of its bootstrap resamples."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LabelScores:
    """What `label_scores` found.

    Attributes:
        queries: (q,) indices of the tracks that share their label with another.
        precision: (q,) share of the five nearest with the same label.
        average_precision: (q,) over the whole ranking.
    """

    queries: IntArray
    precision: FloatArray
    average_precision: FloatArray


def unit_rows(vectors: FloatArray) -> FloatArray:
    """Rows of length one; rows of zeros stay so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    units: FloatArray = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return units


def pool(slices: FloatArray) -> FloatArray:
    """Mean direction (d,) of the slices (n, d) of a track, of length one."""
    mean: FloatArray = unit_rows(unit_rows(slices).mean(axis=0, keepdims=True))[0]
    return mean


def label_scores(vectors: FloatArray, labels: Sequence[str]) -> LabelScores:
    """Rank all other tracks by cosine for each track whose label some others share, and some not.

    Chance decides between tracks at the same distance.

    Args:
        vectors: (t, d) of length one.
        labels: (t,) one for each track; an empty one is no label.
    """
    _, codes = np.unique(np.asarray(labels, dtype=str), return_inverse=True)
    known = np.asarray([bool(label) for label in labels], dtype=bool)
    similarity = vectors @ vectors.T
    # Neither rounding nor the order in the list may decide between equals.
    similarity = similarity + np.random.default_rng(0).uniform(0, _EQUAL, similarity.shape)
    queries, precisions, averages = [], [], []
    for query in np.flatnonzero(known):
        others = np.delete(np.arange(len(labels)), query)
        others = others[known[others]]
        relevant = codes[others] == codes[query]
        if not relevant.any() or relevant.all():
            continue  # nothing to find, or nothing that could be wrong
        hits = relevant[np.argsort(-similarity[query, others], kind="stable")]
        at = np.flatnonzero(hits) + 1
        queries.append(query)
        precisions.append(hits[:NEAREST].mean())
        averages.append((np.arange(1, len(at) + 1) / at).mean())
    return LabelScores(
        np.asarray(queries, np.int64),
        np.asarray(precisions, np.float32),
        np.asarray(averages, np.float32),
    )


def slice_reciprocal_ranks(tracks: Sequence[FloatArray]) -> FloatArray:
    """Mean reciprocal rank of each track among all, asked for by single slices of it.

    The slice that asks is left out of its own track's vector. Up to a dozen evenly spaced
    slices of a track ask.

    Args:
        tracks: For each track, at least two slice vectors (n, d).

    Returns:
        (t,) for each track.
    """
    whole = np.stack([pool(track) for track in tracks])
    scores = []
    for index, track in enumerate(tracks):
        units = unit_rows(track)
        asking = np.unique(np.linspace(0, len(units) - 1, _SLICES_ASKED).round().astype(int))
        similarity = units[asking] @ whole.T
        rest = unit_rows(units.sum(axis=0) - units[asking])
        own = np.einsum("ad,ad->a", units[asking], rest)
        similarity[:, index] = -np.inf
        scores.append(reciprocal_ranks(similarity, own).mean())
    return np.asarray(scores, np.float32)


def half_reciprocal_ranks(tracks: Sequence[FloatArray]) -> FloatArray:
    """Reciprocal rank of each track's second half among all, asked for by its first half.

    Args:
        tracks: For each track, at least two slice vectors (n, d).

    Returns:
        (t,) for each track.
    """
    first = np.stack([pool(track[: len(track) // 2]) for track in tracks])
    second = np.stack([pool(track[len(track) // 2 :]) for track in tracks])
    similarity = first @ second.T
    own = similarity.diagonal().copy()
    np.fill_diagonal(similarity, -np.inf)
    return reciprocal_ranks(similarity, own)


def estimate(scores: FloatArray, seed: int = 0) -> Estimate:
    """Mean of the scores of tracks, with its bootstrap interval."""
    if not len(scores):
        return Estimate(float("nan"), float("nan"), float("nan"))
    random = np.random.default_rng(seed)
    picks = random.integers(0, len(scores), (_RESAMPLES, len(scores)))
    low, high = np.percentile(scores[picks].mean(axis=1), [2.5, 97.5])
    return Estimate(float(scores.mean()), float(low), float(high))


def reciprocal_ranks(similarity: FloatArray, own: FloatArray) -> FloatArray:
    """For each row of `similarity` (n, t) to others: one over the rank that `own` (n,) has there.

    What is not to be among the others has a similarity of minus infinity.
    """
    # Ties count as lost by half: an encoder that says the same of everything knows nothing.
    lead = similarity - own[:, None]
    better = (lead > _EQUAL).sum(axis=1)
    equal = (np.abs(lead) <= _EQUAL).sum(axis=1)
    return np.asarray(1 / (1 + better + equal / 2), np.float32)
