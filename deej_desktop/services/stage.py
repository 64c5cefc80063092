"""What the player was given to play, and which entry of the queue each cue stands for.

Requests and the player's events cross each other: a cue may begin after another was already asked
for in its place. So whatever the player was given since it last began anew is remembered.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Cue, Player, PlayState, Transition
from deej_desktop.services.api import QueuedTrack
from deej_desktop.services.transitions import transition_between


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

    def __init__(self, player: Player) -> None:
        self._player = player
        self._given: dict[int, OnStage] = {}
        self.now: OnStage | None = None
        self.next: OnStage | None = None

    @property
    def paused(self) -> bool:
        """Whether the player is paused."""
        return self._player.state is PlayState.PAUSED

    @property
    def position(self) -> Seconds:
        """How far into the file of the current track the player is."""
        return self._player.position()

    @property
    def played_s(self) -> float:
        """How far into what is heard of the current track the player is."""
        return self.position - (self.now.cue.start_s if self.now else 0.0)

    @property
    def share_heard(self) -> float:
        """How much of the current track was heard, 0..1."""
        if self.now is None or self.now.entry.track.duration_s <= 0:
            return 1.0
        return min(1.0, self.position / self.now.entry.track.duration_s)

    def play(self, entry: QueuedTrack, fade_in: Seconds = Seconds(0.0)) -> None:
        """Play `entry` now, rising for as long as `fade_in`."""
        self._given.clear()
        self.next = None
        self.now = self._give(entry, fade_in)
        self._player.play(self.now.cue)

    def follow_with(self, entry: QueuedTrack | None) -> None:
        """Have `entry` follow the current track, or nothing; forget what was to follow before."""
        if self.now is None or entry is None:
            if self.next is not None:
                self.next = None
                self._player.set_next(None, Transition.cut())
        elif self.next is None or self.next.entry.key != entry.key:
            self.next = self._give(entry)
            transition = transition_between(self.now.entry.track, entry.track)
            self._player.set_next(self.next.cue, transition)

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
        self.now = self.next = None
        self._given.clear()

    def stop(self) -> None:
        """Fall silent."""
        self.end()
        self._player.stop()

    def pause(self) -> None:
        """Pause, if something plays."""
        if self.now is not None:
            self._player.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._player.resume()

    def to_start(self) -> None:
        """Go to the start of the current track, if there is one."""
        if self.now is not None:
            self._player.seek(self.now.cue.start_s)

    def _give(self, entry: QueuedTrack, fade_in: Seconds = Seconds(0.0)) -> OnStage:
        cue = Cue(entry.track.path, entry.track.duration_s, fade_in_s=fade_in)
        given = OnStage(entry, cue, time.time())
        self._given[id(given.cue)] = given
        return given
