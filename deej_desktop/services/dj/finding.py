"""Finding tracks again that were written down once, wherever their files lie now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.playlists import KeptTrack
from deej_desktop.library.store import Store
from deej_desktop.services.dj.hearing import Hearing


class Finder:
    """Knows tracks by their sound, else by where they lay."""

    def __init__(self, store: Store, hearing: Hearing) -> None:
        self._catalogue = Catalogue(store)
        self._hearing = hearing

    def find(self, kept: Sequence[KeptTrack]) -> list[Track | None]:
        """Each as a track that can be played now, or None if it is out of reach."""
        alike = self._catalogue.sounding_like(
            track.content_id for track in kept if track.content_id
        )
        nothing = ContentId("")
        return [self._at_hand(track, alike.get(track.content_id or nothing, ())) for track in kept]

    def at(self, path: Path) -> Track | None:
        """The library's track at `path`, if there is one."""
        return self._catalogue.at(path)

    def _at_hand(self, kept: KeptTrack, alike: Sequence[Track]) -> Track | None:
        here = next((track for track in alike if track.path == kept.path), None)
        track = here or next(iter(alike), None)
        if track is None and _is_file(kept.path):
            try:
                track = self._hearing.track_at(kept.path)
            except UnreadableAudio:
                return None  # there is something else now under its name
        return track


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # a name that no file can have
