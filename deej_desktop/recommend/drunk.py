"""The Drunk knob: chance that is calibrated in ranks, not in noise on vectors.

Candidates are ranked, the best first. A rank r is drawn with a probability proportional to
exp(-sobriety * r) (a truncated geometric distribution), where the sobriety is solved for so that
the expected rank is ((n + 1) / 2) ** drunk - 1: the best always at 0, any alike at 1, and every
step of the knob multiplies how far down the list the choice reaches.
"""

from __future__ import annotations

import math

import numpy as np

_NEARLY_UNIFORM = 1e-5
_HALVINGS = 80


def expected_rank(drunk: float, candidates: int) -> float:
    """The mean rank, 0 being the best, that the knob stands for.

    Args:
        drunk: 0..1; beyond is taken for the end.
        candidates: How many are ranked, at least 1.
    """
    return math.pow((candidates + 1) / 2, min(1.0, max(0.0, drunk))) - 1.0


def mean_rank(sobriety: float, candidates: int) -> float:
    """The mean of ranks 0..candidates-1 with probabilities proportional to exp(-sobriety * r)."""
    if sobriety * candidates < _NEARLY_UNIFORM:
        # The first terms of the series; the exact form would be a difference of huge numbers.
        return (candidates - 1) / 2 - sobriety * (candidates**2 - 1) / 12
    rest = candidates / math.expm1(sobriety * candidates) if sobriety * candidates < 700 else 0.0
    return (1 / math.expm1(sobriety) if sobriety < 700 else 0.0) - rest


def sobriety_of(drunk: float, candidates: int) -> float:
    """The decay per rank that gives the expected rank: 0 at drunk 1, infinite at drunk 0."""
    wanted = expected_rank(drunk, candidates)
    if wanted <= 0:
        return math.inf
    if wanted >= (candidates - 1) / 2:
        return 0.0
    # mean_rank falls as sobriety grows; halve in the logarithm, where it is nearly straight.
    low, high = math.log(1e-12 / candidates), math.log(800.0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if mean_rank(math.exp(middle), candidates) > wanted:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)


def draw_rank(drunk: float, candidates: int, rng: np.random.Generator) -> int:
    """Draw a rank in 0..candidates-1.

    Args:
        drunk: The knob, 0..1; at 0 `rng` is not touched.
        candidates: How many are ranked, at least 1.
        rng: Where the chance comes from.
    """
    sobriety = sobriety_of(drunk, candidates)
    if math.isinf(sobriety):
        return 0
    chance = rng.random()
    if sobriety * candidates < _NEARLY_UNIFORM:
        return min(int(chance * candidates), candidates - 1)
    # The inverse of the cumulative distribution.
    within = math.log1p(chance * math.expm1(-sobriety * candidates))
    return min(int(-within / sobriety), candidates - 1)
