from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from deej_desktop.ui.drops import paths_in, told_apart


@pytest.mark.parametrize(
    "name",
    [
        "plain.mp3",
        "two words.ogg",
        "100% #1?.flac",
        "雨.opus",
        "🎷.mp3",
        os.fsdecode(b"caf\xe9.ogg"),
    ],
)
def test_any_file_name_arrives_whole(name: str) -> None:
    path = Path("/music") / name
    data = QMimeData()
    data.setUrls([QUrl.fromEncoded(path.as_uri().encode())])
    assert paths_in(data) == [path]


def test_what_is_not_on_this_machine_is_left_out() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.mp3"), QUrl("file:///music/b.mp3")])
    assert paths_in(data) == [Path("/music/b.mp3")]


def test_text_is_no_file() -> None:
    data = QMimeData()
    data.setText("a.mp3")
    assert paths_in(data) == []


def test_folders_are_told_from_files(tmp_path: Path) -> None:
    song, folder, gone = tmp_path / "a.mp3", tmp_path / "folder", tmp_path / "gone.mp3"
    song.touch()
    folder.mkdir()
    dropped = told_apart([song, folder, gone])
    assert dropped.files == (song, gone)
    assert dropped.folders == (folder,)
