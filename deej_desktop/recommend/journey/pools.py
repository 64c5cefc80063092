"""Who may stand where: candidates for every place of a journey, each for one place only.

Sharing candidates out beforehand is what lets the smoothest path be found exactly (`smooth`): no
path through the pools can repeat a track, a song, or an artist too soon.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from deej_desktop.domain.arrays import IntArray
from deej_desktop.recommend.drunk import draw_rank
from deej_desktop.recommend.journey.route import EMPTY, Route, Spacing
from deej_desktop.recommend.names import UNKNOWN, Names
from deej_desktop.recommend.similarity import best_rows
from deej_desktop.recommend.space import Space
from deej_desktop.recommend.twins import without_twins

_FEWEST = 8


def closest_to_points(
    space: Space,
    route: Route,
    allowed: IntArray,
    width: int,
    drunk: float,
    rng: np.random.Generator,
) -> list[IntArray]:
    """For each open place the candidates closest to its point, best first.

    Drunk passes over the closest, as many as its calibrated rank says, and leaves out a share of
    the rest by chance; as many as there are places always stay.

    Args:
        space: The library.
        route: The places.
        allowed: (n,) rows that may be used at all.
        width: How many candidates for each place.
        drunk: 0..1.
        rng: Not touched with `drunk` at 0.
    """
    points = route.points[route.open_places]
    # All points at once: one matrix product reads the library once.
    similar = points @ space.sound.vectors.T
    fewest = max(_FEWEST, len(points))
    width = max(width, fewest)
    pools = []
    for place in range(len(points)):
        passed = 0
        if drunk > 0:
            passed = min(draw_rank(drunk, allowed.size, rng), max(0, allowed.size - width))
        pool = best_rows(similar[place], allowed, passed + width)[passed:]
        if drunk > 0:
            stays = rng.random(pool.size) >= drunk
            stays[rng.permutation(pool.size)[:fewest]] = True
            pool = pool[stays]
        pools.append(pool)
    return pools


def one_recording_each(space: Space, pools: Sequence[IntArray]) -> list[IntArray]:
    """The pools with one recording of every song: by name, or by sound and length."""
    rows = np.unique(np.concatenate(pools))
    mask = np.zeros(len(space), dtype=np.bool_)
    mask[rows] = True
    rows = np.flatnonzero(space.facts.songs.first_of_each(mask))
    rows = rows[without_twins(space.sound.vectors[rows], space.facts.durations_s[rows])]
    return [pool[np.isin(pool, rows)] for pool in pools]


def share_out(
    pools: Sequence[IntArray], route: Route, spacing: Spacing, shuffle: np.random.Generator | None
) -> list[IntArray]:
    """Give every candidate to one place, in rounds in which each place takes its next best.

    Names that must stand apart are given to places that far apart, waypoints included.

    Args:
        pools: Candidates (n,) of each open place, best first.
        route: The places.
        spacing: What must stand apart.
        shuffle: Another way to share out: the order of candidates is loosened by chance.
    """
    places = [int(place) for place in route.open_places]
    orders = [
        iter((pool if shuffle is None else _loosened(pool, shuffle)).tolist()) for pool in pools
    ]
    claims = _Claims(route, spacing)
    shares: list[list[int]] = [[] for _ in places]
    waiting = list(range(len(places)))
    while waiting:
        still = []
        for at in waiting:
            taken = next((row for row in orders[at] if claims.claim(row, places[at])), None)
            if taken is not None:
                shares[at].append(taken)
                still.append(at)
        waiting = still
    return [np.array(share, dtype=np.int64) for share in shares]


def _loosened(pool: IntArray, shuffle: np.random.Generator) -> IntArray:
    ranks = np.arange(pool.size) + shuffle.exponential(pool.size / 4, pool.size)
    return pool[np.argsort(ranks, kind="stable")]


class _Claims:
    """Which places hold a track or a name already."""

    def __init__(self, route: Route, spacing: Spacing) -> None:
        self._taken: set[int] = set()
        self._kinds: list[tuple[Names, int, dict[int, set[int]]]] = [
            (names, within, {}) for _, names, within in spacing.kinds
        ]
        for place, row in enumerate(route.rows.tolist()):
            if row != EMPTY:
                self._note(row, place)

    def claim(self, row: int, place: int) -> bool:
        """Take `row` for `place`, if nobody has it and its names are far enough away."""
        if row in self._taken:
            return False
        for names, within, held in self._kinds:
            at = held.get(int(names.numbers[row]))
            if at and any(0 < abs(place - other) <= within for other in at):
                return False
        self._note(row, place)
        return True

    def _note(self, row: int, place: int) -> None:
        self._taken.add(row)
        for names, _, held in self._kinds:
            number = int(names.numbers[row])
            if number != UNKNOWN:
                held.setdefault(number, set()).add(place)
