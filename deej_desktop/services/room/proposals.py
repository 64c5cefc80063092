"""What follows the sound in the room, and what goes with it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.recommend.directions import has_direction
from deej_desktop.recommend.rulebook import Rulebook
from deej_desktop.recommend.rules import RuleOptions, standard_rules
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.similarity import best_rows, cosine
from deej_desktop.recommend.space import Space
from deej_desktop.services.room.api import Proposal

_ROOM = Track(None, Path("the room"), ContentId(""), Seconds(0.0))


class RoomSound(NamedTuple):
    """How the room sounds, as a space sees its own tracks: unit vectors (d,).

    Attributes:
        whole: All that was heard, like a track.
        tail: The latest of it, like a track's end.
    """

    whole: FloatArray
    tail: FloatArray


def room_sound(space: Space, whole: FloatArray, tail: FloatArray) -> RoomSound:
    """See vectors (d,), as the encoder gives them, the way `space` sees those of its tracks."""
    grown, row = space.with_outsider(_ROOM, whole, tail=tail)
    return RoomSound(grown.sound.vectors[row], grown.sound.tails[row])


class Proposer:
    """Chooses among the tracks of one space by the listener's rules."""

    def __init__(self, space: Space, options: RuleOptions, count: int) -> None:
        self._space = space
        self._count = count
        self._rulebook = Rulebook(space, standard_rules(options))
        self._has_head = has_direction(space.sound.heads)
        self._playing: int | None = None
        self._allowed = self._rulebook.allowance(SessionView()).allowed

    def follows(self, sound: RoomSound, playing: int | None) -> tuple[Proposal, ...]:
        """Tracks that begin as the room goes on; `playing` is the row that is heard, if known."""
        allowed = self._allowed_after(playing) & self._has_head
        return self._best(self._space.sound.heads @ sound.tail, allowed, "It begins like this")

    def goes_with(self, sound: RoomSound, playing: int | None) -> tuple[Proposal, ...]:
        """Tracks that are as a whole like all that was heard."""
        allowed = self._allowed_after(playing) & self._space.audible
        return self._best(self._space.sound.vectors @ sound.whole, allowed, "It sounds like this")

    def _allowed_after(self, playing: int | None) -> BoolArray:
        if playing != self._playing:
            self._playing = playing
            heard = () if playing is None else (playing,)
            self._allowed = self._rulebook.allowance(SessionView(heard), self._count).allowed
        return self._allowed

    def _best(self, similar: FloatArray, allowed: BoolArray, what: str) -> tuple[Proposal, ...]:
        rows = best_rows(similar, np.flatnonzero(allowed), self._count)
        return tuple(
            Proposal(
                track=self._space.tracks[row],
                closeness=cosine(similar[row]),
                why=f"{what}, closer than {self._percent(similar[row])} % of pairs you have.",
            )
            for row in rows
        )

    def _percent(self, similarity: float) -> str:
        share = self._space.closeness.percentile(float(similarity))
        return f"{min(math.floor(1000 * share) / 10, 99.9):g}"
