"""Scans with real worker processes: a seed that cannot wait, and decoders that go wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.heard import Heard
from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.units import Seconds
from deej_desktop.library.failures import Failures
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.indexing.ear import Ear
from deej_desktop.services.indexing.file_reader import FileReader, FileReading
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.indexing.shared_ear import SharedEar
from tests.audio import tune, write_audio
from tests.fakes.decoders import decode_as_named
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import load_fake_encoder, write_fake_encoder
from tests.fakes.readers import read_as_named

RATE = 8_000
EPSILON = 0.001
PATIENCE = 250.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "data")
    yield store
    store.close()


@pytest.fixture
def card(tmp_path: Path) -> EncoderCard:
    return write_fake_encoder(tmp_path / "encoder")


def songs(folder: Path, names: list[str]) -> Path:
    folder.mkdir()
    for seed, name in enumerate(names):
        write_audio(folder / f"{name}.flac", tune(6, seed, RATE), RATE)
    return folder


def test_a_seed_from_outside_does_not_wait_for_a_scan(
    store: Store, card: EncoderCard, tmp_path: Path
) -> None:
    music = songs(tmp_path / "music", [f"slow {number}" for number in range(12)])
    (seed,) = songs(tmp_path / "outside", ["seed"]).iterdir()
    vectors = VectorStore(store, card.id)

    def open_ear() -> Listener:
        return Listener(tmp_path / "encoder", 1, decode=decode_as_named, load=load_fake_encoder)

    shared = SharedEar(open_ear)
    indexer = Indexer(store, card, EPSILON, shared.lend)
    hearing = Hearing(store, card, EPSILON, shared.lend)
    under_way = threading.Event()

    def watch(progress: Progress) -> None:
        if progress.done >= 2:
            under_way.set()

    scan = threading.Thread(
        target=indexer.scan,
        args=([music],),
        kwargs={"progress": watch},
    )
    scan.start()
    assert under_way.wait(PATIENCE)
    before = vectors.count()
    sound = hearing.sound_of(hearing.track_at(seed))
    after = vectors.count()
    assert sound.vector.any()
    # The file in the decoder is finished, and what was decoded already may be encoded.
    assert after - before <= 3
    scan.join(PATIENCE)
    assert vectors.count() == 12
    shared.close()


def test_files_that_crash_or_hang_a_decoder_are_not_tried_again_until_asked_for(
    store: Store, card: EncoderCard, tmp_path: Path
) -> None:
    music = songs(tmp_path / "music", ["crash", "good", "hang", "better"])
    tried: list[str] = []

    class Watched(Listener):
        def listen(
            self, path: Path, listen: Listen = Listen.FULL, *, urgent: bool = False
        ) -> Future[Heard]:
            tried.append(path.stem)
            return super().listen(path, listen, urgent=urgent)

    def open_ear() -> AbstractContextManager[Ear]:
        return Watched(
            tmp_path / "encoder",
            2,
            decode_limit=Seconds(8),
            decode=decode_as_named,
            load=load_fake_encoder,
        )

    indexer = Indexer(store, card, EPSILON, open_ear)
    report = indexer.scan([music])
    assert {item.path.stem: item.reason for item in report.failed} == {
        "crash": "the decoder crashed on it",
        "hang": "it took longer than 8 s to decode",
    }
    assert VectorStore(store, card.id).count() == 2
    tried.clear()
    indexer.scan([music])
    assert tried == []
    (music / "hang.flac").unlink()  # it would take its time again
    write_audio(music / "crash.flac", tune(6, 9, RATE), RATE)
    indexer.scan([music])
    assert set(tried) == {"crash"}
    tried.clear()
    indexer.scan([music], force=True)
    assert set(tried) == {"crash", "good", "better"}


def test_files_that_crash_or_hang_when_they_are_read_are_not_tried_again_until_they_change(
    store: Store, card: EncoderCard, tmp_path: Path
) -> None:
    music = songs(tmp_path / "music", ["crash", "good", "fault", "hang", "better"])
    ear = FakeEar(card)
    patient = partial(FileReader, Seconds(5), read_as_named)
    report = Indexer(store, card, EPSILON, ear.lend, reader=patient).scan([music])
    reasons = {
        "crash": "reading it crashed",
        "fault": "reading it failed",
        "hang": "it took longer than 5 s to read",
    }
    assert {item.path.stem: item.reason for item in report.failed} == reasons
    assert report.indexed == VectorStore(store, card.id).count() == 2
    # In this process, where it would be the end of the tests.
    again = Indexer(store, card, EPSILON, ear.lend).scan([music])
    assert {item.path.stem: item.reason for item in again.failed} == reasons
    for seed, name in enumerate(reasons, start=20):
        write_audio(music / f"{name}.flac", tune(6, seed, RATE), RATE)
    mended = Indexer(store, card, EPSILON, ear.lend).scan([music])
    assert (mended.indexed, mended.failed) == (3, ())


def test_a_scan_that_reads_a_file_without_end_stops_when_asked(
    store: Store, card: EncoderCard, tmp_path: Path
) -> None:
    music = songs(tmp_path / "music", ["hang"])
    cancel = CancelToken()
    began = threading.Event()

    class Watched(FileReader):
        def read(self, path: Path) -> Future[FileReading]:
            promise = super().read(path)
            began.set()
            return promise

    forever = partial(Watched, Seconds(10_000), read_as_named)
    indexer = Indexer(store, card, EPSILON, FakeEar(card).lend, reader=forever)
    ended: list[BaseException] = []

    def scan() -> None:
        try:
            indexer.scan([music], cancel=cancel)
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=scan)
    thread.start()
    assert began.wait(PATIENCE)
    cancel.cancel()
    thread.join(PATIENCE)
    assert len(ended) == 1
    assert Failures(store).all() == []
