from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from deej_desktop.ui.application import run
from tests.fakes.services import FakeServices

fakes = FakeServices().with_music()
fakes.jukebox.changed.connect(lambda state: print(state.playing.title, flush=True))
sys.exit(run(fakes.services, [Path("/elsewhere/One Song.mp3")]))
"""

ATTACHING = """
import sys
from contextlib import contextmanager

from deej_desktop.ui.application import run
from tests.fakes.services import FakeServices

@contextmanager
def attach(window):
    print("attached", flush=True)
    window.quit()
    yield
    print("detached", flush=True)

sys.exit(run(FakeServices().services, [], attach))
"""

OPENING = """
import sys
from contextlib import contextmanager
from pathlib import Path

from deej_desktop.ui.application import run
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.opening import Opening
from PySide6.QtWidgets import QApplication
from tests.fakes.services import FakeServices

opening = Opening(Path("nowhere"))
opening.show_at_once()
opening.move(opening.x() + 33, opening.y() + 44)

@contextmanager
def attach(window):
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    print(shown[0].pos() == opening.pos(), flush=True)
    window.quit()
    yield

sys.exit(run(FakeServices().services, [], attach))
"""

IN_CAR = """
import sys
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from deej_desktop.ui.application import run
from tests.fakes.services import FakeServices

fakes = FakeServices().with_music()

@contextmanager
def attach(window):
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    print(*(f"{type(one).__name__} {one.isFullScreen()}" for one in shown), flush=True)
    print(fakes.jukebox.state.playing is not None, flush=True)
    window.quit()
    yield

sys.exit(run(fakes.services, [], attach, in_car=True))
"""

FAILING = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from deej_desktop.ui.application import show_failure
from deej_desktop.ui.opening import make_application

app = make_application()

def close():
    box = app.activeModalWidget()
    if not isinstance(box, QMessageBox):
        return
    print(box.text(), flush=True)
    box.accept()

timer = QTimer()
timer.timeout.connect(close)
timer.start(50)
show_failure("It is <b>broken</b>; mend it.")
"""


def printed_by(program: str, platform: str = "offscreen") -> str:
    """What a program of Python prints, which has to end well, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"QT_QPA_PLATFORM": platform},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no polite kill")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_plays_what_it_is_given_and_ends_when_asked(number: signal.Signals) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "One Song\n"
            process.send_signal(number)
            _, complaints = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 0
    assert "Traceback" not in complaints


@pytest.mark.parametrize(
    ("platform", "shown"), [("minimal", "It is <b>broken</b>; mend it.\n"), ("offscreen", "")]
)
def test_a_failure_is_shown_where_somebody_may_see_it(platform: str, shown: str) -> None:
    assert printed_by(FAILING, platform) == shown


def test_the_car_screen_is_opened_alone_and_plays_at_once() -> None:
    assert printed_by(IN_CAR) == "CarScreen True\nTrue\n"


def test_what_is_attached_lasts_as_long_as_the_window() -> None:
    assert printed_by(ATTACHING) == "attached\ndetached\n"


def test_the_first_window_comes_where_its_empty_frame_was() -> None:
    assert printed_by(OPENING) == "True\n"
