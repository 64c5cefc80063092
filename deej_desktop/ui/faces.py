"""Which of Deej's windows is on the screen: the whole one, the mini player or the car screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from deej_desktop.services.api import JukeboxState, Services
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.theme import SPACE_XL, Theme
from deej_desktop.ui.window_place import remember, restore

if TYPE_CHECKING:
    from deej_desktop.ui.car.screen import CarScreen
    from deej_desktop.ui.mini_player import MiniPlayer


class Faces(QObject):
    """Puts one in the place of another; the small ones are made when they are first wanted."""

    car_shown = Signal(bool)
    """Whether the car screen is there, which is read from afar."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        services: Services,
        covers: Covers,
        press: Callable[[QKeyEvent], bool],
    ) -> None:
        """Make it.

        Args:
            window: The whole one.
            theme: Where looks come from.
            services: What the others steer.
            covers: Has the covers.
            press: Acts on keys as the whole window does.
        """
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._services = services
        self._covers = covers
        self._press = press
        self._state = JukeboxState()
        self._actions: list[QAction] = []
        self.mini: MiniPlayer | None = None
        self.car: CarScreen | None = None

    @property
    def shown(self) -> QWidget:
        """The window that stands for Deej now."""
        for face in (self.mini, self.car):
            if face is not None and not face.isHidden():
                return face
        return self._window

    def show_state(self, state: JukeboxState) -> None:
        """Show what plays on those that are there."""
        self._state = state
        for face in (self.mini, self.car):
            if face is not None:
                face.show_state(state)

    def carry(self, actions: list[QAction]) -> None:
        """Let the keys of these actions work in every window."""
        self._actions = actions

    def toggle_mini(self) -> None:
        """Shrink to the mini player, or grow back."""
        if self.mini is not None and self.shown is self.mini:
            self.show_whole()
            return
        if self.mini is None:
            from deej_desktop.ui.mini_player import MiniPlayer

            self.mini = MiniPlayer(self._theme, self._services.jukebox, self._covers, self._press)
            self.mini.window_wanted.connect(self.show_whole)
            self.mini.addActions(self._actions)
            area = self._window.screen().availableGeometry()
            corner = area.bottomRight() - self.mini.rect().bottomRight()
            self.mini.move(corner - QPoint(SPACE_XL, SPACE_XL))
            restore(self.mini, self._services.settings, "mini_geometry")
        self.mini.show_state(self._state)
        self.mini.show()
        self._window.hide()
        self.leave(but=self.mini)

    def toggle_car(self) -> None:
        """Fill the screen with the car screen, or leave it."""
        if self.car is not None and self.shown is self.car:
            self.show_whole()
            return
        if self.car is None:
            from deej_desktop.ui.car.screen import CarScreen

            self.car = CarScreen(self._theme, self._services.jukebox, self._covers, self._press)
            self.car.window_wanted.connect(self.show_whole)
            self.car.addActions(self._actions)
        self.car.show_state(self._state)
        self.car.showFullScreen()
        self._window.hide()
        self.leave(but=self.car)
        self.car_shown.emit(True)

    def show_whole(self) -> None:
        """Go back to the whole window."""
        self._window.show()
        self.leave()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """Close those that are there, for the end of Deej."""
        self.leave()
        for face in (self.mini, self.car):
            if face is not None:
                face.deleteLater()
        self.mini = self.car = None

    def leave(self, but: QWidget | None = None) -> None:
        """Take away what stands for the whole window, `but` one."""
        if self.mini is not None and self.mini is not but and self.mini.isVisible():
            remember(self.mini, self._services.settings, "mini_geometry")
            self.mini.hide()
        if self.car is not None and self.car is not but and self.car.isVisible():
            self.car.hide()
            self.car_shown.emit(False)
