"""The voices there are, and how loud each of them is."""

from __future__ import annotations

from collections.abc import Callable

from deej_desktop.playback.deck import DeckOrder, DeckReport, Decks
from deej_desktop.playback.fader import Fader
from deej_desktop.playback.player import Cue
from deej_desktop.playback.voice import Phase, Voice

BREATH_S = 0.15
"""The fade of a pause, a stop, a skip or a seek: too short to wait for, too long to click."""


class Console:
    """One current voice, perhaps the next held ready, perhaps some fading away.

    Args:
        decks: Where decks come from.
        hear: Takes what the deck of a voice has to tell.
        clock: The monotonic clock.

    Attributes:
        decks: As given.
        now: The current voice.
        next: What follows, opened early.
        leaving: What fades away.
        breath: A gain over everything: pausing breathes out, resuming breathes in.
        volume: The loudness as heard, 0..1.
    """

    def __init__(
        self, decks: Decks, hear: Callable[[Voice, DeckReport], None], clock: Callable[[], float]
    ) -> None:
        self.decks = decks
        self.now: Voice | None = None
        self.next: Voice | None = None
        self.leaving: list[Voice] = []
        self.breath = Fader()
        self.volume = 1.0
        self._hear = hear
        self._clock = clock
        self._caught_up_at = clock()

    def voices(self) -> list[Voice]:
        """All of them, the current one first."""
        return [voice for voice in (self.now, self.next, *self.leaving) if voice is not None]

    def open(self, cue: Cue, place_s: float | None = None, *, begun: bool = False) -> Voice:
        """A new voice for `cue`, from its start or from `place_s`."""
        start_s = cue.start_s if place_s is None else place_s
        voice = Voice(cue, start_s, self._clock(), begun=begun)

        def hear(report: DeckReport) -> None:
            self.catch_up()
            if voice in self.voices():  # else it was dismissed while the report was on its way
                self._hear(voice, report)

        voice.deck = self.decks.open(DeckOrder(cue, start_s, hear))
        return voice

    def drop(self, voice: Voice) -> None:
        """Silence a voice at once and forget it."""
        voice.deck.close()
        if voice is self.now:
            self.now = None
        elif voice is self.next:
            self.next = None
        else:
            self.leaving.remove(voice)

    def let_go(self, voice: Voice, seconds: float) -> None:
        """Fade a voice that is heard away within `seconds`; drop one that is not."""
        if voice.phase is not Phase.SOUNDING:
            self.drop(voice)
            return
        voice.fader.go(0.0, seconds)
        if voice is self.now:
            self.now = None
        if voice not in self.leaving:
            self.leaving.append(voice)

    def let_all_go(self) -> None:
        """Fade away what is heard and drop what is not."""
        for voice in self.voices():
            self.let_go(voice, BREATH_S)
            voice.fader.lower(self.breath.gain)  # what a pause had taken already stays taken
        self.breath.jump(1.0)

    def catch_up(self) -> None:
        """Have all gains be what they are by now; drop what has faded away.

        Called before any fade begins, too: what passed before that is no part of it.
        """
        now = self._clock()
        seconds, self._caught_up_at = now - self._caught_up_at, now
        self.breath.advance(seconds)
        for voice in self.voices():
            voice.advance(seconds)
        self.apply_gains()
        for voice in [gone for gone in self.leaving if gone.fader.still]:
            self.drop(voice)

    def slept(self, seconds: float) -> None:
        """Leave out `seconds`, in which nothing happened."""
        self._caught_up_at += seconds
        for voice in self.voices():
            voice.opened_at += seconds
            voice.clock.leave_out(seconds)

    def hold(self) -> None:
        """Everything stands still."""
        now = self._clock()
        for voice in self.voices():
            voice.hold(now)

    def go_on(self) -> None:
        """Everything that stood still is heard again."""
        now = self._clock()
        for voice in self.voices():
            if voice.phase is Phase.HELD:
                voice.start(now)

    def apply_gains(self) -> None:
        """Set every deck that is heard to its gain."""
        for voice in self.voices():
            if voice.phase in (Phase.SOUNDING, Phase.HELD):
                voice.deck.set_gain(self.gain(voice))

    def gain(self, voice: Voice) -> float:
        """The amplitude a voice has at present."""
        # Loudness is heard as about the cube root of amplitude.
        return self.volume**3 * voice.level * voice.fader.gain * self.breath.gain

    @property
    def fading(self) -> bool:
        """Whether any gain is on its way."""
        moving = self.now is not None and not self.now.fader.still
        return moving or bool(self.leaving) or not self.breath.still

    def close(self) -> None:
        """Silence everything and let go of the sound system."""
        for voice in self.voices():
            self.drop(voice)
        self.decks.close()
