"""A journey as a row of places: which are waypoints, which are open, and what fits where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.recommend.journey.arc import between
from deej_desktop.recommend.names import UNKNOWN, Names
from deej_desktop.recommend.rules import Apart, Rule, RuleName
from deej_desktop.recommend.space import Space

EMPTY = -1
"""A place that is not filled yet."""


@dataclass(frozen=True, slots=True)
class Route:
    """The places of a journey, before it is filled.

    Attributes:
        rows: (P,) the waypoints in their places, `EMPTY` in those between.
        points: (P, d) the ideal direction of each place, unit length or zero.
    """

    rows: IntArray
    points: FloatArray

    @property
    def open_places(self) -> IntArray:
        """The places between waypoints, in order."""
        return np.flatnonzero(self.rows == EMPTY)

    @property
    def legs(self) -> list[tuple[int, int]]:
        """The places of each waypoint and the next one."""
        stops = [int(place) for place in np.flatnonzero(self.rows != EMPTY)]
        return list(pairwise(stops))


def lay_out(space: Space, waypoints: Sequence[int], counts: Sequence[int]) -> Route:
    """The route through `waypoints` with `counts[k]` places after the k-th of them."""
    directions = space.sound.vectors[list(waypoints)]
    rows, points = [np.array(waypoints[:1], np.int64)], [directions[:1]]
    for leg, count in enumerate(counts):
        rows.append(np.append(np.full(count, EMPTY), waypoints[leg + 1]))
        points += [between(directions[leg], directions[leg + 1], count), directions[leg + 1][None]]
    return Route(np.concatenate(rows), np.concatenate(points))


@dataclass(frozen=True, slots=True)
class Spacing:
    """What (artists, albums) must not come twice within some places.

    Attributes:
        kinds: Each: the rule, the names that it keeps apart, and within how many places.
    """

    kinds: tuple[tuple[RuleName, Names, int], ...] = ()

    @staticmethod
    def of(space: Space, rules: Sequence[Rule]) -> Spacing:
        """What the rules say of spacing."""
        return Spacing(
            tuple(
                (rule.name, rule.names(space), rule.within)
                for rule in rules
                if isinstance(rule, Apart)
            )
        )

    def steps(self) -> Iterator[Spacing]:
        """This spacing and ever weaker ones, halved, down to none; what comes first goes first."""
        firm_first = [_halvings(within) for _, _, within in reversed(self.kinds)]
        for levels in product(*firm_first):
            yield Spacing(
                tuple(
                    (rule, names, within)
                    for (rule, names, _), within in zip(self.kinds, reversed(levels), strict=True)
                )
            )

    def weaker_than(self, other: Spacing) -> tuple[RuleName, ...]:
        """The rules that this spacing keeps less strictly than `other` does."""
        return tuple(
            rule
            for (rule, _, within), (_, _, wished) in zip(self.kinds, other.kinds, strict=True)
            if within < wished
        )

    def fits(self, filled: IntArray, place: int, rows: IntArray) -> BoolArray:
        """Which of `rows` (n,) may stand at `place` among what is `filled` (P,) around it."""
        fitting = np.ones(rows.size, dtype=np.bool_)
        for _, names, within in self.kinds:
            if within <= 0:
                continue
            around = filled[max(0, place - within) : place + within + 1].copy()
            around[min(place, within)] = EMPTY
            taken = names.numbers[around[around != EMPTY]]
            for number in np.unique(taken[taken != UNKNOWN]):
                fitting &= names.numbers[rows] != number
        return fitting


def _halvings(within: int) -> list[int]:
    return [within >> bits for bits in range(within.bit_length() + 1)]
