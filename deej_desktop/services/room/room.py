"""The room behind buttons that never wait, in step with the jukebox."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from functools import partial

from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.native.sounddevice import input_devices
from deej_desktop.services.api import JukeboxApi, JukeboxState, Notice, plays
from deej_desktop.services.room.api import RoomState
from deej_desktop.services.room.session import RoomEngines, Session

ENDED_AFTER = Seconds(2.0)
"""Quiet after which the room's music has ended."""

_FALLS_SILENT_WITHIN_S = 3.0


class Room:
    """Implements `deej_desktop.services.room.api.RoomApi`."""

    def __init__(self, engines: RoomEngines, jukebox: JukeboxApi) -> None:
        self.changed: Signal[RoomState] = Signal()
        self.notices: Signal[Notice] = Signal()
        self._engines = engines
        self._jukebox = jukebox
        self._lock = threading.Lock()
        self._state = RoomState()
        self._evening = 0  # counts the sessions, to know a state of an old one
        self._session: Session | None = None
        self._played: list[Track] = []  # in the room, since the microphone was turned on
        self._leave_jukebox = jukebox.changed.connect(self._jukebox_changed)

    @property
    def state(self) -> RoomState:
        """See `RoomApi`."""
        return self._state

    def devices(self) -> tuple[str, ...]:
        """See `RoomApi`."""
        return tuple(device.name for device in input_devices())

    def start(self, device: str | None = None) -> None:
        """See `RoomApi`."""
        before = self._end()
        self._jukebox.pause()
        with self._lock:
            self._played.clear()
            self._session = Session(
                self._engines,
                device,
                make_way=partial(self._make_way, before),
                tell=partial(self._told, self._evening),
                fail=lambda sentence: self.notices.emit(Notice(sentence, "error")),
            )

    def stop(self) -> None:
        """See `RoomApi`."""
        self._end()

    def set_automatic(self, automatic: bool) -> None:
        """See `RoomApi`."""
        with self._lock:
            self._state = replace(self._state, automatic=automatic)
        self.changed.emit(self._state)

    def take_over(self, track: Track | None = None) -> None:
        """See `RoomApi`."""
        follows = self._state.follows
        if track is None and not follows:
            self.notices.emit(Notice("Nothing fits yet: let Deej hear some music first."))
            return
        self._end()
        self._jukebox.take_over(track or follows[0].track, tuple(self._played))

    def change_encoder(self, engines: RoomEngines) -> None:
        """Hear with another encoder the next time that the microphone is turned on."""
        self._engines = engines

    def close(self) -> None:
        """Turn the microphone off and wait until it is."""
        self._leave_jukebox()
        before = self._end()
        if before is not None:
            before.join()

    def _end(self) -> Session | None:
        """Turn the microphone off, and give what may still be ending."""
        with self._lock:
            self._evening += 1
            session, self._session = self._session, None
            was_on, self._state = self._state, replace(self._state, listening=False, level=0.0)
        if session is not None:
            session.end()
        if was_on.listening:
            self.changed.emit(self._state)
        return session

    def _make_way(self, before: Session | None) -> None:
        if before is not None:
            before.join()
        # Deej must not listen to itself, and a pause is heard a moment after it was asked for.
        until = time.monotonic() + _FALLS_SILENT_WITHIN_S
        while plays(self._jukebox.state) and time.monotonic() < until:
            time.sleep(0.02)

    def _told(self, evening: int, state: RoomState) -> None:
        with self._lock:
            if evening != self._evening:
                return
            self._state = replace(state, automatic=self._state.automatic)
            named = state.this_is.track if state.this_is is not None else None
            if named is not None and self._played[-1:] != [named]:
                self._played.append(named)
        self.changed.emit(self._state)
        ended = state.listening and state.quiet >= ENDED_AFTER
        if ended and self._state.automatic and state.follows:
            self.take_over()

    def _jukebox_changed(self, state: JukeboxState) -> None:
        session = self._session
        if session is not None and session.on and plays(state):
            self.stop()
