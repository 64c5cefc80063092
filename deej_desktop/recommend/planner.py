"""What plays next, and next after that: the planner of a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.track import Track
from deej_desktop.recommend.drunk import draw_rank
from deej_desktop.recommend.reasons import explain
from deej_desktop.recommend.rulebook import Rulebook
from deej_desktop.recommend.rules import Rule, RuleName
from deej_desktop.recommend.seams import best_seam
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.similarity import cosine, query_of, similarities
from deej_desktop.recommend.space import Space
from deej_desktop.recommend.why import Why


@dataclass(frozen=True, slots=True)
class Knobs:
    """The two knobs.

    Attributes:
        keep_on: How many previous tracks count; 0 for the whole session.
        drunk: Chance, 0..1: at 0 the best always, at 1 any that is allowed.
    """

    keep_on: int = 3
    drunk: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A track that was chosen.

    Attributes:
        row: Its row in the space.
        track: The same.
        similarity: Its cosine with what was heard last, -1..1.
        why: The reasons.
    """

    row: int
    track: Track
    similarity: float
    why: Why


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why a plan is shorter than it was asked to be.

    Attributes:
        missing: How many tracks could not be found.
        shut_out: How many tracks of the library each firm rule keeps out.
    """

    missing: int
    shut_out: dict[RuleName, int]

    def text(self) -> str:
        """One sentence for a person."""
        if not self.shut_out:
            return "Every track in the library has been heard."
        kept_out = max(self.shut_out.values())
        return (
            "Every other track has been heard; your settings for length, folders and genres keep "
            f"{kept_out} more out."
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes next, in order.

    Attributes:
        choices: The tracks.
        shortfall: Why there are fewer than were asked for, or None.
    """

    choices: tuple[Choice, ...]
    shortfall: Shortfall | None = None


def plan(
    space: Space,
    session: SessionView,
    knobs: Knobs,
    rules: Sequence[Rule],
    count: int,
    rng: np.random.Generator,
    *,
    allow_repeats: bool = False,
) -> Plan:
    """Choose the `count` tracks that follow `session`, each as if those before it were heard.

    Args:
        space: What can be played.
        session: What was heard, and steers.
        knobs: Keep on and Drunk.
        rules: In the order in which they give way, as from `standard_rules`.
        count: How many tracks.
        rng: Where the chance comes from; not touched with Drunk at 0.
        allow_repeats: Once all was heard, start again rather than end.
    """
    rulebook = Rulebook(space, rules)
    choices: list[Choice] = []
    while len(choices) < count:
        choice = _next(space, session, knobs, rulebook, rng, allow_repeats=allow_repeats)
        if choice is None:
            missing = count - len(choices)
            return Plan(tuple(choices), Shortfall(missing, rulebook.shut_out()))
        choices.append(choice)
        session = session.then(choice.row)
    return Plan(tuple(choices))


def _next(
    space: Space,
    session: SessionView,
    knobs: Knobs,
    rulebook: Rulebook,
    rng: np.random.Generator,
    *,
    allow_repeats: bool,
) -> Choice | None:
    allowance = rulebook.allowance(session)
    again = allow_repeats and not allowance.allowed.any()
    if again:
        allowance = rulebook.allowance_again(session)
    rows = np.flatnonzero(allowance.allowed)
    if not rows.size:
        return None
    similar = similarities(space, query_of(space, session, knobs.keep_on))
    rank = draw_rank(knobs.drunk, rows.size, rng)
    if rank == 0:
        drawn = int(rows[np.argmax(similar[rows])])
    else:
        drawn = int(rows[np.argpartition(-similar[rows], rank)[rank]])
    row = best_seam(space, session, similar, rows, drawn, knobs.drunk)
    why = explain(
        space,
        session.recent(knobs.keep_on),
        allowance,
        similar,
        row,
        for_seam=row != drawn,
        again=again,
    )
    return Choice(row, space.tracks[row], cosine(similar[row]), why)
