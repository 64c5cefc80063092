"""Searching the library and narrowing it down."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from deej_desktop.domain.browsing import Facet
from deej_desktop.ui.library.library_place import LibraryPlace, Section
from deej_desktop.ui.library.songs_model import Column
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.main_window import MainWindow
from tests.fakes.services import FakeServices
from tests.ui.library.lists import cells, playing, titles

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_typing_searches_at_once(
    qtbot: QtBot, window: MainWindow, library: LibraryPlace, table: SongsView
) -> None:
    table.setFocus()
    QTest.keyClick(table, KEY.Key_E)
    field = library.browse.search.field
    assert field.hasFocus()
    QTest.keyClicks(field, "cho")
    qtbot.waitUntil(lambda: titles(library) == ["Echo Pier"])
    QTest.keyClick(field, KEY.Key_Down)
    assert table.hasFocus()
    QTest.keyClick(window, KEY.Key_F, CONTROL)
    assert field.hasFocus()
    QTest.keyClick(field, KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(titles(library)) == 20)


def test_enter_in_the_search_plays_the_best(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices
) -> None:
    library.browse.search.begin("")
    QTest.keyClicks(library.browse.search.field, "fog")
    QTest.keyClick(library.browse.search.field, KEY.Key_Return)
    qtbot.waitUntil(lambda: playing(fakes) == "Fog on the Glass")


def test_what_is_not_there_is_said_with_a_way_back(qtbot: QtBot, library: LibraryPlace) -> None:
    QTest.keyClicks(library.browse.search.field, "zzz")
    empty = library.browse.empty
    qtbot.waitUntil(lambda: "“zzz”" in empty.text)
    QTest.mouseClick(empty.button, LEFT)
    qtbot.waitUntil(lambda: len(titles(library)) == 20 and not empty.isVisible())


def test_facets_narrow_down(qtbot: QtBot, library: LibraryPlace) -> None:
    facets = library.browse.search.facets
    popup = facets.open(Facet.GENRE)
    assert popup.list.count() == 4
    popup.list.setCurrentRow(1)
    QTest.keyClick(popup.list, KEY.Key_Space)
    qtbot.waitUntil(lambda: len(titles(library)) == 5)
    popup.close()
    table = library.browse.songs.view
    qtbot.waitUntil(lambda: len(set(cells(table, Column.GENRE))) == 1)
    facets.clear()
    qtbot.waitUntil(lambda: len(titles(library)) == 20)


def test_what_is_not_there_is_said_in_a_low_window_too(
    qtbot: QtBot, window: MainWindow, library: LibraryPlace
) -> None:
    library.show_section(Section.PLAYLISTS)
    window.resize(420, 360)
    qtbot.waitUntil(lambda: window.size() == QSize(420, 360))
    empty = library.playlists.empty
    qtbot.waitUntil(empty.isVisible)
    text = next(one for one in empty.findChildren(QLabel) if one.text() == empty.text)
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()))
    parts = [
        one.geometry() for one in empty.children() if isinstance(one, QWidget) and one.isVisible()
    ]
    assert all(not one.intersects(other) for one, other in combinations(parts, 2))
    assert all(empty.rect().contains(one) for one in parts)
