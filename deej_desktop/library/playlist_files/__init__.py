"""Playlist files: M3U, M3U8, PLS and XSPF, in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from deej_desktop.domain.errors import PlaylistUnusable
from deej_desktop.domain.text import displayable
from deej_desktop.domain.whole_file import written_whole
from deej_desktop.library.playlist_files import m3u, pls, xspf
from deej_desktop.library.playlist_files.entry import PlaylistEntry

__all__ = ["SUFFIXES", "PlaylistEntry", "read_playlist", "write_playlist"]


class PlaylistFormat(NamedTuple):
    """How one kind of playlist file is read and written.

    `parse` takes the bytes of a file and the folder that relative names start from; `compose`
    takes that folder too, or None to name files absolutely.
    """

    parse: Callable[[bytes, Path], list[PlaylistEntry]]
    compose: Callable[[Sequence[PlaylistEntry], Path | None], bytes]


_FORMATS = {
    ".m3u": PlaylistFormat(m3u.parse, m3u.compose),
    ".m3u8": PlaylistFormat(m3u.parse, m3u.compose),
    ".pls": PlaylistFormat(pls.parse, pls.compose),
    ".xspf": PlaylistFormat(xspf.parse, xspf.compose),
}
_LARGEST = 50_000_000

SUFFIXES = tuple(_FORMATS)
"""The names of playlist files end so, in any case."""


def read_playlist(path: Path) -> list[PlaylistEntry]:
    """Read a playlist in any encoding; files that are not there are kept, streams are left out.

    Raises:
        PlaylistUnusable: The file cannot be read or is no playlist.
    """
    parse = _format_of(path).parse
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
        return parse(data, path.absolute().parent)
    except OSError as error:
        raise PlaylistUnusable(
            f"The playlist {displayable(path)} cannot be read ({error.strerror});"
            " check that it is there and that you may read it."
        ) from error
    except ValueError as error:
        raise PlaylistUnusable(
            f"The playlist {displayable(path)} is damaged; write it anew with the program it is of."
        ) from error


def write_playlist(path: Path, entries: Sequence[PlaylistEntry], *, relative: bool = True) -> None:
    """Write a playlist in the format of the name's suffix, whole or not at all.

    Args:
        path: The file; one that is there is replaced.
        entries: What to write.
        relative: Whether to name the files as seen from the playlist, so that both can be moved
            together.

    Raises:
        PlaylistUnusable: The file cannot be written, or the suffix is not known.
    """
    compose = _format_of(path).compose
    folder = path.absolute().parent
    data = compose(entries, folder if relative else None)
    try:
        with written_whole(path) as partial:
            partial.write_bytes(data)
    except OSError as error:
        raise PlaylistUnusable(
            f"The playlist {displayable(path)} cannot be written ({error.strerror});"
            " choose another place."
        ) from error


def _format_of(path: Path) -> PlaylistFormat:
    try:
        return _FORMATS[path.suffix.lower()]
    except KeyError:
        raise PlaylistUnusable(
            f"{displayable(path)} is no playlist that Deej knows; name it {', '.join(SUFFIXES)}."
        ) from None
