"""Files that come from other programs: what a drag carries, and what a folder among them means."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl


@dataclass(frozen=True, slots=True)
class Dropped:
    """Paths told apart."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]


def paths_in(data: QMimeData) -> list[Path]:
    """Return the local files and folders that a drag carries, in order."""
    return [_path_of(url) for url in data.urls() if url.isLocalFile()]


def told_apart(paths: Sequence[Path]) -> Dropped:
    """Ask the disk which of `paths` are folders; not for the GUI thread."""
    folders = tuple(path for path in paths if path.is_dir())
    return Dropped(tuple(path for path in paths if path not in folders), folders)


def _path_of(url: QUrl) -> Path:
    if sys.platform == "win32":
        return Path(url.toLocalFile())
    # Qt's own conversion would lose bytes that are no UTF-8.
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))
