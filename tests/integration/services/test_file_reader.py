"""What the listener waits for is read in real processes, whatever is wrong with files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, UnreadableAudio
from deej_desktop.domain.units import Seconds
from deej_desktop.library.store import Store
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.indexing.file_reader import FileReader, read_file
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder
from tests.fakes.readers import read_as_named

PATIENCE = 250.0


@pytest.fixture
def card(tmp_path: Path) -> EncoderCard:
    return write_fake_encoder(tmp_path / "encoder")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "data")
    yield store
    store.close()


def song(path: Path) -> Path:
    write_audio(path, tune(6, 1, 8_000), 8_000)
    return path


def many_frames() -> bytes:
    """The head of an MP3 with so many tags that mutagen takes many seconds for them."""
    frames = (b"TXXX" + bytes([0, 0, 0, 4]) + b"\0\0" + b"\0a\0b") * 300_000
    size = bytes(len(frames) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + size + frames


def test_a_file_that_hangs_holds_up_no_other_and_is_given_up_at_the_end(tmp_path: Path) -> None:
    hanging, good = song(tmp_path / "hang.flac"), song(tmp_path / "good.flac")
    (tmp_path / "cover.png").write_bytes(b"\x89PNG\r\n and so on")
    with closing(FileReader(Seconds(10_000), read_as_named, processes=2)) as reader:
        never = reader.read(hanging)
        assert reader.read(good).result(PATIENCE) == read_file(good)
        assert reader.cover(good).result(PATIENCE) == b"\x89PNG\r\n and so on"
        assert not never.done()
    with pytest.raises(Cancelled):
        never.result(PATIENCE)
    with pytest.raises(Cancelled):
        reader.read(good).result(PATIENCE)


def test_a_cover_takes_no_longer_than_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "tags.mp3"
    file.write_bytes(many_frames())
    with (
        closing(FileReader(Seconds(0.3))) as reader,
        pytest.raises(UnreadableAudio, match="took longer than"),
    ):
        reader.cover(file).result(PATIENCE)


def test_who_names_a_file_that_hangs_can_stop(
    store: Store, card: EncoderCard, tmp_path: Path
) -> None:
    hanging = song(tmp_path / "hang.flac")
    cancel = CancelToken()
    threading.Timer(0.1, cancel.cancel).start()
    with closing(FileReader(Seconds(10_000), read_as_named)) as reader:
        hearing = Hearing(store, card, 0.001, FakeEar(card).lend, reader)
        with pytest.raises(Cancelled):
            hearing.track_at(hanging, cancel)
