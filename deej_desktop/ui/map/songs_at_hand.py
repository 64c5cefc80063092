"""The songs that are pointed at on the map, fetched as they are needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from deej_desktop.domain.arrays import IntArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.services.api import BrowseApi
from deej_desktop.ui.covers import SMALL, CoverArt, Covers
from deej_desktop.ui.tasks import LatestQuestion, Tasks

_KEPT = 500


class SongsAtHand(QObject):
    """Gives the song in a row of the map at once if it is known, and else fetches it."""

    came = Signal()
    """A song or its cover is there now."""

    def __init__(
        self, browse: BrowseApi, covers: Covers, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._covers = covers
        self._ids: IntArray | Sequence[int] = ()
        self._known: OrderedDict[int, Track] = OrderedDict()
        self._question: LatestQuestion[int, Sequence[Track]] = LatestQuestion(
            tasks,
            lambda one: browse.tracks([TrackId(one)]),
            lambda _, tracks: self._came(tracks),
            lambda *_: None,
        )
        covers.loaded.connect(lambda _: self.came.emit())

    def hold(self, ids: IntArray) -> None:
        """Stand for the songs of another map."""
        self._ids = ids

    def get(self, row: int) -> tuple[Track, CoverArt | None] | None:
        """Return the song in `row` and its cover, as far as they are known."""
        one = int(self._ids[row])
        track = self._known.get(one)
        if track is None:
            self._question.ask(one)
            return None
        return track, self._covers.get(track, SMALL)

    def _came(self, tracks: Sequence[Track]) -> None:
        for track in tracks:
            if track.id is not None:
                self._known[track.id] = track
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self.came.emit()
