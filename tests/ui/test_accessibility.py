"""Whatever takes the keyboard has a name, and shows that it has the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from deej_desktop.ui.dialogs.settings import SettingsDialog
from deej_desktop.ui.main_window import MainWindow
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


FACES = [whole, journey, search, library, mini, car, *map(section, range(5))]
NAMES = ["whole", "journey", "search", "library", "mini", "car", "playing", "dj", "listening",
         "look", "keys"]  # fmt: skip


@pytest.mark.parametrize("face", FACES, ids=NAMES)
def test_a_screen_reader_can_name_every_control(
    window: MainWindow, face: Callable[[MainWindow], QWidget]
) -> None:
    nameless = []
    found = controls(face(window))
    for one in found:
        told = QAccessible.queryAccessibleInterface(one)
        if not (told.text(QAccessible.Text.Name) or one.accessibleName()).strip():
            nameless.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
    assert len(found) > 2
    assert nameless == []


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
