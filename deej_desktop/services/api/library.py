"""The listener's music: scanning it, listing it, drawing it as a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from deej_desktop.domain.browsing import Group, GroupKind, Listing, Wish
from deej_desktop.domain.music_map import Coloured, Colouring, MapState
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.sound import Listen, Waveform
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds, TrackId
from deej_desktop.services.api.notices import Notice


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be indexed and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class HowHeard:
    """How far a track was listened to.

    Attributes:
        listen: How closely; None if not at all.
        loudness_lufs: Its loudness after EBU R128, where it was measured.
        failed: Why it could not be listened to, as a failed file says it; or "".
    """

    listen: Listen | None = None
    loudness_lufs: float | None = None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class LibraryState:
    """How things stand with the listener's music.

    Attributes:
        folders: The folders that are watched.
        tracks: Tracks that can be played.
        indexed: Those that have been listened to, if only a first time.
        closely: Those that have been listened to in full.
        missing: Known tracks whose files are not there now.
        failed: Files that could not be listened to.
        scanning: The latest progress while a scan runs, else None.
        paused: Whether the listener has told scans to wait.
    """

    folders: tuple[Path, ...] = ()
    tracks: int = 0
    indexed: int = 0
    closely: int = 0
    missing: int = 0
    failed: int = 0
    scanning: Progress | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan did.

    Attributes:
        found: Audio files seen in the folders.
        indexed: Tracks that have been listened to for the first time.
        closely: Tracks listened to in full.
        unchanged: Tracks that needed nothing.
        moved: Tracks recognised under a new name.
        missing: Known tracks that were not seen.
        failed: Files that could not be indexed.
        seconds: How long it took.
    """

    found: int = 0
    indexed: int = 0
    closely: int = 0
    unchanged: int = 0
    moved: int = 0
    missing: int = 0
    failed: tuple[FailedFile, ...] = field(default=())
    seconds: Seconds = Seconds(0.0)


class LibraryApi(Protocol):
    """The listener's folders and what is known of the music in them."""

    changed: Signal[LibraryState]
    notices: Signal[Notice]

    @property
    def state(self) -> LibraryState:
        """The latest snapshot."""

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Watch exactly these folders and scan them in the background."""

    def start_scan(self) -> None:
        """Scan the folders in the background; a scan already running goes on instead."""

    def try_again(self) -> None:
        """Scan the folders, those files included that failed before and have not changed."""

    def pause_scan(self) -> None:
        """Let no scan begin with a further file until `resume_scan`."""

    def resume_scan(self) -> None:
        """Let scans go on."""

    def cancel_scan(self) -> None:
        """Stop the scan at the next safe point; what is finished stays."""

    def failures(self) -> tuple[FailedFile, ...]:
        """The files that could not be indexed. Waits for the disk: not for the GUI thread."""

    def search(self, words: str, limit: int = 50) -> tuple[Track, ...]:
        """The tracks that fit `words` best, typing errors allowed. Waits for the disk."""

    def cover(self, track: Track) -> bytes | None:
        """Its picture as stored in file or folder. Waits for the disk: not for the GUI thread."""

    def waveform(self, track: Track) -> Waveform | None:
        """Its outline; None before it was listened to closely. Waits for the disk."""

    def how_heard(self, track: Track) -> HowHeard:
        """How far it was listened to, or why it could not be. Waits for the disk."""


class BrowseApi(Protocol):
    """The library as lists. All of it waits for the disk: not for the GUI thread."""

    def find(self, wish: Wish) -> Listing:
        """The songs that fit `wish`, as ids, and how its facets stand."""

    def groups(self, kind: GroupKind, wish: Wish) -> Sequence[Group]:
        """The albums, artists, genres or folders of the songs that fit `wish`.

        Of folders only those directly in `wish.within`, or the topmost ones.
        """

    def tracks(self, ids: Sequence[TrackId]) -> Sequence[Track]:
        """The tracks of these ids, in their order; those that are gone are left out."""


class MapApi(Protocol):
    """The library as a map, made in the background."""

    changed: Signal[MapState]

    @property
    def state(self) -> MapState:
        """The latest snapshot."""

    def want(self) -> None:
        """Make the map, or bring it up to date; from now on it follows the library."""

    def coloured(self, by: Colouring) -> Coloured:
        """What the songs of the latest map say of themselves. Waits: not for the GUI thread."""
