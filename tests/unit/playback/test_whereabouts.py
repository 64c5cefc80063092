from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deej_desktop.playback.whereabouts import Whereabouts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "music" / "a.mp3"
    path.parent.mkdir()
    path.write_bytes(b"a")
    return path


@pytest.fixture
def whereabouts(path: Path) -> Iterator[Whereabouts]:
    with path.open("rb") as file:
        yield Whereabouts(file.fileno(), path)


def looks(whereabouts: Whereabouts) -> list[bool]:
    return [whereabouts.deleted() for _ in range(2)]


def test_what_stays_is_there(whereabouts: Whereabouts) -> None:
    assert looks(whereabouts) == [False, False]


def test_the_second_look_is_sure_that_it_was_deleted(whereabouts: Whereabouts, path: Path) -> None:
    path.unlink()
    assert looks(whereabouts) == [False, True]


def test_what_is_written_anew_was_missing_for_a_moment_only(
    whereabouts: Whereabouts, path: Path
) -> None:
    path.unlink()
    assert not whereabouts.deleted()
    path.write_bytes(b"b")
    assert looks(whereabouts) == [False, False]
    path.unlink()
    assert looks(whereabouts) == [False, True]


def test_what_was_replaced_by_another_file_is_there(whereabouts: Whereabouts, path: Path) -> None:
    retagged = path.with_suffix(".new")
    retagged.write_bytes(b"b")
    retagged.replace(path)
    assert looks(whereabouts) == [False, False]


def test_what_was_moved_was_not_deleted(whereabouts: Whereabouts, path: Path) -> None:
    path.parent.rename(path.parent.with_name("Trash"))  # which some albums are called
    assert looks(whereabouts) == [False, False]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the name of what is open")
@pytest.mark.parametrize(
    "place", [".Trash-1000/files/a.mp3", "share/Trash/files/a.mp3", "music/.nfs0000a7"]
)
def test_the_trash_is_no_place_to_play_from(
    whereabouts: Whereabouts, path: Path, tmp_path: Path, place: str
) -> None:
    aim = tmp_path / place
    aim.parent.mkdir(parents=True, exist_ok=True)
    path.rename(aim)
    assert looks(whereabouts) == [False, True]
