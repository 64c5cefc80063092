"""Which music there is to train on and to judge by, and what belongs together in it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.content_id import content_id
from deej_desktop.library.scanner import FoundFile, walk
from deej_desktop.library.tags import read_tags

_log = logging.getLogger(__name__)

SHORTEST = Seconds(25.0)
"""Shorter files are jingles, or one slice that cannot be found by another."""

_EFFECTS = frozenset(
    {
        "ambience", "ambient", "effects", "environment", "fx", "sfx", "sound", "soundfx", "sounds",
        "speech", "tilesets", "units", "voice", "voices",
    }
)  # fmt: skip
_MUSIC = frozenset({"music", "songs", "soundtrack"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A track and what it belongs to.

    Attributes:
        track: The file.
        album: Its album as tagged, otherwise its folder; never empty.
        song: The same for all stems of a song, which are never set against each other.
    """

    track: Track
    album: str
    song: str

    @property
    def artist(self) -> str:
        """As tagged; may be empty."""
        return self.track.artist.casefold()

    @property
    def genre(self) -> str:
        """As tagged; may be empty."""
        return self.track.tags.genre.casefold()


LABELS: dict[str, Callable[[Piece], str]] = {
    "album": lambda piece: piece.album,
    "artist": lambda piece: piece.artist,
    "genre": lambda piece: piece.genre,
}
"""What tracks may have in common, by name."""


def piece_of(track: Track) -> Piece:
    """Say what a track belongs to, by its tags and its place."""
    folder = displayable(track.path.parent)
    tags = track.tags
    album = tags.album.casefold()
    if album:
        # "Greatest Hits" is many albums.
        album = f"{(tags.album_artist or tags.artist).casefold()}/{album}"
    is_stem = track.path.stem.casefold() in {"song", "guitar", "rhythm", "drums", "bass", "vocals"}
    return Piece(track, album or folder, folder if is_stem else displayable(track.path))


def is_effect(path: Path) -> bool:
    """Whether the folders above `path` say that it is a sound effect and no music."""
    for part in reversed(path.parts[:-1]):
        if part.casefold() in _MUSIC:
            return False
        if part.casefold() in _EFFECTS:
            return True
    return False


def find_music(
    folders: Iterable[Path],
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> list[Track]:
    """Find the music in and beneath `folders`: no copies, no effects, nothing short.

    What cannot be read is logged and left out.

    Returns:
        Tracks outside any library, in the order of their paths.

    Raises:
        DeejError: One of `folders` cannot be looked into.
        Cancelled: If asked to stop.
    """
    folders = [folder.absolute() for folder in folders]
    found: list[FoundFile] = []
    for entry in walk(folders, cancel):
        if isinstance(entry, FoundFile):
            if not is_effect(entry.path):
                found.append(entry)
        elif entry.path in folders:
            raise DeejError(f"{displayable(entry.path)} cannot be used: {entry.reason}.")
        else:
            _log.warning("Left out the folder %s: %s", entry.path, entry.reason)
    found.sort()
    meter = ProgressMeter("Looking for music", len(found), progress)
    tracks: dict[str, Track] = {}
    for file in found:
        if cancel is not None:
            cancel.raise_if_cancelled()
        try:
            tags, duration_s = read_tags(file.path)
            if duration_s >= SHORTEST:
                track = Track(None, file.path, content_id(file.path), duration_s, tags)
                tracks.setdefault(track.content_id, track)
        except DeejError as error:
            _log.warning("Left out: %s", error)
        meter.advance(file.path.name)
    return list(tracks.values())


def hold_out(pieces: Sequence[Piece], share: float, seed: int) -> tuple[list[Piece], list[Piece]]:
    """Split whole albums, so that what judges an encoder is new to it in every way.

    Args:
        pieces: All there are.
        share: Of the tracks to hold out, nearly.
        seed: Of the choice.

    Returns:
        Those to train on, and those held out.
    """
    albums = sorted({piece.album for piece in pieces})
    np.random.default_rng(seed).shuffle(albums)
    sizes = {album: sum(piece.album == album for piece in pieces) for album in albums}
    held: set[str] = set()
    wanted = share * len(pieces)
    for album in albums:
        if sizes[album] <= wanted:
            held.add(album)
            wanted -= sizes[album]
    return (
        [piece for piece in pieces if piece.album not in held],
        [piece for piece in pieces if piece.album in held],
    )


def songs_of(pieces: Sequence[Piece]) -> list[list[int]]:
    """Indices of `pieces` by song: stems of one song together."""
    songs: dict[str, list[int]] = {}
    for index, piece in enumerate(pieces):
        songs.setdefault(piece.song, []).append(index)
    return list(songs.values())
