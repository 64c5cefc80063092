"""What is known of one song: its tags, its file, and how far Deej has listened to it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deej_desktop.domain.sound import Listen
from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.services.api import HowHeard, LibraryApi
from deej_desktop.ui.covers import LARGE, Covers
from deej_desktop.ui.files_elsewhere import copy_paths, show_in_folder
from deej_desktop.ui.format import clock
from deej_desktop.ui.sentences import said
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, Theme, set_type
from deej_desktop.ui.widgets.cover import CoverView
from deej_desktop.ui.widgets.elided_label import ElidedLabel

_COVER = 96
_WIDTH, _NARROWEST = 560, 320


class AboutSong(QDialog):
    """A card with a line for each thing that is known; deletes itself when closed."""

    def __init__(
        self,
        theme: Theme,
        track: Track,
        library: LibraryApi,
        covers: Covers,
        tasks: Tasks,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._track = track
        self._covers = covers
        self.setWindowTitle(self.tr("About this song"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_NARROWEST)
        room = parent.width() - 2 * SPACE_L
        self._width = max(_NARROWEST, min(round(_WIDTH * theme.scale), room))
        self._cover = CoverView(theme, _COVER)
        self._cover.setFixedSize(_COVER, _COVER)
        self._heard = self._value("")
        card = QFrame()
        card.setProperty("role", "card")
        self._rows = QGridLayout(card)
        self._rows.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._rows.setHorizontalSpacing(SPACE_L)
        self._rows.setVerticalSpacing(SPACE_S)
        self._rows.setColumnStretch(1, 1)
        self._tell()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addLayout(self._head())
        layout.addWidget(card)
        layout.addStretch(1)
        layout.addLayout(self._buttons())
        covers.loaded.connect(self._cover_came)
        self._show_cover()
        self._close.setFocus()
        self._fit()
        task = tasks.run(lambda: library.how_heard(track), self._show_heard)
        self.finished.connect(task.drop)

    def _head(self) -> QHBoxLayout:
        title, artist = ElidedLabel(self._track.title, 2), ElidedLabel(self._track.artist, 2)
        set_type(title, "title")
        set_type(artist, "lead")
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XS)
        texts.addStretch(1)
        texts.addWidget(title)
        texts.addWidget(artist)
        texts.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self._cover)
        head.addLayout(texts, 1)
        return head

    def _tell(self) -> None:
        tags = self._track.tags
        path = QLineEdit(displayable(self._track.path))
        path.setReadOnly(True)
        path.setCursorPosition(0)
        for name, value in (
            (self.tr("Album"), tags.album),
            (self.tr("Year"), str(tags.year) if tags.year else ""),
            (self.tr("Genre"), tags.genre),
            (self.tr("Length"), clock(self._track.duration_s)),
            (self.tr("Format"), self._track.path.suffix.lstrip(".").upper()),
        ):
            if value:
                self._add(name, self._value(value))
        self._add(self.tr("Listened to"), self._heard)
        self._add(self.tr("File"), path)

    def _add(self, name: str, value: QWidget) -> None:
        label = QLabel(name)
        label.setProperty("tone", "muted")
        value.setAccessibleName(name)
        row = self._rows.rowCount()
        self._rows.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(value, row, 1)
        if isinstance(value, QLineEdit):
            self._rows.setAlignment(label, Qt.AlignmentFlag.AlignVCenter)

    def _value(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _buttons(self) -> QHBoxLayout:
        copy = QPushButton(self.tr("&Copy the path"))
        copy.clicked.connect(lambda: copy_paths([self._track]))
        folder = QPushButton(self.tr("&Show in its folder"))
        folder.clicked.connect(lambda: show_in_folder(self._track.path))
        self._close = close = QPushButton(self.tr("Close"))
        close.setProperty("tone", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(copy)
        row.addWidget(folder)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _fit(self) -> None:
        """Be as high as all lines need."""
        layout = self.layout()
        height = layout.heightForWidth(self._width) if layout is not None else 0
        place = QRect(0, 0, self._width, max(height, self.sizeHint().height()))
        parent = self.parentWidget()
        if self.isVisible() and parent is not None and place.size() != self.size():
            # With its size alone a window manager that is yet to place it would be told that it
            # belongs into the corner of the screen.
            place.moveCenter(parent.mapToGlobal(parent.rect().center()))
            self.setGeometry(place)
        else:
            self.resize(place.size())

    def _show_heard(self, heard: HowHeard) -> None:
        if heard.failed:
            text = self.tr("It could not be analysed: {reason}. It is tried again once it changes.")
            self._heard.setText(text.format(reason=said(heard.failed)))
        elif heard.listen is Listen.FULL and heard.loudness_lufs is not None:
            text = self.tr("All of it; its loudness is {loudness} LUFS.")
            loudness = f"{heard.loudness_lufs:.1f}".replace("-", "−")
            loudness = loudness.replace(".", QLocale().decimalPoint())
            self._heard.setText(text.format(loudness=loudness))
        elif heard.listen is Listen.FULL:
            self._heard.setText(self.tr("All of it."))
        elif heard.listen is Listen.FIRST:
            self._heard.setText(self.tr("Ten places of it so far; all of it comes later."))
        elif self._track.in_library:
            self._heard.setText(self.tr("Not yet; its turn comes with the scan."))
        else:
            self._heard.setText(self.tr("Not yet; it is in none of your music folders."))
        self._fit()

    def _cover_came(self, path: object) -> None:
        if path == self._track.path:
            self._show_cover()

    def _show_cover(self) -> None:
        art = self._covers.get(self._track, LARGE)
        name = self._track.tags.album or self._track.title
        self._cover.show_cover(art.image if art is not None else None, name)
