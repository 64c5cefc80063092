from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from deej_desktop.desktop.cover_files import CoverFiles
from deej_desktop.domain.errors import StoreUnusable
from deej_desktop.domain.track import Track
from tests.fakes import music

PNG = b"\x89PNG\r\n\x1a\n"


class Pictures:
    """Gives each track the picture of its number."""

    def __init__(self) -> None:
        self.by_path: dict[Path, bytes | None] = {}

    def __call__(self, track: Track) -> bytes | None:
        return self.by_path.get(track.path)

    def put(self, name: str, picture: bytes) -> Track:
        track = music.track(name)
        self.by_path[track.path] = picture
        return track


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture
def covers(tmp_path: Path, pictures: Pictures) -> CoverFiles:
    return CoverFiles(tmp_path / "covers of mine", pictures)


def file_at(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))


def test_a_cover_can_be_read_where_it_is_said_to_be(covers: CoverFiles, pictures: Pictures) -> None:
    address = covers.address_of(pictures.put("a", PNG + b"a"))
    assert address.startswith("file:///")
    assert file_at(address).read_bytes() == PNG + b"a"
    assert file_at(address).suffix == ".png"


def test_tracks_of_an_album_share_a_file(covers: CoverFiles, pictures: Pictures) -> None:
    first = covers.address_of(pictures.put("a", PNG))
    second = covers.address_of(pictures.put("b", PNG))
    assert first == second


def test_no_cover_is_no_address(covers: CoverFiles, tmp_path: Path) -> None:
    assert covers.address_of(music.track("bare")) == ""
    assert list(tmp_path.iterdir()) == []


def test_only_the_latest_are_kept_and_none_in_the_end(
    covers: CoverFiles, pictures: Pictures, tmp_path: Path
) -> None:
    addresses = [covers.address_of(pictures.put(str(n), PNG + bytes([n]))) for n in range(30)]
    left = {file for file in map(file_at, addresses) if file.exists()}
    assert file_at(addresses[-1]) in left
    assert len(left) == 8
    covers.clear()
    assert list(tmp_path.iterdir()) == []
    assert file_at(covers.address_of(pictures.put("0", PNG))).exists()


def test_a_disk_that_cannot_be_written_costs_only_the_cover(
    tmp_path: Path, pictures: Pictures
) -> None:
    (tmp_path / "file").write_bytes(b"")
    covers = CoverFiles(tmp_path / "file", pictures)
    assert covers.address_of(pictures.put("a", PNG)) == ""
    covers.clear()


def test_a_library_that_fails_costs_only_the_cover(tmp_path: Path) -> None:
    def fail(track: Track) -> bytes | None:
        raise StoreUnusable("The disk is gone.")

    assert CoverFiles(tmp_path, fail).address_of(music.track("a")) == ""
