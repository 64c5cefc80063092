"""Following folders: bursts are one piece of work, and nothing is looked at that did not change."""

from __future__ import annotations

import queue
import shutil
import subprocess
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.api import Notice
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.indexing.keeper import LibraryKeeper
from deej_desktop.services.indexing.watching import (
    Gathering,
    Patience,
    Watch,
    Watching,
    places_to_look,
)
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar

PATIENCE_S = 60
QUICK = Patience(settle_s=0.3, at_most_s=5.0, look_s=0.2, rescan_s=0.2)


def test_what_is_still_being_written_waits() -> None:
    gathering = Gathering(Patience(settle_s=2.0, at_most_s=20.0))
    assert gathering.due() is None
    gathering.add(Path("/a.mp3"), 0.0)
    gathering.add(Path("/b.mp3"), 1.0)
    assert gathering.due() == 3.0
    for second in range(2, 19):
        gathering.add(Path("/b.mp3"), float(second))
    assert gathering.due() == 20.0
    assert gathering.take(20.0) == [Path("/a.mp3"), Path("/b.mp3")]
    gathering.add(Path("/c.mp3"), 21.0)
    assert gathering.take(22.0) == []
    assert gathering.due() == 23.0


def test_few_places_hold_all_that_was_touched() -> None:
    root, other = Path("/music"), Path("/other")
    files = [root / "album" / f"{number}.mp3" for number in range(30)]
    touched = [*files, root / "single.mp3", root / "new folder", root / "new folder" / "1.mp3"]
    assert places_to_look(touched, [root, other]) == [
        root / "album",
        root / "new folder",
        root / "single.mp3",
    ]
    scattered = [root / f"{number}" / "1.mp3" for number in range(1000)]
    assert places_to_look(scattered, [root, other]) == [root]
    assert places_to_look([other], [root, other]) == [other]


class Watched:
    """What a `Watching` said, by whatever watch."""

    def __init__(self) -> None:
        self.places: queue.Queue[Collection[Path]] = queue.Queue()
        self.notices: list[Notice] = []

    @contextmanager
    def following(
        self,
        folders: Sequence[Path],
        watch: Callable[[Sequence[Path], Callable[[Path, bool], None]], Watch],
    ) -> Iterator[Watching]:
        watching = Watching(self.places.put, self.notices.append, QUICK, watch)
        watching.follow(folders)
        try:
            yield watching
        finally:
            watching.close()


class Manual:
    """A watch that is told what happens."""

    def __init__(self) -> None:
        self.ready: queue.Queue[Callable[[Path, bool], None]] = queue.Queue()

    def __call__(self, folders: Sequence[Path], touched: Callable[[Path, bool], None]) -> Manual:
        self.ready.put(touched)
        return self

    def close(self) -> None:
        pass


def test_a_burst_is_one_piece_of_work(tmp_path: Path) -> None:
    watched, watch = Watched(), Manual()
    with watched.following([tmp_path], watch):
        touch = watch.ready.get(timeout=PATIENCE_S)
        for number in range(1000):
            touch(tmp_path / "album" / f"{number}.mp3", False)
        touch(tmp_path / "album" / "cover.jpg", False)
        touch(tmp_path / ".trash" / "1.mp3", False)
        assert watched.places.get(timeout=PATIENCE_S) == [tmp_path / "album"]
    assert watched.places.empty()


def test_where_folders_cannot_be_followed_they_are_looked_at_now_and_then(tmp_path: Path) -> None:
    def full(folders: object, touched: object) -> Watch:
        raise OSError(28, "inotify watch limit reached")

    watched = Watched()
    with watched.following([tmp_path], full):
        for _ in range(2):
            assert watched.places.get(timeout=PATIENCE_S) == [tmp_path]
    assert [notice.severity for notice in watched.notices] == ["warning"]


def test_a_folder_that_goes_and_comes_is_looked_at(tmp_path: Path) -> None:
    drive, away = tmp_path / "drive", tmp_path / "away"
    drive.mkdir()
    watched, watch = Watched(), Manual()
    with watched.following([drive], watch):
        watch.ready.get(timeout=PATIENCE_S)
        drive.rename(away)
        assert watched.places.get(timeout=PATIENCE_S) == [drive]
        away.rename(drive)
        assert watched.places.get(timeout=PATIENCE_S) == [drive]
        watch.ready.get(timeout=PATIENCE_S)


