"""Filling a route: all places together, so that the largest jump is as small as possible.

Candidates near the ideal points are shared out among the places (`pools`), the best path through
them is found exactly, leg by leg (`smooth`), and then bettered place by place. Sharing out in one
way may separate two tracks that belong together, so a few other ways are tried and the best is
taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.recommend.journey.pools import closest_to_points, one_recording_each, share_out
from deej_desktop.recommend.journey.route import Route, Spacing
from deej_desktop.recommend.journey.smooth import Polish, jumps_along, smoothest_path
from deej_desktop.recommend.rules import RuleName
from deej_desktop.recommend.space import Space

_WIDTHS = (64, 256)
_WAYS_TO_SHARE = 8
_SLACK = np.float32(1.03)
"""The largest jump may grow by this much where that lowers the mean."""


class Filled(NamedTuple):
    """A route with a track in every place.

    Attributes:
        rows: (P,) the tracks.
        candidates: (n,) all tracks that were considered.
        spacing: What was kept apart.
        relaxed: What could not be kept as it should.
    """

    rows: IntArray
    candidates: IntArray
    spacing: Spacing
    relaxed: tuple[RuleName, ...]


def fill(
    space: Space,
    route: Route,
    allowed: IntArray,
    spacing: Spacing,
    drunk: float,
    rng: np.random.Generator,
    *,
    one_recording: bool,
) -> Filled:
    """Fill the open places of `route`.

    Args:
        space: The library.
        route: The places.
        allowed: (n,) rows that may be used, at least as many as there are open places.
        spacing: What should stand apart; gives way step by step.
        drunk: Chance, 0..1.
        rng: Not touched with `drunk` at 0.
        one_recording: Whether songs should come once only; gives way last.
    """
    if not route.open_places.size:
        return Filled(route.rows, allowed[:0], spacing, ())
    pools, kept, relaxed = _enough_for_all(
        space, route, allowed, spacing, drunk, rng, one_recording=one_recording
    )
    candidates = np.unique(np.concatenate(pools))
    polish = Polish(space, route, candidates, kept)
    found: list[IntArray] = []
    for way in range(_WAYS_TO_SHARE):
        # A generator of its own: the search is no matter of chance to the listener.
        shuffle = np.random.default_rng(way) if way else None
        shares = share_out(pools, route, kept, shuffle)
        if all(share.size for share in shares):
            found.append(polish.lower_peaks(_path(space, route, shares)))
    best = min(found, key=lambda path: _roughness(space, path))
    rows = polish.lower_mean(best, _limits(space, route, best))
    return Filled(rows, candidates, kept, relaxed)


def _enough_for_all(
    space: Space,
    route: Route,
    allowed: IntArray,
    spacing: Spacing,
    drunk: float,
    rng: np.random.Generator,
    *,
    one_recording: bool,
) -> tuple[list[IntArray], Spacing, tuple[RuleName, ...]]:
    """Pools that leave no place empty: wider ones before weaker rules."""
    pools_of = cache(lambda width: closest_to_points(space, route, allowed, width, drunk, rng))
    for once in (True, False) if one_recording else (False,):
        for step in spacing.steps():
            for width in _WIDTHS:
                pools = one_recording_each(space, pools_of(width)) if once else pools_of(width)
                if all(share.size for share in share_out(pools, route, step, None)):
                    songs = (RuleName.SAME_SONG,) if once != one_recording else ()
                    return pools, step, (*step.weaker_than(spacing), *songs)
    raise AssertionError("There were fewer candidates than places")


def _path(space: Space, route: Route, shares: Sequence[IntArray]) -> IntArray:
    path = route.rows.copy()
    share_at = dict(zip(route.open_places.tolist(), shares, strict=True))
    for start, end in route.legs:
        layers = [share_at.get(place, path[place : place + 1]) for place in range(start, end + 1)]
        path[start : end + 1] = smoothest_path(space, layers)
    return path


def _roughness(space: Space, path: IntArray) -> tuple[float, float]:
    jumps = jumps_along(space, path)
    return float(jumps.max()), float(jumps.sum())


def _limits(space: Space, route: Route, path: IntArray) -> FloatArray:
    """The largest jump (P,) that each place may have: its leg's own."""
    jumps = jumps_along(space, path)
    limits = np.zeros(path.size, dtype=np.float32)
    for start, end in route.legs:
        limits[start : end + 1] = jumps[start:end].max() * _SLACK
    return limits
