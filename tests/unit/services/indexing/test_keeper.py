from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.errors import StoreUnusable
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.units import ContentId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.api import LibraryState, Notice
from deej_desktop.services.indexing.indexer import Ear, Indexer
from deej_desktop.services.indexing.keeper import LibraryKeeper
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar

EPSILON = 0.001
PATIENCE_S = 60


def states_of_a_scan(keeper: LibraryKeeper, folder: Path) -> list[LibraryState]:
    """Scan `folder` and return the states until the scan has ended."""
    told: queue.Queue[LibraryState] = queue.Queue()
    disconnect = keeper.changed.connect(told.put)
    keeper.set_folders([folder])
    states = [told.get(timeout=PATIENCE_S)]
    while states[-1].scanning is not None:
        states.append(told.get(timeout=PATIENCE_S))
    disconnect()
    return states


def test_a_scan_is_shown_from_its_beginning_to_its_end(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    keeper = LibraryKeeper(
        store, VectorStore(store, card.id), Indexer(store, card, EPSILON, ear.lend)
    )
    notices: list[Notice] = []
    keeper.notices.connect(notices.append)
    *during, after = states_of_a_scan(keeper, music)
    keeper.close()
    assert during
    assert after == keeper.state == LibraryState(folders=(music,), tracks=4, indexed=4, closely=4)
    assert notices == [Notice("Deej has listened to 4 new tracks.")]


def test_that_a_scan_is_paused_is_not_forgotten_when_it_goes_on_telling(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    indexer = Indexer(store, card, EPSILON, ear.lend)
    keeper = LibraryKeeper(store, VectorStore(store, card.id), indexer)
    told: queue.Queue[LibraryState] = queue.Queue()

    def pause(state: LibraryState) -> None:
        """As another thread may, just before it tells of that."""
        if state.scanning is not None and state.scanning.activity == "First listen":
            indexer.pace.pause()
        told.put(state)

    keeper.changed.connect(pause)
    keeper.set_folders([music])
    while (state := told.get(timeout=PATIENCE_S)).scanning is None or (
        state.scanning.activity != "Paused"
    ):
        pass
    assert state.paused
    keeper.close()


def test_what_changes_during_a_scan_or_at_its_end_does_not_begin_it_anew(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    indexer = Indexer(store, card, EPSILON, ear.lend)
    keeper = LibraryKeeper(store, VectorStore(store, card.id), indexer)
    told: queue.Queue[LibraryState] = queue.Queue()
    keeper.changed.connect(told.put)

    def add(name: str, seed: int) -> None:
        write_audio(music / name, tune(6.0, seed, 22_050), 22_050)
        keeper.look_at([music / name])

    def add_at_the_end(_: Notice) -> None:
        if not (music / "end.wav").exists():
            add("end.wav", 21)

    keeper.notices.connect(add_at_the_end)
    indexer.pace.pause()
    keeper.set_folders([music])
    while (scanning := told.get(timeout=PATIENCE_S).scanning) is None or (
        scanning.activity != "Paused"
    ):
        pass
    add("during.wav", 20)
    keeper.resume_scan()
    while (state := told.get(timeout=PATIENCE_S)).indexed < 6 or state.scanning is not None:
        pass
    keeper.close()
    assert len(ear.listened) == 6
    assert {path.name for path in ear.listened} >= {"during.wav", "end.wav"}


def test_a_scan_of_everything_is_not_passed_over_for_one_of_a_few_places(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path, tmp_path: Path
) -> None:
    indexer = Indexer(store, card, EPSILON, ear.lend)
    keeper = LibraryKeeper(store, VectorStore(store, card.id), indexer)
    states_of_a_scan(keeper, music)
    told: queue.Queue[LibraryState] = queue.Queue()
    keeper.changed.connect(told.put)
    indexer.pace.pause()
    for seed, name in enumerate(("touched.wav", "unnoticed.wav"), start=20):
        write_audio(music / name, tune(6.0, seed, 22_050), 22_050)
    keeper.look_at([music / "touched.wav"])
    while (scanning := told.get(timeout=PATIENCE_S).scanning) is None or (
        scanning.activity != "Paused"
    ):
        pass
    keeper.start_scan()
    keeper.resume_scan()
    while (state := told.get(timeout=PATIENCE_S)).indexed < 6 or state.scanning is not None:
        pass
    keeper.close()


def test_folders_that_could_not_be_kept_are_kept_by_the_next_scan(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = LibraryKeeper(
        store, VectorStore(store, card.id), Indexer(store, card, EPSILON, ear.lend)
    )
    said: queue.Queue[Notice] = queue.Queue()
    keeper.notices.connect(said.put)
    full = "The disk is full; free some space, and Deej will go on from here."

    def fail(*_: object) -> None:
        raise StoreUnusable(full)

    with monkeypatch.context() as patched:
        patched.setattr(Catalogue, "add_folder", fail)
        keeper.set_folders([music])
        assert said.get(timeout=PATIENCE_S) == Notice(full, "error")
    keeper.look_at([music / "nothing"])
    assert said.get(timeout=PATIENCE_S) == Notice("Deej has listened to 4 new tracks.")
    keeper.close()
    assert keeper.state.folders == (music,)


def test_a_store_that_fails_in_a_scan_ends_it_on_the_screen_too(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    @contextmanager
    def failing() -> Iterator[Ear]:
        store.close()
        yield ear

    keeper = LibraryKeeper(
        store, VectorStore(store, card.id), Indexer(store, card, EPSILON, failing)
    )
    notices: list[Notice] = []
    keeper.notices.connect(notices.append)
    after = states_of_a_scan(keeper, music)[-1]
    keeper.close()
    assert after.folders == (music,)
    assert [notice.severity for notice in notices] == ["error"]


def test_another_epsilon_compares_the_tracks_anew_without_listening(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    vectors = VectorStore(store, card.id)
    indexer = Indexer(store, card, EPSILON, ear.lend)
    keeper = LibraryKeeper(store, vectors, indexer)
    states_of_a_scan(keeper, music)
    compared: queue.Queue[None] = queue.Queue()
    indexer.changed.connect(compared.put)
    listened = len(ear.listened)
    keeper.compare_anew()  # nothing is due
    indexer.epsilon = 10 * EPSILON
    keeper.compare_anew()
    compared.get(timeout=PATIENCE_S)
    keeper.close()
    assert compared.empty()
    assert vectors.is_pooled(10 * EPSILON)
    assert len(ear.listened) == listened


def test_another_epsilon_does_not_wait_for_a_scan_that_waits(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    vectors = VectorStore(store, card.id)
    indexer = Indexer(store, card, EPSILON, ear.lend)
    keeper = LibraryKeeper(store, vectors, indexer)
    states_of_a_scan(keeper, music)
    write_audio(music / "waits.wav", tune(6.0, 20, 22_050), 22_050)
    told: queue.Queue[LibraryState] = queue.Queue()
    keeper.changed.connect(told.put)
    keeper.pause_scan()
    keeper.start_scan()
    while (scanning := told.get(timeout=PATIENCE_S).scanning) is None or (
        scanning.activity != "Paused"
    ):
        pass
    compared: queue.Queue[None] = queue.Queue()
    indexer.changed.connect(compared.put)
    indexer.epsilon = 10 * EPSILON
    keeper.compare_anew()
    compared.get(timeout=PATIENCE_S)
    assert vectors.is_pooled(10 * EPSILON)
    assert (music / "waits.wav") not in ear.listened
    assert keeper.state.paused
    keeper.close()


def test_the_outline_of_a_song_is_known_once_it_was_measured(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    keeper = LibraryKeeper(
        store, VectorStore(store, card.id), Indexer(store, card, EPSILON, ear.lend)
    )
    states_of_a_scan(keeper, music)
    keeper.close()
    track = Catalogue(store).tracks()[0]
    outline = keeper.waveform(track)
    assert outline is not None
    assert len(outline) > 0
    assert keeper.waveform(replace(track, content_id=ContentId("another"))) is None


def test_it_is_known_how_far_a_song_was_listened_to_and_why_not(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    damaged = min(path for path in music.rglob("*.*") if path.is_file())
    ear.damaged.add(damaged)
    keeper = LibraryKeeper(
        store, VectorStore(store, card.id), Indexer(store, card, EPSILON, ear.lend)
    )
    states_of_a_scan(keeper, music)
    keeper.close()
    heard = {track.path: keeper.how_heard(track) for track in Catalogue(store).tracks()}
    failed = heard.pop(damaged)
    assert (failed.listen, failed.failed) == (None, "it is damaged")
    assert {one.listen for one in heard.values()} == {Listen.FULL}
    assert {one.failed for one in heard.values()} == {""}


def test_what_failed_is_tried_again_when_it_is_asked_for(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    indexer = Indexer(store, card, EPSILON, ear.lend)
    keeper = LibraryKeeper(store, VectorStore(store, card.id), indexer)
    # The one is no audio as long as it lies there so; on the other a decoder crashed once.
    unreadable, unlucky = music / "never.mp3", music / "0.flac"
    unreadable.write_bytes(b"no music at all")
    ear.damaged.add(unlucky)
    states_of_a_scan(keeper, music)
    assert {item.path for item in keeper.failures()} == {unreadable, unlucky}
    ear.damaged.clear()
    told: queue.Queue[LibraryState] = queue.Queue()
    keeper.changed.connect(told.put)
    for ask, failed in ((keeper.start_scan, 2), (keeper.try_again, 1)):
        ask()
        while told.get(timeout=PATIENCE_S).scanning is None:
            pass
        while (state := told.get(timeout=PATIENCE_S)).scanning is not None:
            pass
        assert (state.failed, state.indexed) == (failed, 5 - failed)
    keeper.close()
    assert [item.path for item in keeper.failures()] == [unreadable]
