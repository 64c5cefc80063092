from __future__ import annotations

import os
from pathlib import Path

import pytest

from deej_desktop.playback.probe import cannot_play, obstacle
from deej_desktop.playback.read_ahead import ReadAhead
from tests.pulse import wait_until


def test_a_file_that_can_be_read_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"a")
    assert obstacle(path) is None


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "it is no longer there"),
        (lambda path: path.touch(), "it is empty"),
        (lambda path: path.mkdir(), "it is a folder"),
        (lambda path: path.symlink_to(path), "it cannot be read"),
    ],
)
def test_what_is_in_the_way_has_a_name(tmp_path: Path, make: object, reason: str) -> None:
    assert callable(make)
    path = tmp_path / "a.mp3"
    make(path)
    found = obstacle(path)
    assert found is not None
    assert found.startswith(reason)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"a")
    path.chmod(0)
    assert obstacle(path) == "you may not read it; check its permissions"


def test_a_name_with_a_nul_is_no_name() -> None:
    assert obstacle(Path("a\0b")) == "its name is not one that this system allows"


def test_the_sentence_shows_odd_names() -> None:
    path = Path(os.fsdecode(b"/music/caf\xe9.ogg"))
    assert cannot_play(path, "it is empty") == "caf\ufffd.ogg cannot be played: it is empty."


def test_reading_ahead_tells_once_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(bytes(3 << 20))
    told: list[str | None] = []
    deleted: list[None] = []
    found = ReadAhead(path, told.append, lambda: deleted.append(None))
    missing = ReadAhead(tmp_path / "b.mp3", told.append, lambda: deleted.append(None))
    wait_until(lambda: len(told) == 2, 20, "both told")
    missing.close()
    found.close()
    assert set(told) == {None, "it is no longer there"}
    assert not deleted
