"""One line of a playlist, whichever format it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds


@dataclass(frozen=True, slots=True)
class PlaylistEntry:
    """A file that a playlist names.

    Attributes:
        path: Absolute; there need not be such a file.
        title: What the playlist says of it, the artist before the title; may be empty.
        duration_s: What the playlist says of it, or None.
    """

    path: Path
    title: str = ""
    duration_s: Seconds | None = None

    @classmethod
    def of(cls, track: Track) -> PlaylistEntry:
        """The entry that stands for a track."""
        title = f"{track.artist} - {track.title}" if track.artist else track.title
        return cls(track.path, title, track.duration_s)
