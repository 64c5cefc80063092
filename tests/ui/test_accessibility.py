"""Whatever takes the keyboard has a name, and shows that it has the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from deej_desktop.ui.dialogs.settings import SettingsDialog
from deej_desktop.ui.library.library_place import Section
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.models.path_model import row_of
from deej_desktop.ui.places import Place
from deej_desktop.ui.theme import Theme
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit, QSpinBox,
)  # fmt: skip


def whole(window: MainWindow) -> QWidget:
    return window


def journey(window: MainWindow) -> QWidget:
    window.page.begin_journey()
    return window


def search(window: MainWindow) -> QWidget:
    window.page.begin_search()
    return window


def library(window: MainWindow) -> QWidget:
    window.page.show_place(Place.LIBRARY)
    return window


def library_section(section: Section) -> Callable[[MainWindow], QWidget]:
    def open_section(window: MainWindow) -> QWidget:
        window.page.show_place(Place.LIBRARY)
        assert window.page.fronts.library is not None
        window.page.fronts.library.show_section(section)
        return window

    return open_section


def music_map(window: MainWindow) -> QWidget:
    window.page.show_place(Place.MAP)
    return window


def room(window: MainWindow) -> QWidget:
    window.page.toggle_room()
    return window


def folders(window: MainWindow) -> QWidget:
    window.header.folders_wanted.emit()
    return window.findChildren(QDialog)[0]


def failures(window: MainWindow) -> QWidget:
    window.header.failures_wanted.emit()
    return window.findChildren(QDialog)[0]


def about_song(window: MainWindow) -> QWidget:
    library(window)
    assert window.page.fronts.library is not None
    playing = window.page.up_next.view.model().index(0, 0)
    window.page.fronts.library.tell_about(row_of(playing).track)
    return window.findChildren(QDialog)[0]


def mini(window: MainWindow) -> QWidget:
    window.faces.toggle_mini()
    return window.faces.shown


def car(window: MainWindow) -> QWidget:
    window.faces.toggle_car()
    return window.faces.shown


def section(number: int) -> Callable[[MainWindow], QWidget]:
    def open_section(window: MainWindow) -> QWidget:
        window.header.settings_wanted.emit()
        dialog = window.findChild(SettingsDialog)
        assert isinstance(dialog, SettingsDialog)
        dialog.list.setCurrentRow(number)
        return dialog

    return open_section


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    fakes = FakeServices().with_music()
    fakes.jukebox.play_files([fakes.jukebox.tracks[5].path])
    fakes.settings.change(excluded_folders=["/music/Talks"])
    return open_window(fakes)


def controls(face: QWidget) -> list[QWidget]:
    """Return what can have the keyboard, for which it must be told what it is."""
    return [
        one
        for one in face.findChildren(QWidget)
        if isinstance(one, CONTROLS)
        and not isinstance(one, QScrollBar)
        and not isinstance(one.parent(), QSpinBox)  # which has the name
        and one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


SECTIONS = list(Section)[1:]
FACES = [whole, journey, search, library, *map(library_section, SECTIONS), music_map, room, folders,
         failures, about_song, mini, car, *map(section, range(5))]  # fmt: skip
NAMES = ["whole", "journey", "search", "library", *(section.value for section in SECTIONS), "map",
         "room", "files", "failures", "about", "mini", "car", "playing", "dj", "listening", "look",
         "keys"]  # fmt: skip


def is_one_of_several(one: QWidget) -> bool:
    """Whether it is a button of which one is pressed: Tab comes to that, arrow keys to others."""
    return isinstance(one, QAbstractButton) and (one.autoExclusive() or one.group() is not None)


@pytest.mark.parametrize("face", FACES, ids=NAMES)
def test_a_screen_reader_can_name_every_control_and_tab_comes_to_it(
    qtbot: QtBot, window: MainWindow, face: Callable[[MainWindow], QWidget]
) -> None:
    nameless = []
    shown = face(window)
    found = controls(shown)
    for one in found:
        told = QAccessible.queryAccessibleInterface(one)
        if not (told.text(QAccessible.Text.Name) or one.accessibleName()).strip():
            nameless.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
    assert len(found) > 2
    assert nameless == []
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    passed: list[QWidget] = []
    for _ in range(len(found) + 5):
        passed.append(shown.focusWidget() or shown)
        QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
    missed = [one for one in found if one not in passed and not is_one_of_several(one)]
    assert [one.accessibleName() or type(one).__name__ for one in missed] == []


def picture(widget: QWidget) -> QImage:
    """What is seen of it, with what is drawn around it."""
    top = widget.window()
    area = widget.rect().adjusted(-3, -3, 3, 3)
    place = widget.mapTo(top, area.topLeft())
    area.moveTo(place)
    return top.grab(area).toImage()


@pytest.mark.parametrize("face", [whole, mini, car, section(0), section(1)],
                         ids=["whole", "mini", "car", "playing", "dj"])  # fmt: skip
def test_the_keyboard_is_seen_where_it_is(
    qtbot: QtBot, theme: Theme, window: MainWindow, face: Callable[[MainWindow], QWidget]
) -> None:
    theme.set_still(is_still=True)
    try:
        shown = face(window)
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow)
        unseen = []
        for one in controls(shown):
            if isinstance(one, QAbstractItemView):
                continue  # a row shows it, if there is one
            for area in shown.findChildren(QScrollArea):
                if area.isAncestorOf(one):
                    area.ensureWidgetVisible(one)
            one.setFocus(Qt.FocusReason.TabFocusReason)
            with_focus = picture(one)
            one.clearFocus()
            if picture(one) == with_focus:
                unseen.append(one.accessibleName() or type(one).__name__)
        assert unseen == []
    finally:
        theme.set_still(is_still=False)
