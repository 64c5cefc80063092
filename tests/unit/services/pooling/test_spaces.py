"""A space that grows is the space that would be loaded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import ContentId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.space import Space
from deej_desktop.services.pooling import library as pooling
from deej_desktop.services.pooling import spaces
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.pooling.spaces import GrowingSpace, load_space
from tests.unit.library.entries import enter


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooling, "_is_quicker_anew", lambda made, _: not made.made_for)
    monkeypatch.setattr(spaces, "_DRIFT", 10.0)


class Growing:
    def __init__(self, store: Store, card: EncoderCard) -> None:
        self.catalogue = Catalogue(store)
        self.vectors = VectorStore(store, card.id)
        self.card = card
        self.space = GrowingSpace(self.catalogue, self.vectors, card)
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
        np.testing.assert_array_equal(grown.proposable[rows], loaded.proposable)
        np.testing.assert_array_equal(grown.audible[rows], loaded.audible)
        return grown


@pytest.fixture
def growing(store: Store, card: EncoderCard) -> Growing:
    growing = Growing(store, card)
    for name in "abcdefgh":
        growing.add(name)
    growing.check()
    return growing


def test_what_comes_takes_its_place_at_the_end(
    growing: Growing, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = growing.space.load()
    loads: list[None] = []

    def counted(*arguments: object) -> Space:
        loads.append(None)
        return before

    monkeypatch.setattr(spaces, "load_space", counted)
    enter(growing.catalogue, "later.mp3", "later")
    assert growing.space.load() is before
    growing.add("i")
    growing.hear("later")
    growing.hear("a")  # more closely
    grown = growing.check()
    assert [track.path.stem for track in grown.tracks[-2:]] == ["later", "i"]
    assert loads == []


def test_whatever_else_happens_all_is_loaded_anew(growing: Growing) -> None:
    tracks = growing.space.load().tracks
    enter(growing.catalogue, "a.mp3", "a", Tags(title="another"), version=1)
    assert growing.check().tracks[0].title == "another"
    assert tracks[1].id is not None
    growing.catalogue.mark_missing([tracks[1].id])
    pool_library(growing.vectors, 0.001)
    growing.check()
    growing.catalogue.mark_present([tracks[1].id])
    pool_library(growing.vectors, 0.001)
    growing.check()
    pool_library(growing.vectors, 0.3)
    growing.check()
    enter(growing.catalogue, "copy of a.mp3", "a")
    pool_library(growing.vectors, 0.3)
    assert np.count_nonzero(growing.check().proposable) == 8


def test_a_space_of_nothing_grows(store: Store, card: EncoderCard) -> None:
    growing = Growing(store, card)
    growing.check()
    growing.add("a")
    growing.check()
    assert Path("/music/a.mp3") in {track.path for track in growing.space.load().tracks}
