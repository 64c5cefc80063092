"""Radio: going on from an album, an artist, a folder or a playlist without drifting away."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from deej_desktop.domain.track import Track
from deej_desktop.recommend.facts import folder_of
from deej_desktop.recommend.radio import radio_seeds
from deej_desktop.recommend.session import Steer
from deej_desktop.recommend.song import album_key, artist_key
from deej_desktop.recommend.space import Space


class Kinship(Enum):
    """What tracks have in common by their tags and places."""

    ALBUM = "album"
    ARTIST = "artist"
    FOLDER = "folder"


def kin_of(seeds: Sequence[Track], kinship: Kinship, space: Space) -> list[Track]:
    """The tracks of the library that have that in common with one of `seeds`, and the seeds."""
    name_of = {
        Kinship.ALBUM: album_key,
        Kinship.ARTIST: artist_key,
        Kinship.FOLDER: folder_of,
    }[kinship]
    names = {name_of(seed) for seed in seeds} - {""}
    library = space.tracks[: space.library_size]
    kin = [track for track in library if name_of(track) in names]
    return [*kin, *(seed for seed in seeds if seed not in kin)]


class Radio:
    """What the music keeps close to, if anything; tracks, not rows, as the space changes."""

    def __init__(self) -> None:
        self.name = ""
        self._anchors: tuple[Track, ...] = ()

    @property
    def anchors(self) -> tuple[Track, ...]:
        """The few tracks that stand for all, the most typical one last."""
        return self._anchors

    def tune_in(self, name: str, tracks: Sequence[Track], space: Space) -> Track:
        """Keep close to `tracks`, at least one, and return the most typical of them."""
        known = {row: track for track in tracks if (row := space.row_of(track)) is not None}
        anchors = [known[row] for row in radio_seeds(space, list(known))]
        self.go_on(name, anchors or tracks[:1])
        return self._anchors[-1]

    def go_on(self, name: str, anchors: Sequence[Track]) -> None:
        """Keep close to `anchors`, as in another session."""
        self.name, self._anchors = name, tuple(anchors)

    def leave(self) -> None:
        """Keep close to nothing in particular."""
        self.name, self._anchors = "", ()

    def in_space(self, space: Space) -> tuple[Steer, ...]:
        """The anchors as the planner takes them; those that are unknown are left out."""
        rows = [row for track in self._anchors if (row := space.row_of(track)) is not None]
        return tuple(Steer.anchor(row, 1 / len(rows)) for row in rows)
