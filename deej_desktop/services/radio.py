"""Radio: going on from an album, an artist, a folder or a playlist without drifting away."""

from __future__ import annotations

from collections.abc import Sequence

from deej_desktop.domain.track import Track
from deej_desktop.recommend.radio import radio_seeds
from deej_desktop.recommend.session import Steer
from deej_desktop.recommend.space import Space


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
