"""A space that follows its library is the space that would be loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.derived_vectors import forget_vectors
from deej_desktop.library.pooled import PooledStore, PooledTracks
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.space import Space
from deej_desktop.services.pooling import library as pooling
from deej_desktop.services.pooling import spaces
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.pooling.spaces import FollowingSpace, load_space
from tests.unit.library.entries import enter


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooling, "_is_quicker_anew", lambda made, _: not made.made_for)
    monkeypatch.setattr(spaces, "_DRIFT", 10.0)
    monkeypatch.setattr(spaces, "_ALTERED", 1000.0)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One for each time that all tracks are read."""
    loads: list[None] = []
    tracks = Catalogue.tracks

    def counted(catalogue: Catalogue) -> list[Track]:
        loads.append(None)
        return tracks(catalogue)

    monkeypatch.setattr(Catalogue, "tracks", counted)
    return loads


class Growing:
    def __init__(self, store: Store, card: EncoderCard) -> None:
        self.catalogue = Catalogue(store)
        self.vectors = VectorStore(store, card.id)
        self.card = card
        self.space = FollowingSpace(self.catalogue, self.vectors, card)
        self.chance = np.random.default_rng(0)
        self.words = self.chance.standard_normal((5, card.dimensions))

    def hear(self, name: str) -> None:
        said = self.words[self.chance.integers(5, size=4)]
        self.vectors.save_slices(ContentId(name), said.astype(np.float32))
        pool_library(self.vectors, 0.001)

    def add(self, name: str) -> None:
        enter(self.catalogue, f"{name}.mp3", name, Tags(title=name, artist="Somebody"))
        self.hear(name)

    def check(self) -> Space:
        grown = self.space.load()
        loaded = load_space(self.catalogue, self.vectors, self.card)
        found = [grown.row_of(track) for track in loaded.tracks]
        rows = [row for row in found if row is not None]
        assert len(grown) == len(loaded) == grown.library_size
        assert [grown.tracks[row] for row in rows] == list(loaded.tracks)
        for part in ("vectors", "heads", "tails"):
            theirs = getattr(loaded.sound, part)
            np.testing.assert_allclose(getattr(grown.sound, part)[rows], theirs, atol=0.1)
        # Of copies the first is proposed, and which that is depends on when it came.
        proposed = [
            [space.tracks[row].content_id for row in np.flatnonzero(space.proposable).tolist()]
            for space in (grown, loaded)
        ]
        assert sorted(proposed[0]) == sorted(proposed[1])
        np.testing.assert_array_equal(grown.audible[rows], loaded.audible)
        return grown


@pytest.fixture
def growing(store: Store, card: EncoderCard) -> Growing:
    growing = Growing(store, card)
    for name in "abcdefgh":
        growing.add(name)
    growing.check()
    return growing


def test_what_comes_takes_its_place_at_the_end(growing: Growing, loads: list[None]) -> None:
    before = growing.space.load()
    enter(growing.catalogue, "later.mp3", "later")
    assert growing.space.load() is before
    growing.add("i")
    growing.hear("later")
    growing.hear("a")  # more closely
    grown = growing.space.load()
    assert [track.path.stem for track in grown.tracks[-2:]] == ["later", "i"]
    assert loads == []
    growing.check()


