"""From dropped files and folders to tracks: the first at once, the rest as they are read."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from deej_desktop.domain.errors import (
    Cancelled,
    DeejError,
    PlaylistUnusable,
    UnreadableAudio,
)
from deej_desktop.domain.track import Track
from deej_desktop.library.playlist_files import SUFFIXES, read_playlist
from deej_desktop.library.scanner import FoundFile, walk
from deej_desktop.services.api import Notice
from deej_desktop.services.dj.hearing import Hearing

_log = logging.getLogger(__name__)

MOST_FILES = 1_000
"""More files than this in one drop are left out: nobody listens to so many in a row."""

_BATCH = 25


def read_drop(
    files: Sequence[Path], hearing: Hearing, notify: Callable[[Notice], None]
) -> Iterator[list[Track]]:
    """Read what was dropped, in order: one track first, so that it can be heard, then batches.

    What is no music is told of and left out. A folder stands for all the music in it, and a
    playlist file for what it names.

    Args:
        files: Files and folders.
        hearing: Knows the tracks.
        notify: Takes what there is to say.
    """
    batch: list[Track] = []
    size = 1
    found = 0
    for path in itertools.islice(_audio_files(files, notify), MOST_FILES + 1):
        found += 1
        if found > MOST_FILES:
            notify(Notice(f"Only the first {MOST_FILES} files are queued."))
            break
        try:
            batch.append(hearing.track_at(path))
        except UnreadableAudio as error:
            _log.info("Dropped: %s", error, exc_info=error.__cause__)
            notify(Notice(str(error), "error"))
        except Cancelled:
            return
        except DeejError as error:  # which would be said of each
            _log.warning("Dropped: %s", error, exc_info=error.__cause__)
            notify(Notice(str(error), "error"))
            return
        if len(batch) >= size:
            yield batch
            batch, size = [], _BATCH
    if batch:
        yield batch
    if not found:
        notify(Notice("There is no music in what you dropped.", "warning"))


def _audio_files(files: Sequence[Path], notify: Callable[[Notice], None]) -> Iterator[Path]:
    for path in files:
        if _is_folder(path):
            for item in walk([path]):
                if isinstance(item, FoundFile):
                    yield item.path
        elif path.suffix.lower() in SUFFIXES:
            try:
                yield from (entry.path for entry in read_playlist(path))
            except PlaylistUnusable as error:
                _log.info("Dropped: %s", error, exc_info=error.__cause__)
                notify(Notice(str(error), "error"))
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False  # whatever is wrong with it, reading it as a file will tell
