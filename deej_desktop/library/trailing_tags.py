"""Where audio ends in a file that carries tags behind it."""

from __future__ import annotations

import os
from typing import BinaryIO

_ID3V1_SIZE = 128
_ID3V1_EXTENSION_SIZE = 227
_APE_BLOCK_SIZE = 32
_APE_HAS_HEADER = 1 << 31
_LYRICS_END_SIZE = 9 + 6
_MOST_TAGS = 8


def end_of_audio(file: BinaryIO) -> int:
    """Return the offset in bytes behind the last byte of `file` that belongs to no known tag.

    Knows ID3v1 and its extension, APEv1 and APEv2, Lyrics3v2, and ID3v2 at the end, in any order.
    """
    end = file.seek(0, os.SEEK_END)
    for _ in range(_MOST_TAGS):
        size = _size_of_last_tag(file, end)
        if not 0 < size <= end:
            break
        end -= size
    return end


def _size_of_last_tag(file: BinaryIO, end: int) -> int:
    if _read(file, end - _ID3V1_SIZE, 3) == b"TAG":
        return _ID3V1_SIZE
    if _read(file, end - _ID3V1_EXTENSION_SIZE, 4) == b"TAG+":
        return _ID3V1_EXTENSION_SIZE
    footer = _read(file, end - _APE_BLOCK_SIZE, _APE_BLOCK_SIZE)
    if footer.startswith(b"APETAGEX"):
        # Its size counts the items and this footer, but not the header that may precede them.
        size = int.from_bytes(footer[12:16], "little")
        flags = int.from_bytes(footer[20:24], "little")
        return size + (_APE_BLOCK_SIZE if flags & _APE_HAS_HEADER else 0)
    lyrics = _read(file, end - _LYRICS_END_SIZE, _LYRICS_END_SIZE)
    if lyrics.endswith(b"LYRICS200") and lyrics[:6].isdigit():
        return int(lyrics[:6]) + _LYRICS_END_SIZE
    if _read(file, end - 10, 3) == b"3DI":
        size = 0
        for byte in _read(file, end - 4, 4):
            size = size << 7 | byte & 0x7F
        return size + 20
    return 0


def _read(file: BinaryIO, offset: int, size: int) -> bytes:
    if offset < 0:
        return b""
    file.seek(offset)
    return file.read(size)
