"""What a drag carries: files from other programs, songs from our own lists."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from PySide6.QtCore import QByteArray, QMimeData, QUrl

from deej_desktop.domain.track import Track

_OURS = "application/x-deej-song"
"""Marks what is dragged out of a list of ours; holds the key of the queued entry, if it is one."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Paths told apart."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]


def paths_in(data: QMimeData) -> list[Path]:
    """Return the local files and folders that a drag carries, in order."""
    return [_path_of(url) for url in data.urls() if url.isLocalFile()]


def carrying(track: Track, key: int | None = None) -> QMimeData:
    """Return what a drag of `track` carries: its file for other programs, for us what it is."""
    data = QMimeData()
    data.setUrls([url_of(track.path)])
    data.setData(_OURS, QByteArray(b"" if key is None else str(key).encode()))
    return data


def carrying_all(tracks: Sequence[Track]) -> QMimeData:
    """Return what a drag of several tracks carries."""
    data = QMimeData()
    data.setUrls([url_of(track.path) for track in tracks])
    data.setData(_OURS, QByteArray(b""))
    return data


def is_ours(data: QMimeData) -> bool:
    """Whether it comes out of a list of ours."""
    return data.hasFormat(_OURS)


def queued_key_in(data: QMimeData) -> int | None:
    """Return the key of the queued entry that is dragged, or None if it is none."""
    key = bytes(data.data(_OURS).data())
    return int(key) if key.isdigit() else None


def told_apart(paths: Sequence[Path]) -> Dropped:
    """Ask the disk which of `paths` are folders; not for the GUI thread."""
    folders = tuple(path for path in paths if path.is_dir())
    return Dropped(tuple(path for path in paths if path not in folders), folders)


def url_of(path: Path) -> QUrl:
    """Return the address of a local file or folder, whatever bytes are in its name."""
    if sys.platform == "win32":
        return QUrl.fromLocalFile(str(path))
    return QUrl.fromEncoded(b"file://" + quote_from_bytes(os.fsencode(path)).encode())


def _path_of(url: QUrl) -> Path:
    if sys.platform == "win32":
        return Path(url.toLocalFile())
    # Qt's own conversion would lose bytes that are no UTF-8.
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))
