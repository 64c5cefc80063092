"""Saving a journey: among the playlists, waypoints and all, or as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from deej_desktop.domain.text import displayable
from deej_desktop.services.api import JourneyApi, JourneyPlan
from deej_desktop.services.playlists.api import PlaylistApi, PlaylistItem
from deej_desktop.ui.dialogs.pick import pick_playlist_name
from deej_desktop.ui.format import one_line
from deej_desktop.ui.library.songs_pane import ask_for_name
from deej_desktop.ui.tasks import Tasks


class JourneySaving(QObject):
    """Asks how and where, and saves in the background."""

    said = Signal(str)
    """A sentence on what was done."""

    def __init__(
        self, journeys: JourneyApi, playlists: PlaylistApi, tasks: Tasks, panel: QWidget
    ) -> None:
        super().__init__(panel)
        self._journeys = journeys
        self._playlists = playlists
        self._tasks = tasks
        self._panel = panel

    def menu_for(self, plan: JourneyPlan) -> QMenu:
        """Return the ways to save `plan`; it deletes itself when closed."""
        menu = QMenu(self._panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = menu.addAction(self.tr("Keep among the playlists…"))
        keep.triggered.connect(lambda: self._ask_for_name(plan))
        write = menu.addAction(self.tr("Save as a file…"))
        write.triggered.connect(
            lambda: pick_playlist_name(
                self._panel, self._name_of(plan), lambda path: self._write(plan, path)
            )
        )
        return menu

    def _name_of(self, plan: JourneyPlan) -> str:
        ends = [one_line(stop.track.title) for stop in (plan.stops[0], plan.stops[-1])]
        return self.tr("From {first} to {last}").format(first=ends[0], last=ends[1])

    def _ask_for_name(self, plan: JourneyPlan) -> None:
        title, name = self.tr("Keep the journey"), self._name_of(plan)
        ask_for_name(self._panel, title, lambda text: self._keep(plan, text), name)

    def _keep(self, plan: JourneyPlan, name: str) -> None:
        items = [PlaylistItem(stop.track, waypoint=stop.waypoint) for stop in plan.stops]
        self._tasks.run(
            lambda: self._playlists.save(name, items, "journey"),
            lambda kept: self._tell_saved(kept.name),
        )

    def _write(self, plan: JourneyPlan, path: Path) -> None:
        self._tasks.run(
            lambda: self._journeys.save(plan, path),
            lambda _: self._tell_saved(displayable(path.name)),
        )

    def _tell_saved(self, name: str) -> None:
        self.said.emit(self.tr("Saved as {name}.").format(name=one_line(name)))
