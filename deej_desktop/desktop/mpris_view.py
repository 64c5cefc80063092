"""A state of the jukebox in the terms of MPRIS, and the track in those of Xesam."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

from dbus_fast import Variant

from deej_desktop.domain.genres import split_genres
from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxState

_LARGEST_INT32 = 2**31 - 1

Metadata = dict[str, Variant]


@dataclass(frozen=True, slots=True)
class PlayerView:
    """The properties whose changes are signalled, under their own names in Python's spelling."""

    playback_status: str = "Stopped"
    metadata: Metadata = field(default_factory=dict)
    volume: float = 1.0
    can_go_next: bool = False
    can_go_previous: bool = False
    can_play: bool = False
    can_pause: bool = False
    can_seek: bool = False

    def changes_since(self, before: PlayerView) -> dict[str, object]:
        """Return what differs from `before`, by the names that the properties have on the bus."""
        return {
            "".join(map(str.capitalize, one.name.split("_"))): getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) != getattr(before, one.name)
        }


def view_of(state: JukeboxState, metadata: Metadata, *, has_music: bool) -> PlayerView:
    """Return what remote controls may know of `state`.

    Args:
        state: Of the jukebox.
        metadata: Of the track that plays.
        has_music: Whether the library has tracks, so that there is something to begin with.
    """
    playing = state.playing is not None
    return PlayerView(
        playback_status="Stopped" if not playing else "Paused" if state.paused else "Playing",
        metadata=metadata,
        volume=float(state.volume),
        can_go_next=bool(state.queue),
        can_go_previous=playing,
        can_play=playing or bool(state.queue) or has_music,
        can_pause=playing,
        can_seek=playing,
    )


def metadata_of(track: Track, track_id: str, cover_address: str) -> Metadata:
    """Describe a track; what is not known is left out.

    Args:
        track: To describe.
        track_id: An object path.
        cover_address: The URI of its cover, or "".
    """
    tags = track.tags
    metadata = {
        "mpris:trackid": Variant("o", track_id),
        "xesam:title": Variant("s", _text(track.title)),
        "xesam:url": Variant("s", _address(track.path)),
    }
    if track.duration_s > 0:
        metadata["mpris:length"] = Variant("x", round(track.duration_s * 1e6))
    if cover_address:
        metadata["mpris:artUrl"] = Variant("s", cover_address)
    if tags.album:
        metadata["xesam:album"] = Variant("s", _text(tags.album))
    for key, names in {
        "xesam:artist": (track.artist,),
        "xesam:albumArtist": (tags.album_artist,),
        "xesam:genre": split_genres(tags.genre),
    }.items():
        if any(names):
            metadata[key] = Variant("as", [_text(name) for name in names])
    for key, number in {
        "xesam:trackNumber": tags.track_number,
        "xesam:discNumber": tags.disc_number,
    }.items():
        if number is not None and 0 < number <= _LARGEST_INT32:
            metadata[key] = Variant("i", number)
    if tags.year is not None and 0 < tags.year <= 9999:
        metadata["xesam:contentCreated"] = Variant("s", f"{tags.year:04}-01-01T00:00:00Z")
    return metadata


def _text(text: str) -> str:
    """Valid Unicode without NUL: a bus ends the connection of whoever sends anything else."""
    return text.encode("utf-8", errors="replace").decode().replace("\0", " ")


def _address(path: Path) -> str:
    return path.absolute().as_uri()
