"""A disk that fills up while Deej scans: one clear sentence, and the scan goes on later."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deej_desktop.domain.errors import StoreUnusable
from deej_desktop.library.store import FILE_NAME, Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.indexing.indexer import Indexer
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder

TRACKS = 12


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 megabytes."""
    mount = shutil.which("mount")
    place = tmp_path / "disk"
    place.mkdir()
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_disk_that_fills_up_stops_a_scan_with_one_sentence(
    small_disk: Path, tmp_path: Path
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    for seed in range(TRACKS):
        write_audio(music / f"{seed}.flac", tune(6.0, seed, 22_050), 22_050)
    card = write_fake_encoder(tmp_path / "encoder")
    ear = FakeEar(card)
    store = Store.open(small_disk)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - 100_000))
    with pytest.raises(StoreUnusable, match=r"^The disk is full, so .*; free some space, and"):
        Indexer(store, card, 0.001, ear.lend).scan([music])
    store.close()
    filler.unlink()
    with closing(sqlite3.connect(small_disk / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = Store.open(small_disk)
    Indexer(store, card, 0.001, ear.lend).scan([music])
    assert len(VectorStore(store, card.id).pooled.load().track_ids) == TRACKS
    store.close()
