"""What the faces of Deej may ask of the playlists that are kept; part of `services.api`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds

PlaylistKind: TypeAlias = Literal["playlist", "journey"]
"""A journey knows its waypoints."""


@dataclass(frozen=True, slots=True)
class PlaylistInfo:
    """A playlist that is kept, in one line.

    Attributes:
        key: Names it as long as it is kept.
        name: The listener's name for it; no two are alike.
        kind: Whether it is a journey.
        tracks: How many there are, missing ones included.
        duration_s: How long it lasts, as far as is known.
        changed_at: Seconds since 1970.
        first: The first track, whose cover it has; None if there is none.
    """

    key: int
    name: str
    kind: PlaylistKind
    tracks: int
    duration_s: Seconds
    changed_at: float
    first: Track | None = None


@dataclass(frozen=True, slots=True)
class PlaylistItem:
    """One track of a playlist.

    Attributes:
        track: The track; of a missing one what was remembered.
        missing: Whether its file is not there now.
        waypoint: Whether it is a waypoint of a journey.
    """

    track: Track
    missing: bool = False
    waypoint: bool = False


@dataclass(frozen=True, slots=True)
class PlayedTrack:
    """A track that was played once.

    Attributes:
        track: The track; of a missing one what is known.
        started_at: Seconds since 1970.
        played_s: How much of it was heard.
        skipped: Whether the listener went on before it ended.
        missing: Whether its file is not there now.
    """

    track: Track
    started_at: float
    played_s: Seconds
    skipped: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Evening:
    """What was played without a long break, oldest first."""

    plays: tuple[PlayedTrack, ...]

    @property
    def started_at(self) -> float:
        """When it began, in seconds since 1970."""
        return self.plays[0].started_at


class PlaylistApi(Protocol):
    """Playlists and journeys that are kept, and past evenings.

    All of it waits for the disk, or longer: not for the GUI thread. `changed` is emitted in the
    caller's thread.
    """

    changed: Signal[None]

    def playlists(self) -> tuple[PlaylistInfo, ...]:
        """All that are kept, by name."""

    def items(self, key: int) -> tuple[PlaylistItem, ...]:
        """The tracks of a playlist in order, missing ones too; those of one deleted are none."""

    def save(
        self,
        name: str,
        items: Sequence[PlaylistItem],
        kind: PlaylistKind = "playlist",
        *,
        replacing: int | None = None,
    ) -> PlaylistInfo:
        """Keep a playlist.

        Args:
            name: If another has it, a number is added.
            items: The tracks in order.
            kind: Whether it is a journey.
            replacing: The key of a playlist that this is another version of; None for a new one.
        """

    def rename(self, key: int, name: str) -> PlaylistInfo:
        """Give a playlist another name.

        Raises:
            PlaylistUnusable: There is no such playlist any more, or the name is empty or taken.
        """

    def delete(self, key: int) -> None:
        """Forget a playlist; the music stays."""

    def import_file(self, path: Path) -> PlaylistInfo:
        """Keep what a playlist file (M3U, M3U8, PLS, XSPF) names, under the file's name.

        Raises:
            PlaylistUnusable: It cannot be read, or is no playlist.
        """

    def export_file(self, items: Sequence[PlaylistItem], path: Path) -> None:
        """Write a playlist file in the format of the name's suffix.

        Raises:
            PlaylistUnusable: It cannot be written there, or so.
        """

    def reordered(
        self, items: Sequence[PlaylistItem], *, last_stays: bool = False
    ) -> tuple[PlaylistItem, ...]:
        """The same in the order that is smoothest to listen to; the first stays the first.

        What nobody has listened to yet, and what is missing, comes after the rest.
        """

    def extended(self, items: Sequence[PlaylistItem], count: int) -> tuple[PlaylistItem, ...]:
        """The same with up to `count` tracks more that follow well."""

    def mix(
        self,
        items: Sequence[PlaylistItem],
        path: Path,
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[str, ...]:
        """Render the whole as one sound file with cross-fades, levelled; takes minutes.

        Returns:
            Why tracks are not in it, one sentence each.

        Raises:
            MixUnusable: Nothing of it can be read, or the file cannot be written.
            Cancelled: If asked to stop; nothing is left behind.
        """

    def evenings(self, limit: int = 50) -> tuple[Evening, ...]:
        """Past evenings, the latest first."""
