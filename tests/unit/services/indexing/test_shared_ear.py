from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deej_desktop.domain.errors import Cancelled, EncoderUnusable
from deej_desktop.services.indexing.ear import Ear
from deej_desktop.services.indexing.shared_ear import SharedEar
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder


class Openings:
    """Counts how often an ear was opened and closed."""

    def __init__(self, folder: Path) -> None:
        self._card = write_fake_encoder(folder)
        self.opened = 0
        self.closed = threading.Semaphore(0)

    @contextmanager
    def open(self) -> Iterator[Ear]:
        self.opened += 1
        yield FakeEar(self._card)
        self.closed.release()


def test_users_share_one_ear_and_it_closes_when_nobody_uses_it(tmp_path: Path) -> None:
    openings = Openings(tmp_path)
    shared = SharedEar(openings.open, idle_s=0.01)
    with shared.lend() as one, shared.lend() as other:
        assert one is other
        assert not openings.closed.acquire(timeout=0.1)
    assert openings.closed.acquire(timeout=10)
    with shared.lend():
        pass
    assert openings.opened == 2
    shared.close()


def test_an_ear_is_kept_for_a_while(tmp_path: Path) -> None:
    openings = Openings(tmp_path)
    shared = SharedEar(openings.open, idle_s=60)
    with shared.lend():
        pass
    with shared.lend():
        pass
    assert openings.opened == 1
    shared.close()
    assert openings.closed.acquire(timeout=10)


def test_an_ear_that_cannot_be_opened_is_tried_again_the_next_time(tmp_path: Path) -> None:
    openings = Openings(tmp_path)
    broken = True

    @contextmanager
    def open_ear() -> Iterator[Ear]:
        if broken:
            raise EncoderUnusable("The encoder is broken.")
        with openings.open() as ear:
            yield ear

    shared = SharedEar(open_ear, idle_s=60)
    with pytest.raises(EncoderUnusable), shared.lend():
        pass
    broken = False
    with shared.lend() as ear:
        assert ear.capacity > 0
    shared.close()


def test_once_closed_no_ear_is_opened_again(tmp_path: Path) -> None:
    openings = Openings(tmp_path)
    shared = SharedEar(openings.open, idle_s=60)
    with shared.lend():
        shared.close()
        assert openings.closed.acquire(timeout=10)
    with pytest.raises(Cancelled), shared.lend():
        pass
    assert openings.opened == 1
