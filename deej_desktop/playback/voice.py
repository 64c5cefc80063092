"""One cue on its way through the mixer: its deck, its fader and its clock."""

from __future__ import annotations

import math
from enum import Enum

from deej_desktop.playback.clock import PositionClock
from deej_desktop.playback.deck import Deck
from deej_desktop.playback.fader import Fader
from deej_desktop.playback.player import Cue

INSTANT_S = 0.5
"""A file that ends this soon, though it should last, was no music."""


class Phase(Enum):
    """How far a voice has come."""

    OPENING = "opening"
    READY = "ready"
    SOUNDING = "sounding"
    HELD = "held"


class Voice:
    """One cue being opened, held ready, heard, or fading away.

    Attributes:
        cue: The track.
        deck: What plays it; set right after the voice is made.
        phase: How far it has come.
        clock: Where in the file we are.
        fader: Its own rise and fall in a transition.
        seek_to: Where to go as soon as the file is open.
        begun: It was heard before, on a deck that has fallen deaf or stuck.
        opened_at: When the deck was asked to open the file.
        heard_s: How much was heard of it since it began or was last sought.
        gain_db: Added to the recording's level.
        deleted: The file is no longer there; what is open of it can still be heard.
    """

    deck: Deck

    def __init__(self, cue: Cue, start_s: float, opened_at: float, *, begun: bool) -> None:
        self.cue = cue
        self.opened_at = opened_at
        self.begun = begun
        self.phase = Phase.OPENING
        self.clock = PositionClock(start_s)
        self.fader = Fader()
        self.seek_to: float | None = None
        self.heard_s = 0.0
        self.gain_db: float = cue.gain_db
        self.deleted = False
        self._promised_s = cue.stop_s - start_s

    @property
    def level(self) -> float:
        """The amplitude that its gain asks for."""
        return math.pow(10, self.gain_db / 20)

    def left(self, now: float) -> float:
        """Seconds until the cue ends; infinite while nobody knows."""
        return self.cue.stop_s - self.clock.reading.raw(now)

    def start(self, now: float) -> None:
        """Be heard from here on."""
        if self.seek_to is not None:
            self.deck.seek(self.seek_to)
            self.seek_to = None
        self.deck.start()
        self.clock.run(now)
        self.phase = Phase.SOUNDING

    def hold(self, now: float) -> None:
        """Stand still, if it was sounding."""
        if self.phase is Phase.SOUNDING:
            self.deck.hold()
            self.clock.halt(now)
            self.phase = Phase.HELD

    def seek(self, position_s: float, now: float) -> None:
        """Go to a place in the file, now or as soon as it is open."""
        self.clock.jump(position_s, now)
        self.heard_s = 0.0
        left_s = self.cue.stop_s - position_s
        self._promised_s = left_s if math.isfinite(left_s) else 0.0
        if self.phase in (Phase.OPENING, Phase.READY):
            self.seek_to = position_s
        else:
            self.deck.seek(position_s)

    def advance(self, seconds: float) -> None:
        """Let `seconds` of hearing pass."""
        if self.phase is Phase.SOUNDING:
            self.heard_s += seconds
            self.fader.advance(seconds)

    def ended_at_once(self) -> bool:
        """Whether an end now would come before any music was heard."""
        return self.heard_s < INSTANT_S and self._promised_s > 4 * INSTANT_S
