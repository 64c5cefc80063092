"""Previous, play and next."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deej_desktop.services.api import JukeboxApi, JukeboxState
from deej_desktop.ui.theme import SPACE_M, Theme
from deej_desktop.ui.widgets.icon_button import IconButton


class Transport(QWidget):
    """Three buttons, the middle one large."""

    def __init__(self, theme: Theme, jukebox: JukeboxApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._previous = IconButton(theme, "previous", self.tr("Previous song"), 46)
        self._previous.clicked.connect(jukebox.previous)
        self._play = IconButton(theme, "play", self.tr("Play"), 68, is_primary=True)
        self._play.clicked.connect(jukebox.toggle_pause)
        self._next = IconButton(theme, "next", self.tr("Next song"), 46)
        self._next.clicked.connect(jukebox.next)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        for button in (self._previous, self._play, self._next):
            layout.addWidget(button)

    def set_compact(self, *, is_compact: bool) -> None:
        """Make the buttons smaller for a low window; still large enough for a finger."""
        self._play.set_diameter(52 if is_compact else 68)
        for button in (self._previous, self._next):
            button.set_diameter(42 if is_compact else 46)

    def show_state(self, state: JukeboxState, *, can_begin: bool) -> None:
        """Show what can be done in `state`; `can_begin` if there is any music to start with."""
        is_playing = state.playing is not None and not state.paused
        if is_playing:
            self._play.show_as("pause", self.tr("Pause"), self.tr("Space"))
        else:
            self._play.show_as("play", self.tr("Play"), self.tr("Space"))
        self._play.setEnabled(state.playing is not None or bool(state.queue) or can_begin)
        self._next.setEnabled(bool(state.queue) or state.playing is not None)
        self._previous.setEnabled(state.playing is not None or bool(state.history))
