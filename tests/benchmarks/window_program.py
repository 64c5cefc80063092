"""A window that measures itself, in a process of its own: `bare`, or Deej's with a library.

Prints one line of JSON: seconds from the start of the process until the window was painted, the
memory it takes, and the longest that an event had to wait while it was used.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory

STARTED = float(sys.argv[1])
IS_BARE = sys.argv[2] == "bare"
OPTIONS = sys.argv[3:]
TRACKS = 100_000
_NOTED_S = 0.001
"""Events that waited for less waited for nothing."""

_LONGEST_SCAN_S = 180.0


def memory_mb() -> float:
    """What the process holds for itself, and none of what it shares with others."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Private_Dirty:"):
            return int(line.split()[1]) / 1024
    return 0.0


class Gaps:
    """A timer that ought to fire all the time, and how late it did."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self._timer = QTimer()
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self.worst = 0.0
        self._late: list[float] = []
        self._measured_s = 0.0

    def measure(self, seconds: float, step: object = None) -> float:
        """Let the window live, `step` called every 30 ms; the longest wait in milliseconds."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        steps = QTimer()
        if callable(step):
            steps.timeout.connect(step)
            steps.start(30)
        self.worst, self._last = 0.0, time.perf_counter()
        self._timer.start()
        loop.exec()
        self._timer.stop()
        return 1000 * self.worst

    def measure_while(self, goes_on: Callable[[], bool], at_most_s: float) -> tuple[float, float]:
        """As `measure`; the longest wait, and the one that 999 of 1,000 events stay below."""
        end, worst = time.perf_counter() + at_most_s, 0.0
        self._late.clear()
        self._measured_s = 0.0
        while goes_on() and time.perf_counter() < end:
            begin = time.perf_counter()
            worst = max(worst, self.measure(1))
            self._measured_s += time.perf_counter() - begin
        return worst, 1000 * self._wait_of_nearly_all()

    def _wait_of_nearly_all(self) -> float:
        """Seconds that an event at any moment waits at the most, but for one of 1,000."""
        longer_s = 0.0
        ascending = sorted(self._late)
        for number, (late, shorter) in enumerate(pairwise([*reversed(ascending), 0.0]), 1):
            longer_s += number * (late - shorter)
            if longer_s > 0.001 * self._measured_s:
                return shorter + (longer_s - 0.001 * self._measured_s) / number
        return 0.0

    def _tick(self) -> None:
        now = time.perf_counter()
        late = now - self._last
        self.worst = max(self.worst, late)
        if late > _NOTED_S:
            self._late.append(late)
        self._last = now


def bare() -> dict[str, float]:
    """The barest window there is."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.show()
    app.processEvents()
    found = {"shown_s": time.time() - STARTED, "memory_mb": memory_mb()}
    if "--busy" in OPTIONS:
        found["idle_gap_ms"] = Gaps().measure(3)
    if "--scan" in OPTIONS:
        with TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "deej_desktop", "--data-dir", folder, "scan"]
            with Popen([*command, OPTIONS[-1]], stdout=DEVNULL, stderr=DEVNULL) as scan:
                found |= scanning(lambda: scan.poll() is None)
                scan.kill()
    return found


def deej(data_dir: Path) -> dict[str, float]:
    """Deej's window, as `deej` opens it."""
    from deej_desktop.native.libc import keep_large_memory_apart

    gc.disable()  # as `deej` does
    keep_large_memory_apart()
    from deej_desktop.app.command_line import run  # noqa: F401 - as the command loads it first
    from deej_desktop.ui.opening import Opening

    opening = Opening(data_dir)
    opening.show_at_once()
    found = {"shown_s": time.time() - STARTED}
    from PySide6.QtWidgets import QApplication

    from deej_desktop.app.window_services import running_services
    from deej_desktop.desktop.attachment import attach  # noqa: F401 - as `deej` does
    from deej_desktop.domain.lasting import is_loading
    from deej_desktop.ui.idle_collection import IdleCollection
    from deej_desktop.ui.loading_ahead import LoadingAhead
    from deej_desktop.ui.main_window import MainWindow
    from deej_desktop.ui.theme import Theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sys.setswitchinterval(0.001)  # as `deej` does
    collection = IdleCollection()
    with running_services(data_dir) as services:
        window = MainWindow(services, Theme(app, "dark"))
        window.show()
        app.processEvents()
        opening.close()
        LoadingAhead(app).start()
        found["filled_s"] = time.time() - STARTED
        if "--wait" in OPTIONS or "--busy" in OPTIONS:
            Gaps().measure(8)
            while is_loading():
                Gaps().measure(1)
            Gaps().measure(1)  # until what loading took is given back
        found["memory_mb"] = memory_mb()
        if "--busy" in OPTIONS:
            found |= busy(window)
        if "--scan" in OPTIONS:
            goal = services.library.state.closely + len(list(Path(OPTIONS[-1]).iterdir()))
            services.library.start_scan()
            found |= scanning(lambda: services.library.state.closely < goal)
        window.close()
    collection.close()
    return found


def busy(window: object) -> dict[str, float]:
    """Scroll and search the library, and fly over the map."""
    from deej_desktop.ui.main_window import MainWindow
    from deej_desktop.ui.places import Place

    assert isinstance(window, MainWindow)
    gaps = Gaps()
    found = {"idle_gap_ms": gaps.measure(2)}
    window.page.show_place(Place.LIBRARY)
    library = window.page.fronts.library
    assert library is not None
    model = library.browse.songs.model
    while not model.rowCount():
        gaps.measure(0.5)
    gaps.measure(1)
    bar = library.browse.songs.view.verticalScrollBar()
    places = iter(range(0, 10**9, 400))
    found["scrolling_gap_ms"] = gaps.measure(4, lambda: bar.setValue(next(places) % bar.maximum()))
    field = library.browse.search.field
    letters = iter("mabi tos beatels zo " * 50)

    def type_on() -> None:
        letter = next(letters)
        field.setText("" if letter == " " else field.text() + letter)

    type_on()
    while model.rowCount() == TRACKS:
        gaps.measure(0.5)
    found["searching_gap_ms"] = gaps.measure(6, type_on)
    return found


def scanning(goes_on: Callable[[], bool]) -> dict[str, float]:
    """Wait for a scan, and look how long an event does meanwhile."""
    worst, nearly_all = Gaps().measure_while(goes_on, _LONGEST_SCAN_S)
    return {"scanning_gap_ms": worst, "scanning_nearly_all_ms": nearly_all}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    measured = bare() if IS_BARE else deej(Path(OPTIONS[0]))
    print(json.dumps(measured), flush=True)
    # Threads that still load what nobody waits for any more.
    os._exit(0)
