"""Which track is heard when: the rules of playing, for any kind of deck.

The mixer belongs to one thread and never waits. It is told what the listener wants (`play`,
`pause`, ...), what its decks report, and, by `tick`, that time has passed. What comes of it piles
up in `news`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.clock import Reading
from deej_desktop.playback.console import BREATH_S, Console
from deej_desktop.playback.deck import Broken, DeckReport, Decks, Deleted, Ended, Opened, Position
from deej_desktop.playback.lookout import Lookout
from deej_desktop.playback.player import (
    Cue,
    Failed,
    Finished,
    Paused,
    PlayerEvent,
    PlayState,
    Restored,
    Resumed,
    Started,
    Stopped,
    Transition,
)
from deej_desktop.playback.probe import (
    NO_LONGER_THERE,
    cannot_play,
    deleted_in_play,
)
from deej_desktop.playback.voice import Phase, Voice

_log = logging.getLogger(__name__)

PRELOAD_S = 15.0
"""How long before the end the next file is opened, so that a slow drive is awake in time."""

_FADE_STEP_S = 0.01
"""Coarser steps are heard as clicks in fades as short as that of a pause."""
_IDLE_STEP_S = 0.25

_CUT_S = 0.03
_TAIL_S = 0.4
"""The end of a file is out of the volume's reach once it is with the sound system."""

_DELETED_S = 2.0
"""How long a file that was deleted fades away."""

