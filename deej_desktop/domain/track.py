"""A track: one file of the listener's music and what its tags say."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

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


_T = TypeVar("_T")


def _with_path_as_text(of: type[_T]) -> type[_T]:
    """Have a class with slots keep its `path` as text, its `location`, and make it when asked.

    A `Path` takes four times the memory of its text, which is felt with 100,000 tracks.
    """
    slot: Any = of.__dict__["path"]

    def path(self: _T) -> Path:
        return Path(slot.__get__(self))

    def keep(self: _T, path: Path) -> None:
        slot.__set__(self, os.fspath(path))

    # What the class was made with goes on as before: it sets and compares a `path`.
    setattr(of, "path", property(path, keep))  # noqa: B010 - mypy is not to know
    setattr(of, "location", slot)  # noqa: B010
    return of


@_with_path_as_text
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

    @staticmethod
    def located(
        track_id: TrackId | None,
        location: str,
        content_id: ContentId,
        duration_s: Seconds,
        tags: Tags,
    ) -> Track:
        """A track by its path as text, as `os.fspath` gives it: a third of the time."""
        return Track(track_id, cast(Path, location), content_id, duration_s, tags)

    @property
    def location(self) -> str:
        """The path as text; quicker to have than the path."""
        return os.fspath(self.path)

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
