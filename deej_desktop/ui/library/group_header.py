"""The head of an album, an artist, a genre, a folder, a playlist or an evening."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.ui.covers import LARGE, Covers
from deej_desktop.ui.icons import icon
from deej_desktop.ui.theme import SPACE_M, SPACE_S, SPACE_XS, Theme, set_type
from deej_desktop.ui.widgets.cover import CoverView
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.icon_button import IconButton

_COVER, _SMALL_COVER = 84, 40

_LOW = 260
"""In a pane lower than this the songs matter more."""


class GroupHeader(QWidget):
    """A way back, a cover, a name, and what can be done with all of it."""

    back_wanted = Signal()
    play_wanted = Signal()
    radio_wanted = Signal()
    more_wanted = Signal()
    """The button for everything else was pressed."""

    def __init__(self, theme: Theme, covers: Covers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._track: Track | None = None
        self._back = IconButton(theme, "back", self.tr("Back"), 36)
        self._back.clicked.connect(self.back_wanted)
        self._cover = CoverView(theme, _COVER)
        self._title = ElidedLabel()
        self._details = ElidedLabel(muted=True)
        self._play = QPushButton(self.tr("Play"))
        self._play.setProperty("tone", "primary")
        self._play.clicked.connect(self.play_wanted)
        self._radio = QPushButton(self.tr("Radio"))
        self._radio.setToolTip(self.tr("Play the most typical of it, and keep close to all of it"))
        self._radio.clicked.connect(self.radio_wanted)
        self._more = QPushButton()
        self._more.clicked.connect(self.more_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        for button in (self._play, self._radio, self._more):
            buttons.addWidget(button)
        buttons.addStretch()
        names = QVBoxLayout()
        names.setSpacing(SPACE_XS)
        names.addStretch(1)
        names.addWidget(self._title)
        names.addWidget(self._details)
        names.addStretch(1)
        self._texts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._texts.setSpacing(SPACE_XS)
        self._texts.addStretch()
        self._texts.addLayout(names)
        self._texts.addLayout(buttons)
        self._texts.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_S)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._cover)
        layout.addLayout(self._texts, 1)
        set_type(self._details, "caption")
        covers.loaded.connect(self._cover_came)
        theme.changed.connect(self._set_looks)
        self._set_looks()
        self._set_low(is_low=False)
        self.hide()

    @property
    def title(self) -> str:
        """The name it shows."""
        return self._title.text()

    def show_group(
        self, title: str, details: str, *, more: str = "", can_play: bool = True
    ) -> None:
        """Show a name and a line about it; `more` is what the last button says, if there is one."""
        self._title.setText(title)
        self._details.setText(details)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._play.setEnabled(can_play)
        self._radio.setEnabled(can_play)
        self.show_cover(None)
        self.show()

    def show_cover(self, track: Track | None) -> None:
        """Show the cover of `track`, or a sleeve of our own."""
        self._track = track
        art = self._covers.get(track, LARGE) if track is not None else None
        self._cover.show_cover(art.image if art is not None else None, self.title)

    @property
    def more_button(self) -> QPushButton:
        """The button for everything else."""
        return self._more

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        pane = self.parentWidget()
        if pane is not None:
            pane.installEventFilter(self)
            self._fit(pane)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take less room in a low pane."""
        if isinstance(watched, QWidget) and event.type() == QEvent.Type.Resize:
            self._fit(watched)
        return super().eventFilter(watched, event)

    def _fit(self, pane: QWidget) -> None:
        self._set_low(is_low=pane.height() < _LOW * self._theme.scale)

    def _set_low(self, *, is_low: bool) -> None:
        """Show all in one line, or as large as it deserves."""
        side = _SMALL_COVER if is_low else _COVER
        self._cover.setFixedSize(side, side)
        self._details.setVisible(not is_low)
        direction = QBoxLayout.Direction
        self._texts.setDirection(direction.LeftToRight if is_low else direction.TopToBottom)
        for place, stretch in enumerate((0, 1, 0, 0) if is_low else (1, 0, 0, 1)):
            self._texts.setStretch(place, stretch)
        set_type(self._title, "heading" if is_low else "title")

    def _cover_came(self, path: object) -> None:
        if self._track is not None and self._track.path == path:
            self.show_cover(self._track)

    def _set_looks(self) -> None:
        self._radio.setIcon(icon("radio", self._theme.color("text")))
        self._play.setIcon(icon("play", self._theme.color("window")))
