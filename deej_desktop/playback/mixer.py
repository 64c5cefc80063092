"""Which deck is heard when: the rules of playing, for any kind of deck.

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
from deej_desktop.playback.deck import (
    Broken,
    DeckOrder,
    DeckReport,
    Decks,
    Ended,
    Opened,
    Position,
)
from deej_desktop.playback.fader import Fader
from deej_desktop.playback.player import (
    Cue,
    Failed,
    Finished,
    Interrupted,
    Paused,
    PlayerEvent,
    PlayState,
    Restored,
    Resumed,
    Started,
    Stopped,
    Transition,
)
from deej_desktop.playback.probe import cannot_play
from deej_desktop.playback.voice import Phase, Voice

PRELOAD_S = 15.0
"""How long before the end the next file is opened, so that a slow drive is awake in time."""

BREATH_S = 0.15
"""The fade of a pause, a stop, a skip or a seek: too short to wait for, too long to click."""

_FADE_STEP_S = 0.025
_IDLE_STEP_S = 0.25
_CUT_S = 0.03
_TAIL_S = 0.4
"""The end of a file is out of the volume's reach once it is with the sound system."""

_REWIND_S = 0.25
"""What may have been played to nobody before the loss was noticed."""

_OPEN_S = 15.0
_STALL_S = 8.0
_NO_ANSWER = "its drive or network folder does not answer"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How things stand, for other threads to read."""

    state: PlayState = PlayState.IDLE
    cue: Cue | None = None
    reading: Reading = field(default_factory=Reading)


class Mixer:
    """One current voice, perhaps the next held ready, perhaps some fading away.

    Attributes:
        decks: Where its decks come from.
        news: Events since somebody last emptied it, oldest first.
    """

    def __init__(self, decks: Decks, clock: Callable[[], float]) -> None:
        self.news: list[PlayerEvent] = []
        self.decks = decks
        self._clock = clock
        self._ticked = clock()
        self._now: Voice | None = None
        self._next: Voice | None = None
        self._leaving: list[Voice] = []
        self._queued: tuple[Cue, Transition] | None = None
        self._paused = False
        self._breath = Fader()
        self._volume = 1.0
        self._output = decks.output()

    # What the listener wants

    def play(self, cue: Cue) -> None:
        """Play `cue` instead of everything else."""
        ready = self._next if self._next is not None and self._next.cue == cue else None
        if ready is not None:
            self._next = None
        self._dismiss_all()
        for voice in self._leaving:  # what a pause had already taken from them stays taken
            voice.fader.lower(self._breath.gain)
        self._breath.jump(1.0)
        self._now = ready if ready is not None else self._open(cue)
        self._now.cue = cue
        if self._now.phase is Phase.READY:
            self._begin()

    def set_next(self, cue: Cue | None, transition: Transition) -> None:
        """Let `cue` follow, or nothing."""
        self._queued = None if cue is None else (cue, transition)
        if self._next is not None:
            if cue is not None and self._next.cue == cue:
                self._next.cue = cue
            else:
                self._next.deck.close()
                self._next = None

    def pause(self) -> None:
        """Fade away and stand still."""
        if self._now is not None and not self._paused:
            self._paused = True
            self._breath.go(0.0, BREATH_S)
            self.news.append(Paused(self._now.cue))

    def resume(self) -> None:
        """Go on."""
        if self._now is None or not self._paused:
            return
        self._paused = False
        self._breath.go(1.0, BREATH_S)
        now = self._clock()
        for voice in [self._now, *self._leaving]:
            if voice.phase is Phase.HELD:
                voice.start(now)
        self.news.append(Resumed(self._now.cue))
        if self._now.phase is Phase.READY:
            self._begin()

    def stop(self) -> None:
        """Fade away for good."""
        if self._now is not None:
            self.news.append(Stopped(self._now.cue))
            self._dismiss_all()

    def seek(self, position_s: float) -> None:
        """Go to a place in the current file."""
        voice = self._now
        if voice is None:
            return
        for leaving in self._leaving:
            leaving.fader.go(0.0, BREATH_S)
        voice.fader.go(1.0, BREATH_S)
        voice.seek(max(0.0, min(position_s, voice.cue.stop_s - _CUT_S)), self._clock())

    def set_volume(self, volume: float) -> None:
        """Set the loudness as heard, 0..1."""
        self._volume = min(max(volume, 0.0), 1.0)
        self._apply_gains()

    def close(self) -> None:
        """Let go of every deck and of the sound system at once."""
        for voice in self._voices():
            voice.deck.close()
        self._now = self._next = self._queued = None
        self._leaving = []
        self.decks.close()

    def snapshot(self) -> Snapshot:
        """How things stand."""
        if self._now is None:
            return Snapshot()
        if self._paused:
            state = PlayState.PAUSED
        elif self._now.phase in (Phase.OPENING, Phase.READY):
            state = PlayState.WAITING if self._output.problem else PlayState.OPENING
        else:
            state = PlayState.PLAYING
        return Snapshot(state, self._now.cue, self._now.clock.reading)

    # What time brings

    def tick(self) -> float | None:
        """Let time pass; return after how many seconds to call again, or None if nothing moves."""
        now = self._clock()
        passed, self._ticked = now - self._ticked, now
        self._watch_output()
        for voice in self._voices():
            voice.deck.poll()
        for voice in self._voices():
            self._watch(voice, now)
        self._breath.advance(passed)
        if self._paused and self._breath.still:
            for voice in self._voices():
                voice.hold(now)
        for voice in self._voices():
            voice.advance(passed)
        self._apply_gains()
        for voice in [gone for gone in self._leaving if gone.fader.still]:
            self._leaving.remove(voice)
            voice.deck.close()
        return self._follow(now)

    def _follow(self, now: float) -> float | None:
        """Open and start the next when its time has come."""
        voice = self._now
        if voice is None:
            return _FADE_STEP_S if self._leaving else None
        fading = self._leaving or not self._breath.still or not voice.fader.still
        step = _FADE_STEP_S if fading else _IDLE_STEP_S
        if voice.phase is not Phase.SOUNDING or self._paused:
            return step
        left = voice.left(now)
        if self._queued is None:
            if left <= 0 and voice.cue.end_s is not None:
                self._over(voice)
            return min(step, max(left, _FADE_STEP_S))
        if left <= PRELOAD_S and self._next is None:
            self._next = self._open(self._queued[0])
        overlap = self._overlap(voice)
        if left <= overlap and self._next is not None:
            if self._next.phase is Phase.READY:
                self._hand_over(min(overlap, max(left, 0.0)))
            elif left <= 0:
                self._over(voice)
            return _FADE_STEP_S
        return min(step, max(left - overlap, 0.002))

    def _overlap(self, voice: Voice) -> float:
        """How long the transition takes: as asked, but no more than half of either cue."""
        assert self._queued is not None
        cue, transition = self._queued
        return min(transition.overlap_s, voice.cue.span_s / 2, cue.span_s / 2)

    def _hand_over(self, overlap: float) -> None:
        """Let the current voice fall and the next rise."""
        assert self._now is not None
        assert self._next is not None
        leaving, coming = self._now, self._next
        leaving.fader.go(0.0, max(overlap - min(overlap * 0.1, _TAIL_S), _CUT_S))
        self._leaving.append(leaving)
        if overlap > 0:
            coming.fader.jump(0.0)
            coming.fader.go(1.0, overlap)
        self._now, self._next, self._queued = coming, None, None
        self._begin()

    # What can go wrong outside

    def _watch_output(self) -> None:
        """Notice when the decks have fallen deaf, and when they can be heard again."""
        before, self._output = self._output, self.decks.output()
        lost = self._output.problem is not None and before.problem is None
        if lost or self._output.era != before.era:
            self._reopen_all()
        voice = self._now
        if voice is None or self._paused or self._output.problem == before.problem:
            return
        if self._output.problem is not None:
            self.news.append(Interrupted(voice.cue, self._output.problem))
        elif voice.phase is Phase.READY:
            self._begin()

    def _reopen_all(self) -> None:
        """Put what was heard on a fresh deck and drop the rest, which is soon open again."""
        for voice in self._voices():
            if voice is not self._now:
                voice.deck.close()
        self._next = None
        self._leaving = []
        if self._now is not None and self._now.phase in (Phase.SOUNDING, Phase.HELD):
            self._reopen(self._now, _REWIND_S)

    def _reopen(self, voice: Voice, rewind_s: float) -> None:
        """Open the current voice's file anew and go on where it was."""
        voice.deck.close()
        place = voice.clock.reading.raw(self._clock()) - rewind_s
        self._now = self._open(voice.cue, max(voice.cue.start_s, place), begun=True)
        if self._paused:
            self._breath.jump(0.0)

    def _watch(self, voice: Voice, now: float) -> None:
        """Notice when a file's drive does not answer."""
        if voice.phase is Phase.OPENING:
            if now - voice.opened_at > _OPEN_S:
                self._fail(voice, cannot_play(voice.cue.path, _NO_ANSWER))
        elif voice is self._now and voice.clock.silent_for(now) > _STALL_S:
            if voice.heard_s > 2 * _STALL_S or not voice.begun:
                _log.warning("%r stands still; opening it anew", voice.cue.path)
                self._reopen(voice, 0.0)
            else:
                self._fail(voice, cannot_play(voice.cue.path, _NO_ANSWER))

    # What decks report

    def _hear(self, voice: Voice, report: DeckReport) -> None:
        if voice not in self._voices():
            return  # it was dismissed while the report was on its way
        if isinstance(report, Position):
            voice.clock.report(report.position_s, report.at)
        elif isinstance(report, Opened):
            if voice.phase is Phase.OPENING:
                voice.phase = Phase.READY
            if voice is self._now and not self._paused:
                self._begin()
        elif isinstance(report, Broken):
            if report.hopeless:
                self._queued = None
            self._fail(voice, report.reason, hopeless=report.hopeless)
        elif isinstance(report, Ended):
            if voice in self._leaving:
                self._leaving.remove(voice)
                voice.deck.close()
            elif voice is self._next or voice.ended_at_once():
                reason = "it ended as soon as it began, so it is damaged or holds no music"
                self._fail(voice, cannot_play(voice.cue.path, reason))
            else:
                self._over(voice)

    def _begin(self) -> None:
        """Let the current voice, which is ready, be heard, if anything can be."""
        voice = self._now
        assert voice is not None
        now = self._clock()
        place = Seconds(voice.clock.reading.position(now))
        if self._output.problem is not None:
            self.news.append(Interrupted(voice.cue, self._output.problem))
            return
        voice.deck.set_gain(self._gain(voice))
        voice.start(now)
        self.news.append((Restored if voice.begun else Started)(voice.cue, place))

    def _over(self, voice: Voice) -> None:
        """The current voice came to its end."""
        if self._queued is None:
            self.news.append(Finished(voice.cue))
        self._go_on(voice)

    def _fail(self, voice: Voice, reason: str, *, hopeless: bool = False) -> None:
        _log.warning("Giving up %r: %s", voice.cue.path, reason)
        if voice in self._leaving:
            self._leaving.remove(voice)
            voice.deck.close()
        elif voice is self._next:
            self._next = self._queued = None
            voice.deck.close()
            self.news.append(Failed(voice.cue, reason, idle=False))
        else:
            self.news.append(Failed(voice.cue, reason, self._queued is None, hopeless))
            self._go_on(voice)

    def _go_on(self, voice: Voice) -> None:
        """Leave the current voice, which is over, for the next if there is one."""
        voice.deck.close()
        self._now = None
        if self._queued is None:
            return
        self._now = self._next or self._open(self._queued[0])
        self._next = self._queued = None
        if self._now.phase is Phase.READY and not self._paused:
            self._begin()

    # Small parts

    def _voices(self) -> list[Voice]:
        return [voice for voice in (self._now, self._next, *self._leaving) if voice is not None]

    def _open(self, cue: Cue, place: float | None = None, *, begun: bool = False) -> Voice:
        start_s = cue.start_s if place is None else place
        voice = Voice(cue, start_s, self._clock(), begun=begun)
        order = DeckOrder(cue, start_s, lambda report: self._hear(voice, report))
        voice.deck = self.decks.open(order)
        return voice

    def _dismiss_all(self) -> None:
        """Fade away what is heard, drop what is not, and forget the next."""
        for voice in self._voices():
            if voice.phase is Phase.SOUNDING:
                voice.fader.go(0.0, BREATH_S)
                if voice not in self._leaving:
                    self._leaving.append(voice)
            else:
                voice.deck.close()
                if voice in self._leaving:
                    self._leaving.remove(voice)
        self._now = self._next = self._queued = None
        self._paused = False

    def _gain(self, voice: Voice) -> float:
        # Loudness is heard as about the cube root of amplitude.
        master = self._volume**3
        return master * voice.level * voice.fader.gain * self._breath.gain

    def _apply_gains(self) -> None:
        for voice in self._voices():
            if voice.phase in (Phase.SOUNDING, Phase.HELD):
                voice.deck.set_gain(self._gain(voice))
