"""Another encoder listens first, and takes over while the music plays."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from deej_desktop.app.encoder_change import EncoderChange
from deej_desktop.app.encoder_kit import EncoderKit
from deej_desktop.app.wiring import Engines, open_engines
from deej_desktop.domain.errors import EncoderUnusable
from deej_desktop.services.encoders.installed import InstalledEncoder
from deej_desktop.services.encoders.shelf import EncoderShelf
from deej_desktop.services.indexing.ear import Ear
from deej_desktop.services.indexing.keeper import LibraryKeeper
from deej_desktop.services.indexing.pace import Pace
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder

PATIENCE_S = 60


class Changing:
    """Engines with two encoders of different sizes, and what becomes of the choice."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines
        self.ears: dict[str, FakeEar] = {}
        self.may_listen = threading.Event()
        self.may_listen.set()
        self.is_broken = False
        self.used: queue.Queue[EncoderKit] = queue.Queue()
        self.told: list[str] = []
        kit = self._kit(engines.encoder)
        self.library = LibraryKeeper(engines.store, engines.vectors, kit.indexer)
        self.shelf = EncoderShelf(engines.data_dir, engines.encoder)
        self.change = EncoderChange(
            kit,
            self._kit,
            self.library,
            self.shelf,
            use=self.used.put,
            tell=self.told.append,
        )
        engines.settings.changed.connect(self.change.follow)

    def close(self) -> None:
        self.may_listen.set()
        self.change.close()
        self.library.close()

    def scan(self, folder: Path) -> None:
        self.library.set_folders([folder])
        self.until(lambda: self.library.state.indexed == 3)

    def until(self, reached: Callable[[], bool]) -> None:
        woken = threading.Condition()

        def wake(_: object) -> None:
            with woken:
                woken.notify_all()

        leave = [self.library.changed.connect(wake), self.shelf.changed.connect(wake)]
        with woken:
            assert woken.wait_for(reached, PATIENCE_S)
        for leave_one in leave:
            leave_one()

    def _kit(self, encoder: InstalledEncoder) -> EncoderKit:
        ear = self.ears[encoder.card.id] = FakeEar(encoder.card)

        @contextmanager
        def lend() -> Iterator[Ear]:
            self.may_listen.wait(PATIENCE_S)
            if self.is_broken:
                raise EncoderUnusable("Its weights are damaged: add it again.")
            yield ear

        return EncoderKit.of(replace(self.engines.with_encoder(encoder), open_ear=lend), Pace())


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Changing]:
    for seed in range(3):
        file = tmp_path / "music" / f"{seed}.flac"
        file.parent.mkdir(exist_ok=True)
        write_audio(file, tune(6.0, seed, 22_050), 22_050)
    write_fake_encoder(tmp_path / "encoders" / "fake", dimensions=12)
    with open_engines(tmp_path) as engines:
        changing = Changing(engines)
        changing.scan(tmp_path / "music")
        yield changing
        changing.close()


def test_it_takes_over_once_it_has_heard_all(changing: Changing) -> None:
    before = changing.change.kit
    changing.may_listen.clear()
    changing.engines.settings.change(encoder="fake")
    changing.until(lambda: changing.shelf.coming is not None)
    assert changing.change.kit is before
    assert changing.shelf.in_use.choice is None
    changing.may_listen.set()
    kit = changing.used.get(timeout=PATIENCE_S)
    changing.until(lambda: changing.shelf.in_use.choice == "fake")
    assert changing.shelf.coming is None
    assert changing.change.kit is kit
    space = kit.load()
    assert len(space) == 3
    assert space.sound.vectors.shape[1] == 12
    assert before.load().sound.vectors.shape[1] == 100


def test_back_to_one_that_has_heard_all_nothing_is_listened_to(changing: Changing) -> None:
    default = changing.change.kit.engines.encoder.card.id
    changing.engines.settings.change(encoder="fake")
    changing.until(lambda: changing.shelf.in_use.choice == "fake")
    changing.engines.settings.change(encoder=None)
    changing.until(lambda: changing.shelf.in_use.choice is None)
    assert changing.ears[default].listened == []


def test_thought_better_of_nothing_changes(changing: Changing) -> None:
    changing.may_listen.clear()
    changing.engines.settings.change(encoder="fake")
    changing.until(lambda: changing.shelf.coming is not None)
    changing.engines.settings.change(encoder=None)
    changing.until(lambda: changing.shelf.coming is None)
    changing.may_listen.set()
    changing.until(lambda: changing.library.state.scanning is None)
    assert changing.used.empty()


def test_one_that_cannot_be_used_is_not_chosen_any_more(changing: Changing) -> None:
    changing.is_broken = True
    changing.engines.settings.change(encoder="fake")
    changing.until(lambda: changing.engines.settings.current.encoder == "fake")
    changing.until(lambda: changing.engines.settings.current.encoder is None)
    changing.engines.settings.change(encoder="gone")
    changing.until(lambda: changing.engines.settings.current.encoder is None)
    assert changing.used.empty()
    assert any("gone" in sentence for sentence in changing.told)
