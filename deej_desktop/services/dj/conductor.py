"""What happens when a button is pressed or a track ends: the player and the DJ session in step.

Everything here runs in one thread, the jukebox's; requests and events come one at a time.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.history import Ending
from deej_desktop.playback.player import (
    Failed,
    Finished,
    Interrupted,
    Paused,
    Player,
    PlayerEvent,
    Resumed,
    Started,
)
from deej_desktop.services.api import JukeboxState, Notice
from deej_desktop.services.dj.programme import Finding, Programme
from deej_desktop.services.dj.session import DjSession
from deej_desktop.services.dj.session_record import SessionRecord
from deej_desktop.services.dj.stage import OnStage, Stage
from deej_desktop.services.sound.cues import Cues
from deej_desktop.services.sound.transitions import FADE_IN_S

FAILURES_IN_A_ROW = 10
"""So many tracks that cannot be played, one after the other, stop the queue."""

BACK_TO_START_S = 3.0
"""After so long in a track, "previous" goes to its start rather than to the track before."""

HEARD_S = 2.0
"""A track that was heard for so long can be played, whatever the one before it was like."""

PATIENCE_S = 600.0
"""So long music is waited for; after that, whoever wanted it has gone or will ask again."""


class Outside(Finding, Protocol):
    """What the conductor needs from the world beyond player and session."""

    def excerpt_of(self, track: Track, seconds: Seconds) -> Seconds:
        """Where in `track` the part of so many seconds begins that is most like all of it."""

    def played(self, track: Track, started_at: float, played_s: Seconds, ending: Ending) -> None:
        """Remember that `track` was played."""


class Conductor:
    """Keeps the music going.

    Attributes:
        programme: What comes next; the player follows whatever is asked of it.
    """

    def __init__(
        self, player: Player, session: DjSession, outside: Outside, cues: Cues | None = None
    ) -> None:
        self._stage = Stage(player, outside.excerpt_of, cues)
        self._session = session
        self._outside = outside
        self.programme = Programme(session, outside, self._follow)
        self._failures = 0
        self._music_wanted_until = 0.0
        self._halted = False
        self._stop_after_current = False
        self._interrupted = ""

    def state(self, volume: float) -> JukeboxState:
        """What a face may draw."""
        now, heard, knobs = self._stage.now, self._session.heard, self._session.knobs
        return JukeboxState(
            playing=now.entry.track if now else None,
            why=now.entry.why if now else "",
            paused=self._stage.paused,
            queue=self._session.queue,
            history=heard[:-1] if now else heard,
            keep_on=knobs.keep_on,
            drunk=knobs.drunk,
            volume=volume,
            steers=self._session.steering.shown,
            thinking=self.programme.thinking,
            radio=self._session.radio.name,
            stop_after_current=self._stop_after_current,
            demo_s=self._stage.demo_s,
            interrupted=self._interrupted,
        )

    def play_tracks(self, tracks: Sequence[Track]) -> None:
        """Play `tracks` now, in order, and go on with tracks like them: a new session."""
        if tracks:
            self._leave()
            self._failures = 0
            self.programme.begin()
            self._session.ask_for(tracks)
            self._advance()

    def take_over(self, track: Track, after: Sequence[Track]) -> None:
        """Let `track` rise, and go on from it and from `after`, which somebody else has played."""
        self._leave()
        self._failures = 0
        self.programme.begin(after)
        self._session.ask_for([track])
        self._advance(FADE_IN_S)

    def record(self) -> SessionRecord:
        """The evening as it stands, to go on with another time."""
        now = self._stage.now
        record = self._session.record()
        if now is None:
            return record
        return replace(record, playing=now.entry, position=self._stage.position)

    def go_on(self, record: SessionRecord) -> None:
        """Go on with another evening, paused where it was, unless this one has begun already."""
        if self._stage.now is not None or self._session.heard or self._session.queue:
            return
        self._session.go_on(record)
        if record.playing is not None:
            entry = self._session.asked_for(record.playing.track)
            self._stage.hold(replace(record.playing, key=entry.key), record.position)
        self.programme.refresh()

    @property
    def position(self) -> Seconds:
        """How far into its file the current track is; may be asked from any thread."""
        return self._stage.position

    def seek(self, position: Seconds) -> None:
        """Go to `position` in the file of the current track."""
        self._stage.seek(position)

    def tune_in(self, name: str, tracks: Sequence[Track]) -> None:
        """Play what is typical of `tracks`, and keep close to all of them: a new session."""
        if tracks:
            self._leave()
            self._failures = 0
            self.programme.begin()
            self._session.tune_in(name, tracks)
            self._advance()

    def stop_after_current(self, stop: bool) -> None:
        """Have the music stop when the current track ends, once; or not."""
        self._stop_after_current = stop
        self.programme.refresh()

    def set_demo(self, seconds: Seconds | None) -> None:
        """Play so much of each track from the next one on, or all of it."""
        self._stage.set_demo(seconds)
        self.programme.refresh()

    def follow_settings(self) -> None:
        """Sound as the settings want it by now."""
        self._stage.follow_settings(self._session.queue)

    def play_queued(self, key: int) -> None:
        """Go straight to an entry of the queue, if it is still there."""
        if any(entry.key == key for entry in self._session.queue):
            self._leave()
            self._session.drop_before(key)
            self._advance()

    def toggle_pause(self) -> None:
        """Pause, go on, or begin when nothing plays: with the queue, or with anything."""
        if self._stage.now is None or self._stage.paused:
            self.resume()
        else:
            self.pause()

    def pause(self) -> None:
        """Pause, if something plays."""
        self._stage.pause()

    def resume(self) -> None:
        """Go on, or begin when nothing plays: with the queue, or with anything."""
        self._halted = False
        if self._stage.now is not None:
            self._stage.resume()
            self.programme.refresh()
            return
        if not self._session.queue:
            if self._session.shortfall is not None:
                # All was heard: else one song would play, and nothing after it.
                self.programme.begin()
            self._session.ask_for_anything()
        self._advance()

    def stop(self) -> None:
        """Fall silent; what played is the first of the queue again."""
        self._leave(Ending.STOPPED)
        if self._stage.now is not None:
            self._session.put_back()
        self._music_wanted_until = 0.0
        self._stage.stop()

    def next(self) -> None:
        """Go to the next track; an early skip steers away from the one that is left."""
        if self._session.queue:
            skipped, share = self._stage.now, self._stage.share_heard
            self._leave()
            self._advance()
            if skipped is not None and self._session.steering.skipped(skipped.entry.track, share):
                self.programme.refresh(anew=True)
        else:
            self._outside.notify(Notice(self.programme.why_empty))

    def previous(self) -> None:
        """Go to the start of the track, or to the one before it."""
        if self._stage.now is not None and self._stage.played_s >= BACK_TO_START_S:
            self._stage.to_start()
            return
        back = self._session.step_back(playing=self._stage.now is not None)
        if back is None:
            self._stage.to_start()
        else:
            self._leave()
            self._stage.play(back, self._session.queue)
            self.programme.refresh()

    def close(self) -> None:
        """The listener leaves."""
        self.stop()

    def player_says(self, event: PlayerEvent) -> None:
        """Keep in step with the player."""
        if isinstance(event, Interrupted):
            self._interrupted = event.reason
            self._outside.notify(Notice(event.reason, "warning"))
        elif not isinstance(event, Paused | Resumed):
            self._interrupted = ""
        if not isinstance(event, Started | Failed | Finished):
            return
        subject = self._stage.known(event.cue)
        if isinstance(event, Failed):
            self._failed(event, subject)
        elif subject is None or (self._stage.now is None and isinstance(event, Finished)):
            return
        elif isinstance(event, Finished):
            self._leave(Ending.FINISHED)
            self._stage.end()
            if self._stop_after_current:
                self._stop_after_current = False
            elif not self._halted:
                self._advance()
        elif self._stage.now is None or self._stage.now.cue is not event.cue:
            self._went_on_to(subject)

    def _went_on_to(self, begun: OnStage) -> None:
        """The player went on by itself."""
        if self._stage.now is not None:
            self._leave(Ending.FINISHED)
        self._stage.adopt(begun)
        self._session.take(begun.entry)
        self.programme.refresh()

    def _failed(self, event: Failed, subject: OnStage | None) -> None:
        self._outside.notify(Notice(event.reason, "error"))
        if subject is None:
            return  # of something that was replaced long ago
        self._failures += 1
        if self._stage.now is not None and self._stage.now.cue is event.cue:
            self._session.take_back()
        else:
            self._session.reject(subject.entry)
        self._stage.give_up(subject)
        if event.idle:
            self._stage.end()
        if event.hopeless or self._failures >= FAILURES_IN_A_ROW:
            self._halt(told=event.hopeless)
        elif event.idle and self._stop_after_current:
            self._stop_after_current = False
        elif event.idle:
            self._advance()
        elif self._stage.now is not None:
            self.programme.refresh()
        # Otherwise the player is on its way to the next, and will say how that went.

    def _halt(self, *, told: bool) -> None:
        """Try nothing more until the listener asks."""
        self._halted = True
        self._failures = 0
        if self._stage.now is None:
            self._stage.stop()
        else:
            self._stage.follow_with(())
        if not told:
            self._outside.notify(
                Notice(
                    f"Stopped: {FAILURES_IN_A_ROW} tracks in a row could not be played. Check that "
                    "the disk with your music is there, then press play.",
                    "error",
                )
            )

    def _advance(self, fade_in: Seconds = Seconds(0.0)) -> None:
        """Play the first of the queue, or wait for there to be one."""
        entry = self._session.take_next()
        if entry is None:
            self._music_wanted_until = time.monotonic() + PATIENCE_S
            self._stage.stop()
        else:
            self._music_wanted_until = 0.0
            self._stage.play(entry, self._session.queue, fade_in)
        self.programme.refresh()

    def _leave(self, ending: Ending = Ending.SKIPPED) -> None:
        """Note what became of the current track, which is about to be replaced."""
        if ending is Ending.SKIPPED:
            self._halted = False  # that was the listener, who may have mended what was wrong
        now = self._stage.now
        if now is None or self._stage.held:
            return
        track = now.entry.track
        finished = ending is Ending.FINISHED
        played = Seconds(self._stage.length_s if finished else self._stage.played_s)
        if played >= HEARD_S or ending is Ending.FINISHED:
            self._failures = 0
        self._outside.played(track, now.started_at, played, ending)

    def _follow(self) -> None:
        """Let the player follow the queue."""
        wanted = time.monotonic() < self._music_wanted_until and not self._halted
        if wanted and self._session.queue:
            self._advance()
        else:
            queue = () if self._halted or self._stop_after_current else self._session.queue
            self._stage.follow_with(queue)
