"""Telling what has changed in the folders since they were last looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import KnownFile
from deej_desktop.library.failures import Failure
from deej_desktop.library.scanner import FoundFile


@dataclass
class Changes:
    """What a walk found, compared with what was known.

    Attributes:
        unchanged: Tracks whose files are as they were and were present before.
        returned: Missing tracks whose files are back as they were.
        vanished: Present tracks whose files were not found.
        to_read: Files that are new or have changed.
        failed: Files that failed before and have not changed since; no use to read them again.
        stale_failures: Files that failed and have changed since, or are gone.
    """

    unchanged: list[TrackId] = field(default_factory=list)
    returned: list[TrackId] = field(default_factory=list)
    vanished: list[TrackId] = field(default_factory=list)
    to_read: list[FoundFile] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    stale_failures: list[Path] = field(default_factory=list)


def compare(
    found: Iterable[FoundFile], known: Iterable[KnownFile], failures: Iterable[Failure] = ()
) -> Changes:
    """Sort the files that were found by what has to be done about them.

    Whether a new file is a known one that has moved shows only once its content id is known;
    `Catalogue.enter` tells.

    Args:
        found: What a walk of some folders gave.
        known: What the catalogue has beneath the same folders.
        failures: What failed beneath the same folders.
    """
    changes = Changes()
    tracks = {file.location: file for file in known}
    failed = {failure.file.location: failure for failure in failures}
    for file in found:
        track = tracks.pop(file.location, None)
        failure = failed.pop(file.location, None)
        if failure is not None and failure.file != file:
            changes.stale_failures.append(file.path)
            failure = None
        if failure is not None:
            changes.failed.append(failure)
        if track is not None and (track.size, track.mtime_ns) == (file.size, file.mtime_ns):
            (changes.returned if track.missing else changes.unchanged).append(track.id)
        elif failure is None:
            changes.to_read.append(file)
        elif track is not None and not track.missing:
            # What lies there now is no track, so the one that lay there is gone.
            changes.vanished.append(track.id)
    changes.vanished += [track.id for track in tracks.values() if not track.missing]
    changes.stale_failures += [failure.file.path for failure in failed.values()]
    return changes
