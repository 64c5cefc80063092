"""The window stays quick while Deej scans: real files, real worker processes, the real window."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deej_desktop.app.window_services import running_services
from deej_desktop.ui.idle_collection import IdleCollection
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.theme import Theme
from tests.audio import tune, write_audio

TRACKS = 12
BEAT_MS = 5
IDLE_MS = 2000
LIMIT_MS = 250.0
"""Above what is aimed at (50 ms): computers that tests run on are slower, and shared."""


class Gap(NamedTuple):
    """Between two beats, in milliseconds: without waiting for a processor, and by the clock.

    Threads of this process that wait for one while other programs have them all may hold up the
    window's, one after the other; that is nobody's fault here.
    """

    blocked: float
    clock: float


class Beats(QObject):
    """A timer in the window's thread that ought to fire all the time."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[Gap] = []
        self._last, self._queued = time.perf_counter(), queued_ms()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now, queued = time.perf_counter(), queued_ms()
        waited = sum(wait - self._queued.get(thread, 0.0) for thread, wait in queued.items())
        gap = 1000 * (now - self._last)
        self.gaps.append(Gap(max(0.0, gap - waited), gap))
        self._last, self._queued = now, queued


def queued_ms() -> dict[str, float]:
    """For how long each thread of this process has waited for a processor so far."""
    waits = {}
    for thread in Path("/proc/self/task").glob("*/schedstat"):
        try:
            waits[thread.parent.name] = int(thread.read_text().split()[1]) / 1e6
        except (OSError, IndexError):
            continue  # it has ended
    return waits


@contextmanager
def as_deej_runs() -> Iterator[None]:
    """Share Python's lock, and look for garbage, as the program does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.001)
    collection = IdleCollection()
    yield
    collection.close()
    sys.setswitchinterval(before)


@pytest.mark.skipif(sys.platform != "linux", reason="only there is known what others' work costs")
def test_a_scan_does_not_block_the_event_loop(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    music = tmp_path / "music"
    music.mkdir()
    for seed in range(TRACKS):
        write_audio(music / f"{seed}.flac", tune(8.0, seed, 22_050), 22_050)
    with as_deej_runs(), running_services(tmp_path / "data") as services:
        window = MainWindow(services, Theme(qapp, "dark"))
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        beats = Beats()
        qtbot.wait(IDLE_MS)
        idle, beats.gaps = beats.gaps, []
        library = services.library
        library.set_folders([music])
        qtbot.waitUntil(
            lambda: library.state.closely == TRACKS and library.state.scanning is None,
            timeout=200_000,
        )
        busy = beats.gaps
        beats.deleteLater()
        window.close()
    print(
        f"\nbetween two beats of {BEAT_MS} ms while {TRACKS} tracks were scanned: {told(busy)};"
        f" before that {told(idle)}"
    )
    assert max(busy).blocked < LIMIT_MS


def told(gaps: list[Gap]) -> str:
    by_clock = sorted(gap.clock for gap in gaps)
    return (
        f"{max(gaps).blocked:.0f} ms at worst ({by_clock[-1]:.0f} ms by the clock), "
        f"{by_clock[len(by_clock) // 2]:.1f} ms as a rule"
    )
