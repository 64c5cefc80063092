"""The top of the window: whose it is, how the library stands, and the menu."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QMenu, QWidget
from typing_extensions import override

from deej_desktop.services.api import LibraryApi
from deej_desktop.ui.icons import icon, paint_icon
from deej_desktop.ui.panels.scan_status import ScanStatus
from deej_desktop.ui.places import ICONS, KEYS, Place, name_of, segments
from deej_desktop.ui.shortcuts import Shortcuts
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, Theme, set_type
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.segments import Segments


class Header(QWidget):
    """Logo, scan status, the places, the button that adds music, the menu."""

    place_wanted = Signal(object)
    songs_wanted = Signal()
    find_wanted = Signal()
    journey_wanted = Signal()
    room_wanted = Signal()
    folders_wanted = Signal()
    failures_wanted = Signal()
    scan_wanted = Signal()
    settings_wanted = Signal()
    mini_wanted = Signal()
    car_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        library: LibraryApi,
        shortcuts: Shortcuts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shortcuts = shortcuts
        self.status = ScanStatus(theme, library)
        self.status.failures_wanted.connect(self.failures_wanted)
        self._name = QLabel("Deej")
        self._menu = QMenu(self)
        self._icon_names: dict[QAction, str] = {}
        self._fill_menu()
        self.places = Segments(theme, segments(), self.tr("Places"))
        self.places.chosen.connect(lambda number: self.place_wanted.emit(Place(number)))
        self._find = IconButton(theme, "search", self.tr("Find a song"), 40)
        self._find.clicked.connect(self.find_wanted)
        self._room = IconButton(theme, "microphone", "", 40)
        self._room.clicked.connect(self.room_wanted)
        self._is_hearing_room = False
        shortcuts.changed.connect(self._name_keys)
        self._name_keys()
        self._folders = IconButton(theme, "folder", self.tr("Music folders"), 40)
        self._folders.clicked.connect(self.folders_wanted)
        self._more = IconButton(theme, "menu", self.tr("Menu"), 40)
        self._more.clicked.connect(self._open_menu)
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_S, SPACE_L, SPACE_S)
        layout.setSpacing(SPACE_S)
        layout.addWidget(_Logo())
        layout.addWidget(self._name)
        layout.addSpacing(SPACE_M)
        layout.addWidget(self.status, 1)
        layout.addWidget(self.places)
        layout.addSpacing(SPACE_S)
        layout.addWidget(self._find)
        layout.addWidget(self._room)
        layout.addWidget(self._folders)
        layout.addWidget(self._more)
        set_type(self._name, "title")
        # Painting icons takes its time, which the window should not lose before it is shown.
        self._menu.aboutToShow.connect(self._set_looks)

    def show_sign(self, sign: QWidget) -> None:
        """Show a sign beside the status."""
        self._layout.insertWidget(self._layout.indexOf(self.status) + 1, sign)
        QWidget.setTabOrder(self.status.findChildren(QAbstractButton)[-1], sign)

    def carry(self, icon_name: str, menu: QMenu) -> None:
        """Take a menu into the menu, before the mini player's line."""
        self._icon_names[menu.menuAction()] = icon_name
        self._menu.insertMenu(self._first_face, menu)

    @property
    def menu(self) -> QMenu:
        """The menu, whose actions also hold the window's shortcuts."""
        return self._menu

    def show_place(self, place: Place) -> None:
        """Show which place is in sight."""
        self.places.show_chosen(place)

    def show_room(self, *, is_on: bool) -> None:
        """Show whether the microphone is on."""
        self._is_hearing_room = is_on
        self._name_keys()
        self._room.set_lit("danger" if is_on else None)

    def _name_keys(self) -> None:
        """Name the buttons with the keys that do the same."""
        self._find.show_as("search", self.tr("Find a song"), self._shortcuts.shown("find"))
        room = self.tr("Listen to the room")
        if self._is_hearing_room:
            room = self.tr("The microphone is on: stop listening")
        self._room.show_as("microphone", room, self._shortcuts.shown("room"))

    def show_find(self, *, is_shown: bool) -> None:
        """Leave out the places and the search where there is nothing to find."""
        self._find.setVisible(is_shown)
        self._room.setVisible(is_shown)
        self.places.setVisible(is_shown)

    def set_compact(self, *, is_compact: bool, has_words: bool) -> None:
        """Take less room; without words the places go by their icons."""
        self.places.show_words(are_shown=has_words)
        side = SPACE_M if is_compact else SPACE_XL
        edge = 0 if is_compact else SPACE_S
        self._layout.setContentsMargins(side, edge, side - SPACE_S, edge)
        self._name.setVisible(not is_compact)
        self._folders.setVisible(not is_compact)
        self.status.set_short(is_short=is_compact)

    def _set_looks(self) -> None:
        # Icons do not follow the theme by themselves.
        for action, icon_name in self._icon_names.items():
            action.setIcon(icon(icon_name, self._theme.color("text")))

    def _fill_menu(self) -> None:
        self._add("song", self.tr("Play songs…"), self.songs_wanted, "songs", "Ctrl+O")
        self._add("search", self.tr("Find a song…"), self.find_wanted, "find", "Ctrl+F")
        self._add("journey", self.tr("Make a journey…"), self.journey_wanted, "journey", "Ctrl+J")
        room = self.tr("Listen to the room")
        self._add("microphone", room, self.room_wanted, "room", "Ctrl+L")
        self._menu.addSeparator()
        for place in Place:
            self._add(
                ICONS[place],
                name_of(place),
                lambda _=False, place=place: self.place_wanted.emit(place),
                f"place-{place.name.lower()}",
                KEYS[place],
            )
        self._menu.addSeparator()
        folders = self.tr("Music folders…")
        self._add("folder", folders, self.folders_wanted, "folders", "Ctrl+Shift+O")
        self._add("scan", self.tr("Scan the folders again"), self.scan_wanted, "scan", "F5")
        failures = self.tr("Files that could not be used…")
        self._add("warning", failures, self.failures_wanted, "failures")
        self._menu.addSeparator()
        mini = self.tr("Mini player")
        self._first_face = self._add("mini", mini, self.mini_wanted, "mini", "Ctrl+Shift+M")
        self._add("car", self.tr("Car and party screen"), self.car_wanted, "car", "F11")
        self._menu.addSeparator()
        self._add("settings", self.tr("Settings…"), self.settings_wanted, "settings", "Ctrl+,")
        self._add("close", self.tr("Quit"), self.quit_wanted, "quit", "Ctrl+Q")

    def _add(
        self, icon_name: str, name: str, wanted: object, command: str, keys: str = ""
    ) -> QAction:
        """Add a line to the menu; `command` names it among the shortcuts."""
        action = QAction(name, self._menu)
        self._icon_names[action] = icon_name
        self._shortcuts.adopt(command, action, keys)
        action.triggered.connect(wanted)
        self._menu.addAction(action)
        return action

    def _open_menu(self) -> None:
        corner = self._more.rect().bottomRight()
        place = self._more.mapToGlobal(corner)
        place.setX(place.x() - self._menu.sizeHint().width())
        self._menu.popup(place)


class _Logo(QWidget):
    """The application's icon, small."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(32, 32)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, "deej", QRectF(self.rect()), self.palette().windowText().color())
