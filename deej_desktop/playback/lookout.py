"""What goes wrong around a player, and how the current voice goes on in spite of it."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.console import Console
from deej_desktop.playback.player import Cue, Interrupted, PlayerEvent, Restored
from deej_desktop.playback.probe import slow_to_answer
from deej_desktop.playback.voice import Phase, Voice

_log = logging.getLogger(__name__)

_REWIND_S = 0.25
"""What may have been played to nobody before the loss of the sound system was noticed."""

_SLOW_S = 4.0
"""A file that keeps the music waiting for so long is told of."""

_OPEN_S = 15.0
_STALL_S = 8.0

_ASLEEP_S = 5.0
"""Nobody is so late who was not put to sleep with the whole program or the machine."""


class Lookout:
    """Watches the sound system, the drives and the clock for a mixer, in its thread.

    Args:
        console: Whose voices it watches, and puts on fresh decks.
        tell: Takes the news.
        clock: The monotonic clock.
    """

    def __init__(
        self, console: Console, tell: Callable[[PlayerEvent], None], clock: Callable[[], float]
    ) -> None:
        self._console = console
        self._tell = tell
        self._clock = clock
        self._output = console.decks.output()
        self._due = math.inf
        self._waiting: Cue | None = None
        self._slow: Voice | None = None

    @property
    def problem(self) -> str | None:
        """Why nothing can be heard, as of the last look; None if it can."""
        return self._output.problem

    def look_at_output(self) -> None:
        """Notice when the decks have fallen deaf, and when they can be heard again."""
        before, self._output = self._output, self._console.decks.output()
        if self.problem is None:
            self._waiting = None
        if self._output.era != before.era or (self.problem and before.problem is None):
            self._renew()

    def tell_problem(self, voice: Voice) -> None:
        """Say, once for each cue, why it is not heard."""
        if self._waiting is not voice.cue and self.problem is not None:
            self._waiting = voice.cue
            self._tell(Interrupted(voice.cue, self.problem))

    def expect_look(self, within_s: float | None) -> None:
        """The next look comes so soon, or nobody knows when."""
        self._due = math.inf if within_s is None else self._clock() + within_s

    def wake_up(self) -> None:
        """Go on where the music was when everything was put to sleep, if it was."""
        late_s = self._clock() - self._due
        if late_s > _ASLEEP_S:
            _log.info("Awake after %.0f s", late_s)
            self._console.slept(late_s)
            self._renew()

    def is_lost(self, voice: Voice) -> bool:
        """Whether the file of a voice gives no answer any more.

        The current voice is put on a fresh deck once before that.
        """
        now = self._clock()
        if voice.phase is Phase.OPENING:
            return now - voice.opened_at > _OPEN_S
        if voice is not self._console.now or voice.clock.silent_for(now) <= _STALL_S:
            return False
        if voice.begun and voice.heard_s < 2 * _STALL_S:
            return True
        _log.warning("%r stands still; opening it anew", voice.cue.path)
        self._reopen(voice, voice.clock.reading.position_s)
        return False

    def look_for_slowness(self, voice: Voice) -> None:
        """Tell that a file keeps the music waiting, and when it goes on by itself."""
        now = self._clock()
        opening_s = now - voice.opened_at if voice.phase is Phase.OPENING else 0.0
        is_slow = max(opening_s, voice.clock.silent_for(now)) > _SLOW_S
        if is_slow and self._slow is not voice:
            self._slow = voice
            self._tell(Interrupted(voice.cue, slow_to_answer(voice.cue.path)))
        elif self._slow is voice and not is_slow:
            self._slow = None
            if voice.phase is Phase.SOUNDING and voice.heard_s > _SLOW_S:
                place = Seconds(voice.clock.reading.position(now))
                self._tell(Restored(voice.cue, place))

    def _renew(self) -> None:
        """Put what was heard on a fresh deck and drop the rest, which is soon open again."""
        for voice in self._console.voices():
            if voice is not self._console.now:
                self._console.drop(voice)
            elif voice.phase in (Phase.SOUNDING, Phase.HELD):
                self._reopen(voice, voice.clock.reading.raw(self._clock()) - _REWIND_S)

    def _reopen(self, voice: Voice, place_s: float) -> None:
        """Open the current voice's file anew, to go on at `place_s`."""
        self._console.drop(voice)
        self._console.now = self._console.open(
            voice.cue, max(voice.cue.start_s, place_s), begun=True
        )
        self._console.now.gain_db = voice.gain_db
