"""What the listener said of the music without words: skips, "more like this", "less of this"."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace

from deej_desktop.domain.track import Track
from deej_desktop.recommend.session import Steer
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import SteeredBy, SteerKind

_FADED = 0.05
"""A push weaker than this is forgotten."""


@dataclass(frozen=True, slots=True)
class _Entry:
    shown: SteeredBy
    steer: Steer


class Steering:
    """The steers in force, shown to the listener and taken back one by one.

    Steers name tracks, not rows of a space, as the space changes while the library grows.
    """

    def __init__(self) -> None:
        self._keys = itertools.count(1)
        self._entries: list[_Entry] = []

    @property
    def shown(self) -> tuple[SteeredBy, ...]:
        """What is in force, the latest last."""
        return tuple(entry.shown for entry in self._entries)

    def skipped(self, track: Track, share_heard: float) -> bool:
        """Push away from a track that was skipped, the more the earlier; false if it was late."""
        steer = Steer.skipped(0, share_heard)
        if steer is None or -steer.strength < _FADED:
            return False
        self._add(SteerKind.SKIPPED, track, steer)
        return True

    def more_like(self, track: Track) -> None:
        """Pull towards a track until that is taken back."""
        self._add(SteerKind.MORE, track, Steer.also_like(0))

    def less_of(self, track: Track) -> None:
        """Push away from a track until that is taken back."""
        self._add(SteerKind.LESS, track, Steer.less_of(0))

    def take_back(self, key: int) -> bool:
        """Forget the steer `key`; false if it is no longer in force."""
        kept = [entry for entry in self._entries if entry.shown.key != key]
        found = len(kept) < len(self._entries)
        self._entries = kept
        return found

    def clear(self) -> None:
        """Forget all of them."""
        self._entries.clear()

    def age(self) -> None:
        """One more track has begun: what fades, fades."""
        older = [
            replace(entry, steer=replace(entry.steer, age=entry.steer.age + 1))
            for entry in self._entries
        ]
        self._entries = [entry for entry in older if abs(entry.steer.strength) >= _FADED]

    def record(self) -> tuple[tuple[SteeredBy, Steer], ...]:
        """What is in force, to go on with another time."""
        return tuple((entry.shown, entry.steer) for entry in self._entries)

    def go_on(self, record: Iterable[tuple[SteeredBy, Steer]]) -> None:
        """Have in force what was recorded, and nothing else."""
        self._entries = [
            _Entry(replace(shown, key=next(self._keys)), steer) for shown, steer in record
        ]

    def in_space(self, space: Space) -> tuple[Steer, ...]:
        """The steers as the planner takes them; those whose track is unknown are left out."""
        return tuple(
            replace(entry.steer, track=row)
            for entry in self._entries
            if (row := space.row_of(entry.shown.track)) is not None
        )

    def _add(self, kind: SteerKind, track: Track, steer: Steer) -> None:
        # The latest word on a track counts.
        self._entries = [entry for entry in self._entries if entry.shown.track != track]
        self._entries.append(_Entry(SteeredBy(next(self._keys), track, kind), steer))
