"""Songs dragged by a real pointer over a real X11 screen, which Qt's own events do not prove."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

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
