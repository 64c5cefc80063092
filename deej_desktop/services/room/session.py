"""One stretch of listening: from when the microphone is turned on until it is off again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.units import Seconds
from deej_desktop.library.vectors import VectorStore
from deej_desktop.microphone.gate import Heard
from deej_desktop.microphone.level import Quiet, level_of, shown
from deej_desktop.microphone.recorder import Recorder
from deej_desktop.microphone.resampling import resampled
from deej_desktop.native.sounddevice import InputDevice
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.indexing.indexer import Ear
from deej_desktop.services.room.api import RoomState
from deej_desktop.services.room.hearing import SOUND, WINDOW, Impression, RoomHearing

_log = logging.getLogger(__name__)

PROPOSED = 10
"""Tracks in each list of proposals."""

_METER_EVERY = Seconds(0.1)
_HEAR_EVERY = Seconds(1.0)


class Sound(Protocol):
    """A microphone that is on; see `Recorder`."""

    device: InputDevice
    sample_rate: int

    @property
    def lasted(self) -> Seconds:
        """How much was recorded so far."""

    def latest(self, seconds: Seconds) -> FloatArray:
        """The latest so many seconds, (n,)."""

    def check(self) -> None:
        """Raise `MicrophoneUnusable` if the device was lost."""


@dataclass(frozen=True, slots=True)
class RoomEngines:
    """What listening to a room needs of the engines.

    Attributes:
        card: The encoder's.
        vectors: Of that encoder.
        space: Loads the library as it is now.
        lend_ear: Gives worker processes.
        options: The listener's rules as they are now.
        record: Turns a microphone on for as long as the block lasts.
    """

    card: EncoderCard
    vectors: VectorStore
    space: Callable[[], Space]
    lend_ear: Callable[[], AbstractContextManager[Ear]]
    options: Callable[[], RuleOptions]
    record: Callable[[str | None], AbstractContextManager[Sound]] = Recorder


class Session:
    """Listens in a thread of its own and tells of every change; begins when made.

    Args:
        engines: What it needs.
        device: The microphone's name, or None for the system's choice.
        make_way: Called first, in that thread: waits until the microphone may be turned on.
        tell: Takes each state; the last one is not listening.
        fail: Takes the sentence that says why it ended by itself.
    """

    def __init__(
        self,
        engines: RoomEngines,
        device: str | None,
        make_way: Callable[[], None],
        tell: Callable[[RoomState], None],
        fail: Callable[[str], None],
    ) -> None:
        self._engines = engines
        self._make_way = make_way
        self._tell = tell
        self._fail = fail
        self._state = RoomState()
        self._quiet = Quiet()
        self._hearing: RoomHearing | None = None
        self._ending = threading.Event()
        self._cancel = CancelToken()
        self._thread = threading.Thread(target=self._run, args=(device,), name="room", daemon=True)
        self._thread.start()

    @property
    def on(self) -> bool:
        """Whether the microphone is on."""
        return self._state.listening and not self._ending.is_set()

    def end(self) -> None:
        """Turn the microphone off; does not wait until it is."""
        self._ending.set()
        self._cancel.cancel()

    def join(self) -> None:
        """Wait until it has ended, unless it is this very thread that asks."""
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self, device: str | None) -> None:
        try:
            self._make_way()
            with (
                self._engines.lend_ear() as ear,
                ThreadPoolExecutor(1, thread_name_prefix="room-hearing") as thread,
                self._engines.record(device) as sound,
            ):
                self._listen(sound, ear, thread)
        except DeejError as error:
            if not self._ending.is_set():
                _log.warning("Listening ended: %s", error, exc_info=error.__cause__)
                self._fail(str(error))
        except Exception:  # noqa: BLE001 - the window must hear of it, whatever it is
            _log.exception("Listening failed")
            self._fail("Listening failed unexpectedly; the log has the details.")
        finally:
            self._ending.set()
            self._publish(listening=False, level=0.0)

    def _listen(self, sound: Sound, ear: Ear, thread: ThreadPoolExecutor) -> None:
        hearing: Future[Impression] | None = None
        due = WINDOW
        preparing = thread.submit(self._prepare, ear)
        while not self._ending.wait(_METER_EVERY):
            sound.check()
            self._meter(sound)
            if preparing.done():
                preparing.result()
            if hearing is not None and hearing.done():
                self._take(hearing.result(), sound)
                hearing = None
            if hearing is None and sound.lasted >= due:
                due = Seconds(sound.lasted + _HEAR_EVERY)
                hearing = thread.submit(
                    self._hear, sound.latest(SOUND), sound.sample_rate, sound.lasted
                )

    def _prepare(self, ear: Ear) -> None:
        engines = self._engines
        self._hearing = RoomHearing(
            engines.space(),
            engines.vectors,
            engines.card,
            ear,
            engines.options(),
            PROPOSED,
            self._cancel,
        )

    def _hear(self, samples: FloatArray, sample_rate: int, now: Seconds) -> Impression:
        assert self._hearing is not None
        self._hearing.replace_library(self._engines.space())
        rate = self._engines.card.preprocessing.sample_rate
        return self._hearing.hear(resampled(samples, sample_rate, rate), now)

    def _take(self, impression: Impression, sound: Sound) -> None:
        if impression.heard is Heard.MUSIC:
            self._quiet.music(level_of(sound.latest(WINDOW)))
        elif impression.heard is Heard.SPEECH:
            self._quiet.voice()
        else:
            self._quiet.noise(_HEAR_EVERY)
        self._publish(
            heard=impression.heard,
            this_is=impression.this_is,
            follows=impression.follows,
            goes_with=impression.goes_with,
        )

    def _meter(self, sound: Sound) -> None:
        level = level_of(sound.latest(_METER_EVERY))
        self._quiet.meter(level, _METER_EVERY)
        self._publish(
            listening=True,
            device=sound.device.name,
            level=shown(level),
            listened=sound.lasted,
            quiet=self._quiet.lasting,
        )

    def _publish(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type]
        self._tell(self._state)
