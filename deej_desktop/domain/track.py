"""A track: one file of the listener's music and what its tags say."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from deej_desktop.domain.text import displayable
from deej_desktop.domain.units import ContentId, Seconds, TrackId


@dataclass(frozen=True, slots=True)
class ReplayGain:
    """How loud a file says that it is; None where it says nothing.

    Attributes:
        track_gain_db: What brings it to -18 LUFS, in decibels.
        track_peak: Its largest sample as a share of full scale.
        album_gain_db: The same of its whole album.
        album_peak: The same of its whole album.
    """

    track_gain_db: float | None = None
    track_peak: float | None = None
    album_gain_db: float | None = None
    album_peak: float | None = None


@dataclass(frozen=True, slots=True)
class Tags:
    """What a file says of itself; an empty string or None where it says nothing."""

    title: str = ""
    artist: str = ""
    album: str = ""
    album_artist: str = ""
    genre: str = ""
    year: int | None = None
    disc_number: int | None = None
    track_number: int | None = None
    replay_gain: ReplayGain = ReplayGain()


@dataclass(frozen=True, slots=True)
class Track:
    """One file that can be played.

    Attributes:
        id: The row in the catalogue, or None for a file from outside the library.
        path: Where it lies; may hold bytes that are no UTF-8, as surrogate escapes.
        content_id: The same for every copy of the same audio, whatever name and tags it has.
        duration_s: Playing time.
        tags: What mutagen read.
    """

    id: TrackId | None
    path: Path
    content_id: ContentId
    duration_s: Seconds
    tags: Tags = field(default_factory=Tags)

    @property
    def title(self) -> str:
        """The tagged title, or the file's name without its suffix."""
        return self.tags.title or displayable(self.path.stem)

    @property
    def artist(self) -> str:
        """The tagged artist, or the album artist, or an empty string."""
        return self.tags.artist or self.tags.album_artist

    @property
    def in_library(self) -> bool:
        """Whether the catalogue knows this file."""
        return self.id is not None
