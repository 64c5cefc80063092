from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Decibels
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.pooling.spaces import load_space
from deej_desktop.services.room.hearing import RoomHearing
from deej_desktop.training.room import in_room, some_room
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder

RATE = 22_050
SONGS = 7
LENGTH_S = 30.0


@dataclass(frozen=True)
class Library:
    """Seven songs by seven bands, listened to by a quick encoder."""

    folder: Path
    card: EncoderCard
    store: Store
    ear: FakeEar

    @property
    def vectors(self) -> VectorStore:
        return VectorStore(self.store, self.card.id)

    def space(self) -> Space:
        return load_space(Catalogue(self.store), self.vectors, self.card)

    def hearing(self, count: int = 4) -> RoomHearing:
        return RoomHearing(self.space(), self.vectors, self.card, self.ear, RuleOptions(), count)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("room")
    (folder / "music").mkdir()
    for seed in range(SONGS):
        tags = {"title": f"Tune {seed}", "artist": f"Band {seed}", "album": f"Album {seed}"}
        song = tune(LENGTH_S, seed, RATE)
        write_audio(folder / "music" / f"{seed}.flac", song, RATE, tags=tags)
    card = write_fake_encoder(folder / "encoder")
    store = Store.open(folder / "data")
    ear = FakeEar(card)
    Indexer(store, card, card.epsilon, ear.lend).scan([folder / "music"])
    yield Library(folder / "music", card, store, ear)
    store.close()


def song(seed: int, start: float = 0.0, end: float = LENGTH_S) -> FloatArray:
    """A part of a song as it is on the disk."""
    return _whole_song(seed)[round(start * RATE) : round(end * RATE)]


@cache
def _whole_song(seed: int) -> FloatArray:
    return np.asarray(tune(LENGTH_S, seed, RATE).mean(axis=1), np.float32)


def heard_in_room(samples: FloatArray, seed: int = 0, noise_db: float = 15.0) -> FloatArray:
    """What a microphone makes of it."""
    random = np.random.default_rng(seed)
    return in_room(samples, RATE, some_room(random, Decibels(noise_db)), random)
