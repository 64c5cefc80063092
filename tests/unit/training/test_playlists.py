from __future__ import annotations

import json
from pathlib import Path

import pytest

from deej_desktop.domain.errors import DeejError
from deej_desktop.training.playlists import PlaylistFolder


def test_playlists_of_every_kind_are_read_again_and_again(tmp_path: Path) -> None:
    (tmp_path / "a.m3u").write_text("#EXTM3U\n#EXTINF:9,Ann - One\none.mp3\ntwo.mp3\n")
    content = {
        "playlists": [
            {"tracks": [{"track_uri": "spotify:1", "artist_name": "Bob"}, {"track_uri": "2"}, 3]},
            {"tracks": []},
            {"tracks": None},
            "nothing",
        ]
    }
    (tmp_path / "mpd.slice.0-1.json").write_text(json.dumps(content))
    (tmp_path / "sub").mkdir()
    table = "pid,Artist_Name,track_uri\n0,Cat,x\n0,,y\n1,Cat,x\n"
    (tmp_path / "sub" / "t.csv").write_text("\ufeff" + table, encoding="utf-8")
    folder = PlaylistFolder(tmp_path, key_of=lambda path: path.stem)
    expected = [
        [("one", "ann"), ("two", "")],
        [("spotify:1", "bob"), ("2", "")],
        [("x", "cat"), ("y", "")],
        [("x", "cat")],
    ]
    assert list(folder) == expected
    assert list(folder) == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[]"),
        ("a.json", "{"),
        ("a.csv", "colour,size\nred,1\n"),
        ("a.csv", ""),
        ("a.xspf", "<playlist"),
    ],
)
def test_damaged_files_cost_themselves_only(
    tmp_path: Path, name: str, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / name).write_text(content)
    (tmp_path / "good.m3u").write_text("one.mp3\n")
    assert len(list(PlaylistFolder(tmp_path))) == 1
    assert name in caplog.text


def test_a_folder_without_playlists_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeejError, match="no playlist in"):
        PlaylistFolder(tmp_path)
