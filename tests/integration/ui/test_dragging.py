"""Songs dragged by a real pointer over a real X11 screen, which Qt's own events do not prove."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen of its own: a pointer that moves would disturb other tests, and they it."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} for a pointer that moves")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    assert number, "Xvfb does not start"
    yield f":{number}"
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture
def managed(screen: str) -> Iterator[str]:
    """The same with a window manager, as a desktop has one."""
    if shutil.which("openbox") is None:
        pytest.skip("needs openbox for windows beside each other")
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"],
        env={**os.environ, "DISPLAY": screen},
        stderr=subprocess.DEVNULL,
    )
    yield screen
    manager.terminate()
    manager.wait(timeout=20)


def test_a_file_is_dragged_in_from_another_program_and_only_copied(
    managed: str, tmp_path: Path
) -> None:
    song = tmp_path / "a söng.mp3"
    song.write_bytes(b"")
    environment = {**os.environ, "DISPLAY": managed, "QT_QPA_PLATFORM": "xcb"}

    def program(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", *words], env=environment, stdout=subprocess.PIPE, text=True
        )

    def xdotool(*words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=environment, check=True)
        time.sleep(0.15)

    with (
        program("tests.integration.ui.file_manager", str(song)) as manager,
        program("tests.integration.ui.dropping") as deej,
    ):
        try:
            assert deej.stdout is not None
            assert manager.stdout is not None
            ready, x, y = deej.stdout.readline().split()
            assert ready == "ready"
            xdotool("search", "--sync", "--name", "file manager", "windowactivate", "--sync")
            xdotool("mousemove", 90, 120)
            xdotool("mousedown", 1)
            for share in (0.1, 0.4, 0.8, 0.97, 1.0):
                across = round(90 + share * (int(x) - 90))
                xdotool("mousemove", across, round(120 + share * (int(y) - 120)))
            xdotool("mouseup", 1)
            assert deej.stdout.readline().strip() == str(song)
            assert manager.stdout.readline().strip() == "CopyAction"
        finally:
            manager.terminate()
            deej.terminate()
    assert song.exists()


def test_songs_are_dragged_to_their_places(screen: str) -> None:
    environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.ui.dragging"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    before, moved, let_in = seen["before"], seen["moved"], seen["let_in"]
    assert moved[:5] == [before[4], *before[:4]]
    assert let_in[:3] == [*moved[:2], "Fog on the Glass"]
