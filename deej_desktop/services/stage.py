"""What the player was given to play, and which entry of the queue each cue stands for.

Requests and the player's events cross each other: a cue may begin after another was already asked
for in its place. So whatever the player was given since it last began anew is remembered.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Cue, Player, PlayState, Transition
from deej_desktop.services.api import QueuedTrack
from deej_desktop.services.transitions import transition_between

_DEMO_FADE_S = 1.0
"""How long excerpts overlap, unless they are very short."""


class OnStage(NamedTuple):
    """A queue entry and the cue that the player was given for it.

    Attributes:
        entry: What the listener sees.
        cue: What the player plays.
        started_at: Seconds since 1970.
    """

    entry: QueuedTrack
    cue: Cue
    started_at: float


class Stage:
    """The player, in terms of queue entries."""

    def __init__(
        self, player: Player, excerpt_of: Callable[[Track, Seconds], Seconds] | None = None
    ) -> None:
        """Play with `player`.

        Args:
            player: Plays.
            excerpt_of: Where the part of a track begins that stands for all of it, for `set_demo`.
        """
        self._player = player
        self._excerpt_of = excerpt_of or (lambda _track, _seconds: Seconds(0.0))
        self.demo_s: Seconds | None = None
        self._given: dict[int, OnStage] = {}
        self._held: Seconds | None = None
        self.now: OnStage | None = None
        self.next: OnStage | None = None

    @property
    def held(self) -> bool:
        """Whether the current track waits, unopened, for the listener to go on with it."""
        return self._held is not None

    @property
    def paused(self) -> bool:
        """Whether the current track is paused."""
        return self.held or self._player.state is PlayState.PAUSED

    @property
    def position(self) -> Seconds:
        """How far into the file of the current track we are."""
        held = self._held
        return self._player.position() if held is None else held

    @property
    def played_s(self) -> float:
        """How far into what is heard of the current track the player is."""
        return self.position - (self.now.cue.start_s if self.now else 0.0)

    @property
    def length_s(self) -> float:
        """How much is to be heard of the current track; 0 while nobody knows."""
        span = self.now.cue.span_s if self.now else 0.0
        return span if math.isfinite(span) else 0.0

    @property
    def share_heard(self) -> float:
        """How much was heard of what is to be heard of the current track, 0..1."""
        return min(1.0, max(0.0, self.played_s) / self.length_s) if self.length_s > 0 else 1.0

    def play(self, entry: QueuedTrack, fade_in: Seconds = Seconds(0.0)) -> None:
        """Play `entry` now, rising for as long as `fade_in`."""
        self._given.clear()
        self.next = self._held = None
        self.now = self._give(entry, fade_in)
        self._player.play(self.now.cue)

    def hold(self, entry: QueuedTrack, position: Seconds) -> None:
        """Have `entry` be the current track, paused at `position`; its file is not opened yet."""
        self.now = self._give(entry)
        self._held = position

    def follow_with(self, entry: QueuedTrack | None) -> None:
        """Have `entry` follow the current track, or nothing; forget what was to follow before."""
        if self.now is None or entry is None:
            if self.next is not None:
                self.next = None
                self._player.set_next(None, Transition.cut())
        elif not self.held and (self.next is None or self.next.entry.key != entry.key):
            self.next = self._give(entry)
            self._player.set_next(self.next.cue, self._transition_to(entry.track))

    def set_demo(self, seconds: Seconds | None) -> None:
        """Play so much of each track from the next one on, or all of it."""
        self.demo_s = seconds
        self.follow_with(None)  # as it was given for another length

    def known(self, cue: Cue) -> OnStage | None:
        """What the player was given `cue` for; None if that is long past."""
        return self._given.get(id(cue))

    def adopt(self, begun: OnStage) -> None:
        """The player went on to `begun` by itself."""
        self.now = begun._replace(started_at=time.time())
        self._given[id(begun.cue)] = self.now
        if self.next is not None and self.next.cue is begun.cue:
            self.next = None

    def give_up(self, failed: OnStage) -> None:
        """The player has given up `failed`."""
        if self.now is not None and self.now.cue is failed.cue:
            self.now = None
        if self.next is not None and self.next.cue is failed.cue:
            self.next = None

    def end(self) -> None:
        """Nothing plays any more."""
        self.now = self.next = self._held = None
        self._given.clear()

    def stop(self) -> None:
        """Fall silent."""
        self.end()
        self._player.stop()

    def pause(self) -> None:
        """Pause, if something plays."""
        if self.now is not None and not self.held:
            self._player.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        position, self._held = self._held, None
        if position is None:
            self._player.resume()
        elif self.now is not None:
            self._player.play(self.now.cue)
            self._player.seek(position)

    def seek(self, position: Seconds) -> None:
        """Go to `position` in the file of the current track."""
        if self.held:
            self._held = position
        else:
            self._player.seek(position)

    def to_start(self) -> None:
        """Go to the start of the current track, if there is one."""
        if self.now is not None:
            self.seek(self.now.cue.start_s)

    def _transition_to(self, following: Track) -> Transition:
        assert self.now is not None
        if self.demo_s is not None:
            return Transition.cross_fade(min(_DEMO_FADE_S, self.demo_s / 5))
        return transition_between(self.now.entry.track, following)

    def _cue_of(self, track: Track) -> Cue:
        cue = Cue(track.path, track.duration_s)
        if self.demo_s is None or track.duration_s <= self.demo_s:
            return cue
        start = self._excerpt_of(track, self.demo_s)
        return replace(cue, start_s=start, end_s=Seconds(start + self.demo_s))

    def _give(self, entry: QueuedTrack, fade_in: Seconds = Seconds(0.0)) -> OnStage:
        cue = replace(self._cue_of(entry.track), fade_in_s=fade_in)
        given = OnStage(entry, cue, time.time())
        self._given[id(given.cue)] = given
        return given
