"""Reading a file before it is needed, so that a slow drive holds up nothing, and watching it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from deej_desktop.playback.probe import obstacle
from deej_desktop.playback.whereabouts import Whereabouts

_log = logging.getLogger(__name__)

_FIRST = 1 << 18
_BLOCK = 1 << 20
_MOST_BLOCKS = 64

_LOOK_S = 1.0
"""Between two looks whether it is still there."""


class ReadAhead:
    """Wakes the drive, finds out whether a file can be read, has it cached, and watches it.

    All in a thread of its own: a drive may take seconds to spin up, and a network folder that has
    gone may never answer.

    Args:
        path: The file.
        found: Called in that thread: with None as soon as the beginning of the file was read, or
            with what is in the way of reading it, be that at first or later.
        deleted: Called in that thread, once, if the file is deleted before `close`.
    """

    def __init__(
        self, path: Path, found: Callable[[str | None], None], deleted: Callable[[], None]
    ) -> None:
        self._path = path
        self._found = found
        self._deleted = deleted
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="deej-read-ahead", daemon=True).start()

    def close(self) -> None:
        """Read no further, and look no longer."""
        self._closed.set()

    def _run(self) -> None:
        reason = obstacle(self._path)
        if reason is not None or not self._path.is_file():
            self._found(reason)
            return
        try:
            with self._path.open("rb", buffering=0) as file:
                file.read(_FIRST)
                self._found(None)
                for _ in range(_MOST_BLOCKS):
                    if self._closed.is_set() or not file.read(_BLOCK):
                        break
                self._watch(Whereabouts(file.fileno(), self._path))
        except OSError as error:
            _log.info("Reading %r ahead ended early: %s", self._path, error)
            self._found(f"it cannot be read ({error.strerror or error})")

    def _watch(self, whereabouts: Whereabouts) -> None:
        while not self._closed.wait(_LOOK_S):
            if whereabouts.deleted():
                self._deleted()
                return
