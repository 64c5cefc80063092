"""A room in which a test says what is heard, and outputs that make no sound."""

from __future__ import annotations

from dataclasses import replace

from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.playback.player import Device
from deej_desktop.services.api import JukeboxApi, Notice
from deej_desktop.services.room.api import RoomState


class FakeRoom:
    """Satisfies `RoomApi`; turns on and off in no time.

    Attributes:
        trouble: What is wrong with the microphones, if anything is.
        started: The devices it was asked to listen to, in order.
    """

    def __init__(self, jukebox: JukeboxApi) -> None:
        self.changed: Signal[RoomState] = Signal()
        self.notices: Signal[Notice] = Signal()
        self.trouble: DeejError | None = None
        self.started: list[str | None] = []
        self._jukebox = jukebox
        self._state = RoomState()

    @property
    def state(self) -> RoomState:
        return self._state

    def devices(self) -> tuple[str, ...]:
        if self.trouble is not None:
            raise self.trouble
        return ("Built-in microphone", "Webcam")

    def start(self, device: str | None = None) -> None:
        self.started.append(device)
        if self.trouble is not None:
            self.notices.emit(Notice(str(self.trouble), "error"))
            return
        self._jukebox.pause()
        self.show(listening=True, device=device or self.devices()[0])

    def stop(self) -> None:
        self.show(listening=False, level=0.0)

    def set_automatic(self, automatic: bool) -> None:
        self.show(automatic=automatic)

    def take_over(self, track: Track | None = None) -> None:
        chosen = track or (self._state.follows[0].track if self._state.follows else None)
        self.stop()
        if chosen is not None:
            named = self._state.this_is
            self._jukebox.take_over(chosen, (named.track,) if named is not None else ())

    def show(self, **values: object) -> None:
        """Hear something."""
        self._state = replace(self._state, **values)  # type: ignore[arg-type]
        self.changed.emit(self._state)


class FakePlayback:
    """Satisfies `PlaybackApi`."""

    def devices(self) -> tuple[Device, ...]:
        return (Device("speakers", "Speakers"), Device("hdmi", "Television"))
