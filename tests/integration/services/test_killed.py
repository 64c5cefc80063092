"""Scans that are killed, whenever that happens, end with what an undisturbed one ends with."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deej_desktop.analysis.card import read_card
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.pooled_tables import TABLES
from deej_desktop.library.store import FILE_NAME, Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.pooling.track_vectors import load_track_vectors
from tests.audio import tune, write_audio
from tests.fakes.encoders import write_fake_encoder
from tests.integration.services.scanning_process import EPSILON

KILLS = 20
TRACKS = 14

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed")
    write_fake_encoder(folder / "encoder")
    (folder / "music").mkdir()
    for seed in range(TRACKS):
        tags = {"title": f"Tune {seed}", "album": f"Album {seed % 3}"}
        path = folder / "music" / f"{seed}.flac"
        write_audio(path, tune(6.0 + seed % 3, seed // 2, 22_050), 22_050, tags=tags)
    return folder


class Scans:
    """Scans, one after the other, each in a process that can be killed with all its workers."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.integration.services.scanning_process",
                folder / "encoder",
                folder / "music",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._commands, self._steps = self._process.stdin, self._process.stdout

    def run(self, data: Path, kill_after: int | None = None, delay_s: float = 0.0) -> bool:
        """Scan, killed after so many steps and a moment; whether it came to its end."""
        print(data, file=self._commands)
        pid = int(self._steps.readline().removeprefix("pid "))
        ended = False
        for number, line in enumerate(iter(self._steps.readline, "over\n")):
            assert line, "the scanning process has failed"
            ended |= line == "end\n"
            if number == kill_after:
                time.sleep(delay_s)
                try:
                    os.killpg(pid, signal.SIGKILL)
                except ProcessLookupError:
                    assert ended or delay_s
        return ended

    def close(self) -> None:
        self._commands.close()
        self._process.wait(timeout=60)
        self._steps.close()


def content(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a store holds, but for numbers that depend on the order of events."""
    with closing(sqlite3.connect(data / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (side,) = connection.execute("SELECT coalesce(max(side), 0) FROM pooling").fetchone()
        return {
            columns: connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()
            for table, columns in (
                ("track", "path, size, mtime_ns, content_id, duration_s, title, album, missing"),
                ("slices", "content_id, encoder_id, count, vectors, listen"),
                ("sound", "content_id, loudness_lufs, peak, starts_s, ends_s, waveform"),
                ("failure", "path, reason"),
                ("gone_slices", "id"),
                ("pooling", "encoder_id, epsilon, speaking"),
                (
                    f"slices JOIN {TABLES[side].counts} ON slices_id = slices.id",
                    "content_id, slices.encoder_id, copies, tf, df",
                ),
                ("track_words", "title"),
            )
        }


def vectors(data: Path, folder: Path) -> np.ndarray[Any, Any]:
    store = Store.open(data)
    heard = VectorStore(store, read_card(folder / "encoder").id)
    assert heard.is_pooled(EPSILON)
    loaded = load_track_vectors(heard.pooled)
    path_of = {track.id: str(track.path) for track in Catalogue(store).tracks()}
    order = np.argsort([path_of[track_id] for track_id in loaded.track_ids])
    store.close()
    return loaded.vectors[order]


@pytest.fixture
def scans(folder: Path) -> Iterator[Scans]:
    scans = Scans(folder)
    yield scans
    scans.close()


def test_twenty_kills_in_the_midst_of_work_change_nothing(
    folder: Path, tmp_path: Path, scans: Scans
) -> None:
    undisturbed = tmp_path / "undisturbed"
    assert scans.run(undisturbed)
    whole = content(undisturbed)
    chance = np.random.default_rng()
    kills = 0
    for number in itertools.count():
        data = tmp_path / f"killed {number}"
        is_done = False
        # Each scan goes on where the last was killed; once nothing is left to do, with a new store.
        while kills < KILLS and not is_done:
            kill_after, delay_s = int(chance.integers(0, 8)), float(chance.uniform(0, 0.05))
            kills += not scans.run(data, kill_after, delay_s)
            is_done = content(data) == whole
        assert scans.run(data)
        assert content(data) == whole
        np.testing.assert_allclose(vectors(data, folder), vectors(undisturbed, folder), atol=1e-6)
        if kills == KILLS:
            return
