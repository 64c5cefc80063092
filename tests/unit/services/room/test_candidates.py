"""Ranking the tracks of a library by what is heard, while it is listened to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, EncoderId, Seconds
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.space import Space
from deej_desktop.services.room import candidates
from deej_desktop.services.room.candidates import Candidates

DIMENSIONS = 20


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[VectorStore]:
    store = Store.open(tmp_path)
    yield VectorStore(store, EncoderId("one"))
    store.close()


def slices_of(seed: int, count: int = 8) -> FloatArray:
    """A recording that keeps near a sound of its own."""
    random = np.random.default_rng(seed)
    middle = random.standard_normal(DIMENSIONS)
    slices = middle + 0.3 * random.standard_normal((count, DIMENSIONS))
    return np.asarray(slices / np.linalg.norm(slices, axis=1, keepdims=True), np.float32)


def name(number: int) -> ContentId:
    return ContentId(f"song {number}")


def library(vectors: VectorStore, numbers: range) -> Space:
    """Songs as they are by now: those that nothing was heard of yet are heard."""
    tracks, whole = [], []
    for number in numbers:
        track = Track(None, Path(f"/{number}.mp3"), name(number), Seconds(60.0))
        if vectors.heard(track.content_id) is None:
            vectors.save_slices(track.content_id, slices_of(number))
        tracks.append(track)
        whole.append(slices_of(number).sum(axis=0))
    return Space.of(tracks, np.stack(whole))


def ranked(among: Candidates, heard: FloatArray, count: int = 40) -> list[int]:
    direction = heard.sum(axis=0)
    return list(among.rank(direction / np.linalg.norm(direction), heard, count))


@pytest.mark.parametrize("read_at_a_time", [1, 7, 250])
def test_the_song_that_is_heard_comes_first(
    vectors: VectorStore, read_at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "_READ", read_at_a_time)
    among = Candidates(library(vectors, range(30)), vectors)
    for number in (0, 13, 29):
        ranking = ranked(among, slices_of(number)[:3], count=5)
        assert ranking[0] == number
        assert len(set(ranking)) == 5


def test_slices_that_say_nothing_are_passed_over(vectors: VectorStore) -> None:
    heard = slices_of(2)
    vectors.save_slices(name(2), np.concatenate([np.zeros((3, DIMENSIONS), np.float32), heard]))
    vectors.save_slices(name(3), np.zeros((4, DIMENSIONS), np.float32))
    among = Candidates(library(vectors, range(10)), vectors)
    ranking = ranked(among, heard)
    assert ranking[0] == 2
    assert sorted(ranking) == [0, 1, 2, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("songs", [12, 160])
def test_a_song_listened_to_anew_is_known_by_that(vectors: VectorStore, songs: int) -> None:
    space = library(vectors, range(songs))
    among = Candidates(space, vectors)
    assert ranked(among, slices_of(5))[0] == 5
    other = slices_of(1_000)
    vectors.save_slices(name(5), other)
    among.replace_library(space)
    assert ranked(among, other)[0] == 5
    assert 5 not in ranked(among, slices_of(5), count=1)


def test_songs_come_and_go(vectors: VectorStore) -> None:
    among = Candidates(Space.of([], np.zeros((0, DIMENSIONS), np.float32)), vectors)
    assert ranked(among, slices_of(0)) == []
    among.replace_library(library(vectors, range(200)))
    assert ranked(among, slices_of(150))[0] == 150
    among.replace_library(library(vectors, range(100, 200)))
    assert ranked(among, slices_of(150))[0] == 50
    vectors.forget(name(150))
    among.replace_library(library(vectors, range(100, 150)))
    assert 50 not in ranked(among, slices_of(150))
