"""Telling a file that was deleted while it played from one that was moved or replaced."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

_LEFT_BY_NETWORKS = (".nfs", ".fuse_hidden")
"""Files that are open are deleted there by giving them such names."""


class Whereabouts:
    """Watches one file that is open; used by one thread, and as slow as its drive.

    Args:
        file: Its descriptor.
        path: Where it was opened.
    """

    def __init__(self, file: int, path: Path) -> None:
        self._file = file
        self._path = path
        self._missing_before = False

    def deleted(self) -> bool:
        """Whether it was deleted or put into the trash.

        Whoever replaces a file may leave nothing in its place for a moment, so that two looks in a
        row have to find it so. What was renamed or moved is still some file's content, and what
        an unmounted drive has taken with it was not deleted either.
        """
        missing = self._is_missing()
        both, self._missing_before = missing and self._missing_before, missing
        return both

    def _is_missing(self) -> bool:
        try:
            self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return self._has_no_name() or self._is_in_the_trash()
        except OSError:
            pass
        return False

    def _has_no_name(self) -> bool:
        try:
            return os.fstat(self._file).st_nlink == 0
        except OSError:
            return False

    def _is_in_the_trash(self) -> bool:
        try:
            now_at = Path(f"/proc/self/fd/{self._file}").readlink()
        except OSError:
            return False  # only Linux tells the name of what is open
        if now_at.name.startswith(_LEFT_BY_NETWORKS):
            return True
        folders = now_at.parts
        in_home = ("Trash", "files") in itertools.pairwise(folders)
        return in_home or any(folder.startswith(".Trash") for folder in folders)
