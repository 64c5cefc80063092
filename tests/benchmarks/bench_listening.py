"""What listening costs, against plain decoding and against the first Deej-A.I.'s way to do it.

Run by `make bench`. Name a folder of music in DEEJ_BENCH_MUSIC; what is there of three to five
minutes is taken as it is if it is MP3, and transcoded if not. Without it, music is made up. The
files are listened to as many at a time as there are cores, and so is what they are compared with;
"CPU" compares the time of all processors, which says more on a machine that has other things to do.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil
import pytest

from deej_desktop import paths
from deej_desktop.analysis.card import read_card
from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.sound import Listen
from deej_desktop.library.pooled_tables import TABLES
from deej_desktop.library.scanner import FoundFile, walk
from deej_desktop.library.store import FILE_NAME, Store
from deej_desktop.native.av import open_audio
from deej_desktop.services.indexing.ear import Ear
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.settings.settings_file import SettingsFile
from tests.audio import tune, write_audio
from tests.benchmarks.big_library import EPSILON, know_files, make_files

pytestmark = pytest.mark.timeout(0)

FILES = int(os.environ.get("DEEJ_BENCH_FILES", "100"))
CORES = os.cpu_count() or 1
SONGS_OF_AN_ALBUM = 10
FOLDER = paths.shipped_models_dir() / "deej-default"
PROGRAM = Path(__file__).parent / "listening_program.py"


class Cost(NamedTuple):
    """Seconds by the clock, and of processors."""

    wall: float
    cpu: float

    def over(self, other: Cost) -> str:
        return f"{self.wall / other.wall:.2f} x (CPU {self.cpu / other.cpu:.2f} x)"


def cost_of(work: Callable[[], object]) -> Cost:
    """Of work in this process and in others that it starts and ends."""
    before, start = _processor_s(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - start, _processor_s() - before)


def _processor_s() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@pytest.fixture(scope="session")
def ffmpeg() -> str:
    found = shutil.which("ffmpeg")
    if found is None:
        pytest.skip("the ffmpeg program, which listening is measured by, is not installed")
    return found


@pytest.fixture(scope="session")
def music(tmp_path_factory: pytest.TempPathFactory, ffmpeg: str) -> list[Path]:
    folder = tmp_path_factory.mktemp("music")
    own = os.environ.get("DEEJ_BENCH_MUSIC")
    found = [item.path for item in walk([Path(own)] if own else []) if isinstance(item, FoundFile)]
    chosen = [path for path in found if 180 <= seconds_of(path) <= 300][:FILES]
    if not chosen:
        chosen = [
            write_audio(folder / f"{seed}.flac", np.tile(tune(20, seed), (11, 1)))
            for seed in range(min(FILES, 10))
        ]
    ready = []
    for number, path in enumerate(chosen):
        if path.suffix.lower() == ".mp3":
            ready.append(path)
            continue
        mp3 = folder / f"{number}.mp3"
        options = ["-vn", "-ac", "2", "-b:a", "192k", os.fspath(mp3)]
        run_ffmpeg(ffmpeg, "-i", os.fspath(path), *options)
        ready.append(mp3)
    return (ready * -(-FILES // len(ready)))[:FILES]


def run_ffmpeg(ffmpeg: str, *options: str) -> None:
    subprocess.run([ffmpeg, "-nostdin", "-v", "error", *options], check=True)


def seconds_of(path: Path) -> float:
    with open_audio(path) as audio:
        return audio.duration_s or 0.0


@pytest.fixture(scope="session")
def decoding(music: list[Path], ffmpeg: str) -> Cost:
    """Of plain decoding by the ffmpeg program."""

    def decode(path: Path) -> None:
        run_ffmpeg(ffmpeg, "-threads", "1", "-i", os.fspath(path), "-f", "null", "-")

    def decode_all() -> None:
        with ThreadPoolExecutor(CORES) as pool:
            list(pool.map(decode, music))

    return cost_of(decode_all)


@pytest.mark.parametrize("listen", Listen)
def test_listening_against_decoding(listen: Listen, music: list[Path], decoding: Cost) -> None:
    ours = cost_of(lambda: listen_to(music, listen))
    print(
        f"\n{listen.value} listen of {len(music)} files, starting included: "
        f"{ours.over(decoding)} plain decoding ({decoding.wall:.1f} s)"
    )


def listen_to(files: list[Path], listen: Listen) -> None:
    with Listener(FOLDER, CORES) as listener:
        for promise in [listener.listen(path, listen) for path in files]:
            promise.result()


def test_listening_against_the_first_deej_ai(music: list[Path]) -> None:
    """Both in programs of their own, what they load included, and compared without that, too.

    Without it, starting our worker processes still counts.
    """
    theirs, their_start_s = run_program("first", music)
    ours, our_start_s = run_program("deej", music)
    begun = (theirs.wall - their_start_s) / (ours.wall - our_start_s)
    print(
        f"\nfull listen of {len(music)} files against the first Deej-A.I.'s way on {CORES} cores, "
        f"starting both included: 1/{theirs.wall / ours.wall:.1f} "
        f"(CPU 1/{theirs.cpu / ours.cpu:.1f}); counted from when both could begin: 1/{begun:.1f}"
    )


def run_program(way: str, files: list[Path]) -> tuple[Cost, float]:
    """What it costs to listen in one way, and after how many seconds of it that could begin."""
    names = [os.fspath(path) for path in files]
    told: list[str] = []

    def run() -> None:
        # Of what librosa reads MP3 with, parts are to be dropped from Python.
        python = [sys.executable, "-W", "ignore::DeprecationWarning", os.fspath(PROGRAM)]
        command = [*python, str(time.time()), way, os.fspath(FOLDER), *names]
        told.append(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)

    cost = cost_of(run)
    ready_s: float = json.loads(told[0].splitlines()[0])["ready_s"]
    return cost, ready_s


def test_a_new_library_can_be_chosen_from_soon(music: list[Path], tmp_path: Path) -> None:
    """How many of unknown files have a vector, that of a first listen, while they are scanned."""
    folder, data = tmp_path / "music", tmp_path / "data"
    for number, path in enumerate(music):
        album = folder / f"album {number // SONGS_OF_AN_ALBUM}"
        album.mkdir(parents=True, exist_ok=True)
        # Files that are the same would be heard once: each begins a little later in its music.
        (album / path.name).with_stem(str(number)).write_bytes(path.read_bytes()[1024 * number :])
    placed = [(0.0, 0)]
    command = [sys.executable, "-m", "deej_desktop", "scan", os.fspath(folder), "--first"]
    command += ["--data-dir", os.fspath(data), "--quiet"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as scan:
        has_ended = False
        while not has_ended:
            time.sleep(0.25)
            has_ended = scan.poll() is not None
            count = placed_tracks(data)
            if count > placed[-1][1]:
                placed.append((time.perf_counter() - start, count))
    assert placed[-1][1]
    times = ", ".join(f"{count} after {seconds:.0f} s" for seconds, count in placed[1:])
    in_a_minute = max(count for seconds, count in placed if seconds <= 60)
    print(
        f"\nof {len(music)} unknown files {in_a_minute} can be chosen from within a minute of "
        f"starting a scan ({times})"
    )


def placed_tracks(data: Path) -> int:
    """How many have a vector in the store of a scan that runs."""
    file = data / FILE_NAME
    if not file.exists():
        return 0
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            side = connection.execute("SELECT side FROM pooling").fetchone()
            if side is None:
                return 0
            query = f"SELECT count(*) FROM {TABLES[side[0]].vectors}"
            return int(connection.execute(query).fetchone()[0])
        except sqlite3.OperationalError:  # its tables are being made
            return 0


def no_ear() -> AbstractContextManager[Ear]:
    raise AssertionError("there is nothing to listen to")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library_of(100_000, tmp_path_factory.mktemp("large"))


def library_of(count: int, folder: Path) -> Path:
    """A folder of music that is known, and the data folder that knows it."""
    make_files(folder / "music", count)
    store = Store.open(folder / "data")
    know_files(store, folder / "music", read_card(FOLDER).id)
    store.close()
    SettingsFile(folder / "data").change(epsilon=EPSILON)
    return folder


def test_a_scan_that_finds_nothing_new(large: Path) -> None:
    store = Store.open(large / "data")
    indexer = Indexer(store, read_card(FOLDER), EPSILON, no_ear)
    indexer.prepare()

    def just_look() -> None:
        for folder, _, names in os.walk(large / "music"):
            for name in names:
                os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - the plainest way

    looking = min(cost_of(just_look) for _ in range(5))
    scanning = min(cost_of(lambda: indexer.scan([large / "music"])) for _ in range(5))
    store.close()
    print(f"\nscan of 100,000 unchanged files: {scanning.over(looking)} os.walk and os.stat")


def test_memory_does_not_grow_with_the_library(
    large: Path, tmp_path: Path, music: list[Path]
) -> None:
    small = library_of(1_000, tmp_path)
    peaks = [peak_of_a_scan(folder, music[:10]) for folder in (small, large)]
    print(
        f"\npeak memory of all processes of a scan, 100,000 tracks against 1,000: "
        f"{peaks[1] / peaks[0]:.2f} x ({peaks[1] / 2**20:.0f} MiB)"
    )


def peak_of_a_scan(folder: Path, new: list[Path]) -> float:
    """Bytes that a scan's processes held at most, counting what they share once."""
    for path in new:
        shutil.copy(path, folder / "music")
    folders = [os.fspath(folder / "music"), "--data-dir", os.fspath(folder / "data")]
    command = [sys.executable, "-m", "deej_desktop", "scan", *folders, "--quiet"]
    with subprocess.Popen(command) as scan:
        peak, root = 0.0, psutil.Process(scan.pid)
        while scan.poll() is None:
            held = 0.0
            for process in [root, *root.children(recursive=True)]:
                try:
                    held += process.memory_full_info().pss
                except psutil.Error:
                    continue
            peak = max(peak, held)
            time.sleep(0.05)
    return peak
