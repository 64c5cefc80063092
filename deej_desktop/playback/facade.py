"""What all players with a mixer have in common: everything but whose thread it runs in."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from deej_desktop.domain.signal import Signal
from deej_desktop.domain.units import Decibels, Seconds
from deej_desktop.playback.mixer import Mixer, Snapshot
from deej_desktop.playback.player import (
    Cue,
    Device,
    Equaliser,
    PlayerEvent,
    PlayState,
    Transition,
)


class MixerPlayer(ABC):
    """See `Player`."""

    def __init__(self) -> None:
        self.events: Signal[PlayerEvent] = Signal()
        self._snapshot = Snapshot()
        self._volume = 1.0
        self._told = (0, 0.0)
        self._telling = threading.Lock()

    @abstractmethod
    def _ask(self, wish: Callable[[Mixer], None]) -> None:
        """See to it that the mixer hears `wish`, in its own thread, in the order of asking."""

    @abstractmethod
    def _time(self) -> float:
        """The clock that the mixer goes by."""

    @abstractmethod
    def devices(self) -> tuple[Device, ...]:
        """See `Player`."""

    @abstractmethod
    def close(self) -> None:
        """See `Player`."""

    def play(self, cue: Cue) -> None:
        """See `Player`."""
        self._ask(lambda mixer: mixer.play(cue))

    def set_next(self, cue: Cue | None, transition: Transition) -> None:
        """See `Player`."""
        self._ask(lambda mixer: mixer.set_next(cue, transition))

    def set_gain(self, cue: Cue, gain_db: Decibels) -> None:
        """See `Player`."""
        self._ask(lambda mixer: mixer.set_gain(cue, gain_db))

    def pause(self) -> None:
        """See `Player`."""
        self._ask(Mixer.pause)

    def resume(self) -> None:
        """See `Player`."""
        self._ask(Mixer.resume)

    def stop(self) -> None:
        """See `Player`."""
        self._ask(Mixer.stop)

    def seek(self, position: Seconds) -> None:
        """See `Player`."""
        self._ask(lambda mixer: mixer.seek(position))

    def set_volume(self, volume: float) -> None:
        """See `Player`."""
        self._volume = min(max(volume, 0.0), 1.0)
        self._ask(lambda mixer: mixer.set_volume(volume))

    def set_device(self, device_id: str | None) -> None:
        """See `Player`."""
        self._ask(lambda mixer: mixer.decks.set_device(device_id))

    def set_equaliser(self, equaliser: Equaliser) -> None:
        """See `Player`."""
        self._ask(lambda mixer: mixer.decks.set_equaliser(equaliser))

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
        with self._telling:
            # What was learnt a moment ago may be of a moment before the last time this was asked.
            reading = self._snapshot.reading
            place = reading.position(self._time())
            course, told = self._told
            if course == reading.course:
                place = max(place, told)
            self._told = (reading.course, place)
            return Seconds(place)
