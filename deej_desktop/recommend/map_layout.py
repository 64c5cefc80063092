"""Laying the library out on a map: the pure part, around whatever algorithm lays out a sample."""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray

MOST_LANDMARKS = 20_000
"""So many tracks are laid out by the full algorithm; the others take their places among them."""

_NEIGHBOURS = 8
_BLOCK = 256
_CLUSTERS = 9


def choose_landmarks(count: int, chance: np.random.Generator) -> IntArray:
    """Return the rows, ascending, that stand for all `count` tracks while the map is made."""
    if count <= MOST_LANDMARKS:
        return np.arange(count)
    return np.sort(chance.choice(count, MOST_LANDMARKS, replace=False))


def places_near(vectors: FloatArray, known: FloatArray, places: FloatArray) -> FloatArray:
    """Return where tracks belong on a map of others: amid those that sound most alike.

    Args:
        vectors: Of the tracks to place, (n, d), unit length.
        known: Of the tracks on the map, (k, d), unit length, at least one.
        places: Where those are, (k, 2).
    """
    found = np.zeros((len(vectors), 2), np.float32)
    count = min(_NEIGHBOURS, len(known))
    for start in range(0, len(vectors), _BLOCK):
        block = vectors[start : start + _BLOCK]
        likeness = block @ known.T
        nearest = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
        closeness = np.take_along_axis(likeness, nearest, axis=1)
        # Steep, so that one very near neighbour outweighs many that are not.
        weight = np.exp(12 * (closeness - closeness.max(axis=1, keepdims=True)))
        weight /= weight.sum(axis=1, keepdims=True)
        # The neighbours may lie in two lands: between them would be at sea.
        first = places[nearest[np.arange(len(block)), weight.argmax(axis=1)]]
        spread = np.linalg.norm(places[nearest] - first[:, None], axis=2)
        weight *= spread < 0.15
        weight /= weight.sum(axis=1, keepdims=True)
        found[start : start + _BLOCK] = (places[nearest] * weight[..., None]).sum(axis=1)
    return found


def scattered(places: FloatArray, by: float, chance: np.random.Generator) -> FloatArray:
    """Return `places` a little apart, so that none hides another."""
    moved: FloatArray = (places + by * chance.standard_normal(places.shape)).astype(np.float32)
    return moved


def framed(places: FloatArray) -> FloatArray:
    """Return `places` moved and scaled as one, so that nearly all lies within -1..1."""
    if not len(places):
        return places.astype(np.float32)
    centre = np.median(places, axis=0)
    reach = np.quantile(np.abs(places - centre).max(axis=1), 0.995) or 1.0
    inside: FloatArray = np.clip((places - centre) / (1.02 * reach), -1, 1).astype(np.float32)
    return inside


def turned_like(places: FloatArray, others: FloatArray) -> FloatArray:
    """Return `places` turned, mirrored and moved as one to lie as near to `others` as they can.

    Orthogonal Procrustes: the rotation U V of the singular value decomposition of the products.

    Args:
        places: (n, 2).
        others: Where the same tracks were before, (n, 2).
    """
    centre, other_centre = places.mean(axis=0), others.mean(axis=0)
    left, _, right = np.linalg.svd((places - centre).T @ (others - other_centre))
    turned: FloatArray = ((places - centre) @ (left @ right) + other_centre).astype(np.float32)
    return turned


def clusters(places: FloatArray, chance: np.random.Generator) -> IntArray:
    """Return to which of a few lands each place belongs, (T,): k-means on the map itself."""
    count = min(_CLUSTERS, len(places))
    if count < 2:
        return np.zeros(len(places), np.int64)
    sample = places[chance.choice(len(places), min(len(places), 5000), replace=False)]
    middles = _spread_out(sample, count, chance)
    for _ in range(25):
        nearest = _nearest(sample, middles)
        for cluster in range(count):
            members = sample[nearest == cluster]
            if len(members):
                middles[cluster] = members.mean(axis=0)
    return _nearest(places, middles)


def _spread_out(places: FloatArray, count: int, chance: np.random.Generator) -> FloatArray:
    """Choose first middles far from each other, as k-means++ does."""
    middles = [places[chance.integers(len(places))]]
    while len(middles) < count:
        away = np.min([np.sum((places - one) ** 2, axis=1) for one in middles], axis=0)
        total = away.sum()
        share = away / total if total > 0 else None
        middles.append(places[chance.choice(len(places), p=share)])
    return np.array(middles, np.float32)


def _nearest(places: FloatArray, middles: FloatArray) -> IntArray:
    away = [np.sum((places - middle) ** 2, axis=1) for middle in middles]
    nearest: IntArray = np.argmin(away, axis=0).astype(np.int64)
    return nearest
