"""A map that is there at once: each genre in a place of its own."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from deej_desktop.domain.music_map import Coloured, Colouring, MapState
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track


class FakeMap:
    """Puts the genres around the middle and the songs of each around its own middle."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        self.changed: Signal[MapState] = Signal()
        self.tracks = sorted(tracks, key=lambda track: track.id or 0)
        self.times_wanted = 0
        self.spread: np.ndarray | None = None
        """Where the songs lie, if not around their genres."""
        self.state = MapState()

    def want(self) -> None:
        self.times_wanted += 1
        if len(self.tracks) >= 5:
            ids = np.array([track.id for track in self.tracks], np.int64)
            self.show(ids=ids, places=self._places())
        else:
            self.show()

    def coloured(self, by: Colouring) -> Coloured:
        texts = [
            {
                Colouring.GENRE: track.tags.genre,
                Colouring.DECADE: str((track.tags.year or 0) // 10 * 10),
                Colouring.FOLDER: track.path.parent.name,
                Colouring.CLUSTER: track.tags.genre,
            }[by]
            for track in self.tracks
        ]
        labels = [label for label, _ in Counter(texts).most_common()]
        return Coloured(np.array([labels.index(text) for text in texts], np.int64), labels)

    def show(self, **values: object) -> None:
        """Be in a given state."""
        self.state = replace(self.state, **values)  # type: ignore[arg-type]
        self.changed.emit(self.state)

    def _places(self) -> np.ndarray:
        if self.spread is not None:
            return self.spread
        genres = sorted({track.tags.genre for track in self.tracks})
        chance = np.random.default_rng(3)
        places = []
        for track in self.tracks:
            angle = math.tau * genres.index(track.tags.genre) / len(genres)
            middle = np.array([math.cos(angle), math.sin(angle)]) * 0.6
            places.append(middle + 0.14 * chance.standard_normal(2))
        return np.clip(np.array(places, np.float32), -1, 1)
