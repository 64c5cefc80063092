"""A player whose mixer has a thread of its own."""

from __future__ import annotations

import atexit
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError

from deej_desktop.domain.signal import Signal
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.deck import Decks, Post, Work
from deej_desktop.playback.mixer import Mixer, Snapshot
from deej_desktop.playback.player import (
    Cue,
    Device,
    Equaliser,
    PlayerEvent,
    PlayState,
    Transition,
)

_log = logging.getLogger(__name__)

_CLOSE_S = 5.0
_DEVICES_S = 5.0


class ThreadedPlayer:
    """A `Player` that does everything in one thread, in the order it was asked.

    Args:
        open_decks: Called once, in that thread, with what posts work to it; what it raises, the
            constructor raises.
        name: Of the thread.
    """

    def __init__(self, open_decks: Callable[[Post], Decks], name: str) -> None:
        self.events: Signal[PlayerEvent] = Signal()
        self._volume = 1.0
        self._snapshot = Snapshot()
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        ready: Future[Mixer] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(open_decks, ready), name=name, daemon=True
        )
        self._thread.start()
        self._mixer = ready.result()
        # A sound library whose callbacks outlive the interpreter takes the process down with it.
        atexit.register(self.close)

    def play(self, cue: Cue) -> None:
        """See `Player`."""
        self._post(lambda: self._mixer.play(cue))

    def set_next(self, cue: Cue | None, transition: Transition) -> None:
        """See `Player`."""
        self._post(lambda: self._mixer.set_next(cue, transition))

    def pause(self) -> None:
        """See `Player`."""
        self._post(lambda: self._mixer.pause())

    def resume(self) -> None:
        """See `Player`."""
        self._post(lambda: self._mixer.resume())

    def stop(self) -> None:
        """See `Player`."""
        self._post(lambda: self._mixer.stop())

    def seek(self, position: Seconds) -> None:
        """See `Player`."""
        self._post(lambda: self._mixer.seek(position))

    def set_volume(self, volume: float) -> None:
        """See `Player`."""
        self._volume = min(max(volume, 0.0), 1.0)
        self._post(lambda: self._mixer.set_volume(volume))

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
        return Seconds(self._snapshot.reading.position(time.monotonic()))

    def devices(self) -> tuple[Device, ...]:
        """See `Player`."""
        found: Future[tuple[Device, ...]] = Future()
        self._post(lambda: found.set_result(self._mixer.decks.devices()))
        try:
            return found.result(_DEVICES_S)
        except FutureTimeoutError:
            return ()

    def set_device(self, device_id: str | None) -> None:
        """See `Player`."""
        self._post(lambda: self._mixer.decks.set_device(device_id))

    def set_equaliser(self, equaliser: Equaliser) -> None:
        """See `Player`."""
        self._post(lambda: self._mixer.decks.set_equaliser(equaliser))

    def close(self) -> None:
        """See `Player`; waits for the thread, unless called in it."""
        atexit.unregister(self.close)
        self._closed.set()
        self._work.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE_S)

    def _post(self, work: Work) -> None:
        if not self._closed.is_set():
            self._work.put(work)

    def _run(
        self,
        open_decks: Callable[[Post], Decks],
        ready: Future[Mixer],
    ) -> None:
        try:
            mixer = Mixer(open_decks(self._post), time.monotonic)
        except BaseException as error:  # noqa: BLE001 - handed over to whoever constructs us
            ready.set_exception(error)
            return
        ready.set_result(mixer)
        while True:
            pause = self._guarded(mixer.tick)
            self._tell(mixer)
            try:
                work = self._work.get(timeout=pause)
            except queue.Empty:
                continue
            if work is None or self._closed.is_set():
                break
            self._guarded(work)
            self._tell(mixer)
        mixer.close()

    def _guarded(self, work: Callable[[], float | None]) -> float | None:
        try:
            return work()
        except Exception:  # noqa: BLE001 - and it is logged
            # A fault in one step must not end all sound until the program is started again.
            _log.exception("The player stumbled")
            return 0.25

    def _tell(self, mixer: Mixer) -> None:
        self._snapshot = mixer.snapshot()
        news, mixer.news = mixer.news, []
        for event in news:
            self.events.emit(event)
