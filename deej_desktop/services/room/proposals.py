"""What follows the sound in the room, and what goes with it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import numpy as np

from deej_desktop.domain.arrays import BoolArray, FloatArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.recommend.closeness import Closeness
from deej_desktop.recommend.directions import along, has_direction
from deej_desktop.recommend.rulebook import Rulebook
from deej_desktop.recommend.rules import RuleOptions, standard_rules
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.similarity import best_rows, cosine
from deej_desktop.recommend.space import Space
from deej_desktop.services.room.api import Proposal

_SAMPLED_SEAMS = 4_096

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
    return RoomSound(grown.sound.vectors[row], grown.sound.tails[row].astype(np.float32))


class Proposer:
    """Chooses among the tracks of one space by the listener's rules."""

    def __init__(self, space: Space, options: RuleOptions, count: int) -> None:
        self._space = space
        self._count = count
        self._rulebook = Rulebook(space, standard_rules(options))
        self._has_head = has_direction(space.sound.heads)
        self._seams = _closeness_of_seams(space)
        self._playing: int | None = None
        self._allowed = self._rulebook.allowance(SessionView()).allowed

    def follows(self, sound: RoomSound, playing: int | None) -> tuple[Proposal, ...]:
        """Tracks that begin as the room goes on; `playing` is the row that is heard, if known."""
        allowed = self._allowed_after(playing) & self._has_head
        similar = along(self._space.sound.heads, sound.tail)
        return self._best(similar, allowed, self._seams, "It begins like this", "seams")

    def goes_with(self, sound: RoomSound, playing: int | None) -> tuple[Proposal, ...]:
        """Tracks that are as a whole like all that was heard."""
        allowed = self._allowed_after(playing) & self._space.audible
        similar = self._space.sound.vectors @ sound.whole
        closeness = self._space.closeness
        return self._best(similar, allowed, closeness, "It sounds like this", "pairs")

    def _allowed_after(self, playing: int | None) -> BoolArray:
        if playing != self._playing:
            self._playing = playing
            heard = () if playing is None else (playing,)
            self._allowed = self._rulebook.allowance(SessionView(heard), self._count).allowed
        return self._allowed

    def _best(
        self, similar: FloatArray, allowed: BoolArray, usual: Closeness, what: str, of_all: str
    ) -> tuple[Proposal, ...]:
        return tuple(
            Proposal(
                track=self._space.tracks[row],
                closeness=cosine(similar[row]),
                why=f"{what}, closer than {_percent(usual, similar[row])} % of {of_all} you have.",
            )
            for row in best_rows(similar, np.flatnonzero(allowed), self._count)
        )


def _closeness_of_seams(space: Space) -> Closeness:
    """How similar the tails and heads of any two tracks usually are."""
    rows = np.flatnonzero(has_direction(space.sound.heads) & has_direction(space.sound.tails))
    if rows.size < 2:
        return Closeness(np.empty(0, np.float32))
    chance = np.random.default_rng(0)  # the same library always gives the same
    before, after = chance.choice(rows, (2, _SAMPLED_SEAMS))
    tails, heads = space.sound.tails[before], space.sound.heads[after]
    pairs = np.einsum("ij,ij->i", tails, heads, dtype=np.float32)
    return Closeness(np.sort(pairs[before != after]))


def _percent(usual: Closeness, similarity: float) -> str:
    # Rounded down: there is always a closer one.
    share = usual.percentile(float(similarity))
    return f"{min(math.floor(1000 * share) / 10, 99.9):g}"
