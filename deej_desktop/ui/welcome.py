"""The first thing a listener sees: where is your music?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.domain.text import displayable
from deej_desktop.ui.dialogs.pick import pick_folder
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme, set_type
from deej_desktop.ui.widgets.choice_card import ChoiceCard
from deej_desktop.ui.widgets.emblem import Emblem

_WIDEST = 520
_LOW = 560
_SMALLEST_WITH_EMBLEM = 380


class Welcome(QScrollArea):
    """Proposes the system's music folder, another one, or the demo music."""

    folder_chosen = Signal(object)
    demo_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        find_music_folder: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        """Make the page.

        Args:
            theme: Where its looks come from.
            tasks: Runs `find_music_folder`.
            find_music_folder: Returns the folder to propose, if there is one; may ask the disk.
            parent: As for any widget.
        """
        super().__init__(parent)
        self._theme = theme
        self._proposed: Path | None = None
        self._emblem = Emblem(theme)
        self._title = QLabel(self.tr("Play what a good DJ would play next"))
        self._text = QLabel(
            self.tr(
                "Deej listens to your own music. Drop a song, and it goes on with songs that "
                "sound like it. Two knobs say how closely."
            )
        )
        self._text.setProperty("tone", "muted")
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._music = ChoiceCard(theme, "song", "", "", "keep_on")
        self._music.clicked.connect(self._take_proposed)
        self._music.hide()
        self._other = ChoiceCard(
            theme,
            "folder",
            self.tr("Choose your music folder…"),
            self.tr("Deej listens in the background and changes nothing"),
            "keep_on",
        )
        self._other.clicked.connect(self._ask)
        self._demo = ChoiceCard(
            theme,
            "demo",
            self.tr("Try the demo music"),
            self.tr("Short pieces in different styles, made for Deej"),
            "drunk",
        )
        self._demo.clicked.connect(self.demo_wanted)
        self._build()
        set_type(self._title, "title")
        tasks.run(find_music_folder, self._propose)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.height() / self._theme.scale
        self._emblem.setVisible(room > _SMALLEST_WITH_EMBLEM)
        self._emblem.set_height(84 if room < _LOW else 128)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(SPACE_M)
        column.addStretch(1)
        column.addWidget(self._emblem)
        column.addSpacing(SPACE_M)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(SPACE_M)
        for card in (self._music, self._other, self._demo):
            column.addWidget(card)
        column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        middle.setLayout(column)
        page = QWidget()
        page.setObjectName("page")
        row = QHBoxLayout(page)
        row.setContentsMargins(SPACE_XL, SPACE_S, SPACE_XL, SPACE_L)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)

    def _propose(self, folder: Path | None) -> None:
        self._proposed = folder
        if folder is None:
            return
        self._music.explain(self.tr("Listen to my music"), displayable(folder), is_path=True)
        self._other.explain(
            self.tr("Choose another folder…"), self.tr("Wherever your music is; it stays as it is")
        )
        self._music.show()

    def _take_proposed(self) -> None:
        if self._proposed is not None:
            self.folder_chosen.emit(self._proposed)

    def _ask(self) -> None:
        pick_folder(self, self.tr("Choose your music folder"), self.folder_chosen.emit)


def system_music_folder() -> Path | None:
    """Return the system's own music folder if it is there; asks the disk."""
    location = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
    folder = Path(location)
    # Without a music folder of its own, a system names the home folder.
    if not location or folder == Path.home() or not folder.is_dir():
        return None
    return folder
