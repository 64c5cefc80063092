"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from deej_desktop.domain.whole_file import written_whole


def test_a_file_is_there_once_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before")
    with written_whole(path) as place:
        place.write_text("after")
        assert path.read_text() == "before"
    assert path.read_text() == "after"
    assert list(tmp_path.iterdir()) == [path]


def test_what_goes_wrong_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before")

    def write() -> None:
        with written_whole(path) as place:
            place.write_text("half of it")
            raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        write()
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_that_nothing_can_be_written_is_told_before(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "file", Path("/")):
        with pytest.raises(OSError, match="directory"), written_whole(path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_links_stay_and_pipes_are_written_to(tmp_path: Path) -> None:
    path, link, pipe = tmp_path / "file", tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(path)
    with written_whole(link) as place:
        place.write_text("linked")
    assert link.is_symlink()
    assert path.read_text() == "linked"
    os.mkfifo(pipe)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()))
    reader.start()
    with written_whole(pipe) as place:
        place.write_text("piped")
    reader.join(10)
    assert heard == ["piped"]
