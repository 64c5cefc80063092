"""What can be done with the songs that were circled on the map."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from deej_desktop.ui.library.groups_model import songs_in_words
from deej_desktop.ui.theme import SPACE_M, SPACE_S, Theme
from deej_desktop.ui.widgets.icon_button import IconButton


class ChosenBar(QFrame):
    """How many songs were circled, and what can be done with them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._count = QLabel()
        self.play = QPushButton(self.tr("Play"))
        self.play.setProperty("tone", "primary")
        self.radio = QPushButton(self.tr("Radio"))
        self.playlist = QPushButton(self.tr("Playlist…"))
        self.close_button = IconButton(theme, "close", self.tr("Let all stand out again"), 30)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        layout.setSpacing(SPACE_S)
        for widget in (self._count, self.play, self.radio, self.playlist, self.close_button):
            layout.addWidget(widget)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many there are; none: go away."""
        self._count.setText(songs_in_words(count))
        self.setVisible(count > 0)
