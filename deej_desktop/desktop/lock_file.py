"""A lock that one process holds at a time and that ends with it, however it ends."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import BinaryIO

_log = logging.getLogger(__name__)


class LockFile:
    """A file that is locked, rather than one that exists: a crash leaves nothing to mend."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting; whether it is ours now.

        Raises:
            OSError: The file cannot be written, or knows no locks.
        """
        if self._file is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("ab")
        try:
            _lock(file)
        except (BlockingIOError, PermissionError):  # the latter is how Windows says it
            file.close()
            return False
        except OSError:
            file.close()
            raise
        self._file = file
        return True

    def release(self) -> None:
        """Let others have it. The file stays: deleting it would let two have the lock."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
