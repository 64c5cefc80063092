"""What is shown while nothing has been played yet: how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.services.api import LibraryState
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme, set_type
from deej_desktop.ui.widgets.emblem import Emblem


class Idle(QWidget):
    """Invites to drop a song, to choose one, or to be surprised."""

    songs_wanted = Signal()
    surprise_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._emblem = Emblem(theme, 112)
        self._title = QLabel(self.tr("Drop a song here"))
        self._text = QLabel()
        self._text.setProperty("tone", "muted")
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._songs = QPushButton(self.tr("Choose a song…"))
        self._songs.clicked.connect(self.songs_wanted)
        self._surprise = QPushButton(self.tr("Surprise me"))
        self._surprise.setProperty("tone", "primary")
        self._surprise.clicked.connect(self.surprise_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addStretch(1)
        buttons.addWidget(self._songs)
        buttons.addWidget(self._surprise)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_S, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addStretch(1)
        layout.addWidget(self._emblem)
        layout.addSpacing(SPACE_S)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(SPACE_S)
        layout.addLayout(buttons)
        layout.addStretch(1)
        set_type(self._title, "title")
        self.show_library(LibraryState())

    def show_library(self, state: LibraryState) -> None:
        """Offer what can be done with the music known so far."""
        self._surprise.setEnabled(state.indexed > 0)
        if state.scanning is not None and state.indexed == 0:
            text = self.tr(
                "Deej begins to listen to your music. You can drop a song already: what follows "
                "gets better by the minute."
            )
        elif state.tracks == 0:
            text = self.tr("It plays, whether it is in your music folders or not.")
        else:
            text = self.tr("It plays, and Deej goes on with songs that sound like it.")
        self._text.setText(text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._emblem.setVisible(self.height() > 260)
