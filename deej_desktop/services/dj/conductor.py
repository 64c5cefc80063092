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
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JukeboxState, Notice
from deej_desktop.services.dj.session import DjSession, Sound
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


class Outside(Protocol):
    """What the conductor needs from the world beyond player and session."""

    def hear(self, track: Track) -> None:
        """Find out how `track` sounds; `Conductor.sound_found` is called some time later."""

    def excerpt_of(self, track: Track, seconds: Seconds) -> Seconds:
        """Where in `track` the part of so many seconds begins that is most like all of it."""

    def notify(self, notice: Notice) -> None:
        """Tell the listener something."""

    def played(self, track: Track, started_at: float, played_s: Seconds, ending: Ending) -> None:
        """Remember that `track` was played."""


class Conductor:
    """Keeps the music going."""

    def __init__(
        self, player: Player, session: DjSession, outside: Outside, cues: Cues | None = None
    ) -> None:
        self._stage = Stage(player, outside.excerpt_of, cues)
        self._session = session
        self._outside = outside
        self._failures = 0
        self._hearing: Track | None = None
        self._told_shortfall = False
        self._expects_more = False
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
            thinking=self._thinking,
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
            self._hearing = None
            self._session.begin()
            self._session.ask_for(tracks)
            self._advance()

    def take_over(self, track: Track, after: Sequence[Track]) -> None:
        """Let `track` rise, and go on from it and from `after`, which somebody else has played."""
        self._leave()
        self._failures = 0
        self._hearing = None
        self._session.begin(after)
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
        self._refresh()

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
            self._hearing = None
            self._session.begin()
            self._session.tune_in(name, tracks)
            self._advance()

    def leave_radio(self) -> None:
        """Keep close to nothing in particular any more."""
        self._session.radio.leave()
        self._refresh(anew=True)

    def stop_after_current(self, stop: bool) -> None:
        """Have the music stop when the current track ends, once; or not."""
        self._stop_after_current = stop
        self._refresh()

    def set_demo(self, seconds: Seconds | None) -> None:
        """Play so much of each track from the next one on, or all of it."""
        self._stage.set_demo(seconds)
        self._refresh()

    def follow_settings(self) -> None:
        """Sound as the settings want it by now."""
        self._stage.follow_settings(self._session.queue)

    def follow_rules(self, options: RuleOptions) -> None:
        """Choose by other rules from now on."""
        if options != self._session.options:
            self._session.follow_rules(options)
            self._refresh(anew=True)

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

    def unpin_queued(self, key: int) -> None:
        """Leave an entry of the queue to the knobs again."""
        self._session.unpin(key)
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
            self._refresh()
            return
        if not self._session.queue:
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
                self._refresh(anew=True)
        elif self._hearing is not None:
            self._outside.notify(Notice(f"{self._thinking}; what follows comes in a moment."))
        elif self._session.shortfall is not None:
            self._outside.notify(Notice(self._session.shortfall.text()))
        else:
            self._outside.notify(Notice("Nothing is queued yet; drop a song to begin with."))

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
            self._refresh()

    def turn(self, knobs: Knobs) -> None:
        """Set the knobs and let the queue follow."""
        self._session.turn(knobs)
        self._refresh(anew=True)

    def replace_library(self, space: Space) -> None:
        """Choose from another view of the library from now on."""
        self._session.replace_library(space)
        self._told_shortfall = False
        self._refresh()

    def expect_more(self, *, more: bool) -> None:
        """Know whether the library still grows; as long, a short queue is no news."""
        self._expects_more = more
        self._tell_shortfall()

    def sound_found(self, track: Track, sound: Sound) -> None:
        """Take note of how a track sounds, and choose with that."""
        self._heard_about(track)
        if self._session.wants(track):
            self._session.add_sound(track, sound)
            self._refresh(anew=True)

    def sound_unknown(self, track: Track, reason: str) -> None:
        """Go on without knowing how a track sounds."""
        self._heard_about(track)
        if self._session.wants(track):
            self._outside.notify(Notice(f"{reason} What follows is chosen without it.", "warning"))
            self._session.give_up_on(track)
            self._refresh(anew=True)

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
        self._refresh()

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
        elif event.idle:
            self._advance()
        elif self._stage.now is not None:
            self._refresh()
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
        self._refresh()

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

    @property
    def _thinking(self) -> str:
        return f"Listening to {self._hearing.title}" if self._hearing else ""

    def _heard_about(self, track: Track) -> None:
        if self._hearing == track:
            self._hearing = None

    def _refresh(self, *, anew: bool = False) -> None:
        """Let the queue follow what has changed, and the player the queue."""
        if anew:
            self._session.choose_anew()
        else:
            self._session.fill()
        self._find_out_more()
        self._tell_shortfall()
        wanted = time.monotonic() < self._music_wanted_until and not self._halted
        if wanted and self._session.queue:
            self._advance()
        else:
            queue = () if self._halted or self._stop_after_current else self._session.queue
            self._stage.follow_with(queue)

    def _find_out_more(self) -> None:
        unknown = self._session.unknown()
        if unknown is not None and self._hearing is None:
            self._hearing = unknown
            self._outside.hear(unknown)

    def _tell_shortfall(self) -> None:
        shortfall = None if self._expects_more else self._session.shortfall
        if shortfall is not None and not self._told_shortfall:
            self._outside.notify(Notice(shortfall.text()))
        self._told_shortfall = shortfall is not None
