"""One recording, one id."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.library.content_id import content_id
from tests.audio import FORMATS, silence, tune, write_audio
from tests.unit.library.retag import JPEG, add_trailing_tags, piped, retag

PIECE = tune(12, seed=1, sample_rate=22_050)
RATE = 22_050


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_retagging_changes_it(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", PIECE, RATE)
    before = content_id(path)
    for title, cover in (
        ("Short", b""),
        ("Long " * 2000, JPEG * 4000),  # half a megabyte
        ("", JPEG),
        ("Short again", b""),
    ):
        retag(path, title, cover)
        assert content_id(path) == before


@pytest.mark.parametrize("suffix", [".mp3", ".wv", ".flac"])
def test_tags_behind_the_audio_do_not_change_it(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", PIECE, RATE)
    before = content_id(path)
    add_trailing_tags(path)
    assert content_id(path) == before


def test_raw_aac_behind_an_id3_tag(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.aac", PIECE, RATE, codec="aac")
    before = content_id(path)
    size = bytes([0, 0, 8, 0])  # 1024 bytes, seven bits at a time
    path.write_bytes(b"ID3\x04\x00\x00" + size + bytes(1024) + path.read_bytes())
    assert content_id(path) == before


@pytest.mark.parametrize("suffix", FORMATS)
def test_another_recording_or_a_shorter_copy_differs(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", PIECE, RATE)
    other = write_audio(tmp_path / f"b{suffix}", tune(12, 2, RATE), RATE)
    shorter = write_audio(tmp_path / f"c{suffix}", PIECE[: -RATE // 4], RATE)
    assert len({content_id(file) for file in (path, other, shorter)}) == 3


@pytest.mark.parametrize("suffix", FORMATS)
def test_stems_that_begin_with_the_same_long_silence_differ(tmp_path: Path, suffix: str) -> None:
    quiet = np.stack([silence(30, RATE)] * 2, axis=1)
    stems = [
        write_audio(
            tmp_path / f"{seed}{suffix}", np.concatenate([quiet, tune(6, seed, RATE)]), RATE
        )
        for seed in (1, 2)
    ]
    assert content_id(stems[0]) != content_id(stems[1])


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus", ".wav", ".aiff", ".wma"])
@pytest.mark.parametrize("share", [0.5, 0.98])
def test_a_file_that_was_cut_off_differs(tmp_path: Path, suffix: str, share: float) -> None:
    path = write_audio(tmp_path / f"a{suffix}", PIECE, RATE)
    data = path.read_bytes()
    cut = tmp_path / f"cut{suffix}"
    cut.write_bytes(data[: int(len(data) * share)])
    assert content_id(cut) != content_id(path)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_shortest_files_have_one_too(tmp_path: Path, suffix: str) -> None:
    ids = {
        content_id(write_audio(tmp_path / f"{seed}{suffix}", tune(0.3, seed, RATE), RATE))
        for seed in (1, 2)
    }
    assert len(ids) == 2


def test_a_wav_written_to_a_pipe_is_the_same_recording(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.wav", PIECE, RATE)
    assert content_id(piped(path)) == content_id(path)


@pytest.mark.parametrize(
    ("name", "data"), [("a.mp3", b""), ("b.mp3", b"Only words. " * 500), ("c.flac", b"fLaC" * 9)]
)
def test_what_is_no_audio_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableAudio):
        content_id(tmp_path / name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableAudio, match="no longer there"):
        content_id(tmp_path / "gone.mp3")
