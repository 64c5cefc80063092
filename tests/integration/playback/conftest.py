"""A private sound server, and a player that plays on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deej_desktop.playback.vlc_player import VlcPlayer
from tests.player_contract import RealStage
from tests.pulse import SoundServer, missing_programs, sound_server


@pytest.fixture(scope="session")
def shared_server() -> Iterator[SoundServer]:
    if missing := missing_programs():
        pytest.skip(f"needs {', '.join(missing)} to hear what is played")
    with sound_server(("cap", "other")) as server:
        yield server


@pytest.fixture
def server(shared_server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> SoundServer:
    monkeypatch.setenv("PULSE_SERVER", shared_server.address)
    return shared_server


@pytest.fixture
def stage(server: SoundServer) -> Iterator[RealStage]:
    stage = RealStage(VlcPlayer())
    yield stage
    stage.player.close()
