"""Is there anything to be heard on, and is it still what it was a moment ago?"""

from __future__ import annotations

import logging
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from deej_desktop.native.pulse import PulseConnection, ServerState

_log = logging.getLogger(__name__)

NO_OUTPUT = (
    "There is no sound output: no sound server answers and no sound card was found. "
    "Playing goes on as soon as there is one."
)
NO_SINK = (
    "There is no sound output: no loudspeaker and no headphones are connected. Playing goes on as "
    "soon as there are."
)
SERVER_GONE = "The sound server went away. Playing goes on as soon as it is back."

_STAND_IN = "auto_null"
"""What sound servers offer when there is nothing to be heard on."""

_RETRY_S = 0.5
_RETRY_UNKNOWN_S = 5.0
_PATIENCE_S = 2.0
_LOOK_S = 0.01
_ALSA_DEVICES = Path("/dev/snd")


@dataclass(frozen=True, slots=True)
class OutputStatus:
    """How things stand with the sound system.

    Attributes:
        module: What libVLC calls the output to use; None for its own choice.
        era: Changes whenever what was open before has become deaf.
        problem: Why nothing can be heard at present, as a sentence; None if it can.
    """

    module: str | None = None
    era: int = 0
    problem: str | None = None


class SoundOutput(Protocol):
    """Watches the sound system; used by one thread."""

    def status(self) -> OutputStatus:
        """How things stand; cheap enough for several times a second."""

    def close(self) -> None:
        """Stop watching."""


class AssumedOutput:
    """For systems that look after their outputs by themselves, and for tests."""

    def __init__(self, module: str | None = None) -> None:
        self._status = OutputStatus(module)

    def status(self) -> OutputStatus:
        """See `SoundOutput`."""
        return self._status

    def close(self) -> None:
        """See `SoundOutput`."""


class Connection(Protocol):
    """What a watch needs of `PulseConnection`."""

    def state(self) -> ServerState:
        """How it stands."""

    @property
    def sinks(self) -> frozenset[str]:
        """The names of what there is to be heard on, once it is ready."""

    def close(self) -> None:
        """End it."""


Connect: TypeAlias = Callable[[], Connection]


class LinuxOutput:
    """The sound server where there is one, else a sound card without one.

    Once a server was seen it is waited for when it goes away: a player that grabbed the sound card
    meanwhile would keep the server from coming back. So is the last of its outputs when that is
    unplugged; a server that never had any but its stand-in is taken as it is.
    """

    def __init__(
        self,
        connect: Connect = lambda: PulseConnection("Deej"),
        clock: Callable[[], float] = time.monotonic,
        alsa_devices: Path = _ALSA_DEVICES,
    ) -> None:
        self._connect = connect
        self._clock = clock
        self._alsa_devices = alsa_devices
        self._connection: Connection | None = None
        self._library_missing = False
        self._tried_at = float("-inf")
        self._fresh = False
        self._was_ready = False
        self._was_heard = False
        self._unplugged = False
        self._era = 0

    def status(self) -> OutputStatus:
        """See `SoundOutput`; the first call may wait a moment for the server's answer."""
        if self._server_answers():
            self._look_at_sinks()
            return OutputStatus("pulse", self._era, NO_SINK if self._unplugged else None)
        if self._was_ready:
            return OutputStatus("pulse", self._era, SERVER_GONE)
        if any(self._alsa_devices.glob("pcmC*p")):
            return OutputStatus("alsa", self._era)
        return OutputStatus("pulse", self._era, NO_OUTPUT)

    def close(self) -> None:
        """See `SoundOutput`."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _look_at_sinks(self) -> None:
        assert self._connection is not None
        sinks = self._connection.sinks
        real = bool(sinks - {_STAND_IN})
        self._was_heard = self._was_heard or real
        before, self._unplugged = self._unplugged, not sinks or (self._was_heard and not real)
        if before and not self._unplugged:
            self._era += 1

    def _server_answers(self) -> bool:
        if self._connection is None and not self._try():
            return False
        assert self._connection is not None
        state = self._connection.state()
        if state is ServerState.GONE:
            _log.info("No sound server, or no longer")
            self.close()
        if state is ServerState.READY and self._fresh:
            self._fresh = False
            self._was_ready = True
            self._era += 1
        return state is ServerState.READY

    def _try(self) -> bool:
        """Connect anew, if it is time."""
        now = self._clock()
        wait_s = _RETRY_S if self._was_ready else _RETRY_UNKNOWN_S
        if self._library_missing or now - self._tried_at < wait_s:
            return False
        first = self._tried_at == float("-inf")
        self._tried_at = now
        try:
            self._connection = self._connect()
        except OSError as error:
            _log.info("No library for sound servers: %s", error)
            self._library_missing = True
            return False
        self._fresh = True
        if first:
            self._wait_for_answer(self._connection)
        return True

    def _wait_for_answer(self, connection: Connection) -> None:
        # Taking the sound card because the server is a moment late would lock the server out.
        for _ in range(round(_PATIENCE_S / _LOOK_S)):
            if connection.state() is not ServerState.PENDING:
                return
            time.sleep(_LOOK_S)


def system_output() -> SoundOutput:
    """What watches the sound system of this machine."""
    system = platform.system()
    if system == "Linux":
        return LinuxOutput()
    # The default output of Windows gives all players of one program a single volume.
    return AssumedOutput("directsound" if system == "Windows" else None)
