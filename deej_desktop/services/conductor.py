"""What happens when a button is pressed or a track ends: the player and the DJ session in step.

Everything here runs in one thread, the jukebox's; requests and events come one at a time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.history import Ending
from deej_desktop.playback.player import (
    Cue,
    Failed,
    Finished,
    Player,
    PlayerEvent,
    PlayState,
    Started,
    Transition,
)
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JukeboxState, Notice, QueuedTrack
from deej_desktop.services.dj_session import DjSession, Sound
from deej_desktop.services.transitions import transition_between

_log = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 10
"""So many tracks that cannot be played, one after the other, stop the queue."""

BACK_TO_START_S = 3.0
"""After so long in a track, "previous" goes to its start rather than to the track before."""


class Outside(Protocol):
    """What the conductor needs from the world beyond player and session."""

    def hear(self, track: Track) -> None:
        """Find out how `track` sounds; `Conductor.sound_found` is called some time later."""

    def notify(self, notice: Notice) -> None:
        """Tell the listener something."""

    def played(self, track: Track, started_at: float, played_s: Seconds, ending: Ending) -> None:
        """Remember that `track` was played."""


class _OnStage(NamedTuple):
    """A queue entry and the cue that the player was given for it."""

    entry: QueuedTrack
    cue: Cue
    started_at: float


class Conductor:
    """Keeps the music going."""

    def __init__(self, player: Player, session: DjSession, outside: Outside) -> None:
        self._player = player
        self._session = session
        self._outside = outside
        self._now: _OnStage | None = None
        self._next: _OnStage | None = None
        self._failures = 0
        self._hearing: Track | None = None
        self._told_shortfall = False
        self._wants_music = False
        self._halted = False

    def state(self, volume: float) -> JukeboxState:
        """What a face may draw."""
        now, heard, knobs = self._now, self._session.heard, self._session.knobs
        return JukeboxState(
            playing=now.entry.track if now else None,
            why=now.entry.why if now else "",
            paused=self._player.state is PlayState.PAUSED,
            queue=self._session.queue,
            history=heard[:-1] if now else heard,
            keep_on=knobs.keep_on,
            drunk=knobs.drunk,
            volume=volume,
            steers=self._session.steering.shown,
            thinking=f"Listening to {self._hearing.title}" if self._hearing else "",
        )

    def play_tracks(self, tracks: Sequence[Track]) -> None:
        """Play `tracks` now, in order, and go on with tracks like them: a new session."""
        if tracks:
            self._leave()
            self._session.begin()
            self._session.ask_for(tracks)
            self._advance()

    def queue_tracks(self, tracks: Sequence[Track], place: int | None = None) -> None:
        """Play `tracks` after the current one, or at a place of the queue."""
        if place is None:
            self._session.ask_for(tracks)
        else:
            self._session.insert(tracks, place)
        self._refresh(anew=True)

    def pin_queued(self, key: int) -> None:
        """Keep an entry of the queue, whatever the knobs do."""
        self._session.pin(key)
        self._refresh()

    def move_queued(self, key: int, place: int) -> None:
        """Move an entry of the queue."""
        self._session.move(key, place)
        self._refresh()

    def more_like(self, track: Track) -> None:
        """Steer towards a track."""
        self._session.steering.more_like(track)
        self._refresh(anew=True)

    def less_of(self, track: Track) -> None:
        """Steer away from a track."""
        self._session.steering.less_of(track)
        self._refresh(anew=True)

    def undo_steer(self, key: int) -> None:
        """Take back a steer."""
        if self._session.steering.take_back(key):
            self._refresh(anew=True)

    def play_queued(self, key: int) -> None:
        """Go straight to an entry of the queue, if it is still there."""
        if any(entry.key == key for entry in self._session.queue):
            self._leave()
            self._session.drop_before(key)
            self._advance()

    def remove_queued(self, key: int) -> None:
        """Take an entry out of the queue."""
        self._session.remove(key)
        self._refresh()

    def toggle_pause(self) -> None:
        """Pause, go on, or begin when nothing plays: with the queue, or with anything."""
        if self._now is None or self._player.state is PlayState.PAUSED:
            self.resume()
        else:
            self.pause()

    def pause(self) -> None:
        """Pause, if something plays."""
        if self._now is not None:
            self._player.pause()

    def resume(self) -> None:
        """Go on, or begin when nothing plays: with the queue, or with anything."""
        if self._now is not None:
            self._player.resume()
            return
        self._halted = False
        if not self._session.queue:
            self._session.ask_for_anything()
        self._advance()

    def stop(self) -> None:
        """Fall silent; what played is the first of the queue again."""
        self._leave(Ending.STOPPED)
        if self._now is not None:
            self._session.put_back()
        self._now = self._next = None
        self._wants_music = False
        self._player.stop()

    def next(self) -> None:
        """Go to the next track; an early skip steers away from the one that is left."""
        if self._session.queue:
            skipped, share = self._now, self._share_heard()
            self._leave()
            self._advance()
            if skipped is not None and self._session.steering.skipped(skipped.entry.track, share):
                self._refresh(anew=True)
        else:
            self._outside.notify(Notice("Nothing is queued yet; drop a song to begin with."))

    def previous(self) -> None:
        """Go to the start of the track, or to the one before it."""
        begun = self._player.position() - (self._now.cue.start_s if self._now else 0.0)
        back = self._session.step_back() if begun < BACK_TO_START_S else None
        if back is not None:
            self._leave()
            self._play(back)
            self._refresh()
        elif self._now is not None:
            self._player.seek(self._now.cue.start_s)

    def turn(self, knobs: Knobs) -> None:
        """Set the knobs and let the queue follow."""
        self._session.turn(knobs)
        self._refresh(anew=True)

    def replace_library(self, space: Space) -> None:
        """Choose from another view of the library from now on."""
        self._session.replace_library(space)
        self._told_shortfall = False
        self._refresh()

    def sound_found(self, track: Track, sound: Sound) -> None:
        """Take note of how a track sounds, and choose with that."""
        self._hearing = None
        self._session.add_sound(track, sound)
        self._refresh(anew=True)

    def sound_unknown(self, track: Track, reason: str) -> None:
        """Go on without knowing how a track sounds."""
        self._hearing = None
        self._outside.notify(Notice(f"{reason} What follows is chosen without it.", "warning"))
        self._session.give_up_on(track)
        self._refresh(anew=True)

    def close(self) -> None:
        """The listener leaves."""
        self.stop()

    def player_says(self, event: PlayerEvent) -> None:
        """Keep in step with the player."""
        if isinstance(event, Started):
            if self._next is not None and event.cue is self._next.cue:
                self._handed_over()
        elif isinstance(event, Failed):
            self._failed(event)
        elif isinstance(event, Finished) and self._now is not None and event.cue is self._now.cue:
            self._failures = 0
            self._leave(Ending.FINISHED)
            self._now = None
            if not self._halted:
                self._advance()

    def _handed_over(self) -> None:
        """The player went on by itself."""
        assert self._next is not None
        if self._now is not None:
            self._failures = 0
            self._leave(Ending.FINISHED)
        self._now = self._next._replace(started_at=time.time())
        self._next = None
        self._session.drop_before(self._now.entry.key)
        self._session.take_next()
        self._refresh()

    def _failed(self, event: Failed) -> None:
        self._outside.notify(Notice(event.reason, "error"))
        self._failures += 1
        if self._next is not None and event.cue is self._next.cue:
            self._session.remove(self._next.entry.key)
            self._next = None
        elif self._now is not None and event.cue is self._now.cue:
            self._session.take_back()
            self._now = None
        else:
            return
        if event.hopeless or self._failures >= FAILURES_IN_A_ROW:
            self._halt(told=event.hopeless)
        elif event.idle:
            self._advance()
        elif self._now is not None:
            self._refresh()
        # Otherwise the player is on its way to the next, and will say how that went.

    def _halt(self, *, told: bool) -> None:
        """Try nothing more until the listener asks."""
        self._halted = True
        self._failures = 0
        self._set_next()
        if self._now is None:
            self._player.stop()
        if not told:
            self._outside.notify(
                Notice(
                    f"Stopped: {FAILURES_IN_A_ROW} tracks in a row could not be played. Check that "
                    "the disk with your music is there, then press play.",
                    "error",
                )
            )

    def _advance(self) -> None:
        """Play the first of the queue, or wait for there to be one."""
        entry = self._session.take_next()
        if entry is None:
            self._now = self._next = None
            self._wants_music = True
            self._player.stop()
        else:
            self._play(entry)
        self._refresh()

    def _play(self, entry: QueuedTrack) -> None:
        self._now = _OnStage(entry, _cue(entry.track), time.time())
        self._next = None
        self._wants_music = False
        self._player.play(self._now.cue)

    def _leave(self, ending: Ending = Ending.SKIPPED) -> None:
        """Note what became of the current track, which is about to be replaced."""
        if ending is Ending.SKIPPED:
            self._halted = False  # that was the listener, who may have mended what was wrong
        if self._now is not None:
            track = self._now.entry.track
            to_the_end = ending is Ending.FINISHED
            played = track.duration_s if to_the_end else self._player.position()
            self._outside.played(track, self._now.started_at, played, ending)

    def _share_heard(self) -> float:
        """How much of the current track was heard, 0..1."""
        if self._now is None or self._now.entry.track.duration_s <= 0:
            return 1.0
        return min(1.0, self._player.position() / self._now.entry.track.duration_s)

    def _refresh(self, *, anew: bool = False) -> None:
        """Let the queue follow what has changed, and the player the queue."""
        if anew:
            self._session.choose_anew()
        else:
            self._session.fill()
        self._find_out_more()
        self._tell_shortfall()
        if self._wants_music and not self._halted and self._session.queue:
            self._advance()
        else:
            self._set_next()

    def _find_out_more(self) -> None:
        unknown = self._session.unknown()
        if unknown is not None and self._hearing is None:
            self._hearing = unknown
            self._outside.hear(unknown)

    def _tell_shortfall(self) -> None:
        shortfall = self._session.shortfall
        if shortfall is not None and not self._told_shortfall:
            self._outside.notify(Notice(shortfall.text()))
        self._told_shortfall = shortfall is not None

    def _set_next(self) -> None:
        entry = self._session.queue[0] if self._session.queue and not self._halted else None
        if self._now is None or entry is None:
            if self._next is not None:
                self._next = None
                self._player.set_next(None, Transition.cut())
        elif self._next is None or self._next.entry.key != entry.key:
            self._next = _OnStage(entry, _cue(entry.track), time.time())
            transition = transition_between(self._now.entry.track, entry.track)
            self._player.set_next(self._next.cue, transition)


def _cue(track: Track) -> Cue:
    return Cue(track.path, track.duration_s)
