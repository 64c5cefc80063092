"""What plays: its cover, large, and what it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxApi, JukeboxState
from deej_desktop.ui.covers import LARGE, Covers
from deej_desktop.ui.format import joined
from deej_desktop.ui.panels.steering import SteerButtons
from deej_desktop.ui.sentences import said
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, Theme, set_type
from deej_desktop.ui.widgets.cover import CoverView
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.trouble import Trouble

_STRIP_COVER, _WIDEST = 84, 680
"""The sides of the smallest and of the largest cover."""


class NowPlaying(QWidget):
    """Cover above title, artist and album; in a narrow window beside them."""

    tint_changed = Signal(object)
    """The colour of the cover, or None where there is none."""

    def __init__(
        self, theme: Theme, jukebox: JukeboxApi, covers: Covers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._covers = covers
        self._track: Track | None = None
        self._is_strip = False
        self._cover = CoverView(theme)
        self._title = ElidedLabel(lines=2)
        self._artist = ElidedLabel()
        self._album = ElidedLabel(muted=True)
        self._why = ElidedLabel(lines=2, muted=True)
        self._trouble = Trouble(theme)
        self._steering = SteerButtons(theme, jukebox)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(SPACE_XS)
        self._texts.addWidget(self._title)
        self._texts.addLayout(self._who_and_steering())
        self._texts.addSpacing(SPACE_S)
        self._texts.addWidget(self._why)
        self._texts.addWidget(self._trouble)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.addStretch(1)
        self._layout.addWidget(self._cover)
        self._layout.addLayout(self._texts)
        self._layout.addStretch(1)
        set_type(self._artist, "lead")
        set_type(self._why, "caption")
        covers.loaded.connect(self._cover_arrived)
        self.set_strip(is_strip=False)

    def show_state(self, state: JukeboxState) -> None:
        """Show what plays according to `state`."""
        track = state.playing
        self._steering.show_state(state)
        self._why.setText(said(state.why))
        self._trouble.show_reason(said(state.interrupted))
        self._show_why()
        if track == self._track:
            self._fit()  # trouble takes more room than a reason, and takes it at any moment
            return
        self._track = track
        if track is None:
            return
        year = str(track.tags.year) if track.tags.year else ""
        self._title.setText(track.title)
        self._artist.setText(track.artist)
        self._artist.setVisible(bool(track.artist))
        self._album.setText(joined(track.tags.album, year))
        self._album.setVisible(bool(self._album.text()))
        self._fit()
        self._show_cover()

    def set_strip(self, *, is_strip: bool) -> None:
        """Lie flat above the path instead of standing beside it."""
        self._is_strip = is_strip
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.LeftToRight if is_strip else direction.TopToBottom)
        self._layout.setSpacing(SPACE_M if is_strip else SPACE_L)
        # Flat, the texts take all the room; standing, what is left over goes above and below.
        for place, stretch in enumerate((0, 0, 1, 0) if is_strip else (1, 0, 0, 1)):
            self._layout.setStretch(place, stretch)
        set_type(self._title, "title" if is_strip else "display")
        self._title.set_lines(1 if is_strip else 2)
        self._show_why()
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_why(self) -> None:
        """Why it was chosen is of no interest while nothing is heard of it."""
        is_fine = self._trouble.isHidden()
        self._why.setVisible(bool(self._why.text()) and not self._is_strip and is_fine)

    def _who_and_steering(self) -> QHBoxLayout:
        """Beside artist and album there is always room for two buttons."""
        who = QVBoxLayout()
        who.setSpacing(SPACE_XS)
        who.addStretch(1)
        who.addWidget(self._artist)
        who.addWidget(self._album)
        who.addStretch(1)
        self._who = QHBoxLayout()
        self._who.setSpacing(SPACE_S)
        self._who.addLayout(who, 1)
        self._who.addWidget(self._steering)
        return self._who

    def _fit(self) -> None:
        """Make the cover as large as fits beside or above the texts."""
        if self._is_strip:
            self._layout.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_S)
            self._cover.setFixedSize(_STRIP_COVER, _STRIP_COVER)
            self._who.setContentsMargins(0, 0, 0, 0)
            return
        # In a very wide window all of it moves to the middle of its column.
        side = max(SPACE_XL, (self.width() - _WIDEST) // 2)
        first, last = (side - SPACE_S, side) if self.isRightToLeft() else (side, side - SPACE_S)
        self._layout.setContentsMargins(first, SPACE_S, last, SPACE_L)
        width = self.width() - 2 * side + SPACE_S
        texts = self._texts.heightForWidth(width)
        height = self.height() - texts - SPACE_S - 2 * SPACE_L
        extent = max(_STRIP_COVER, min(width, height, _WIDEST))
        self._cover.setFixedSize(extent, extent)
        # The buttons end where the cover does, unless that would cut names off.
        names = max(self._artist.sizeHint().width(), self._album.sizeHint().width())
        wanted = names + SPACE_S + self._steering.sizeHint().width()
        beyond = width - max(extent, wanted)
        first, last = (beyond, 0) if self.isRightToLeft() else (0, beyond)
        self._who.setContentsMargins(max(0, first), 0, max(0, last), 0)

    def _cover_arrived(self, path: object) -> None:
        if self._track is not None and path == self._track.path:
            self._show_cover()

    def _show_cover(self) -> None:
        if self._track is None:
            return
        art = self._covers.get(self._track, LARGE)
        name = self._track.tags.album or self._track.title
        self._cover.show_cover(art.image if art is not None else None, name)
        self.tint_changed.emit(art.tint if art is not None else None)
