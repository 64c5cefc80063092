"""How paths are written in the database: absolute, and as the bytes that the file system has."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_SEPARATOR = os.fsencode(os.sep)
_AFTER_SEPARATOR = bytes([ord(os.sep) + 1])


def to_stored(path: Path) -> bytes:
    """Return what stands in the database for `path`."""
    return os.fsencode(os.path.abspath(path))  # noqa: PTH100 - ".." is resolved, links are not


def from_stored(stored: bytes) -> Path:
    """Return the path that `stored` stands for; bytes that are no text become surrogates."""
    return Path(os.fsdecode(stored))


def beneath(folders: Iterable[Path]) -> tuple[str, list[bytes]]:
    """Return an SQL condition on a column `path`, and its values: it is in or under `folders`.

    The condition can use an index on the column.
    """
    conditions = ["0"]
    values = []
    for folder in folders:
        stored = to_stored(folder)
        stem = stored.rstrip(_SEPARATOR)
        conditions.append("path = ? OR (path > ? AND path < ?)")
        values += [stored, stem + _SEPARATOR, stem + _AFTER_SEPARATOR]
    return " OR ".join(conditions), values
