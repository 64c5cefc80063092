"""Writes pictures as PNG, in as few bytes as a handful of colours allows."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import numpy.typing as npt


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def png(picture: npt.NDArray[np.uint8]) -> bytes:
    """Encode a picture.

    Args:
        picture: (height, width, 3), red, green and blue.

    Returns:
        The bytes of a PNG file, with a palette if 256 colours suffice.
    """
    height, width, _ = picture.shape
    packed = picture.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    colours, indices = np.unique(packed, return_inverse=True)
    if len(colours) <= 256:
        rows = indices.reshape(height, width).astype(np.uint8)
        entries = (colours[:, None] >> np.array([16, 8, 0], dtype=np.uint32)).astype(np.uint8)
        kind, palette = 3, _chunk(b"PLTE", entries.tobytes())
    else:
        rows = picture.reshape(height, width * 3)
        kind, palette = 2, b""
    filtered = np.zeros((height, rows.shape[1] + 1), dtype=np.uint8)
    filtered[:, 1:] = rows
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    body = zlib.compress(filtered.tobytes(), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + palette
        + _chunk(b"IDAT", body)
        + _chunk(b"IEND", b"")
    )
