"""Finding the audio files beneath folders, each file once."""

# Paths are text here: making a `Path` at each step takes longer than asking the disk.
# ruff: noqa: PTH100, PTH114, PTH116, PTH119

from __future__ import annotations

import logging
import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import displayable

_log = logging.getLogger(__name__)

AUDIO_SUFFIXES = frozenset(
    {
        ".aac", ".aif", ".aifc", ".aiff", ".alac", ".ape", ".flac", ".m4a", ".m4b", ".mp3",
        ".oga", ".ogg", ".opus", ".wav", ".wave", ".wma", ".wv",
    }
)  # fmt: skip
"""Names that end so, in any case, are taken for audio."""


class FoundFile(NamedTuple):
    """An audio file as the file system describes it.

    Attributes:
        location: Its absolute path as text, the same at every walk; may hold bytes that are no
            UTF-8, as surrogate escapes.
        size: Bytes.
        mtime_ns: When it was last written, nanoseconds since 1970.
    """

    location: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """Its absolute path."""
        return Path(self.location)


class FolderProblem(NamedTuple):
    """A folder that could not be looked into; whatever lies there is out of reach for now.

    Attributes:
        path: The folder.
        reason: Why, without the name: "it does not exist".
    """

    path: Path
    reason: str


def is_audio_name(name: str) -> bool:
    """Whether a file of this name is taken for audio: not hidden, and with a known suffix."""
    return name[name.rfind(".") :].lower() in AUDIO_SUFFIXES and name[0] != "."


def look_at(path: Path) -> FoundFile:
    """Describe one file, whatever its name.

    Raises:
        DeejError: It is not there, is no file, or may not be looked at.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise DeejError(f"{displayable(path)} cannot be used: {_reason(error)}.") from error
    if not stat.S_ISREG(status.st_mode):
        raise DeejError(f"{displayable(path)} cannot be used: it is no file.")
    return FoundFile(os.path.abspath(path), status.st_size, status.st_mtime_ns)


def walk(
    folders: Iterable[Path], cancel: CancelToken | None = None
) -> Iterator[FoundFile | FolderProblem]:
    """Find every audio file in and beneath `folders`, in an order that stays the same.

    A file that can be reached by several ways (folders within each other, symbolic and hard
    links) comes once, by the way that needs no link where there is one. Hidden files and folders
    are passed over. Of `folders`, one may also be a single file.

    Args:
        folders: Where to look.
        cancel: Asked once for each folder.

    Raises:
        Cancelled: If asked to stop.
    """
    return _Walk(cancel).through([os.path.abspath(folder) for folder in folders])


class _Walk:
    """One walk: what it has seen, and the links that it will follow at the end."""

    def __init__(self, cancel: CancelToken | None) -> None:
        self._cancel = cancel
        self._seen: set[tuple[int, int]] = set()
        self._folders: list[str] = []
        # Links wait until all that is reached without them is known: a file's own name wins.
        self._links: deque[str] = deque()

    def through(self, starts: Iterable[str]) -> Iterator[FoundFile | FolderProblem]:
        for start in starts:
            if os.path.islink(start):
                self._links.append(start)
            else:
                yield from self._enter(start, named=True)
        while self._links:
            yield from self._enter(self._links.popleft(), named=False)

    def _enter(self, path: str, *, named: bool) -> Iterator[FoundFile | FolderProblem]:
        """Walk one start or link; `named` if the listener gave this very name."""
        try:
            status = os.stat(path)
        except OSError as error:
            if named:
                yield FolderProblem(Path(path), _reason(error))
            else:
                _log.debug("The link %r leads nowhere: %s", path, error)
            return
        if stat.S_ISDIR(status.st_mode):
            self._folders.append(path)
            while self._folders:
                yield from self._look_into(self._folders.pop())
        elif is_audio_name(os.path.basename(path)) and self._is_new_file(status):
            yield FoundFile(path, status.st_size, status.st_mtime_ns)

    def _look_into(self, folder: str) -> list[FoundFile | FolderProblem]:
        """List a folder's files; put its folders and links on the lists of what is to be done."""
        if self._cancel is not None:
            self._cancel.raise_if_cancelled()
        try:
            if not self._is_first_time(os.stat(folder)):
                return []
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            return [FolderProblem(Path(folder), _reason(error))]
        files: list[FoundFile | FolderProblem] = []
        inner = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_symlink():
                    self._links.append(entry.path)
                elif entry.is_dir(follow_symlinks=False):
                    inner.append(entry.path)
                elif is_audio_name(entry.name):
                    status = entry.stat(follow_symlinks=False)
                    if self._is_new_file(status):
                        files.append(FoundFile(entry.path, status.st_size, status.st_mtime_ns))
            except OSError as error:
                _log.debug("%r vanished while it was looked at: %s", entry.path, error)
        self._folders.extend(reversed(inner))
        return files

    def _is_new_file(self, status: os.stat_result) -> bool:
        return stat.S_ISREG(status.st_mode) and self._is_first_time(status)

    def _is_first_time(self, status: os.stat_result) -> bool:
        identity = (status.st_dev, status.st_ino)
        # Windows leaves out the inode when a folder is listed: nothing can be told then.
        if status.st_ino and identity in self._seen:
            return False
        self._seen.add(identity)
        return True


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it does not exist"
    if isinstance(error, PermissionError):
        return "you may not look into it; check its permissions"
    return f"it cannot be read ({error.strerror})"
