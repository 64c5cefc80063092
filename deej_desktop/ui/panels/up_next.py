"""What comes next, and what led there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxApi, JukeboxState, SteerKind
from deej_desktop.ui.covers import SMALL, CoverArt, Covers
from deej_desktop.ui.models.path_model import PathModel, row_of
from deej_desktop.ui.panels.moods import MoodChips
from deej_desktop.ui.panels.steering import SteerChips, steer
from deej_desktop.ui.sentences import said
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.path_delegate import PathDelegate
from deej_desktop.ui.widgets.path_view import PathView
from deej_desktop.ui.widgets.row_actions import RowAction

_LOW = 150


class UpNext(QFrame):
    """The path as a list, with a sentence below it when there is nothing to follow yet."""

    folders_wanted = Signal()
    journey_wanted = Signal()

    def __init__(
        self, theme: Theme, jukebox: JukeboxApi, covers: Covers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._jukebox = jukebox
        self._covers = covers
        self._has_music = True
        self._playing: Path | None = None
        self._model = PathModel(self)
        self._delegate = PathDelegate(theme, self._small_cover)
        self._view = PathView(theme, self._model, self._delegate)
        self._view.act_wanted.connect(self._act)
        self._view.move_wanted.connect(jukebox.move_queued)
        self._view.songs_dropped.connect(jukebox.queue_files)
        self._heading = QLabel(self.tr("Up next"))
        self.moods = MoodChips(theme, jukebox)
        self.steers = SteerChips(theme, jukebox)
        self._journey = IconButton(theme, "journey", self.tr("Make a journey"), 30)
        self._journey.clicked.connect(self.journey_wanted)
        self._thinking = ElidedLabel(muted=True, lines=2)
        self._folders = QPushButton(self.tr("Choose your music folders…"))
        self._folders.clicked.connect(self.folders_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, SPACE_M, 1, 1)
        layout.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        head.setSpacing(SPACE_M)
        head.addWidget(self._heading)
        head.addWidget(self.moods)
        head.addWidget(self.steers, 100)
        head.addStretch(1)
        head.addWidget(self._journey)
        layout.addLayout(head)
        layout.addWidget(self._view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_M)
        foot.addWidget(self._thinking, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._folders)
        layout.addLayout(foot)
        covers.loaded.connect(self._cover_arrived)
        set_type(self._heading, "heading")
        set_type(self._thinking, "caption")

    @property
    def note(self) -> str:
        """What it says below the list."""
        return self._thinking.text()

    @property
    def view(self) -> PathView:
        """The list, for focus and tests."""
        return self._view

    def show_state(self, state: JukeboxState) -> None:
        """Show the path according to `state`."""
        self._delegate.drunk = state.drunk
        self._model.show(state)
        self.moods.show_state(state)
        self.steers.show_state(state)
        playing = state.playing.path if state.playing is not None else None
        if playing != self._playing:
            self._playing = playing
            self._view.scroll_to_now()
        self._view.viewport().update()
        self._tell(state)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a very low window the songs matter more.
        self.steers.set_has_room(has_room=self.height() >= _LOW)

    def show_heading(self, *, is_shown: bool) -> None:
        """Leave the heading out where there is no room for it."""
        self._heading.setVisible(is_shown)
        self._journey.setVisible(is_shown)

    def set_has_music(self, *, has_music: bool) -> None:
        """Say whether there is a library to choose from."""
        self._has_music = has_music

    def _tell(self, state: JukeboxState) -> None:
        text = said(state.thinking)
        wants_folders = not self._has_music and not state.queue
        if not text and wants_folders:
            text = self.tr("Deej has no music to choose from yet.")
        if not text and state.history and not state.queue and state.playing is None:
            text = self.tr("Nothing comes next: drop a song, or let play begin anew.")
        self._thinking.setText(text)
        self._thinking.setVisible(bool(text))
        self._folders.setVisible(wants_folders)

    def _act(self, action: RowAction, index: QModelIndex) -> None:
        """Do what the listener wants with a row; songs that are not queued can only steer."""
        row = row_of(index)
        if action is RowAction.MORE:
            steer(self._jukebox, row.track, SteerKind.MORE)
        elif action is RowAction.LESS:
            steer(self._jukebox, row.track, SteerKind.LESS)
        elif row.key is None:
            return
        elif action is RowAction.PLAY:
            self._jukebox.play_queued(row.key)
        elif action is RowAction.NEXT:
            self._jukebox.move_queued(row.key, 0)
        elif action is RowAction.KEEP and row.asked_for:
            self._jukebox.unpin_queued(row.key)
        elif action is RowAction.KEEP:
            self._jukebox.pin_queued(row.key)
        else:
            self._jukebox.remove_queued(row.key)

    def _cover_arrived(self, _: object) -> None:
        self._view.viewport().update()

    def _small_cover(self, track: Track) -> CoverArt | None:
        return self._covers.get(track, SMALL)
