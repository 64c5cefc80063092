"""Covers as files, for programs that are told of a picture by its address."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.track import Track

_log = logging.getLogger(__name__)

_KEPT = 8
_SUFFIXES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"RIFF": ".webp", b"GIF8": ".gif"}


class CoverFiles:
    """Writes the covers of the latest tracks to a folder that is ours alone; from any thread.

    The folder lies among the listener's data rather than in /tmp, which other programs do not see
    when Deej runs in a sandbox.
    """

    def __init__(self, folder: Path, fetch: Callable[[Track], bytes | None]) -> None:
        self._folder = folder
        self._fetch = fetch
        self._latest: list[Path] = []
        self._writing = threading.Lock()

    def address_of(self, track: Track) -> str:
        """Return a file:// address of the track's cover, or "" without one. Waits for the disk."""
        try:
            picture = self._fetch(track)
            with self._writing:
                return self._write(picture).as_uri() if picture else ""
        except (OSError, DeejError) as error:
            _log.info("No cover file for %r: %s", track.path, error)
            return ""

    def clear(self) -> None:
        """Delete all of them."""
        try:
            for file in self._folder.glob("*"):
                file.unlink(missing_ok=True)
            if self._folder.is_dir():
                self._folder.rmdir()
        except OSError as error:
            _log.info("Cover files stay behind: %s", error)

    def _write(self, picture: bytes) -> Path:
        suffix = next((end for start, end in _SUFFIXES.items() if picture.startswith(start)), "")
        # Named after its content: an album's tracks share a file, and no file ever changes.
        file = self._folder / (hashlib.sha256(picture).hexdigest()[:32] + suffix)
        if not file.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = file.with_suffix(".part")
            unfinished.write_bytes(picture)
            unfinished.replace(file)
        self._latest = [file, *(other for other in self._latest if other != file)]
        for old in self._latest[_KEPT:]:
            old.unlink(missing_ok=True)
        del self._latest[_KEPT:]
        return file
