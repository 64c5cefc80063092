"""What colours the whole evening besides the knobs: a radio, and excerpts instead of songs."""

from __future__ import annotations

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from deej_desktop.domain.units import Seconds
from deej_desktop.services.api import JukeboxApi, JukeboxState
from deej_desktop.ui.theme import SPACE_XS, Theme
from deej_desktop.ui.widgets.chip import Chip

_EXCERPTS_S = (10, 20, 30, 60)


class MoodChips(QWidget):
    """A chip for each that is in force; pressed, it ends."""

    def __init__(self, theme: Theme, jukebox: JukeboxApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radio = Chip(theme, "radio", "keep_on", "", "")
        self.radio.setToolTip(self.tr("Leave it, and go wherever the music leads"))
        self.radio.clicked.connect(jukebox.leave_radio)
        self.excerpts = Chip(theme, "song", "drunk", "", "")
        self.excerpts.setToolTip(self.tr("Play whole songs again"))
        self.excerpts.clicked.connect(lambda: jukebox.set_demo(None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(self.radio)
        layout.addWidget(self.excerpts)
        self.show_state(JukeboxState())

    def show_state(self, state: JukeboxState) -> None:
        """Show what is in force."""
        self.radio.rename(self.tr("Close to {name}").format(name=state.radio), state.radio)
        self.radio.setVisible(bool(state.radio))
        seconds = round(state.demo_s or 0)
        words = self.tr("{count} seconds of each").format(count=seconds)
        self.excerpts.rename(words, self.tr("{count} s").format(count=seconds))
        self.excerpts.setVisible(seconds > 0)
        self.setVisible(bool(state.radio) or seconds > 0)


class ExcerptsMenu(QMenu):
    """Whole songs, or the most typical seconds of each."""

    def __init__(self, jukebox: JukeboxApi, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("How much of each song"))
        self._group = QActionGroup(self)
        self._jukebox = jukebox
        self._add(self.tr("All of it"), None)
        for seconds in _EXCERPTS_S:
            name = self.tr("The most typical {count} seconds").format(count=seconds)
            self._add(name, Seconds(seconds))
        self.aboutToShow.connect(self._show)

    def _add(self, name: str, seconds: Seconds | None) -> None:
        action = self.addAction(name)
        action.setCheckable(True)
        action.setActionGroup(self._group)
        action.setData(seconds)
        action.triggered.connect(lambda: self._jukebox.set_demo(seconds))

    def _show(self) -> None:
        """Mark what is in force; of lengths that the command line gave, none."""
        for action in self.actions():
            action.setChecked(action.data() == self._jukebox.state.demo_s)
