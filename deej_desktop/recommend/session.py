"""What a listening session says to the recommender: what was heard, and where to steer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

_SKIPPED_AT_ONCE = -0.6
_LESS_OF = -0.5
_MORE_OF = 0.5
_RADIO = 1.0
_FADING = 4.0
_HEARD_OUT = 0.9


@dataclass(frozen=True, slots=True)
class Steer:
    """A track that pulls the choice towards it, or pushes it away.

    Attributes:
        track: Its row in the space.
        weight: Beside what was heard last, which weighs 1; below zero pushes away.
        half_life: Tracks after which half of the weight is left; None lasts.
        age: Tracks that followed since.
    """

    track: int
    weight: float
    half_life: float | None = None
    age: int = 0

    @property
    def strength(self) -> float:
        """The weight that is left."""
        return self.weight * (0.5 ** (self.age / self.half_life) if self.half_life else 1.0)

    @staticmethod
    def also_like(track: int) -> Steer:
        """A lasting pull, for "also like this"."""
        return Steer(track, _MORE_OF)

    @staticmethod
    def less_of(track: int) -> Steer:
        """A lasting push, for "less of this"."""
        return Steer(track, _LESS_OF)

    @staticmethod
    def anchor(track: int, share: float) -> Steer:
        """A lasting pull of a radio: all of its tracks together weigh what was heard last does."""
        return Steer(track, _RADIO * share)

    @staticmethod
    def skipped(track: int, share_heard: float) -> Steer | None:
        """A push that fades, stronger the earlier in 0..1 the skip came; None for a late one."""
        left = 1.0 - min(max(share_heard, 0.0), 1.0) / _HEARD_OUT
        return Steer(track, _SKIPPED_AT_ONCE * left, _FADING) if left > 0 else None


@dataclass(frozen=True, slots=True)
class SessionView:
    """All that the next choice depends on besides the library; rows of one `Space`.

    Attributes:
        heard: Seeds and whatever is played, pinned or queued already, in order, the last last.
        seeds: Those of `heard` that the listener gave.
        steers: Skips, "also like this" and "less of this" in force.
        elsewhere: Tracks heard in other sessions too lately to come up again.
    """

    heard: tuple[int, ...] = ()
    seeds: frozenset[int] = frozenset()
    steers: tuple[Steer, ...] = ()
    elsewhere: frozenset[int] = frozenset()

    @staticmethod
    def from_seeds(seeds: Iterable[int]) -> SessionView:
        """A session that begins with `seeds`."""
        heard = tuple(seeds)
        return SessionView(heard, frozenset(heard))

    def then(self, track: int) -> SessionView:
        """The session after one more track: every steer has aged by it."""
        older = tuple(replace(steer, age=steer.age + 1) for steer in self.steers)
        return replace(self, heard=(*self.heard, track), steers=older)

    def remembering(self, last: int) -> SessionView:
        """The session as if only the `last` tracks had been heard."""
        return replace(self, heard=self.heard[-last:] if last > 0 else ())

    def recent(self, keep_on: int) -> tuple[int, ...]:
        """The last `keep_on` tracks that count, 0 for all; tracks pushed away count for nothing."""
        pushed = {steer.track for steer in self.steers if steer.weight < 0}
        counting = tuple(track for track in self.heard if track not in pushed) or self.heard
        return counting[-keep_on:] if keep_on > 0 else counting


NOTHING_HEARD = SessionView()
"""A session that is yet to begin."""
