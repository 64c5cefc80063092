"""Journeys by the clock: 46 minutes from here to there, met within half a track."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.units import Seconds
from deej_desktop.recommend.journey.arc import angle_of, shared_out
from deej_desktop.recommend.journey.fill import Filled
from deej_desktop.recommend.journey.join import Journey, Request, fill_legs, journey_of
from deej_desktop.recommend.journey.route import Route
from deej_desktop.recommend.journey.smooth import Polish
from deej_desktop.recommend.rules import Rule
from deej_desktop.recommend.session import NOTHING_HEARD, SessionView
from deej_desktop.recommend.space import Space

_USUAL_S = 210.0
"""How long a track is taken to be where nothing is known."""

_TRIES = 6


def join_for(
    space: Space,
    waypoints: Sequence[int],
    total: Seconds,
    rules: Sequence[Rule],
    rng: np.random.Generator,
    *,
    drunk: float = 0.0,
    session: SessionView = NOTHING_HEARD,
) -> Journey:
    """Find the smoothest journey that lasts `total`, waypoints included.

    The number of tracks is found first, then tracks are exchanged for longer or shorter ones near
    them until half a track of the journey's mean length is all that is amiss. Longer legs, by
    angle, get more tracks. Waypoints alone may last longer already: then nothing comes between.

    Args:
        space: As for `join`, like all that follow.
        waypoints: Rows.
        total: How long the journey should last.
        rules: As from `standard_rules`.
        rng: Where the chance comes from.
        drunk: Chance, 0..1.
        session: What was heard before.
    """
    dots = [row for at, row in enumerate(waypoints) if at == 0 or row != waypoints[at - 1]]
    request = Request(space, dots, rules, drunk, session)
    lengths = _lengths(space)
    route, filled, missing = _of_right_count(request, total, lengths, rng)
    rows = _exchanged(space, route, filled, lengths, total)
    return journey_of(space, route, filled._replace(rows=rows), missing)


def _of_right_count(
    request: Request, total: float, lengths: FloatArray, rng: np.random.Generator
) -> tuple[Route, Filled, int]:
    """The filled route whose number of tracks comes nearest to `total`."""
    dots = list(request.waypoints)
    angles = [angle_of(*request.space.sound.vectors[list(leg)]) for leg in pairwise(dots)]
    usual = float(lengths.mean()) if lengths.size else _USUAL_S
    count = round((total - float(lengths[dots].sum())) / usual) if angles else 0
    found: dict[int, tuple[float, tuple[Route, Filled, int]]] = {}
    while (count := max(0, count)) not in found and len(found) < _TRIES:
        filled = fill_legs(request, shared_out(count, angles), rng)
        amiss = total - float(lengths[filled[1].rows].sum())
        found[count] = abs(amiss), filled
        if abs(amiss) <= usual / 2 or filled[2] or not angles:
            break
        count += round(amiss / usual) or int(math.copysign(1, amiss))
    return min(found.values(), key=itemgetter(0))[1]


def _exchanged(
    space: Space, route: Route, filled: Filled, lengths: FloatArray, total: float
) -> IntArray:
    """The filled route (P,) with as few tracks exchanged as it takes to last `total`."""
    path = filled.rows
    polish = Polish(space, route, filled.candidates, filled.spacing)
    for _ in range(route.open_places.size if filled.candidates.size else 0):
        amiss = total - float(lengths[path].sum())
        good_enough = float(lengths[path].mean()) / 2
        if abs(amiss) <= good_enough:
            break
        best: tuple[float, float, int, int] | None = None
        for place in route.open_places.tolist():
            free, jumps = polish.options(path, place)
            left = np.abs(amiss - (lengths[filled.candidates] - lengths[path[place]]))
            left = np.where(free, np.maximum(left, good_enough), np.inf)
            peaks = jumps.max(axis=1)
            at = int(np.lexsort((peaks, left))[0])
            option = (float(left[at]), float(peaks[at]), place, int(filled.candidates[at]))
            best = option if best is None else min(best, option)
        if best is None or best[0] >= abs(amiss):
            break
        path = path.copy()
        path[best[2]] = best[3]
    return path


def _lengths(space: Space) -> FloatArray:
    """Seconds (T,) of all tracks, the usual length where it is not known."""
    known = space.facts.durations_s
    usual = np.float32(np.nanmedian(known)) if np.isfinite(known).any() else np.float32(_USUAL_S)
    return np.where(np.isnan(known), usual, known)
