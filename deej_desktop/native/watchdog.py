"""The door to watchdog: being told by the operating system what changes beneath folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from deej_desktop.domain.errors import MissingLibrary

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent


class FolderWatch:
    """Tells of every file and folder that comes, goes, moves or is written, in a thread of its own.

    Args:
        folders: Which to follow, with all beneath them, but not through links.
        touched: Called with the path of what has changed, and whether that is a folder.

    Raises:
        MissingLibrary: watchdog is not installed or broken.
        OSError: A folder is not there, or the operating system follows no more folders.
    """

    def __init__(self, folders: Iterable[Path], touched: Callable[[Path, bool], None]) -> None:
        try:
            from watchdog import events
            from watchdog.observers import Observer
        except ImportError as error:
            raise MissingLibrary(
                "watchdog", "notice new music by itself", "install Deej again"
            ) from error

        class Handler(events.FileSystemEventHandler):
            def dispatch(self, event: FileSystemEvent) -> None:
                for path in (event.src_path, event.dest_path):
                    if path:
                        touched(Path(os.fsdecode(path)), event.is_directory)

        wanted = [
            events.FileCreatedEvent,
            events.FileModifiedEvent,
            events.FileClosedEvent,
            events.FileDeletedEvent,
            events.FileMovedEvent,
            events.DirCreatedEvent,
            events.DirDeletedEvent,
            events.DirMovedEvent,
        ]
        self._observer = Observer()
        self._observer.start()
        try:
            for folder in folders:
                self._observer.schedule(
                    Handler(), os.fspath(folder), recursive=True, event_filter=wanted
                )
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Follow nothing any more."""
        self._observer.stop()
        self._observer.join()
