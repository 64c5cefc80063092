"""Real files that are renamed, retagged, replaced and unplugged, followed from scan to scan."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.sound import Listen
from deej_desktop.domain.units import EncoderId
from deej_desktop.library.catalogue import Arrival, Catalogue, Counts
from deej_desktop.library.changes import compare
from deej_desktop.library.content_id import content_id
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.library.scanner import FoundFile, walk
from deej_desktop.library.store import Store
from deej_desktop.library.tags import read_tags
from deej_desktop.library.vectors import VectorStore
from tests.audio import tune, write_audio
from tests.unit.library.retag import JPEG, retag

RATE = 22_050


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    for seed, name in enumerate(("a.mp3", "b.flac", "c.ogg")):
        write_audio(folder / name, tune(2, seed, RATE), RATE)
    return folder


def look(store: Store, music: Path) -> Counter[Arrival]:
    """Bring the catalogue up to date, and count what had to be read."""
    catalogue = Catalogue(store)
    found = [item for item in walk([music]) if isinstance(item, FoundFile)]
    changes = compare(found, catalogue.known_beneath([music]))
    catalogue.mark_missing(changes.vanished)
    catalogue.mark_present(changes.returned)
    arrivals: Counter[Arrival] = Counter()
    for file in changes.to_read:
        tags, duration = read_tags(file.path)
        arrivals[catalogue.enter(file, content_id(file.path), duration, tags).arrival] += 1
    return arrivals


def hear_all(store: Store) -> VectorStore:
    vectors = VectorStore(store, EncoderId("one"))
    catalogue = Catalogue(store)
    for unheard in vectors.lacking(Listen.FIRST):
        track = catalogue.with_id(unheard.id)
        assert track is not None
        vectors.save_slices(track.content_id, np.full((2, 4), unheard.id, np.float32))
    return vectors


def test_nothing_new_is_nothing_to_read(store: Store, music: Path) -> None:
    assert look(store, music) == {Arrival.NEW: 3}
    assert look(store, music) == {}


def test_moved_and_retagged_at_once_it_is_the_same_track(store: Store, music: Path) -> None:
    look(store, music)
    vectors = hear_all(store)
    before = {track.content_id: track for track in Catalogue(store).tracks()}
    for track in before.values():
        there = music / "Albums" / f"renamed {track.path.name}"
        there.parent.mkdir(exist_ok=True)
        track.path.rename(there)
        retag(there, "A long title " * 300, JPEG * 5000)
    assert look(store, music) == {Arrival.MOVED: 3}
    after = {track.content_id: track for track in Catalogue(store).tracks()}
    assert {key: track.id for key, track in after.items()} == {
        key: track.id for key, track in before.items()
    }
    assert {track.artist for track in after.values()} == {"Artist"}
    assert vectors.lacking(Listen.FIRST) == []


def test_what_is_moved_by_way_of_another_drive_is_the_same_track(store: Store, music: Path) -> None:
    look(store, music)
    vectors = hear_all(store)
    before = Catalogue(store).tracks()[0]
    History(store).add(
        Play(before.content_id, before.path, 1.0, before.duration_s, Ending.FINISHED)
    )
    drive = before.path.rename(music.with_name("on another drive.mp3"))
    assert look(store, music) == {}
    assert Catalogue(store).counts() == Counts(2, 1)
    retag(drive, "Another title", JPEG)
    drive.rename(music / "here again.mp3")
    assert look(store, music) == {Arrival.MOVED: 1}
    after = Catalogue(store).tracks()[0]
    assert (after.id, after.content_id) == (before.id, before.content_id)
    assert after.path.name == "here again.mp3"
    assert vectors.lacking(Listen.FIRST) == []
    assert [play.content_id for play in History(store).recent(10)] == [after.content_id]


def test_a_file_is_copied_before_it_is_deleted_and_need_not_be_heard(
    store: Store, music: Path
) -> None:
    look(store, music)
    vectors = hear_all(store)
    (music / "copy.flac").write_bytes((music / "b.flac").read_bytes())
    assert look(store, music) == {Arrival.NEW: 1}
    (music / "b.flac").unlink()
    assert look(store, music) == {}
    assert Catalogue(store).counts() == Counts(3, 1)
    assert vectors.lacking(Listen.FIRST) == []
    assert len(vectors.population().track_ids) == 3


def test_an_unplugged_folder_comes_back_unharmed(store: Store, music: Path) -> None:
    look(store, music)
    vectors = hear_all(store)
    played = Catalogue(store).tracks()[0]
    History(store).add(Play(played.content_id, played.path, 1.0, played.duration_s, Ending.SKIPPED))
    digest = vectors.population().digest
    away = music.rename(music.with_name("unplugged"))
    assert look(store, music) == {}
    assert Catalogue(store).counts() == Counts(0, 3)
    music.mkdir()  # the empty folder that a drive is mounted on
    assert look(store, music) == {}
    assert vectors.population().track_ids == ()
    music.rmdir()
    away.rename(music)
    assert look(store, music) == {}
    assert Catalogue(store).counts() == Counts(3, 0)
    assert vectors.population().digest == digest
    assert [play.content_id for play in History(store).recent(10)] == [played.content_id]


def test_a_file_replaced_by_another_piece_has_to_be_heard(store: Store, music: Path) -> None:
    look(store, music)
    vectors = hear_all(store)
    write_audio(music / "a.mp3", tune(2.5, 9, RATE), RATE)
    assert look(store, music) == {Arrival.REPLACED: 1}
    assert [track.id for track in vectors.lacking(Listen.FIRST)] == [1]


def test_a_copy_need_not_be_heard(store: Store, music: Path) -> None:
    look(store, music)
    vectors = hear_all(store)
    (music / "copy.flac").write_bytes((music / "b.flac").read_bytes())
    assert look(store, music) == {Arrival.NEW: 1}
    assert vectors.lacking(Listen.FIRST) == []
    assert len(vectors.population().track_ids) == 4
