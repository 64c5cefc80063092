"""Nothing that is clicked, typed or dropped raises a traceback or harms the store.

DEEJ_MONKEY_S says for how many seconds each monkey works; a minute or ten find more than CI can.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audio import tone, write_audio
from tests.pulse import SoundServer, missing_programs, sound_server

SECONDS = float(os.environ.get("DEEJ_MONKEY_S", "10"))


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    if missing := missing_programs():
        pytest.skip(f"needs {', '.join(missing)} to play to")
    with sound_server() as running:
        yield running


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    for number in range(5):
        file = folder / f"{number} – Tone.ogg"
        write_audio(file, tone(200.0 * 1.5**number, 6.0 + number), tags={"title": f"Tone {number}"})
    (folder / "broken.mp3").write_bytes(b"no music" * 500)
    (folder / "notes.txt").write_text("no music either")
    (folder / "evening.m3u8").write_text("2 – Tone.ogg\nnot there.ogg\n0 – Tone.ogg\n")
    return folder


@pytest.mark.timeout(SECONDS + 300)
@pytest.mark.parametrize("seed", [int(os.environ.get("DEEJ_MONKEY_SEED", "1"))])
def test_a_monkey_ends_with_a_living_window_and_an_intact_store(
    server: SoundServer, music: Path, tmp_path: Path, seed: int
) -> None:
    data_dir = tmp_path / "data"
    command = [sys.executable, "-m", "tests.integration.app.monkey"]
    done = subprocess.run(
        [*command, str(data_dir), str(music), str(seed), str(SECONDS)],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PULSE_SERVER": server.address,
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=SECONDS + 280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-6000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["failures"] == []
    assert seen["lives"]
    assert seen["done"] > SECONDS
    complaints = [text for text in seen["complaints"] if "This plugin does not" not in text]
    assert complaints == []
    with sqlite3.connect(data_dir / "deej.db") as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    files = {file.name for file in music.iterdir()}
    assert {"broken.mp3", "evening.m3u8", "notes.txt"} <= files
    assert len(files) == 8
