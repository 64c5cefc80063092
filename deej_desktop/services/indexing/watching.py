"""Following the listener's folders: what changes there is looked at again, some of it at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from deej_desktop.domain.errors import MissingLibrary
from deej_desktop.domain.text import displayable
from deej_desktop.library.scanner import is_audio_name
from deej_desktop.native.watchdog import FolderWatch
from deej_desktop.services.api import Notice
from deej_desktop.services.indexing.mounts import drives_within

_log = logging.getLogger(__name__)

_MOST_FILES = 20
"""Files that changed in one folder from which on all of it is looked at."""

_MOST_PLACES = 200
"""Places from which on the listener's folders are looked at as a whole."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what, in seconds.

    Attributes:
        settle_s: A file counts as written once nothing has happened to it for so long.
        at_most_s: What is written waits for the rest no longer than this.
        look_s: Between two looks whether a folder has come or gone, as drives do.
        rescan_s: Between two looks at everything where folders cannot be followed.
    """

    settle_s: float = 2.0
    at_most_s: float = 20.0
    look_s: float = 15.0
    rescan_s: float = 600.0


class Gathering:
    """Changes on the disk, gathered until they can be looked at together. No thread, no clock."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._touched: dict[Path, float] = {}
        self._since = 0.0

    def add(self, path: Path, now: float) -> None:
        """Note that a file has changed, or all of a folder."""
        if not self._touched:
            self._since = now
        self._touched[path] = now

    def due(self) -> float | None:
        """When to `take` next; None if nothing has changed."""
        if not self._touched:
            return None
        quiet = max(self._touched.values()) + self._patience.settle_s
        first_quiet = min(self._touched.values()) + self._patience.settle_s
        return min(quiet, max(first_quiet, self._since + self._patience.at_most_s))

    def take(self, now: float) -> list[Path]:
        """What has changed and is quiet now; the rest waits on."""
        ripe = [path for path, at in self._touched.items() if at + self._patience.settle_s <= now]
        for path in ripe:
            del self._touched[path]
        self._since = now
        return ripe


def places_to_look(touched: Iterable[Path], folders: Sequence[Path]) -> list[Path]:
    """Where to look, few places that hold all that was `touched` within `folders`."""
    by_parent: dict[Path, list[Path]] = {}
    for path in touched:
        by_parent.setdefault(path.parent, []).append(path)
    places: set[Path] = set()
    for parent, paths in by_parent.items():
        many = len(paths) > _MOST_FILES and any(parent.is_relative_to(root) for root in folders)
        places.update([parent] if many else paths)
    outermost = [place for place in places if not places.intersection(place.parents)]
    if len(outermost) > _MOST_PLACES:
        return [root for root in folders if any(place.is_relative_to(root) for place in outermost)]
    return sorted(outermost)


class Watch(Protocol):
    """Follows folders until it is closed."""

    def close(self) -> None:
        """Follow nothing any more."""


class Watching:
    """Has changed files and folders looked at again, in a thread of its own.

    Args:
        look_at: Called with the places that have changed; must not wait.
        tell: Called if folders cannot be followed.
        patience: How long to wait for what.
        watch: What follows folders.
        drives: Tells what is mounted inside folders.
    """

    def __init__(
        self,
        look_at: Callable[[Collection[Path]], None],
        tell: Callable[[Notice], None],
        patience: Patience = Patience(),
        watch: Callable[[Sequence[Path], Callable[[Path, bool], None]], Watch] = FolderWatch,
        drives: Callable[[Sequence[Path]], dict[Path, str]] = drives_within,
    ) -> None:
        self._look_at = look_at
        self._tell = tell
        self._patience = patience
        self._open_watch = watch
        self._drives_within = drives
        self._gathering = Gathering(patience)
        self._wake = threading.Condition()
        self._wanted: tuple[Path, ...] = ()
        self._closed = False
        # These belong to the thread.
        self._watch: Watch | None = None
        self._there: dict[Path, tuple[int, int] | None] = {}
        self._drives: dict[Path, str] = {}
        self._told = False
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
        self._thread.start()

    def follow(self, folders: Sequence[Path]) -> None:
        """Follow these folders and no others from now on. Does not wait."""
        with self._wake:
            if tuple(folders) != self._wanted:
                self._wanted = tuple(folders)
                self._wake.notify()

    def close(self) -> None:
        """Follow nothing any more."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        next_look = 0.0
        next_rescan = time.monotonic() + self._patience.rescan_s
        while True:
            now = time.monotonic()
            with self._wake:
                due = self._gathering.due()
                until = next_look if due is None else min(next_look, due)
                if not self._closed and until > now and tuple(self._there) == self._wanted:
                    self._wake.wait(until - now)
                closed, wanted = self._closed, self._wanted
                now = time.monotonic()
                due = self._gathering.due()
                touched = self._gathering.take(now) if due is not None and due <= now else []
            if closed:
                self._stop()
                return
            if now >= next_look or tuple(self._there) != wanted:
                touched += self._see_what_is_there(wanted)
                next_look = now + self._patience.look_s
            if self._watch is not None or not wanted:
                next_rescan = now + self._patience.rescan_s
            elif now >= next_rescan:
                touched += [folder for folder, there in self._there.items() if there]
                next_rescan = now + self._patience.rescan_s
            if touched:
                self._look_at(places_to_look(touched, wanted))

    def _see_what_is_there(self, wanted: tuple[Path, ...]) -> list[Path]:
        """Follow what is there; the folders and drives that came or went since the last look."""
        there = {folder: _identity(folder) for folder in wanted}
        drives = self._drives_within(wanted)
        if there == self._there and drives == self._drives:
            return []
        known = [folder for folder in wanted if folder in self._there]
        changed = [folder for folder in known if there[folder] != self._there[folder]]
        # Nobody is told when a drive is mounted over a folder, or taken away.
        changed += [
            place
            for place in sorted(drives.keys() | self._drives.keys())
            if drives.get(place) != self._drives.get(place)
            and any(place.is_relative_to(folder) for folder in known)
        ]
        self._stop()
        self._there, self._drives = there, drives
        present = [folder for folder in wanted if there[folder] is not None]
        if present:
            self._start(present)
        return changed

    def _start(self, folders: Sequence[Path]) -> None:
        try:
            self._watch = self._open_watch(folders, self._touched)
        except (OSError, MissingLibrary) as error:
            _log.warning("Folders cannot be followed: %s", error)
            if not self._told:
                self._told = True
                minutes = round(self._patience.rescan_s / 60)
                self._tell(
                    Notice(
                        "Your computer cannot follow so many folders; Deej looks for new music "
                        f"every {minutes} minutes instead.",
                        "warning",
                    )
                )
        else:
            _log.info("Following %s", ", ".join(map(displayable, folders)))

    def _stop(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _touched(self, path: Path, is_folder: bool) -> None:
        """Called by the watch, in its thread."""
        if not is_folder and not is_audio_name(path.name):
            return
        roots = [root for root in self._there if path.is_relative_to(root)]
        if any(part.startswith(".") for root in roots[:1] for part in path.relative_to(root).parts):
            return
        with self._wake:
            self._gathering.add(path, time.monotonic())
            self._wake.notify()


def _identity(folder: Path) -> tuple[int, int] | None:
    """Tells a folder from another that takes its place, as when a drive is unplugged."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
