"""A virtual microphone: what is played on one null sink of a private sound server is heard."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

import pytest

from tests.pulse import SoundServer, missing_programs, sound_server


class VirtualMicrophone:
    """A sound server whose default source hears the sink "mic"."""

    def __init__(self, server: SoundServer) -> None:
        self.server = server

    @contextmanager
    def playing(self, file: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Play a file in the room while the block runs."""
        player = subprocess.Popen(
            ["paplay", "--device=mic", str(file)], env=self.server.environment
        )
        try:
            yield player
        finally:
            player.kill()
            player.wait(20)

    def in_use(self) -> bool:
        """Whether anybody records."""
        return bool(self.server.control("list", "short", "source-outputs").strip())


@pytest.fixture
def microphone(monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualMicrophone]:
    if missing := missing_programs():
        pytest.skip(f"needs {', '.join(missing)} for a virtual microphone")
    if find_library("portaudio") is None:
        pytest.skip("needs PortAudio to record")
    with sound_server(("cap", "mic")) as server:
        monkeypatch.setenv("PULSE_SERVER", server.address)
        monkeypatch.setenv("PULSE_SOURCE", "mic.monitor")
        monkeypatch.setenv("PULSE_SINK", "cap")
        yield VirtualMicrophone(server)
