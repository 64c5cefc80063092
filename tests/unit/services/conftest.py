from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.library.store import Store
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder


@pytest.fixture(scope="session")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("songs")
    for seed in range(4):
        tags = {"title": f"Tune {seed}", "artist": f"Band {seed}"}
        write_audio(folder / f"{seed}.flac", tune(7.0, seed, 22_050), 22_050, tags=tags)
    return folder


@pytest.fixture
def music(tmp_path: Path, songs: Path) -> Path:
    """A folder of four songs that a test may change."""
    shutil.copytree(songs, tmp_path / "music")
    return tmp_path / "music"


@pytest.fixture
def card(tmp_path: Path) -> EncoderCard:
    return write_fake_encoder(tmp_path / "encoder")


@pytest.fixture
def ear(card: EncoderCard) -> FakeEar:
    return FakeEar(card)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "data")
    yield store
    store.close()
