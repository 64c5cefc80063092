"""Deej's place in the tray of the desktop, where the music goes on without a window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from deej_desktop.services.api import JukeboxApi, JukeboxState, plays
from deej_desktop.ui.format import one_line
from deej_desktop.ui.icons import icon

_LOOKS = 30
"""At a tray that may still come: Deej can start with the desktop, before its panel is there."""
_LOOK_EVERY_MS = 2_000


class Tray(QObject):
    """An icon with a menu, as long as it is wanted and the desktop has a tray."""

    window_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self,
        jukebox: JukeboxApi,
        parent: QWidget,
        is_there: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        """Make it; it shows nothing yet.

        Args:
            jukebox: What its menu steers.
            parent: As for any object of Qt.
            is_there: Whether the desktop has a tray, now.
        """
        super().__init__(parent)
        self._is_there = is_there
        self._jukebox = jukebox
        self._state = JukeboxState()
        self.menu = QMenu(parent)
        self._play = self._add(self.tr("Play"), jukebox.toggle_pause)
        self._next = self._add(self.tr("Next song"), jukebox.next)
        self._more = self._add(self.tr("More like this"), self._more_like_this)
        self.menu.addSeparator()
        self._add(self.tr("Show Deej"), self.window_wanted.emit)
        self._add(self.tr("Quit"), self.quit_wanted.emit)
        self._icon: QSystemTrayIcon | None = None
        self._looks = _LOOKS
        self.again = QTimer(self, singleShot=True, interval=_LOOK_EVERY_MS)
        self.again.timeout.connect(lambda: self.show(is_wanted=True))

    @property
    def can_be(self) -> bool:
        """Whether the desktop has a tray."""
        return self._is_there()

    @property
    def is_shown(self) -> bool:
        """Whether the listener finds Deej there."""
        return self._icon is not None and self._icon.isVisible() and self.can_be

    def show(self, *, is_wanted: bool) -> None:
        """Be there or not; a desktop that has just started is given a minute to have a tray."""
        is_shown = is_wanted and self.can_be
        self.again.stop()
        if is_wanted and not is_shown and self._looks > 0:
            self._looks -= 1
            self.again.start()
        if self._icon is None and is_shown:
            # Made when it is first wanted: few want it, and it takes its time.
            self._icon = QSystemTrayIcon(icon("deej", QColor("white")), self)
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self._activated)
            self.show_state(self._state)
        if self._icon is not None:
            self._icon.setVisible(is_shown)

    def show_state(self, state: JukeboxState) -> None:
        """Show what plays."""
        self._state = state
        playing = state.playing
        self._play.setText(self.tr("Pause") if plays(state) else self.tr("Play"))
        self._next.setEnabled(playing is not None or bool(state.queue))
        self._more.setEnabled(playing is not None)
        names = (playing.title, playing.artist) if playing is not None else ()
        if self._icon is not None:
            shown = [one_line(name) for name in names if name] or ["Deej"]
            self._icon.setToolTip(" — ".join(shown))

    def _add(self, name: str, wanted: Callable[[], None]) -> QAction:
        action = self.menu.addAction(name)
        action.triggered.connect(lambda _=False: wanted())
        return action

    def _more_like_this(self) -> None:
        if self._state.playing is not None:
            self._jukebox.more_like(self._state.playing)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.MiddleClick:
            self._jukebox.toggle_pause()
        elif reason != QSystemTrayIcon.ActivationReason.Context:
            self.window_wanted.emit()
