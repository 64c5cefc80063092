"""Moods as places in the space: where this library's tracks are calm, lively, dark or bright.

What a meter says of a track depends on how it was mastered, too. So half of the say is its own, and
half is what a ridge regression (Hoerl and Kennard, 1970) from vectors to measures expects of a
track that sounds like it; that also places tracks which nobody has measured yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.recommend.drunk import draw_rank
from deej_desktop.recommend.rulebook import Rulebook
from deej_desktop.recommend.rules import Apart, Rule
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.space import Space

SHARE = 0.2
"""The calmest fifth of a library is calm."""

_RIDGE = 3.0
"""As many tracks speak for "all sound alike"."""


class Mood(str, Enum):
    """Where a journey may end."""

    CALM = "calm"
    LIVELY = "lively"
    DARK = "dark"
    BRIGHT = "bright"

    @property
    def why(self) -> str:
        """What is true of a track where a journey arrives at it, in plain English."""
        return _WHY[self]


_WHY = {
    Mood.CALM: "It is among the calmest fifth of your music.",
    Mood.LIVELY: "It is among the liveliest fifth of your music.",
    Mood.DARK: "It is among the darkest fifth of your music.",
    Mood.BRIGHT: "It is among the brightest fifth of your music.",
}


@dataclass(frozen=True, slots=True)
class Measures:
    """What a meter says of tracks; NaN of those that it has not heard.

    Attributes:
        levels_db: (T,) how loud the soft parts are.
        bass_db: (T,) the level of the lows, all bands together being 0.
        treble_db: (T,) the same of the highs.
    """

    levels_db: FloatArray
    bass_db: FloatArray
    treble_db: FloatArray

    def scores(self, mood: Mood, vectors: FloatArray) -> FloatArray:
        """How much each track is of `mood`, (T,) in 0..1; all NaN if nothing was measured.

        Args:
            mood: Lively is what is loud throughout, with much bass and treble; calm the contrary.
                Bright is what has much treble for its level; dark the contrary.
            vectors: (T, d) unit rows, or zero rows.
        """
        if mood in (Mood.BRIGHT, Mood.DARK):
            measured = _shares(self.treble_db)
        else:
            parts = (self.levels_db, self.bass_db, self.levels_db + self.treble_db)
            measured = _shares(np.mean([_shares(part) for part in parts], axis=0))
        if np.isnan(measured).all():
            return measured
        expected = _shares(_expected(vectors, measured))
        score = (np.where(np.isnan(measured), expected, measured) + expected) / np.float32(2)
        return np.float32(1) - score if mood in (Mood.CALM, Mood.DARK) else score


def arrival(
    space: Space,
    mood: Mood,
    measures: Measures,
    waypoints: Sequence[int],
    rules: Sequence[Rule],
    rng: np.random.Generator,
    *,
    drunk: float = 0.0,
    elsewhere: frozenset[int] = frozenset(),
) -> int | None:
    """The row where a journey through `waypoints` may arrive at `mood`, as near as there is one.

    Args:
        space: The library, and files from outside as waypoints.
        mood: That fifth of what the rules allow.
        measures: Of all tracks of `space`.
        waypoints: Rows, at least one.
        rules: As from `standard_rules`; soft ones give way if nothing else is left.
        rng: Where the chance comes from; not touched with `drunk` at 0.
        drunk: Chance, 0..1, to arrive at one of the fifth that is less near.
        elsewhere: Rows heard lately.

    Returns:
        None if nothing was measured or nothing is allowed.
    """
    heard = SessionView(heard=tuple(waypoints), seeds=frozenset(waypoints), elsewhere=elsewhere)
    rulebook = Rulebook(space, [rule for rule in rules if not isinstance(rule, Apart)])
    scores = measures.scores(mood, space.sound.vectors)
    rows = np.flatnonzero(rulebook.allowance(heard).allowed & space.audible & ~np.isnan(scores))
    if not rows.size:
        return None
    many = max(1, round(SHARE * rows.size))
    rows = rows[np.argsort(-scores[rows], kind="stable")[:many]]
    near = space.sound.vectors[rows] @ space.sound.vectors[waypoints[-1]]
    order = np.argsort(-near, kind="stable")
    return int(rows[order[draw_rank(drunk, rows.size, rng)]])


def _shares(values: FloatArray) -> FloatArray:
    """The share (T,) of the known values that each is above, in 0..1; NaN stays."""
    known = np.sort(values[~np.isnan(values)])
    below = np.searchsorted(known, values, side="left") + np.searchsorted(known, values, "right")
    return np.where(np.isnan(values), np.nan, below / max(1, 2 * known.size)).astype(np.float32)


def _expected(vectors: FloatArray, measured: FloatArray) -> FloatArray:
    """What tracks (T,) with these vectors (T, d) usually measure."""
    known = ~np.isnan(measured)
    middle = float(measured[known].mean())
    rows = vectors[known].astype(np.float64)
    gram = rows.T @ rows + _RIDGE * np.eye(rows.shape[1])
    slope = np.linalg.solve(gram, rows.T @ (measured[known] - middle))
    return (middle + vectors @ slope).astype(np.float32)
