"""Where a journey ends: at its last song, or somewhere in a mood."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from deej_desktop.services.api import Mood


class JourneyEnd(QPushButton):
    """Says where, and offers the other ends."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "chip")
        self.setAccessibleDescription(self.tr("Where the journey ends"))
        self._names: dict[Mood | None, str] = {
            None: self.tr("to the last song"),
            Mood.CALM: self.tr("to something calm"),
            Mood.LIVELY: self.tr("to something lively"),
            Mood.DARK: self.tr("to something dark"),
            Mood.BRIGHT: self.tr("to something bright"),
        }
        self._mood: Mood | None = None
        menu = QMenu(self)
        group = QActionGroup(menu)
        for mood, name in self._names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(mood is None)
            action.setActionGroup(group)
            action.triggered.connect(lambda _=False, mood=mood: self.choose(mood))
        self._actions = dict(zip(self._names, menu.actions(), strict=True))
        self.setMenu(menu)
        self._show()

    @property
    def mood(self) -> Mood | None:
        """The mood that it ends in; None for the last song."""
        return self._mood

    def choose(self, mood: Mood | None) -> None:
        """End in `mood`, or at the last song."""
        if mood != self._mood:
            self._mood = mood
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        name = self._names[self._mood]
        self._actions[self._mood].setChecked(True)
        self.setText(f"{name} \N{BLACK DOWN-POINTING SMALL TRIANGLE}")
        self.setAccessibleName(name)
