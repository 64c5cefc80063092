"""From a record that plays in the room to Deej that goes on by itself, with nothing faked."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deej_desktop.app.window_services import running_services
from deej_desktop.microphone.gate import Heard
from deej_desktop.services.api import Services
from deej_desktop.services.room.api import RoomState
from tests.audio import tune, write_audio
from tests.integration.app.deej_command import Deej
from tests.integration.microphone.conftest import VirtualMicrophone
from tests.pulse import level_db, wait_until

PATIENCE_S = 150.0
RATE = 44_100
SONGS = 6


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("music")
    for seed in range(SONGS):
        tags = {"title": f"Piece {seed}", "artist": f"Band {seed}", "album": f"Album {seed}"}
        write_audio(folder / f"{seed}.flac", tune(40.0, seed), RATE, tags=tags)
    return folder


@pytest.fixture(scope="module")
def deej(tmp_path_factory: pytest.TempPathFactory, music: Path) -> Deej:
    """The command on a library that has been scanned."""
    command = Deej(tmp_path_factory.mktemp("data"))
    scanned = command("scan", music, "--json")
    assert scanned.status == 0, scanned.err
    return command


def test_a_file_is_named_and_what_follows_proposed(deej: Deej, tmp_path: Path) -> None:
    recording = write_audio(tmp_path / "phone.m4a", tune(30.0, 2)[10 * RATE :], RATE)
    told = deej("listen", "--input", recording, "-n", "3", "--json").json
    assert set(told) == {"heard", "this_is", "tracks"}
    assert told["heard"] == "music"
    assert told["this_is"]["title"] == "Piece 2"
    assert len(told["tracks"]) == 3
    assert "Piece 2" not in [track["title"] for track in told["tracks"]]
    for track in told["tracks"]:
        assert set(track) == {"path", "artist", "title", "duration_s", "similarity", "why"}


def test_the_command_hears_the_room(deej: Deej, microphone: VirtualMicrophone, music: Path) -> None:
    with microphone.playing(music / "4.flac"):
        listened = deej("listen", "--device", "pulse", "--seconds", "8", "--json")
    assert listened.status == 0, listened.err
    assert listened.json["heard"] == "music"
    assert listened.json["this_is"]["title"] == "Piece 4"
    wait_until(lambda: not microphone.in_use(), PATIENCE_S, "the device is released")


@pytest.mark.parametrize(
    ("options", "status", "sentence"),
    [
        (["--device", "no such device"], 1, "microphone"),
        (["--input", "/no/such/file.mp3"], 1, "no longer there"),
        (["--input", "x.mp3", "--device", "pulse"], 2, "not allowed with"),
        (["--seconds", "0"], 2, "at least 1"),
    ],
)
def test_what_cannot_be_heard_gets_one_clear_sentence(
    deej: Deej, options: list[str], status: int, sentence: str
) -> None:
    ran = deej("listen", *options)
    assert ran.status == status
    assert ran.out == ""
    assert sentence in ran.err
    if status == 1:
        assert len(ran.err.strip().splitlines()) == 1


def test_without_portaudio_it_says_what_to_install(deej: Deej, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "from ctypes import util\n"
        "find = util.find_library\n"
        "util.find_library = lambda name: None if name == 'portaudio' else find(name)\n"
    )
    ran = subprocess.run(
        deej.line("listen"),
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert len(ran.stderr.strip().splitlines()) == 1
    assert "PortAudio is needed to use the microphone" in ran.stderr
    assert "install" in ran.stderr


@pytest.fixture
def services(deej: Deej, microphone: VirtualMicrophone) -> Iterator[Services]:
    """What the window has; its jukebox plays through libVLC on another sink."""
    with running_services(deej.data_dir) as services:
        yield services


def test_when_the_record_ends_deej_goes_on_by_itself(
    services: Services, microphone: VirtualMicrophone, music: Path
) -> None:
    room = services.room
    states: list[RoomState] = []
    room.changed.connect(states.append)
    room.set_automatic(True)
    with microphone.playing(music / "1.flac") as record, microphone.server.recording() as heard:
        room.start("pulse")
        wait_until(lambda: room.state.this_is is not None, PATIENCE_S, "the record is named")
        named = room.state.this_is
        assert named is not None
        assert named.track.title == "Piece 1"
        assert room.state.heard is Heard.MUSIC
        _stop(record)
        wait_until(lambda: not room.state.listening, PATIENCE_S, "Deej takes over")
        best = room.state.follows[0].track
        assert best.title != "Piece 1"
        heard.wait_for(
            lambda samples: bool((level_db(samples, 0.5)[-2:] > -40).all()),
            PATIENCE_S,
            "Deej is heard",
        )
    assert services.jukebox.state.playing == best
    assert [track.title for track in services.jukebox.state.history] == ["Piece 1"]
    wait_until(lambda: not microphone.in_use(), PATIENCE_S, "the microphone is off")
    assert [state.quiet for state in states if state.listening][-1] >= 2


def _stop(record: subprocess.Popen[bytes]) -> None:
    record.kill()
    record.wait(20)