def test_a_drive_inside_a_folder_that_goes_and_comes_is_looked_at(tmp_path: Path) -> None:
    drive = tmp_path / "artist" / "drive"
    mounted = {drive: "1"}
    watched, watch = Watched(), Manual()
    watching = Watching(
        watched.places.put, watched.notices.append, QUICK, watch, lambda _: dict(mounted)
    )
    watching.follow([tmp_path])
    watch.ready.get(timeout=PATIENCE_S)
    for drives in ({}, {drive: "2"}, {drive: "3"}):
        mounted = drives
        assert watched.places.get(timeout=PATIENCE_S) == [drive]
        watch.ready.get(timeout=PATIENCE_S)
    watching.close()
    assert watched.places.empty()


class Kept:
    """A library that is followed, with a real watch on a real folder."""

    watching: Watching

    def __init__(self, store: Store, card: EncoderCard, ear: FakeEar) -> None:
        self.ear = ear
        self.catalogue = Catalogue(store)
        self.vectors = VectorStore(store, card.id)
        self.keeper = LibraryKeeper(store, self.vectors, Indexer(store, card, 0.001, ear.lend))
        self.states: queue.Queue[int] = queue.Queue()
        self.keeper.changed.connect(
            lambda state: self.states.put(state.tracks) if state.scanning is None else None
        )

    def until(self, done: Callable[[], bool]) -> None:
        while not done():
            self.states.get(timeout=PATIENCE_S)

    def wait_for_a_look(self, done: Callable[[Collection[Path]], bool]) -> None:
        """What is mounted and taken away between two looks has not changed."""
        while not done(self.watching._drives):
            time.sleep(0.01)

    def names(self) -> list[str]:
        return sorted(track.path.name for track in self.catalogue.tracks())


@pytest.fixture
def kept(store: Store, card: EncoderCard, ear: FakeEar, music: Path) -> Iterator[Kept]:
    library = Kept(store, card, ear)
    library.keeper.set_folders([music])
    library.until(lambda: library.vectors.count() == 4)
    ear.listened.clear()
    library.watching = watching = Watching(
        library.keeper.look_at, library.keeper.notices.emit, QUICK
    )
    watching.follow([music])
    while watching._watch is None:  # it must not miss what the test does first
        time.sleep(0.01)
    yield library
    watching.close()
    library.keeper.close()


def test_files_that_come_go_and_move_are_noticed(kept: Kept, music: Path) -> None:
    inner = music / "inner"
    inner.mkdir()
    (music / "1.flac").rename(inner / "one.flac")
    (music / "2.flac").unlink()
    kept.until(lambda: kept.names() == ["0.flac", "3.flac", "one.flac"])
    assert kept.ear.listened == []
    write_audio(inner / "new.flac", tune(6.0, 20, 22_050), 22_050)
    kept.until(lambda: kept.vectors.count() == 4)
    assert {path.name for path in kept.ear.listened} == {"new.flac"}
    assert len(kept.vectors.pooled.load().track_ids) == 4


def test_an_unplugged_drive_hides_its_tracks_and_loses_nothing(kept: Kept, music: Path) -> None:
    music.rename(music.parent / "unplugged")
    kept.until(lambda: kept.names() == [])
    music.mkdir()  # the empty place where a drive is mounted
    (music.parent / "unplugged").rename(music)
    kept.until(lambda: len(kept.names()) == 4)
    assert kept.ear.listened == []
    assert len(kept.vectors.pooled.load().track_ids) == 4


@contextmanager
def mounted(drive: Path, place: Path) -> Iterator[None]:
    mount = shutil.which("mount")
    command = [mount or "mount", "--bind", str(drive), str(place)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_a_drive_inside_a_folder_hides_its_tracks_while_it_is_away(
    kept: Kept, music: Path, tmp_path: Path
) -> None:
    drive, place = tmp_path / "drive", music / "drive"
    drive.mkdir()
    place.mkdir()
    write_audio(drive / "inner.flac", tune(6.0, 20, 22_050), 22_050)
    with mounted(drive, place):
        kept.wait_for_a_look(lambda drives: place in drives)
        kept.until(lambda: kept.vectors.count() == 5)
    kept.wait_for_a_look(lambda drives: place not in drives)
    kept.until(lambda: len(kept.names()) == 4)
    with mounted(drive, place):
        kept.until(lambda: "inner.flac" in kept.names())
    assert len(kept.ear.listened) == 1
