"""A player that is not heard: it goes through the motions in real time or in a test's own time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from deej_desktop.playback.deck import Broken, Deck, DeckOrder, Deleted, Ended, Opened, Position
from deej_desktop.playback.facade import MixerPlayer
from deej_desktop.playback.mixer import Mixer
from deej_desktop.playback.output import OutputStatus
from deej_desktop.playback.player import Device, Equaliser
from deej_desktop.playback.player_thread import ThreadedPlayer
from deej_desktop.playback.probe import NO_LONGER_THERE, cannot_play, obstacle

_STEP_S = 0.25
_LOOK_S = 1.0


class SilentDeck:
    """See `Deck`; a file is as long as its cue says, or endless if that says nothing."""

    def __init__(
        self, order: DeckOrder, clock: Callable[[], float], unusable: str | None = None
    ) -> None:
        self._order = order
        self._unusable = unusable
        self._clock = clock
        self._position_s = order.start_s
        self._since: float | None = None
        self._opened = False
        self._looked_at = clock()
        self._over = False
        self.gain = 0.0

    def start(self) -> None:
        """See `Deck`."""
        self._since = self._clock()

    def hold(self) -> None:
        """See `Deck`."""
        self._position_s = self._here()
        self._since = None

    def seek(self, position_s: float) -> None:
        """See `Deck`."""
        self._position_s = position_s
        if self._since is not None:
            self._since = self._clock()

    def set_gain(self, gain: float) -> None:
        """See `Deck`."""
        self.gain = gain

    def poll(self) -> None:
        """See `Deck`."""
        if self._over:
            return
        if not self._opened:
            self._open()
        elif self._since is not None:
            duration_s = self._order.cue.duration_s
            if 0 < duration_s <= self._here():
                self._over = True
                self._order.report(Ended())
            else:
                self._order.report(Position(self._here(), self._clock()))
                self._look()

    def close(self) -> None:
        """See `Deck`."""
        self._over = True

    def _open(self) -> None:
        path = self._order.cue.path
        found = obstacle(path)
        if found is None and self._unusable is None:
            self._opened = True
            self._order.report(Opened())
            return
        self._over = True
        if self._unusable is not None:
            self._order.report(Broken(self._unusable, hopeless=True))
        elif found is not None:
            self._order.report(Broken(cannot_play(path, found)))

    def _look(self) -> None:
        if self._clock() - self._looked_at >= _LOOK_S:
            self._looked_at = self._clock()
            if obstacle(self._order.cue.path) == NO_LONGER_THERE:
                self._order.report(Deleted())

    def _here(self) -> float:
        if self._since is None:
            return self._position_s
        return self._position_s + self._clock() - self._since


class SilentDecks:
    """See `Decks`.

    Attributes:
        status: What `output` says.
    """

    def __init__(self, clock: Callable[[], float], unusable: str | None = None) -> None:
        self._clock = clock
        self._unusable = unusable
        self.status = OutputStatus()

    def open(self, order: DeckOrder) -> Deck:
        """See `Decks`."""
        return SilentDeck(order, self._clock, self._unusable)

    def output(self) -> OutputStatus:
        """See `Decks`; a test may put something else here."""
        return self.status

    def devices(self) -> tuple[Device, ...]:
        """See `Decks`."""
        return ()

    def set_device(self, device_id: str | None) -> None:
        """See `Decks`."""

    def set_equaliser(self, equaliser: Equaliser) -> None:
        """See `Decks`."""

    def close(self) -> None:
        """See `Decks`."""


class SilentPlayer(ThreadedPlayer):
    """See `Player`: everything happens in real time but the sound.

    Args:
        unusable: The sentence with which every cue fails, for a machine that cannot play; None to
            go through the motions.
    """

    def __init__(self, unusable: str | None = None) -> None:
        super().__init__(lambda _: SilentDecks(time.monotonic, unusable), "deej-silent-player")


class NullPlayer(MixerPlayer):
    """See `Player`: time passes only while `advance` is called, in the caller's thread.

    Attributes:
        decks: Where its decks come from.
    """

    def __init__(self) -> None:
        super().__init__()
        self._time_s = 0.0
        self._wishes: deque[Callable[[Mixer], None]] = deque()
        self._busy = False
        self._closed = False
        self.decks = SilentDecks(self._time)
        self._mixer = Mixer(self.decks, self._time)

    def advance(self, seconds: float) -> None:
        """Let `seconds` of playing pass."""
        until = self._time_s + seconds
        while not self._closed:
            pause = self._mixer.tick()
            self._settle()
            if self._time_s >= until:
                break
            self._time_s = min(until, self._time_s + (_STEP_S if pause is None else pause))

    def devices(self) -> tuple[Device, ...]:
        """See `Player`."""
        return self.decks.devices()

    def close(self) -> None:
        """See `Player`."""
        if not self._closed:
            self._closed = True
            self._mixer.close()

    def _ask(self, wish: Callable[[Mixer], None]) -> None:
        if not self._closed:
            self._wishes.append(wish)
            self._settle()

    def _time(self) -> float:
        return self._time_s

    def _settle(self) -> None:
        """Do what was asked and tell the news, also what listeners ask on hearing them."""
        if self._busy:
            return
        self._busy = True
        try:
            while True:
                self._snapshot = self._mixer.snapshot()
                if self._mixer.news:
                    self.events.emit(self._mixer.news.pop(0))
                elif self._wishes:
                    self._wishes.popleft()(self._mixer)
                else:
                    break
        finally:
            self._busy = False
