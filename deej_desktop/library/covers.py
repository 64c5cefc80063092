"""Cover art: the picture inside a file, or the one that lies beside it."""

from __future__ import annotations

import base64
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from mutagen.apev2 import APEv2
from mutagen.asf import ASFTags
from mutagen.flac import Picture
from mutagen.id3 import ID3Tags, PictureType
from mutagen.mp4 import MP4Tags

from deej_desktop.library.tagged_file import Untyped, open_tagged

LARGEST = 20_000_000
"""Bytes; a larger picture is passed over."""

_FRONT = int(PictureType.COVER_FRONT)
_OTHER = int(PictureType.OTHER)
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"RIFF")
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
_FOLDER_NAMES = ("cover", "front", "folder", "album", "albumart")

_log = logging.getLogger(__name__)


class _Picture(NamedTuple):
    """A picture in a file, and what it shows in the numbers of ID3."""

    kind: int
    data: bytes


def cover_of(path: Path) -> bytes | None:
    """Return the cover art of an audio file as it is stored, a JPEG, PNG, WebP, GIF or BMP.

    The front cover inside the file comes first, then any other picture inside, then
    cover, front, folder or album (.jpg, .png) beside it, then the only picture beside it.
    """
    return embedded_cover(path) or folder_cover(path.parent)


def embedded_cover(path: Path) -> bytes | None:
    """Return the cover art inside an audio file; None if there is none."""
    file = open_tagged(path)
    if file is None:
        return None
    try:
        pictures = sorted(_pictures(file), key=lambda picture: picture.kind != _FRONT)
    except Exception as error:  # noqa: BLE001
        # As with tags: whatever damaged bytes lead to inside mutagen.
        _log.info("The pictures in %r cannot be read: %r", path, error)
        return None
    return next((picture.data for picture in pictures if _is_picture(picture.data)), None)


def folder_cover(folder: Path) -> bytes | None:
    """Return the cover art that lies in a folder; None if there is none."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.name.lower().endswith(_SUFFIXES) and not entry.name.startswith(".")
            )
        by_stem = {Path(name).stem.lower(): name for name in reversed(names)}
        chosen = [by_stem[stem] for stem in _FOLDER_NAMES if stem in by_stem]
        if not chosen and len(names) == 1:
            chosen = names
        for name in chosen:
            picture = folder / name
            if picture.is_file() and picture.stat().st_size <= LARGEST:
                data = picture.read_bytes()
                if _is_picture(data):
                    return data
    except OSError as error:
        _log.info("No picture can be read in %r: %s", folder, error)
    return None


def _is_picture(data: bytes) -> bool:
    return len(data) <= LARGEST and data.startswith(_SIGNATURES)


def _pictures(file: Untyped) -> Iterator[_Picture]:
    yield from _blocks(getattr(file, "pictures", ()))
    tags = file.tags
    if tags is not None:
        kinds = (pictures_in for kind, pictures_in in _BY_KIND if isinstance(tags, kind))
        yield from next(kinds, _in_vorbis_comments)(tags)


def _blocks(pictures: Iterable[Untyped]) -> Iterator[_Picture]:
    """FLAC's own pictures, and ID3's, which are much the same."""
    for picture in pictures:
        yield _Picture(int(picture.type), picture.data)


def _in_id3(tags: Untyped) -> Iterator[_Picture]:
    return _blocks(tags.getall("APIC"))


def _in_mp4(tags: Untyped) -> Iterator[_Picture]:
    return (_Picture(_FRONT, bytes(data)) for data in tags.get("covr", ()))


def _in_asf(tags: Untyped) -> Iterator[_Picture]:
    # A kind, the size of the data, two texts of no use here, and the data.
    for value in (attribute.value for attribute in tags.get("WM/Picture", ())):
        size = int.from_bytes(value[1:5], "little")
        yield _Picture(value[0], value[len(value) - size :])


def _in_ape(tags: Untyped) -> Iterator[_Picture]:
    for key in tags:
        if key.lower().startswith("cover art"):
            _, _, data = tags[key].value.partition(b"\0")
            yield _Picture(_FRONT if "front" in key.lower() else _OTHER, data)


def _in_vorbis_comments(tags: Untyped) -> Iterator[_Picture]:
    new_picture: Callable[[bytes], Untyped] = Picture
    yield from _blocks(
        new_picture(base64.b64decode(text)) for text in tags.get("metadata_block_picture", ())
    )
    # How it was done before there were blocks.
    for text in tags.get("coverart", ()):
        yield _Picture(_FRONT, base64.b64decode(text))


_BY_KIND: tuple[tuple[type, Callable[[Untyped], Iterator[_Picture]]], ...] = (
    (ID3Tags, _in_id3),
    (MP4Tags, _in_mp4),
    (ASFTags, _in_asf),
    (APEv2, _in_ape),
)
