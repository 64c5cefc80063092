"""Finding out why: what a choice is close to, and what was passed over for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray
from deej_desktop.recommend.rulebook import Allowance
from deej_desktop.recommend.rules import RuleName
from deej_desktop.recommend.space import Space
from deej_desktop.recommend.why import KeptBack, Why

CLOSE_FROM = 0.75
"""A match is close if it is closer than this share of all pairs in the library."""


def explain(
    space: Space,
    recent: Sequence[int],
    allowance: Allowance,
    similar: FloatArray,
    row: int,
    *,
    for_seam: bool,
    again: bool,
) -> Why:
    """The reasons for choosing `row`.

    Args:
        space: The library.
        recent: Rows of the tracks that were kept on to.
        allowance: What was allowed, and by which rules.
        similar: (T,) the similarities of all tracks to what was heard.
        row: The choice.
        for_seam: Whether the seam decided between near-equals.
        again: Whether the session started again.
    """
    closer = (similar > similar[row]) & space.audible
    passed_over = closer & allowance.allowed
    rank = int(np.count_nonzero(passed_over))
    best = int(np.argmax(np.where(passed_over, similar, -np.inf))) if rank else row
    closest, percentile = _closest(space, recent, row)
    best_percentile = percentile if best == row else _closest(space, recent, best)[1]
    return Why(
        closest=None if closest is None else space.tracks[closest],
        percentile=percentile,
        rank=rank,
        for_seam=for_seam,
        kept_back=_kept_back(space, allowance, closer),
        relaxed=allowance.relaxed,
        no_close_match=closest is not None and best_percentile < CLOSE_FROM,
        again=again,
    )


def _kept_back(space: Space, allowance: Allowance, closer: BoolArray) -> tuple[KeptBack, ...]:
    """How many of the `closer` (T,) tracks each rule kept back; what was heard is no news."""
    held = closer & space.proposable
    for rule, mask in allowance.in_force:
        if rule is RuleName.NO_REPEAT:
            held &= mask
    counts = [
        KeptBack(rule, int(np.count_nonzero(held & ~mask))) for rule, mask in allowance.in_force
    ]
    return tuple(kept for kept in counts if kept.tracks)


def _closest(space: Space, recent: Sequence[int], row: int) -> tuple[int | None, float]:
    """The recent track closest to `row`, and how close the two are among the library's pairs."""
    heard = [track for track in recent if space.audible[track]]
    if not heard or not space.audible[row]:
        return None, 0.0
    similar = space.sound.vectors[heard] @ space.sound.vectors[row]
    # Of several as close the latest.
    at = len(heard) - 1 - int(np.argmax(similar[::-1]))
    return heard[at], space.closeness.percentile(float(similar[at]))
