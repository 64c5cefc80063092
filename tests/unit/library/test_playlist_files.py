"""Playlists in and out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deej_desktop.domain.errors import PlaylistUnusable
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.playlist_files import (
    SUFFIXES,
    PlaylistEntry,
    read_playlist,
    write_playlist,
)


def entry(path: Path, title: str = "Artist - Title") -> PlaylistEntry:
    return PlaylistEntry(path, title, Seconds(61.0))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("relative", [True, False])
def test_what_is_written_is_read_again(tmp_path: Path, suffix: str, relative: bool) -> None:
    entries = [
        entry(tmp_path / "lists/beside.mp3"),
        entry(tmp_path / "music/Björk/Jóga.flac", "Björk - Jóga"),
        entry(Path("/elsewhere/東京.ogg"), ""),
        PlaylistEntry(tmp_path / "unknown length.mp3", "Title"),
    ]
    (tmp_path / "lists").mkdir()
    path = tmp_path / f"lists/mine{suffix.upper()}"
    write_playlist(path, entries, relative=relative)
    assert read_playlist(path) == entries
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_m3u8_is_what_others_expect(tmp_path: Path) -> None:
    path = tmp_path / "lists/mine.m3u8"
    path.parent.mkdir()
    write_playlist(path, [entry(tmp_path / "music/a b.mp3", "Ä - B"), entry(tmp_path / "#1.mp3")])
    assert path.read_text("utf-8").splitlines() == [
        "#EXTM3U",
        "#EXTINF:61,Ä - B",
        "../music/a b.mp3",
        "#EXTINF:61,Artist - Title",
        "../#1.mp3",
    ]
    write_playlist(path, [entry(path.parent / "#1.mp3", "Two\nlines")], relative=False)
    assert path.read_text("utf-8").splitlines()[1:] == [
        "#EXTINF:61,Two lines",
        f"{path.parent}/#1.mp3",
    ]


def test_a_playlist_moved_with_its_files_still_finds_them(tmp_path: Path) -> None:
    before = tmp_path / "before"
    (before / "music").mkdir(parents=True)
    for suffix in SUFFIXES:
        write_playlist(before / f"mine{suffix}", [entry(before / "music/a.mp3")])
    after = before.rename(tmp_path / "after")
    for suffix in SUFFIXES:
        (found,) = read_playlist(after / f"mine{suffix}")
        assert found.path == after / "music/a.mp3"


def test_an_entry_says_what_the_track_says() -> None:
    track = Track(None, Path("/a.mp3"), ContentId("x"), Seconds(3.0), Tags("Title", "Artist"))
    assert PlaylistEntry.of(track) == PlaylistEntry(Path("/a.mp3"), "Artist - Title", Seconds(3.0))
    untagged = Track(None, Path("/a.mp3"), ContentId("x"), Seconds(3.0))
    assert PlaylistEntry.of(untagged).title == "a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "cp932"])
def test_any_encoding_is_read_if_the_file_is_there(tmp_path: Path, encoding: str) -> None:
    name = "歌.mp3" if encoding == "cp932" else "Группа крови.mp3"
    (tmp_path / name).touch()
    path = tmp_path / "old.m3u"
    path.write_bytes(f"#EXTM3U\r\n#EXTINF:12,Title\r\n{name}\r\n".encode(encoding))
    assert read_playlist(path) == [PlaylistEntry(tmp_path / name, "Title", Seconds(12.0))]


def test_a_name_that_is_no_text_at_all(tmp_path: Path) -> None:
    path = tmp_path / "raw.m3u"
    path.write_bytes(b"caf\xe9\xff\x81.mp3\n")
    (tmp_path / os.fsdecode(b"caf\xe9\xff\x81.mp3")).touch()
    (found,) = read_playlist(path)
    assert found.path.exists()


def test_a_list_in_a_linked_folder_means_what_the_system_means(tmp_path: Path) -> None:
    (tmp_path / "deep/lists").mkdir(parents=True)
    (tmp_path / "deep/a.mp3").touch()
    (tmp_path / "link").symlink_to(tmp_path / "deep/lists")
    (tmp_path / "deep/lists/mine.m3u").write_text("../a.mp3\n")
    (found,) = read_playlist(tmp_path / "link/mine.m3u")
    assert found.path.resolve() == tmp_path / "deep/a.mp3"


def test_names_from_windows(tmp_path: Path) -> None:
    (tmp_path / "music").mkdir()
    (tmp_path / "music/a.mp3").touch()
    path = tmp_path / "from windows.m3u"
    path.write_bytes(b"music\\a.mp3\r\nC:\\Music\\gone.mp3\r\n")
    first, second = read_playlist(path)
    assert first.path == tmp_path / "music/a.mp3"
    assert second.path.name == "C:\\Music\\gone.mp3"


def test_missing_files_are_kept_and_streams_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "mixed.m3u"
    path.write_text(
        "# a remark\n\n#EXTINF:-1,Radio\nhttp://example.org/stream\n#EXTINF:5\ngone.mp3\n"
        "#EXTINF:x,Odd\nfile:///music/a%20b.mp3\nplain.mp3\n"
    )
    assert read_playlist(path) == [
        PlaylistEntry(tmp_path / "gone.mp3", "", Seconds(5.0)),
        PlaylistEntry(Path("/music/a b.mp3"), "Odd"),
        PlaylistEntry(tmp_path / "plain.mp3"),
    ]


@pytest.mark.parametrize("name", [b"a\0b.mp3", b"file:///a%00b.mp3", b"\0"])
def test_what_can_name_no_file_is_left_out(tmp_path: Path, name: bytes) -> None:
    playlist = tmp_path / "a.m3u8"
    playlist.write_bytes(name + b"\nc.mp3\n")
    assert [entry.path for entry in read_playlist(playlist)] == [tmp_path / "c.mp3"]


def test_pls_as_others_write_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pls"
    path.write_text(
        "[playlist]\nnumberofentries=3\nFile2=b.mp3\nTitle2=B\nLength2=-1\n"
        "file1 = /music/a.mp3\nLENGTH1=60\nFile3=http://example.org/\nTitle4=nothing\n"
    )
    assert read_playlist(path) == [
        PlaylistEntry(Path("/music/a.mp3"), "", Seconds(60.0)),
        PlaylistEntry(tmp_path / "b.mp3", "B"),
    ]


def test_xspf_as_others_write_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xspf"
    path.write_text(
        '<?xml version="1.0"?><playlist xmlns="http://xspf.org/ns/0/" version="1"><trackList>'
        "<track><location>file:///music/a%20b.mp3</location><creator>A</creator>"
        "<title>B &amp; C</title><duration>1500</duration></track>"
        "<track><location>file://localhost/music/c.mp3</location></track>"
        "<track><location>http://example.org/</location></track><track/>"
        "</trackList></playlist>"
    )
    assert read_playlist(path) == [
        PlaylistEntry(Path("/music/a b.mp3"), "A - B & C", Seconds(1.5)),
        PlaylistEntry(Path("/music/c.mp3")),
    ]


def test_entities_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    path = tmp_path / "bomb.xspf"
    path.write_text(
        f'<!DOCTYPE playlist [<!ENTITY e0 "{"x" * 1000}">{levels}]>'
        "<playlist><trackList><track><location>&e11;</location></track></trackList></playlist>"
    )
    with pytest.raises(PlaylistUnusable, match="damaged"):
        read_playlist(path)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xspf", b"<playlist>", "damaged"),
        ("a.m3u8", b"\xff\xfe\x00", "damaged"),
        ("a.txt", b"", "no playlist that Deej knows"),
    ],
)
def test_what_is_no_playlist_is_named(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PlaylistUnusable, match=reason):
        read_playlist(tmp_path / name)


def test_a_missing_playlist_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaylistUnusable, match=r"gone\.m3u cannot be read"):
        read_playlist(tmp_path / "gone.m3u")


def test_a_playlist_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken.m3u8").mkdir()
    (tmp_path / "taken.m3u8/file").touch()
    for path in (tmp_path / "taken.m3u8", tmp_path / "no folder/a.m3u8"):
        with pytest.raises(PlaylistUnusable, match="cannot be written"):
            write_playlist(path, [])
    assert [item.name for item in tmp_path.iterdir()] == ["taken.m3u8"]


file_names = st.binary(min_size=1, max_size=40).filter(
    lambda name: b"/" not in name and b"\0" not in name and name not in (b".", b"..")
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(SUFFIXES), st.lists(file_names, max_size=4), st.booleans(), st.text())
def test_any_file_name_makes_the_round_trip(
    tmp_path: Path, suffix: str, names: list[bytes], relative: bool, title: str
) -> None:
    paths = [tmp_path / os.fsdecode(name) for name in names]
    written = tmp_path / f"round trip{suffix}"
    write_playlist(written, [entry(path, title) for path in paths], relative=relative)
    assert [found.path for found in read_playlist(written)] == paths
