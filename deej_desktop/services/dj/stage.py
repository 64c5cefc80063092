"""What the player was given to play, and which entry of the queue each cue stands for.

Requests and the player's events cross each other: a cue may begin after another was already asked
for in its place. So whatever the player was given since it last began anew is remembered.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Cue, Player, PlayState, Transition
from deej_desktop.services.api import QueuedTrack
from deej_desktop.services.sound.cues import Cued, Cues

_DEMO_FADE_S = 1.0
"""How long excerpts overlap, unless they are very short."""


class OnStage(NamedTuple):
    """A queue entry and the cue that the player was given for it.

    Attributes:
        entry: What the listener sees.
        cued: What it is played as.
        started_at: Seconds since 1970.
    """

    entry: QueuedTrack
    cued: Cued
    started_at: float

    @property
    def cue(self) -> Cue:
        """What the player plays."""
        return self.cued.cue


class Stage:
    """The player, in terms of queue entries."""

    def __init__(
        self,
        player: Player,
        excerpt_of: Callable[[Track, Seconds], Seconds] | None = None,
        cues: Cues | None = None,
    ) -> None:
        """Play with `player`.

        Args:
            player: Plays.
            excerpt_of: Where the part of a track begins that stands for all of it, for `set_demo`.
            cues: Says how tracks are played; as the usual settings want it by default.
        """
        self._player = player
        self._cues = cues or Cues()
        self._gain_now: float | None = None
        self._transition = Transition.cut()
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

    def play(
        self,
        entry: QueuedTrack,
        queue: Sequence[QueuedTrack] = (),
        fade_in: Seconds = Seconds(0.0),
    ) -> None:
        """Play `entry` now, rising for as long as `fade_in`; `queue` is what follows."""
        before = self.now.cued if self.now is not None else None
        self._given.clear()
        self.next = self._held = None
        self.now = self._give(entry, before, queue, fade_in)
        self._given[id(self.now.cue)] = self.now
        self._gain_now = self.now.cue.gain_db
        self._player.play(self.now.cue)

    def hold(self, entry: QueuedTrack, position: Seconds) -> None:
        """Have `entry` be the current track, paused at `position`; its file is not opened yet."""
        self.now = self._give(entry, None, ())
        self._given[id(self.now.cue)] = self.now
        self._gain_now = self.now.cue.gain_db
        self._held = position

    def follow_with(self, queue: Sequence[QueuedTrack]) -> None:
        """Have the first of `queue` follow the current track, and nothing if it is empty."""
        if self.now is None or not queue:
            if self.next is not None:
                self.next = None
                self._player.set_next(None, Transition.cut())
        elif not self.held and (self.next is None or self.next.entry.key != queue[0].key):
            self._set_next(queue)

    def follow_settings(self, queue: Sequence[QueuedTrack]) -> None:
        """Play what plays, and what is to follow, as the settings want it by now."""
        if self.now is None:
            return
        gain = self._cues.gain_now(self.now.cued, [entry.track for entry in queue])
        if gain != self._gain_now:
            self._gain_now = gain
            self._player.set_gain(self.now.cue, gain)
        if self.next is not None and queue and self.next.entry.key == queue[0].key:
            again = self._give(queue[0], self.now.cued, queue[1:])
            before = (self.next.cue, self._transition)
            if before != (again.cue, self._transition_to(again.cued)):
                self._set_next(queue)

    def set_demo(self, seconds: Seconds | None) -> None:
        """Play so much of each track from the next one on, or all of it."""
        self.demo_s = seconds
        self.follow_with(())  # as it was given for another length

    def known(self, cue: Cue) -> OnStage | None:
        """What the player was given `cue` for; None if that is long past."""
        return self._given.get(id(cue))

    def adopt(self, begun: OnStage) -> None:
        """The player went on to `begun` by itself."""
        self._gain_now = begun.cue.gain_db
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

    def _set_next(self, queue: Sequence[QueuedTrack]) -> None:
        assert self.now is not None
        self.next = self._give(queue[0], self.now.cued, queue[1:])
        self._given[id(self.next.cue)] = self.next
        self._transition = self._transition_to(self.next.cued)
        self._player.set_next(self.next.cue, self._transition)

    def _transition_to(self, following: Cued) -> Transition:
        assert self.now is not None
        if self.demo_s is not None:
            return Transition.cross_fade(min(_DEMO_FADE_S, self.demo_s / 5))
        return self._cues.transition(self.now.cued, following)

    def _give(
        self,
        entry: QueuedTrack,
        before: Cued | None,
        queue: Sequence[QueuedTrack],
        fade_in: Seconds = Seconds(0.0),
    ) -> OnStage:
        track = entry.track
        cued = self._cues.make(track, before, [queued.track for queued in queue])
        cue = replace(cued.cue, fade_in_s=fade_in)
        if self.demo_s is not None and track.duration_s > self.demo_s:
            start = self._excerpt_of(track, self.demo_s)
            cue = replace(cue, start_s=start, end_s=Seconds(start + self.demo_s))
        return OnStage(entry, cued._replace(cue=cue), time.time())
