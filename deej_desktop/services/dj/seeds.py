"""What people name a track by: a file, or words that the library is searched for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import NothingFound
from deej_desktop.domain.track import Track
from deej_desktop.library.search import Search
from deej_desktop.services.dj.hearing import Hearing


class Named(NamedTuple):
    """What a name stands for.

    Attributes:
        track: The track.
        by_words: Whether it was searched for rather than named exactly.
    """

    track: Track
    by_words: bool


def find_track(
    name: str, hearing: Hearing, search: Search, cancel: CancelToken | None = None
) -> Named:
    """Find the track that `name` stands for: a file if there is one, else the best hit.

    Raises:
        NothingFound: Nothing comes near.
        UnreadableAudio: There is such a file, but it is no audio.
        Cancelled: If asked to stop.
    """
    path = Path(name)
    if not name.strip():
        raise NothingFound("An empty name stands for nothing; name a file, or words to search for.")
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except (OSError, ValueError):  # longer than a file's name can be, or with a NUL
        is_file = is_folder = False
    if is_file:
        return Named(hearing.track_at(path, cancel), by_words=False)
    if is_folder:
        raise NothingFound(f'"{name}" is a folder; name a file in it, or words to search for.')
    hits = search.find(name, limit=1)
    if not hits:
        raise NothingFound(
            f'"{name}" is no file, and nothing in the library is called so; '
            '"deej search" helps to find tracks, and "deej scan" to add them.'
        )
    return Named(hits[0].track, by_words=True)