@pytest.mark.parametrize("is_anew", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_nothing_else_is_read(
    growing: Growing,
    loads: list[None],
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    is_anew: bool,
) -> None:
    """Followed at each step, and after some at once, whether or not all vectors are read again."""
    chance = np.random.default_rng(seed)
    monkeypatch.setattr(spaces, "_ALTERED", -1 if is_anew else 1000.0)
    catalogue, vectors = growing.catalogue, growing.vectors

    def some_track() -> Track:
        tracks = growing.space.load().tracks
        return tracks[int(chance.integers(len(tracks)))]

    def enter_again(name: str, content: str, version: int) -> None:
        enter(catalogue, name, content, Tags(title=f"{version}"), version=version)

    away: list[TrackId] = []
    steps: list[Callable[[int], object]] = [
        lambda at: growing.add(f"new {at}"),
        lambda at: enter(catalogue, f"unheard {at}.mp3", f"unheard {at}"),
        lambda at: enter_again(some_track().path.name, str(some_track().content_id), at),
        lambda at: enter(catalogue, f"copy {at}.mp3", some_track().content_id),
        lambda _: growing.hear(str(some_track().content_id)),
        lambda _: vectors.forget(some_track().content_id),
        lambda _: away.append(some_track().id or TrackId(0)),
        lambda _: catalogue.mark_missing(away[-1:]),
        lambda _: catalogue.mark_present(away),
        lambda _: catalogue.mark_missing(away),
        lambda at: enter(catalogue, f"moved {at}.mp3", some_track().content_id),
        lambda _: pool_library(vectors, 0.001),
    ]
    for at in range(1, 60):
        is_large = len(growing.space.load()) > 4
        steps[int(chance.integers(len(steps))) if is_large else 0](at)
        if chance.random() < 0.5:
            pool_library(vectors, 0.001)
            loads.clear()
            growing.space.load()
            assert loads == []
            growing.check()


def test_another_epsilon_is_heard_throughout(growing: Growing, loads: list[None]) -> None:
    pool_library(growing.vectors, 0.3)
    growing.space.load()
    assert loads == []
    growing.check()


def test_where_much_happened_all_is_read_again(
    growing: Growing, loads: list[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spaces, "_FEW", 2)
    for name in "abc":
        enter(growing.catalogue, f"{name}.mp3", name, Tags(title="another"), version=1)
    growing.space.load()
    assert len(loads) == 1
    growing.check()


def test_a_space_of_nothing_grows(store: Store, card: EncoderCard) -> None:
    growing = Growing(store, card)
    growing.check()
    growing.add("a")
    growing.check()
    assert Path("/music/a.mp3") in {track.path for track in growing.space.load().tracks}


def test_what_was_forgotten_and_heard_again_is_read_again(growing: Growing, store: Store) -> None:
    forget_vectors(store, growing.card.id)
    for name in "abcdefg":
        said = growing.words[growing.chance.integers(5, size=4)]
        growing.vectors.save_slices(ContentId(name), said.astype(np.float32))
    pool_library(growing.vectors, 0.001)
    assert len(growing.check()) == 7


def test_folders_that_were_the_whole_library_become_albums_of_a_larger_one(
    store: Store, card: EncoderCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spaces, "_ALTERED", 0.1)
    growing = Growing(store, card)
    for number in range(12):
        enter(growing.catalogue, f"{number // 2}/{number}.mp3", str(number))
        growing.hear(str(number))
        growing.space.load()
    grown = growing.space.load()
    albums = grown.facts.albums.numbers
    assert len(set(albums.tolist())) == 6
    assert (albums[::2] == albums[1::2]).all()


def test_who_pools_while_a_library_is_loaded_does_not_disturb_that(
    growing: Growing, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(growing.catalogue, "silent.mp3", "silent")
    nothing = np.zeros((3, growing.card.dimensions), np.float32)
    growing.vectors.save_slices(ContentId("silent"), nothing)
    pool_library(growing.vectors, 0.001)
    other = Store.open(store.path.parent)
    theirs = VectorStore(other, growing.card.id)
    load = PooledStore.load

    def overtaken(pooled: PooledStore) -> PooledTracks:
        loaded = load(pooled)
        monkeypatch.setattr(PooledStore, "load", load)
        theirs.save_slices(ContentId("silent"), nothing)
        pool_library(theirs, 0.001)
        return loaded

    monkeypatch.setattr(PooledStore, "load", overtaken)
    assert len(load_space(growing.catalogue, growing.vectors, growing.card)) == 9
    monkeypatch.setattr(PooledStore, "load", overtaken)
    fresh = FollowingSpace(growing.catalogue, growing.vectors, growing.card)
    assert len(fresh.load()) == 9
    other.close()
    growing.check()
