"""All rules together: what is allowed now, and which of them had to give way for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deej_desktop.domain.arrays import BoolArray
from deej_desktop.recommend.rules import NoRepeat, Rule, RuleName
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.space import Space


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may come next.

    Attributes:
        allowed: (T,) mask; all False if even the firm rules leave nothing.
        in_force: Each rule that applied and what it let through (T,).
        relaxed: Rules that gave way, wholly or by some steps, so that anything is left.
    """

    allowed: BoolArray
    in_force: tuple[tuple[RuleName, BoolArray], ...]
    relaxed: tuple[RuleName, ...] = ()


class Rulebook:
    """Rules applied to one space; what does not depend on the session is worked out once.

    Args:
        space: The tracks.
        rules: In the order in which they give way; firm ones never do. `NoRepeat` is always one.
    """

    def __init__(self, space: Space, rules: Sequence[Rule]) -> None:
        self._space = space
        rules = [*(rule for rule in rules if rule != NoRepeat()), NoRepeat()]
        self._standing = {
            rule: rule.allows(space, SessionView()) for rule in rules if rule.standing
        }
        self._firm = [rule for rule in rules if rule.firm]
        self._soft = [rule for rule in rules if not rule.firm]
        # Of several copies of one recording the first that is not shut out stands for all.
        possible = np.arange(len(space)) < space.library_size
        for rule in self._firm:
            possible &= self._standing.get(rule, True)
        self._candidates = space.facts.contents.first_of_each(possible)

    def shut_out(self) -> dict[RuleName, int]:
        """How many tracks of the library each firm standing rule keeps out; none for no rule."""
        library = self._space.library_size
        counts = {
            rule.name: library - int(np.count_nonzero(self._standing[rule][:library]))
            for rule in self._firm
            if rule.standing
        }
        return {name: count for name, count in counts.items() if count}

    def allowance_again(self, session: SessionView) -> Allowance:
        """What may follow once all was heard: the session is remembered by half, or by less.

        So what was heard longest ago comes round first, and no second round copies the first.
        """
        remembered = int(np.count_nonzero(self._candidates))
        while remembered:
            remembered //= 2
            again = self.allowance(session.remembering(remembered))
            if again.allowed.any():
                return again
        return self.allowance(session)

    def allowance(self, session: SessionView, needed: int = 1) -> Allowance:
        """What may follow `session`.

        Args:
            session: What was heard, and more.
            needed: Soft rules give way until as many tracks are left, or all that firm rules leave.
        """
        possible = self._candidates.copy()
        in_force = []
        for rule in self._firm:
            mask = self._mask(rule, session)
            in_force.append((rule.name, mask))
            possible &= mask
        needed = min(needed, _count(possible))
        masks = [self._mask(rule, session) for rule in self._soft]
        relaxed: tuple[RuleName, ...] = ()
        allowed = _all_of(possible, masks)
        if _count(allowed) < needed:
            masks, relaxed = self._give_way(possible, masks, session, needed)
            allowed = _all_of(possible, masks)
        in_force += zip((rule.name for rule in self._soft), masks, strict=True)
        return Allowance(allowed, tuple(in_force), relaxed)

    def _give_way(
        self, possible: BoolArray, masks: list[BoolArray], session: SessionView, needed: int
    ) -> tuple[list[BoolArray], tuple[RuleName, ...]]:
        """Loosen rule after rule until enough is left, then tighten what need not be loose."""
        strict, masks = masks, list(masks)
        enough = 0
        for enough, rule in enumerate(self._soft):
            rest = _all_of(possible, [*masks[:enough], *masks[enough + 1 :]])
            masks[enough] = self._strictest(rule, rest, session, needed)
            if _count(rest & masks[enough]) >= needed:
                break
        # What gave way early may not have been what was in the way: restore it, dearest first.
        for earlier in reversed(range(enough)):
            rest = _all_of(possible, [*masks[:earlier], *masks[earlier + 1 :]])
            masks[earlier] = self._strictest(self._soft[earlier], rest, session, needed)
        relaxed = tuple(
            rule.name
            for rule, mask, before in zip(self._soft, masks, strict, strict=True)
            if not np.array_equal(mask, before)
        )
        return masks, relaxed

    def _strictest(
        self, rule: Rule, rest: BoolArray, session: SessionView, needed: int
    ) -> BoolArray:
        """What the rule lets through at its strictest step that leaves enough of `rest`."""
        step: Rule | None = rule
        while step is not None:
            mask = self._mask(step, session)
            if _count(rest & mask) >= needed:
                return mask
            step = step.weaker()
        return np.ones(rest.size, dtype=np.bool_)

    def _mask(self, rule: Rule, session: SessionView) -> BoolArray:
        standing = self._standing.get(rule)
        return rule.allows(self._space, session) if standing is None else standing


def _all_of(possible: BoolArray, masks: Sequence[BoolArray]) -> BoolArray:
    together = possible.copy()
    for mask in masks:
        together &= mask
    return together


def _count(mask: BoolArray) -> int:
    return int(np.count_nonzero(mask))
