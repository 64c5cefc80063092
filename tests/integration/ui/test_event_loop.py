"""The window stays quick while Deej scans with real worker processes."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from deej_desktop.analysis.listening import Listener
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.api import LibraryState
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.indexing.keeper import LibraryKeeper
from deej_desktop.ui.bridge import Bridge
from tests.audio import tune, write_audio
from tests.fakes.encoders import load_fake_encoder, write_fake_encoder

TRACKS = 12
BEAT_MS = 5
IDLE_MS = 2000
GROSS_MS = 5000.0
"""Far above what is aimed at (50 ms), since other work may hold up this computer as well."""


def test_a_scan_does_not_block_the_event_loop(qtbot: QtBot, tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    for seed in range(TRACKS):
        write_audio(music / f"{seed}.flac", tune(8.0, seed, 22_050), 22_050)
    card = write_fake_encoder(tmp_path / "encoder")
    store = Store.open(tmp_path / "data")
    indexer = Indexer(
        store,
        card,
        0.001,
        lambda: Listener(tmp_path / "encoder", jobs=2, load=load_fake_encoder),
    )
    keeper = LibraryKeeper(store, VectorStore(store, card.id), indexer)
    bridge = Bridge()
    states: list[LibraryState] = []
    bridge.latest(keeper.changed, states.append)
    beats: list[float] = []
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(BEAT_MS)
    qtbot.wait(IDLE_MS)
    idle = gaps(beats)
    beats.clear()
    keeper.set_folders([music])
    qtbot.waitUntil(
        lambda: bool(states) and states[-1].scanning is None and states[-1].closely == TRACKS,
        timeout=200_000,
    )
    timer.stop()
    bridge.close()
    keeper.close()
    store.close()
    busy = gaps(beats)
    print(
        f"\nbetween two beats of {BEAT_MS} ms while {TRACKS} tracks were scanned: "
        f"{busy[-1]:.0f} ms at worst, {busy[len(busy) // 2]:.1f} ms as a rule; before that "
        f"{idle[-1]:.0f} ms at worst, {idle[len(idle) // 2]:.1f} ms as a rule"
    )
    assert busy[-1] < GROSS_MS


def gaps(beats: list[float]) -> list[float]:
    """Milliseconds between beats, the longest last."""
    return sorted(1000 * (after - before) for before, after in pairwise(beats))
