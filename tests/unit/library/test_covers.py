"""Finding cover art."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import mutagen
import pytest

from deej_desktop.library import covers
from deej_desktop.library.covers import cover_of, embedded_cover, folder_cover
from tests.audio import FORMATS, tone, write_audio
from tests.unit.library.retag import JPEG, PNG, id3_picture, new_id3_tag, retag

RATE = 22_050
SOUND = tone(440, 1, RATE)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_can_carry_one(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", SOUND, RATE)
    assert embedded_cover(path) is None
    retag(path, "Title", JPEG)
    assert embedded_cover(path) == JPEG
    assert cover_of(path) == JPEG


def test_the_front_cover_comes_before_other_pictures(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.mp3", SOUND, RATE)
    tags = new_id3_tag()
    tags.add(id3_picture(4, PNG))
    tags.save(path)
    assert embedded_cover(path) == PNG
    tags.add(id3_picture(3, JPEG))
    tags.save(path)
    assert embedded_cover(path) == JPEG


def test_an_old_vorbis_comment(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.ogg", SOUND, RATE)
    file: Any = mutagen.File(path)
    file["coverart"] = [base64.b64encode(PNG).decode()]
    file.save()
    assert embedded_cover(path) == PNG


@pytest.mark.parametrize("text", ["not base64!", base64.b64encode(b"too short").decode()])
def test_a_damaged_picture_is_none(tmp_path: Path, text: str) -> None:
    path = write_audio(tmp_path / "a.ogg", SOUND, RATE)
    file: Any = mutagen.File(path)
    file["metadata_block_picture"] = [text]
    file.save()
    assert embedded_cover(path) is None


def test_what_is_no_picture_is_passed_over(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.mp3", SOUND, RATE)
    retag(path, "Title", b"https://example.org/cover.jpg")
    (tmp_path / "cover.png").write_bytes(b"text")
    assert cover_of(path) is None


def test_a_huge_picture_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covers, "LARGEST", len(JPEG) - 1)
    path = write_audio(tmp_path / "a.mp3", SOUND, RATE)
    retag(path, "Title", JPEG)
    (tmp_path / "cover.jpg").write_bytes(JPEG)
    assert cover_of(path) is None


def test_a_file_that_is_no_audio_or_is_gone_has_the_folders(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").write_bytes(JPEG)
    (tmp_path / "a.mp3").write_bytes(b"text")
    assert cover_of(tmp_path / "a.mp3") == JPEG
    assert cover_of(tmp_path / "gone.mp3") == JPEG


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["Cover.JPG", "a.jpg"], "Cover.JPG"),
        (["folder.png", "cover.jpg"], "cover.jpg"),
        (["Front.jpeg", "Folder.jpg"], "Front.jpeg"),
        (["AlbumArt.jpg", "back.jpg"], "AlbumArt.jpg"),
        (["scan 12.png"], "scan 12.png"),
        (["one.png", "two.png"], None),
        ([".cover.jpg"], None),
        (["cover.txt"], None),
        ([], None),
    ],
)
def test_pictures_beside_the_file(tmp_path: Path, names: list[str], chosen: str | None) -> None:
    for name in names:
        (tmp_path / name).write_bytes(JPEG + name.encode())
    expected = None if chosen is None else JPEG + chosen.encode()
    assert folder_cover(tmp_path) == expected


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert folder_cover(tmp_path / "gone") is None
