"""What can be asked of the library as a whole, and what the answers look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from deej_desktop.domain.arrays import IntArray
from deej_desktop.domain.units import Seconds, TrackId


class SortKey(Enum):
    """By what songs are ordered; what is equal by it goes by artist, album and place."""

    RELEVANCE = "relevance"
    """The best fit first; without words, as by artist."""
    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    """Within an album as on its discs."""
    GENRE = "genre"
    YEAR = "year"
    LENGTH = "length"
    ADDED = "added"


class Facet(Enum):
    """A side of songs by which they can be narrowed down."""

    GENRE = "genre"
    DECADE = "decade"
    ARTIST = "artist"
    FORMAT = "format"
    LENGTH = "length"


class GroupKind(Enum):
    """What songs can be gathered by."""

    ALBUM = "album"
    ARTIST = "artist"
    GENRE = "genre"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Names one album, artist, genre or folder.

    Attributes:
        kind: Which of them.
        name: Its name as the tags have it; of a folder its path.
        owner: Whose album it is: the album artist, or the folder where none is named.
    """

    kind: GroupKind
    name: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which songs are wanted, and in which order.

    Attributes:
        words: What they are found by, typing errors allowed; empty for all.
        chosen: The values chosen of some facets; of each facet any will do.
        within: Only songs of this album, artist, genre or folder (and those beneath it).
        sort: The order.
        descending: Whether it is the other way round.
    """

    words: str = ""
    chosen: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    within: GroupKey | None = None
    sort: SortKey = SortKey.RELEVANCE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and how many songs have it among those that fit the rest of the wish.

    Attributes:
        value: Names it in `Wish.chosen`: a genre or artist, "1990", "flac", "0-2" (minutes), or
            an empty string for songs that do not say.
        count: How many songs.
    """

    value: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The songs that fit a wish.

    Attributes:
        ids: The ids of the tracks in order, (n,) int64.
        duration_s: How long they last together.
        facets: Of each facet the values found, the most frequent first.
    """

    ids: IntArray
    duration_s: Seconds
    facets: Mapping[Facet, tuple[FacetValue, ...]]

    def __len__(self) -> int:
        """How many songs there are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Group:
    """An album, artist, genre or folder, and what it holds of the songs that fit a wish.

    Attributes:
        key: Names it.
        title: What it is called.
        subtitle: Whose it is, for an album.
        tracks: How many songs.
        albums: How many albums, for an artist or a genre.
        duration_s: How long they last together.
        year: When most of it appeared, for an album; None if nobody says.
        cover_track: A track whose picture stands for it.
        has_more: A folder with folders in it.
    """

    key: GroupKey
    title: str
    subtitle: str
    tracks: int
    albums: int
    duration_s: Seconds
    year: int | None
    cover_track: TrackId
    has_more: bool = False

    @property
    def folder(self) -> Path | None:
        """The folder that it is, if it is one."""
        return Path(self.key.name) if self.key.kind is GroupKind.FOLDER else None
