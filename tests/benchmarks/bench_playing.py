"""Whether music plays on without a hole while a scan listens to files on every core.

Run by `make bench`. A tone is played by libVLC on a sound server of its own and recorded there,
once alone and once beside the decoders and the encoder; what is missing from it is printed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from deej_desktop import paths
from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Cue
from deej_desktop.playback.vlc_player import VlcPlayer
from tests.audio import tone, tune, write_audio
from tests.pulse import SoundServer, missing_programs, sound_server, tone_db

pytestmark = pytest.mark.timeout(0)

HERTZ = 440
PLAYED_S = 40.0
WINDOW_S, HOP_S = 0.05, 0.01
HEARD_DB = -35.0
"""The tone is at -15 dB; a window that it fills to less than a tenth is a hole."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    if missing := missing_programs():
        pytest.skip(f"needs {', '.join(missing)} to hear what is played")
    with sound_server() as running:
        monkeypatch.setenv("PULSE_SERVER", running.address)
        yield running


def test_music_plays_on_while_files_are_listened_to(server: SoundServer, tmp_path: Path) -> None:
    cue = Cue(write_audio(tmp_path / "tone.wav", tone(HERTZ, 60)), Seconds(60))
    files = [
        write_audio(tmp_path / f"{seed}.flac", np.tile(tune(20, seed), (11, 1)))
        for seed in range(4)
    ]
    alone = holes(recorded(server, cue))
    ended = threading.Event()
    listened = 0

    def listen() -> None:
        nonlocal listened
        with Listener(paths.shipped_models_dir() / "deej-default") as listener:
            while not ended.is_set():
                for promise in [listener.listen(file, Listen.FULL) for file in files]:
                    promise.result()
                    listened += 1

    scan = threading.Thread(target=listen)
    scan.start()
    beside = holes(recorded(server, cue))
    ended.set()
    scan.join()
    print(
        f"\nmissing of {PLAYED_S:.0f} s of a tone: alone {_said(alone)}; while {listened} files of"
        f" 220 s were listened to {_said(beside)}"
    )


def recorded(server: SoundServer, cue: Cue) -> FloatArray:
    """What is heard of a cue, from its beginning."""
    player = VlcPlayer()
    with server.recording() as recording:
        player.play(cue)
        recording.wait_for(
            lambda samples: bool((_levels(samples[-22_050:]) > HEARD_DB).any()), 60, "the tone"
        )
        time.sleep(PLAYED_S)
        samples = recording.samples()
    player.close()
    return samples


def holes(samples: FloatArray) -> list[float]:
    """Seconds of each silence inside the tone."""
    on = np.flatnonzero(_levels(samples) > HEARD_DB)
    steps = np.diff(on)
    return [float(step * HOP_S) for step in steps[steps > 1]]


def _levels(samples: FloatArray) -> FloatArray:
    return tone_db(samples, HERTZ, WINDOW_S, HOP_S)


def _said(found: list[float]) -> str:
    return f"{sum(found) * 1000:.0f} ms, at most {max(found, default=0) * 1000:.0f} ms at a time"
