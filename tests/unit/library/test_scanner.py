"""Finding audio files."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.library import scanner
from deej_desktop.library.scanner import FolderProblem, FoundFile, is_audio_name, look_at, walk


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")


def names(*folders: Path, under: Path | None = None) -> list[str]:
    return [
        str(item.path.relative_to(under or folders[0]))
        for item in walk(folders)
        if isinstance(item, FoundFile)
    ]


def problems(*folders: Path) -> list[FolderProblem]:
    return [item for item in walk(folders) if isinstance(item, FolderProblem)]


def test_audio_files_are_found_at_any_depth_in_the_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b.mp3", "a/z.flac", "a/b/c/d.opus", "c/e.m4a", "c.ogg")
    assert names(tmp_path) == ["b.mp3", "c.ogg", "a/z.flac", "a/b/c/d.opus", "c/e.m4a"]


def test_size_and_time_are_those_of_the_file(tmp_path: Path) -> None:
    make(tmp_path, "a.mp3")
    status = (tmp_path / "a.mp3").stat()
    assert list(walk([tmp_path])) == [
        FoundFile(str(tmp_path / "a.mp3"), status.st_size, status.st_mtime_ns)
    ]


def test_what_is_hidden_or_no_audio_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".hidden.mp3", ".hidden/a.mp3", "cover.jpg", "mp3", "._a.mp3", "a.MP3")
    assert names(tmp_path) == ["a.MP3"]


@pytest.mark.parametrize("suffix", sorted(scanner.AUDIO_SUFFIXES))
def test_every_suffix_counts_in_any_case(suffix: str) -> None:
    assert is_audio_name(f"a{suffix}")
    assert is_audio_name(f"A{suffix.upper()}")
    assert not is_audio_name(f"a{suffix}.part")
    assert not is_audio_name(suffix)


def test_folders_within_each_other_give_each_file_once(tmp_path: Path) -> None:
    make(tmp_path, "a/b/c.mp3", "a/d.mp3")
    assert names(tmp_path / "a/b", tmp_path / "a", under=tmp_path) == ["a/b/c.mp3", "a/d.mp3"]
    assert names(tmp_path, tmp_path, under=tmp_path) == ["a/d.mp3", "a/b/c.mp3"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    make(tmp_path, "a/b/c.mp3")
    (tmp_path / "a/b/up").symlink_to(tmp_path)
    (tmp_path / "a/self").symlink_to(tmp_path / "a/self")
    (tmp_path / "a/nowhere").symlink_to(tmp_path / "gone")
    assert list(map(type, walk([tmp_path]))) == [FoundFile]
    assert names(tmp_path) == ["a/b/c.mp3"]


def test_a_file_goes_by_the_name_that_needs_no_link(tmp_path: Path) -> None:
    make(tmp_path, "z/real.mp3")
    (tmp_path / "a.mp3").symlink_to(tmp_path / "z/real.mp3")
    (tmp_path / "b").symlink_to(tmp_path / "z")
    assert names(tmp_path) == ["z/real.mp3"]
    assert names(tmp_path / "b", tmp_path / "z", under=tmp_path) == ["z/real.mp3"]


def test_links_to_elsewhere_are_followed(tmp_path: Path) -> None:
    make(tmp_path, "elsewhere/a.mp3", "elsewhere/b.mp3", "music/own.mp3")
    music = tmp_path / "music"
    (music / "single.mp3").symlink_to(tmp_path / "elsewhere/a.mp3")
    (music / "whole").symlink_to(tmp_path / "elsewhere")
    assert names(music) == ["own.mp3", "single.mp3", "whole/b.mp3"]


def test_a_folder_named_by_a_link_keeps_that_name(tmp_path: Path) -> None:
    make(tmp_path, "real/a.mp3")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path / "link", under=tmp_path) == ["link/a.mp3"]


def test_hard_links_are_one_file(tmp_path: Path) -> None:
    make(tmp_path, "a.mp3")
    os.link(tmp_path / "a.mp3", tmp_path / "b.mp3")
    assert names(tmp_path) == ["a.mp3"]


def test_what_only_looks_like_a_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp3")
    (tmp_path / "folder.mp3").mkdir()
    make(tmp_path / "folder.mp3", "in.mp3")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.mp3"))
        assert names(tmp_path) == ["folder.mp3/in.mp3"]


def test_a_folder_that_does_not_exist_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    make(tmp_path, "here/a.mp3")
    found = list(walk([tmp_path / "gone", tmp_path / "here"]))
    assert found[0] == FolderProblem(tmp_path / "gone", "it does not exist")
    assert isinstance(found[1], FoundFile)


def test_a_folder_that_may_not_be_read_is_reported_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a/1.mp3", "secret/2.mp3", "z/3.mp3")
    scandir = os.scandir

    def refusing(path: str) -> object:
        # Permissions do not bind root, so the refusal is played.
        if path.endswith("secret"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert names(tmp_path) == ["a/1.mp3", "z/3.mp3"]
    assert problems(tmp_path) == [
        FolderProblem(tmp_path / "secret", "you may not look into it; check its permissions")
    ]


def test_a_single_file_can_be_named(tmp_path: Path) -> None:
    make(tmp_path, "a.mp3", "b.mp3", "c.txt")
    assert names(tmp_path / "b.mp3", tmp_path / "c.txt", under=tmp_path) == ["b.mp3"]


def test_relative_folders_give_absolute_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "music/a.mp3")
    monkeypatch.chdir(tmp_path)
    assert names(Path("music"), Path("music/../music"), under=tmp_path) == ["music/a.mp3"]


def test_the_walk_stops_when_asked(tmp_path: Path) -> None:
    make(tmp_path, "a/1.mp3", "b/2.mp3")
    cancel = CancelToken()
    steps = walk([tmp_path], cancel)
    next(steps)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(steps)


def test_ten_thousand_files_are_each_found(tmp_path: Path) -> None:
    for folder in range(100):
        place = f"{tmp_path}/{folder}"
        os.mkdir(place)  # noqa: PTH102
        for number in range(100):
            os.close(os.open(f"{place}/{number}.ogg", os.O_CREAT))
    assert len(set(names(tmp_path))) == 10_000


def test_looking_at_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.mp3")
    monkeypatch.chdir(tmp_path)
    assert look_at(Path("a.mp3")) == next(iter(walk([tmp_path])))
    with pytest.raises(DeejError, match="does not exist"):
        look_at(tmp_path / "gone.mp3")
    with pytest.raises(DeejError, match="no file"):
        look_at(tmp_path)


file_names = st.binary(min_size=1, max_size=80).filter(
    lambda name: b"/" not in name and b"\0" not in name and not name.startswith(b".")
)


@settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sets(file_names, max_size=5))
def test_any_name_the_system_allows_is_found(tmp_path: Path, wanted: set[bytes]) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n"))
    folder.mkdir(exist_ok=True)
    for name in wanted:
        (folder / os.fsdecode(name + b".mp3")).touch()
    found = {os.fsencode(item.path.name) for item in walk([tmp_path])}
    for item in folder.iterdir():
        item.unlink()
    assert found == {name + b".mp3" for name in wanted}
