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

from deej_desktop.playback.deck import Decks, Post, Work
from deej_desktop.playback.facade import MixerPlayer
from deej_desktop.playback.mixer import Mixer
from deej_desktop.playback.player import Device

_log = logging.getLogger(__name__)

_CLOSE_S = 5.0
_DEVICES_S = 5.0
_STUMBLE_S = 0.25
_FADE_OUT_S = 0.5


class ThreadedPlayer(MixerPlayer):
    """A `Player` that does everything in one thread, in the order it was asked.

    Args:
        open_decks: Called once, in that thread, with what posts work to it; what it raises, the
            constructor raises.
        name: Of the thread.
    """

    def __init__(self, open_decks: Callable[[Post], Decks], name: str) -> None:
        super().__init__()
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

    def devices(self) -> tuple[Device, ...]:
        """See `Player`; not for listeners of `events`, for whom it finds none."""
        if threading.current_thread() is self._thread:
            return ()
        found: Future[tuple[Device, ...]] = Future()
        self._ask(lambda mixer: found.set_result(mixer.decks.devices()))
        try:
            return found.result(_DEVICES_S)
        except FutureTimeoutError:
            _log.warning("The sound system does not say what there is to be heard on")
            return ()

    def close(self) -> None:
        """See `Player`; waits for the thread, unless called in it."""
        atexit.unregister(self.close)
        self._closed.set()
        self._work.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE_S)

    def _ask(self, wish: Callable[[Mixer], None]) -> None:
        self._post(lambda: wish(self._mixer))

    def _time(self) -> float:
        return time.monotonic()

    def _post(self, work: Work) -> None:
        if not self._closed.is_set():
            self._work.put(work)

    def _run(self, open_decks: Callable[[Post], Decks], ready: Future[Mixer]) -> None:
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
        self._fade_out(mixer)
        mixer.close()

    def _fade_out(self, mixer: Mixer) -> None:
        """End with a fade rather than a click."""
        self._guarded(mixer.stop)
        until = time.monotonic() + _FADE_OUT_S
        while time.monotonic() < until:
            pause = self._guarded(mixer.tick)
            if pause is None:
                break
            time.sleep(pause)

    def _guarded(self, work: Callable[[], float | None]) -> float | None:
        try:
            return work()
        except Exception:  # noqa: BLE001 - and it is logged
            # A fault in one step must not end all sound until the program is started again.
            _log.exception("The player stumbled")
            return _STUMBLE_S

    def _tell(self, mixer: Mixer) -> None:
        self._snapshot = mixer.snapshot()
        news, mixer.news = mixer.news, []
        for event in news:
            self.events.emit(event)
