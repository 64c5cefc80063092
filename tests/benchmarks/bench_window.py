"""How the window holds up with 100,000 tracks, against the barest window and the barest search.

Run by `make bench`. The library is invented (`tests/large_library.py`), Qt draws into memory, and
every ratio is against something run beside it on the same machine.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deej_desktop.domain.browsing import Wish
from deej_desktop.library.browse import Browse
from deej_desktop.library.search import Search
from deej_desktop.library.store import Store
from deej_desktop.library.stored_paths import to_stored
from deej_desktop.services.encoders.installed import chosen_encoder
from tests import large_library
from tests.audio import tune, write_audio

TRACKS = 100_000
ROUNDS = 5
SCANNED = 40
pytestmark = pytest.mark.timeout(1800)

PROGRAM = Path(__file__).parent / "window_program.py"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    store = Store.open(folder)
    card = chosen_encoder(folder, None).card
    large_library.fill(store, TRACKS, card.id, card.epsilon)
    store.close()
    return folder


def run_program(*arguments: str) -> dict[str, float]:
    """Run a window in a process of its own; what it measured of itself."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(time.time()), *arguments],
        env=environment, capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def test_the_window_is_there_soon(data_dir: Path) -> None:
    bare = [run_program("bare") for _ in range(ROUNDS)]
    deej = [run_program("deej", str(data_dir)) for _ in range(ROUNDS)]
    empty = min(one["shown_s"] for one in bare)
    shown, filled = min(one["shown_s"] for one in deej), min(one["filled_s"] for one in deej)
    print(f"\nan empty PySide6 window: {empty:.2f} s from the start of its process")
    print(f"the frame of Deej's window, still empty: {shown / empty:.2f} x of that")
    print(f"the window with {TRACKS:,} tracks, filled and ready to use: {filled / empty:.2f} x")
    assert shown < 2 * empty


def test_the_window_takes_little_memory(data_dir: Path) -> None:
    bare, deej = run_program("bare"), run_program("deej", str(data_dir), "--wait")
    more = deej["memory_mb"] - bare["memory_mb"]
    print(f"\nthe bare window: {bare['memory_mb']:.0f} MB; with {TRACKS:,} tracks {more:.0f} more")
    assert more < 300


def test_nothing_holds_the_window_up(data_dir: Path) -> None:
    """Scrolls and searches, and looks how long an event had to wait at the worst."""
    bare, deej = run_program("bare", "--busy"), run_program("deej", str(data_dir), "--busy")
    for what in ("idle", "scrolling", "searching"):
        print(f"\nworst wait of an event while {what}: {deej[f'{what}_gap_ms']:.0f} ms")
    print(f"in the bare window: {bare['idle_gap_ms']:.0f} ms")
    assert max(deej["scrolling_gap_ms"], deej["searching_gap_ms"]) < 50 + bare["idle_gap_ms"]


def test_a_scan_does_not_hold_the_window_up(data_dir: Path, tmp_path: Path) -> None:
    """Listens to songs in the window, and from another process beside a bare one."""
    music = tmp_path / "music"
    music.mkdir()
    for seed in range(SCANNED):
        write_audio(music / f"{seed}.mp3", tune(30.0, seed, 22_050), 22_050)
    listened = tmp_path / "data"
    shutil.copytree(data_dir, listened)
    store = Store.open(listened)
    with store.writing() as connection:
        # Nothing is left to listen to but what comes.
        connection.execute("UPDATE folder SET path = ?", (to_stored(music),))
        connection.execute("UPDATE slices SET listen = 'full'")
        connection.execute(
            "INSERT INTO sound SELECT content_id, -14, 0.9, 0, duration_s, x'' FROM track"
        )
    store.close()
    bare = run_program("bare", "--scan", str(music))
    deej = run_program("deej", str(listened), "--wait", "--scan", str(music))
    for name, found in (("Deej's window", deej), ("a bare window beside such a scan", bare)):
        print(f"\nan event in {name}, while {SCANNED} songs are listened to: "
              f"{found['scanning_gap_ms']:.0f} ms at worst, "
              f"{found['scanning_nearly_all_ms']:.1f} ms or less in 999 of 1,000")  # fmt: skip
    assert deej["scanning_gap_ms"] < 50 + bare["scanning_gap_ms"]


def test_a_search_is_quicker_than_a_scan_for_one_word(data_dir: Path) -> None:
    store = Store.open(data_dir)
    search = Search(store)
    browse = Browse(store, search)
    with store.reading() as connection:
        titles = [row[0] for row in connection.execute(
            "SELECT title || ' ' || artist FROM track WHERE id % 5003 = 1 LIMIT 12")]  # fmt: skip
    search.find("warm")
    browse.find(Wish("warm"))
    typed = [text.casefold()[:end] for text in titles for end in range(1, min(len(text), 14))]
    typed += ["bj", "bjork", "beatels", "мипа", "тувока"]
    random.Random(1).shuffle(typed)

    def scan(word: str) -> object:
        with store.reading() as connection:
            return connection.execute(
                "SELECT id FROM track WHERE title LIKE ?", (f"%{word}%",)
            ).fetchall()

    ours = [spent(lambda: search.find(word, 100)) for word in typed]  # noqa: B023
    theirs = [spent(lambda: scan(word)) for word in typed]  # noqa: B023
    lists = [spent(lambda: browse.find(Wish(word))) for word in typed]  # noqa: B023
    store.close()
    rates = sorted(one / other for one, other in zip(ours, theirs, strict=True))
    print(
        f"\na search at each of {len(typed)} keys: {sum(ours) / sum(theirs):.2f} x of a LIKE scan"
    )
    print(f"its worst against the mean scan: {max(ours) * len(theirs) / sum(theirs):.2f} x")
    print(f"median {rates[len(rates) // 2]:.2f} x; with lists and facets of all that fits "
          f"{sum(lists) / sum(theirs):.2f} x")  # fmt: skip
    assert sum(ours) < sum(theirs)


def spent(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