_NO_ANSWER = "its drive or network folder does not answer"
_NO_MUSIC = "it ended as soon as it began, so it is damaged or holds no music"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How things stand, for other threads to read."""

    state: PlayState = PlayState.IDLE
    cue: Cue | None = None
    reading: Reading = field(default_factory=Reading)


class Mixer:
    """Plays one cue, and the next after it.

    Attributes:
        decks: Where its decks come from.
        news: Events since somebody last emptied it, oldest first.
    """

    def __init__(self, decks: Decks, clock: Callable[[], float]) -> None:
        self.decks = decks
        self.news: list[PlayerEvent] = []
        self._clock = clock
        self._console = Console(decks, self._hear, clock)
        self._lookout = Lookout(self._console, lambda event: self.news.append(event), clock)
        self._queued: tuple[Cue, Transition] | None = None
        self._paused = False

    # What the listener wants

    def play(self, cue: Cue) -> None:
        """Play `cue` instead of everything else."""
        self._console.catch_up()
        console = self._console
        ready = console.next if console.next is not None and console.next.cue == cue else None
        if ready is not None:
            console.next = None
        self._forget_all()
        console.now = ready if ready is not None else console.open(cue)
        console.now.cue = cue
        if cue.fade_in_s > 0:
            console.now.fader.jump(0.0)
            console.now.fader.go(1.0, cue.fade_in_s)
        if console.now.phase is Phase.READY:
            self._begin(console.now)

    def set_next(self, cue: Cue | None, transition: Transition) -> None:
        """Let `cue` follow, or nothing."""
        self._queued = None if cue is None else (cue, transition)
        voice = self._console.next
        if voice is None:
            return
        if cue is not None and voice.cue == cue:
            voice.cue = cue
        else:
            self._console.drop(voice)

    def set_gain(self, cue: Cue, gain_db: float) -> None:
        """Change the level of the current cue, if it is `cue`."""
        voice = self._console.now
        if voice is not None and voice.cue is cue:
            voice.gain_db = gain_db
            self._console.apply_gains()

    def pause(self) -> None:
        """Fade away and stand still."""
        self._console.catch_up()
        voice = self._console.now
        if voice is not None and not self._paused:
            self._paused = True
            self._console.breath.go(0.0, BREATH_S)
            self.news.append(Paused(voice.cue))

    def resume(self) -> None:
        """Go on."""
        self._console.catch_up()
        voice = self._console.now
        if voice is None or not self._paused:
            return
        self._paused = False
        self._console.breath.go(1.0, BREATH_S)
        self._console.go_on()
        self.news.append(Resumed(voice.cue))
        if voice.phase is Phase.READY:
            self._begin(voice)

    def stop(self) -> None:
        """Fade away for good."""
        self._console.catch_up()
        if self._console.now is not None:
            self.news.append(Stopped(self._console.now.cue))
            self._forget_all()

    def seek(self, position_s: float) -> None:
        """Go to a place in the current file."""
        self._console.catch_up()
        voice = self._console.now
        if voice is None:
            return
        for leaving in self._console.leaving:
            leaving.fader.go(0.0, BREATH_S)
        voice.fader.go(1.0, BREATH_S)
        voice.seek(max(0.0, min(position_s, voice.cue.stop_s - _CUT_S)), self._clock())

    def set_volume(self, volume: float) -> None:
        """Set the loudness as heard, 0..1."""
        self._console.volume = min(max(volume, 0.0), 1.0)
        self._console.apply_gains()

    def close(self) -> None:
        """Let go of every deck and of the sound system at once."""
        self._queued = None
        self._console.close()

    def snapshot(self) -> Snapshot:
        """How things stand."""
        voice = self._console.now
        if voice is None:
            return Snapshot()
        if self._paused:
            state = PlayState.PAUSED
        elif voice.phase is Phase.SOUNDING:
            state = PlayState.PLAYING
        else:
            state = PlayState.WAITING if self._lookout.problem else PlayState.OPENING
        return Snapshot(state, voice.cue, voice.clock.reading)

    # What time brings

    def tick(self) -> float | None:
        """Let time pass; return after how many seconds to call again, or None if nothing moves."""
        self._lookout.wake_up()
        pause = self._tick(self._clock())
        self._lookout.expect_look(pause)
        return pause

    def _tick(self, now: float) -> float | None:
        self._look_out()
        for voice in self._console.voices():
            voice.deck.poll()
        for voice in self._console.voices():
            self._watch_file(voice)
        self._console.catch_up()
        if self._paused and self._console.breath.still:
            self._console.hold()
        voice_now = self._console.now
        if voice_now is None:
            return _FADE_STEP_S if self._console.leaving else None
        step = _FADE_STEP_S if self._console.fading else _IDLE_STEP_S
        if voice_now.phase is not Phase.SOUNDING or self._paused:
            return step
        return min(step, self._follow(voice_now, voice_now.left(now)))

    def _follow(self, voice: Voice, left_s: float) -> float:
        """Open and start the next when its time has come; return when to look again."""
        if voice.deleted:
            self._leave_deleted(voice)
            return _FADE_STEP_S
        if self._queued is None:
            if left_s <= 0 and voice.cue.end_s is not None:
                self._over(voice)
            return max(left_s, _FADE_STEP_S)
        cue, transition = self._queued
        overlap_s = min(transition.overlap_s, voice.cue.span_s / 2, cue.span_s / 2)
        if left_s <= PRELOAD_S and self._console.next is None:
            self._console.next = self._console.open(cue)
        following = self._console.next
        if left_s > overlap_s or following is None:
            return max(left_s - overlap_s, 0.002)
        if following.phase is Phase.READY:
            self._hand_over(voice, following, min(overlap_s, max(left_s, 0.0)))
        elif left_s <= 0:
            self._over(voice)
        return _FADE_STEP_S

    def _leave_deleted(self, voice: Voice) -> None:
        """Let the next follow as soon as it is open, or silence if there is none."""
        console = self._console
        if self._queued is not None and console.next is None:
            console.next = console.open(self._queued[0])
        following = console.next
        if following is not None and following.phase is not Phase.READY:
            return
        reason = deleted_in_play(voice.cue.path)
        self.news.append(Failed(voice.cue, reason, idle=following is None))
        if following is None:
            console.let_go(voice, _DELETED_S)
        else:
            self._hand_over(voice, following, min(_DELETED_S, following.cue.span_s / 2))

    def _hand_over(self, leaving: Voice, coming: Voice, overlap_s: float) -> None:
        """Let the current voice fall and the next rise."""
        self._console.let_go(leaving, max(overlap_s - min(overlap_s * 0.1, _TAIL_S), _CUT_S))
        if overlap_s > 0:
            coming.fader.jump(0.0)
            coming.fader.go(1.0, overlap_s)
        self._console.now, self._console.next, self._queued = coming, None, None
        self._begin(coming)

    # What can go wrong outside

    def _look_out(self) -> None:
        self._lookout.look_at_output()
        voice = self._console.now
        if voice is None or self._paused:
            return
        if self._lookout.problem is not None:
            self._lookout.tell_problem(voice)
        elif voice.phase is Phase.READY:
            self._begin(voice)

    def _watch_file(self, voice: Voice) -> None:
        """Notice when a file's drive does not answer."""
        if voice is self._console.now and not self._paused:
            self._lookout.look_for_slowness(voice)
        if self._lookout.is_lost(voice):
            self._fail(voice, cannot_play(voice.cue.path, _NO_ANSWER))

    # What decks report

    def _hear(self, voice: Voice, report: DeckReport) -> None:
        if isinstance(report, Position):
            voice.clock.report(report.position_s, report.at)
        elif isinstance(report, Opened):
            voice.phase = Phase.READY
            if voice is self._console.now and not self._paused:
                self._begin(voice)
        elif isinstance(report, Broken):
            if report.hopeless:
                self._queued = None
            self._fail(voice, report.reason, hopeless=report.hopeless)
        elif isinstance(report, Deleted):
            if voice is self._console.next:
                self._fail(voice, cannot_play(voice.cue.path, NO_LONGER_THERE))
            voice.deleted = True
        elif voice in self._console.leaving:
            self._console.drop(voice)
        elif voice is self._console.next or voice.ended_at_once():
            self._fail(voice, cannot_play(voice.cue.path, _NO_MUSIC))
        else:
            assert isinstance(report, Ended)
            self._over(voice)

    def _begin(self, voice: Voice) -> None:
        """Let the current voice, which is ready, be heard, if anything can be."""
        if self._lookout.problem is not None:
            self._lookout.tell_problem(voice)
            return
        now = self._clock()
        place = Seconds(voice.clock.reading.position(now))
        voice.deck.set_gain(self._console.gain(voice))
        voice.start(now)
        self.news.append((Restored if voice.begun else Started)(voice.cue, place))

    def _over(self, voice: Voice) -> None:
        """The current voice came to its end."""
        if self._queued is None:
            self.news.append(Finished(voice.cue))
        self._go_on(voice)

    def _fail(self, voice: Voice, reason: str, *, hopeless: bool = False) -> None:
        _log.warning("Giving up %r: %s", voice.cue.path, reason)
        if voice is self._console.now:
            self.news.append(Failed(voice.cue, reason, self._queued is None, hopeless))
            self._go_on(voice)
            return
        if voice is self._console.next:
            self._queued = None
            self.news.append(Failed(voice.cue, reason, idle=False, hopeless=hopeless))
        self._console.drop(voice)

    def _go_on(self, voice: Voice) -> None:
        """Leave the current voice, which is over, for the next if there is one."""
        console = self._console
        console.drop(voice)
        if self._queued is None:
            return
        console.now = console.next or console.open(self._queued[0])
        console.next = self._queued = None
        if console.now.phase is Phase.READY and not self._paused:
            self._begin(console.now)

    def _forget_all(self) -> None:
        self._console.let_all_go()
        self._queued = None
        self._paused = False
