"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a place to write at, which becomes the file `path` once all is written.

    That nothing can be written there is told at once. What is no regular file, like a pipe, is
    written to as it is; a link stays, and the file that it leads to is replaced.

    Raises:
        OSError: The file cannot be written, or is a folder.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        yield target
        return
    partial = target.parent / f".deej-{os.getpid()}.partial"
    try:
        partial.unlink(missing_ok=True)
        partial.touch()
        yield partial
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
