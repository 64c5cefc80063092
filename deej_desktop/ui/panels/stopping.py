"""When the music is to stop by itself: a menu to say so, and a sign that says it will."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from deej_desktop.services.api import JukeboxApi, JukeboxState
from deej_desktop.ui.format import time_left
from deej_desktop.ui.sleep_timer import SleepTimer
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.chip import Chip

_MINUTES = (15, 30, 45, 60, 90)


class Stopping(QObject):
    """After this song, or after a while."""

    def __init__(self, theme: Theme, jukebox: JukeboxApi, parent: QWidget) -> None:
        super().__init__(parent)
        self._jukebox = jukebox
        self._is_after_song = False
        self.timer = SleepTimer(self)
        self.timer.rang.connect(jukebox.pause)
        self.timer.changed.connect(self._show)
        self.sign = Chip(theme, "moon", "keep_on", "", "")
        self.sign.clicked.connect(self._take_back)
        self.menu = QMenu(self.tr("Stop the music"), parent)
        self._group = QActionGroup(self.menu)
        self._never = self._add(self.tr("Not by itself"), self._take_back)
        self.after_song = self._add(self.tr("After this song"), self._stop_after_song)
        self._after = {
            minutes: self._add(
                self.tr("In {count} minutes").format(count=minutes),
                lambda _=False, minutes=minutes: self._stop_in(minutes),
            )
            for minutes in _MINUTES
        }
        self._minutes: int | None = None
        self._show()

    def show_state(self, state: JukeboxState) -> None:
        """Show what the services hold."""
        if state.stop_after_current != self._is_after_song:
            self._is_after_song = state.stop_after_current
            self._show()

    def go_on_from(self, other: Stopping) -> None:
        """Fall silent when `other` would have, which does not any more."""
        left = other.timer.left_s
        if left is not None:
            self._minutes = other._minutes
            other.timer.cancel()
            self.timer.start(left)

    def _add(self, name: str, wanted: object) -> QAction:
        action = self.menu.addAction(name)
        action.setCheckable(True)
        action.setActionGroup(self._group)
        action.triggered.connect(wanted)
        return action

    def _stop_after_song(self) -> None:
        self._minutes = None
        self.timer.cancel()
        self._jukebox.set_stop_after_current(stop=True)

    def _stop_in(self, minutes: int) -> None:
        self._minutes = minutes
        self._jukebox.set_stop_after_current(stop=False)
        self.timer.start(60.0 * minutes)

    def _take_back(self) -> None:
        self._minutes = None
        self.timer.cancel()
        self._jukebox.set_stop_after_current(stop=False)

    def _show(self) -> None:
        left = self.timer.left_s
        if self._is_after_song:
            words = self.tr("Stops after this song")
            self.sign.rename(words, words)
            self.after_song.setChecked(True)
        elif left is not None:
            words = self.tr("Stops: {time}").format(time=time_left(left))
            self.sign.rename(words, self.tr("{count} min").format(count=max(1, round(left / 60))))
            if self._minutes in self._after:
                self._after[self._minutes].setChecked(True)
        else:
            self._never.setChecked(True)
        self.sign.setVisible(self._is_after_song or left is not None)
        self.sign.setToolTip(self.tr("Play on instead"))
