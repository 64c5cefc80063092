"""What the DJ must not do: repetitions, spacing, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from deej_desktop.domain.text import displayable
from deej_desktop.services.api import SettingsApi
from deej_desktop.settings.settings import Settings
from deej_desktop.ui.dialogs.pick import pick_folder
from deej_desktop.ui.dialogs.settings.page import Page
from deej_desktop.ui.theme import SPACE_S, Theme
from deej_desktop.ui.widgets.chip import Chip
from deej_desktop.ui.widgets.choice import Choice
from deej_desktop.ui.widgets.switch import Switch
from deej_desktop.ui.widgets.value_slider import ValueSlider

_DAY_H = 24.0
_LENGTHS_MIN = (6.0, 10.0, 15.0, 30.0, 60.0)
_ANY_LENGTH_MIN = 24 * 60.0
_WIDEST_APART = 12


class DjPage(Page):
    """Binds the rules."""

    def __init__(self, theme: Theme, settings: SettingsApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self.begin(self.tr("Variety"))
        lately = Choice()
        lately.offer(
            (
                (self.tr("May come again"), 0.0),
                (self.tr("For 3 hours"), 3.0),
                (self.tr("For 12 hours"), 12.0),
                (self.tr("For a day"), _DAY_H),
                (self.tr("For a week"), 7 * _DAY_H),
                (self.tr("For a month"), 30 * _DAY_H),
            )
        )
        lately.follow(settings.current.heard_lately_hours)
        lately.chosen.connect(lambda hours: settings.change(heard_lately_hours=hours))
        self.add(
            self.tr("Leave out what was heard lately"),
            self.tr("Counts from one evening to the next. Within an evening no song comes twice."),
            lately,
        )
        self._add_spacing("artist_apart", self.tr("Songs between two by the same artist"))
        self._add_spacing("album_apart", self.tr("Songs between two of the same album"))
        self._add_switch(
            "one_recording",
            self.tr("One recording of a song is enough"),
            self.tr("Live, remastered and best-of versions count as the same song."),
        )
        self.begin(self.tr("What is left out"))
        longest = Choice()
        current = settings.current.max_track_minutes
        lengths = sorted({*_LENGTHS_MIN, *([current] if current < _ANY_LENGTH_MIN else [])})
        longest.offer(
            [
                (self.tr("Over {count} minutes").format(count=f"{length:g}"), length)
                for length in lengths
            ]
            + [(self.tr("Nothing for its length"), _ANY_LENGTH_MIN)]
        )
        longest.follow(min(current, _ANY_LENGTH_MIN))
        longest.chosen.connect(lambda minutes: settings.change(max_track_minutes=minutes))
        self.add(
            self.tr("Long recordings"),
            self.tr("Mixes and audiobooks. They are played when you ask for them."),
            longest,
        )
        self._add_switch(
            "skip_interludes",
            self.tr("Leave out what lasts under half a minute"),
            self.tr("Skits and jingles. They come when you begin with one, or ask for them."),
        )
        self._add_switch(
            "in_season",
            self.tr("Christmas music in December only"),
            self.tr("Told by title, album and genre, in several languages."),
        )
        self._add_excluded()
        self.add(
            self.tr("When nothing fits"),
            self.tr("These rules give way one after the other, and the song says which one did."),
            QWidget(),
        )

    def _add_spacing(self, field: str, title: str) -> None:
        slider = ValueSlider(self._theme, self._songs)
        slider.set_range(0, _WIDEST_APART, resting=Settings.model_fields[field].default)
        slider.follow(getattr(self._settings.current, field))
        slider.moved.connect(lambda count: self._settings.change(**{field: count}))
        self.add(title, "", slider)

    def _add_switch(self, field: str, title: str, meaning: str) -> None:
        switch = Switch(self._theme)
        switch.follow(is_on=getattr(self._settings.current, field))
        switch.switched.connect(lambda is_on: self._settings.change(**{field: is_on}))
        self.add(title, meaning, switch)

    def _add_excluded(self) -> None:
        genres = QLineEdit(", ".join(self._settings.current.excluded_genres))
        genres.setPlaceholderText(self.tr("Audiobook, Podcast"))
        genres.setClearButtonEnabled(True)

        def keep() -> None:
            named = tuple(name for part in genres.text().split(",") if (name := part.strip()))
            if named != self._settings.current.excluded_genres:
                self._settings.change(excluded_genres=named)

        genres.editingFinished.connect(keep)
        self.add(
            self.tr("Genres"),
            self.tr("Never chosen; separated by commas."),
            genres,
            is_wide=True,
        )
        self.add(
            self.tr("Folders"),
            self.tr("Nothing in them is chosen. It is played when you ask for it."),
            _Folders(self._theme, self._settings),
            is_wide=True,
        )

    def _songs(self, count: int) -> str:
        if count == 0:
            return self.tr("as it comes")
        if count == 1:
            return self.tr("1 song")
        return self.tr("{count} songs").format(count=count)


class _Folders(QWidget):
    """The folders that are left out: each can be taken out again, others added."""

    def __init__(self, theme: Theme, settings: SettingsApi) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        self._chips: list[Chip] = []
        self._add = QPushButton(self.tr("Leave out a folder…"))
        self._add.clicked.connect(
            lambda: pick_folder(self, self.tr("Choose a folder to leave out"), self._take)
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_S)
        row = QVBoxLayout()
        row.addWidget(self._add)
        self._column.addLayout(row)
        self.setFocusProxy(self._add)
        self._show()

    def _take(self, folder: Path) -> None:
        folders = self._settings.current.excluded_folders
        if folder not in folders:
            self._keep([*folders, folder])

    def _give_back(self, folder: Path) -> None:
        self._keep([one for one in self._settings.current.excluded_folders if one != folder])

    def _keep(self, folders: Sequence[Path]) -> None:
        self._settings.change(excluded_folders=tuple(folders))
        self._show()

    def _show(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, folder in enumerate(self._settings.current.excluded_folders):
            chip = Chip(self._theme, "folder", "keep_on", displayable(folder), folder.name)
            chip.setToolTip(displayable(folder))
            chip.clicked.connect(lambda _=False, folder=folder: self._give_back(folder))
            self._column.insertWidget(place, chip)
            self._chips.append(chip)
