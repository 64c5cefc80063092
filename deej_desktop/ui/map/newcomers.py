"""Songs that were dropped before they were in the library, and have a place on the map by now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.services.api import JourneyApi
from deej_desktop.ui.tasks import LatestQuestion, Tasks


class Newcomers(QObject):
    """Knows the ids of songs that play under none, since they came from outside."""

    came = Signal()
    """More of them are known."""

    def __init__(self, journeys: JourneyApi, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journeys = journeys
        self._ids: dict[Path, TrackId] = {}
        self._question: LatestQuestion[Sequence[Path], dict[Path, TrackId]] = LatestQuestion(
            tasks, self._find, lambda _, found: self._came(found), lambda *_: None
        )

    def id_of(self, track: Track) -> TrackId | None:
        """Return the id that a song has, or has got; None while it has none."""
        return track.id if track.id is not None else self._ids.get(track.path)

    def look_up(self, tracks: Sequence[Track]) -> None:
        """Find out which of `tracks` are in the library by now."""
        paths = [track.path for track in tracks if self.id_of(track) is None]
        if paths:
            self._question.ask(tuple(dict.fromkeys(paths)))

    def _find(self, paths: Sequence[Path]) -> dict[Path, TrackId]:
        """Runs off the GUI thread."""
        found = {}
        for path in paths:
            try:
                track = self._journeys.track_at(path)
            except DeejError:
                continue  # it is gone by now
            if track.id is not None:
                found[path] = track.id
        return found

    def _came(self, found: dict[Path, TrackId]) -> None:
        if found:
            self._ids |= found
            self.came.emit()
