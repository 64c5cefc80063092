"""A player that is not heard: it goes through the motions in real time or in a test's own time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from deej_desktop.domain.signal import Signal
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.deck import Broken, Deck, DeckOrder, Ended, Opened, Position, Work
from deej_desktop.playback.mixer import Mixer, Snapshot
from deej_desktop.playback.output import OutputStatus
from deej_desktop.playback.player import (
    Cue,
    Device,
    Equaliser,
    PlayerEvent,
    PlayState,
    Transition,
)
from deej_desktop.playback.player_thread import ThreadedPlayer
from deej_desktop.playback.probe import cannot_play, obstacle


class SilentDeck:
    """See `Deck`; a file is as long as its cue says, or endless if that says nothing."""

    def __init__(self, order: DeckOrder, clock: Callable[[], float]) -> None:
        self._order = order
        self._clock = clock
        self._position_s = order.start_s
        self._since: float | None = None
        self._opened = False
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

    def close(self) -> None:
        """See `Deck`."""
        self._over = True

    def _open(self) -> None:
        path = self._order.cue.path
        found = obstacle(path)
        if found is None:
            self._opened = True
            self._order.report(Opened())
        else:
            self._over = True
            self._order.report(Broken(cannot_play(path, found)))

    def _here(self) -> float:
        if self._since is None:
            return self._position_s
        return self._position_s + self._clock() - self._since


class SilentDecks:
    """See `Decks`.

    Attributes:
        status: What `output` says.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.status = OutputStatus()

    def open(self, order: DeckOrder) -> Deck:
        """See `Decks`."""
        return SilentDeck(order, self._clock)

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
    """See `Player`: everything happens in real time but the sound."""

    def __init__(self) -> None:
        super().__init__(lambda _: SilentDecks(time.monotonic), "deej-silent-player")


class NullPlayer:
    """See `Player`: time passes only while `advance` is called, in the caller's thread."""

    def __init__(self) -> None:
        self.events: Signal[PlayerEvent] = Signal()
        self._time_s = 0.0
        self._volume = 1.0
        self._work: deque[Work] = deque()
        self._busy = False
        self._closed = False
        self.decks = SilentDecks(lambda: self._time_s)
        self._mixer = Mixer(self.decks, lambda: self._time_s)
        self._snapshot = Snapshot()

    def advance(self, seconds: float) -> None:
        """Let `seconds` of playing pass."""
        until = self._time_s + seconds
        while not self._closed:
            pause = self._mixer.tick()
            self._settle()
            if self._time_s >= until:
                break
            self._time_s = min(until, self._time_s + (0.25 if pause is None else pause))

    def play(self, cue: Cue) -> None:
        """See `Player`."""
        self._do(lambda: self._mixer.play(cue))

    def set_next(self, cue: Cue | None, transition: Transition) -> None:
        """See `Player`."""
        self._do(lambda: self._mixer.set_next(cue, transition))

    def pause(self) -> None:
        """See `Player`."""
        self._do(self._mixer.pause)

    def resume(self) -> None:
        """See `Player`."""
        self._do(self._mixer.resume)

    def stop(self) -> None:
        """See `Player`."""
        self._do(self._mixer.stop)

    def seek(self, position: Seconds) -> None:
        """See `Player`."""
        self._do(lambda: self._mixer.seek(position))

    def set_volume(self, volume: float) -> None:
        """See `Player`."""
        self._volume = min(max(volume, 0.0), 1.0)
        self._do(lambda: self._mixer.set_volume(volume))

    @property
    def volume(self) -> float:
        """See `Player`."""
        return self._volume

    @property
    def state(self) -> PlayState:
        """See `Player`."""
        return self._snapshot.state

    @property
    def current(self) -> Cue | None:
        """See `Player`."""
        return self._snapshot.cue

    def position(self) -> Seconds:
        """See `Player`."""
        return Seconds(self._snapshot.reading.position(self._time_s))

    def devices(self) -> tuple[Device, ...]:
        """See `Player`."""
        return self.decks.devices()

    def set_device(self, device_id: str | None) -> None:
        """See `Player`."""
        self._do(lambda: self.decks.set_device(device_id))

    def set_equaliser(self, equaliser: Equaliser) -> None:
        """See `Player`."""
        self._do(lambda: self.decks.set_equaliser(equaliser))

    def close(self) -> None:
        """See `Player`."""
        if not self._closed:
            self._closed = True
            self._mixer.close()

    def _do(self, work: Work) -> None:
        if not self._closed:
            self._work.append(work)
            self._settle()

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
                elif self._work:
                    self._work.popleft()()
                else:
                    break
        finally:
            self._busy = False
