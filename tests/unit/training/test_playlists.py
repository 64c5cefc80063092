from __future__ import annotations

import json
from pathlib import Path

import pytest

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.progress import Progress
from deej_desktop.library.content_id import content_id
from deej_desktop.training.playlists import (
    Listed,
    Playlist,
    PlaylistFolder,
    Spooled,
    sound_or_path,
)
from tests.audio import tune, write_audio


def test_playlists_of_every_kind_are_read_again_and_again(tmp_path: Path) -> None:
    (tmp_path / "a.m3u").write_text("#EXTM3U\n#EXTINF:9,Ann - One\none.mp3\ntwo.mp3\n")
    content = {
        "playlists": [
            {"tracks": [{"track_uri": "spotify:1", "artist_name": "Bob"}, {"track_uri": "2"}, 3]},
            {"tracks": []},
            {"tracks": None},
            {"tracks": 7},
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
        ("a.json", "[" * 100_000),
        ("a.csv", "colour,size\nred,1\n"),
        ("a.csv", ""),
        ("a.csv", 'playlist,track\n1,"' + "x" * 200_000 + '"\n'),
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


def test_spooled_playlists_are_read_from_the_disk_again_and_again(tmp_path: Path) -> None:
    wanted: list[Playlist] = [[Listed("a\n,\u2028", "é"), Listed("caf\udce9")], []] * 1_500
    told: list[Progress] = []
    spooled = Spooled(iter(wanted), tmp_path / "spool", told.append)
    assert list(spooled) == list(spooled) == wanted
    assert len(spooled) == 3_000
    assert told[-1].done == 3_000


def test_spooling_stops_when_asked_and_says_when_it_cannot_write(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        Spooled([[]], tmp_path / "spool", cancel=cancel)
    with pytest.raises(DeejError, match="make room"):
        Spooled([[]], tmp_path / "nowhere" / "spool")


def test_files_are_known_by_their_sound_and_what_is_not_here_by_its_path(tmp_path: Path) -> None:
    song = write_audio(tmp_path / "song.flac", tune(3, seed=1))
    song.rename(tmp_path / "other name.flac")
    (tmp_path / "a.csv").write_text("playlist,path\n1,other name.flac\n1,gone.mp3\n")
    (found,) = PlaylistFolder(tmp_path, sound_or_path)
    sound = content_id(tmp_path / "other name.flac")
    assert [listed.key for listed in found] == [sound, str(tmp_path / "gone.mp3")]
