from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from deej_desktop.ui.library.songs_model import Column
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.places import Place
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton


def open_table(open_window: OpenWindow, fakes: FakeServices) -> SongsView:
    window = open_window(fakes)
    window.resize(1700, 800)
    window.page.show_place(Place.LIBRARY)
    library = window.page.fronts.library
    assert library is not None
    return library.browse.songs.view


@pytest.fixture
def table(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> SongsView:
    table = open_table(open_window, fakes)
    qtbot.waitUntil(lambda: table.isVisible() and not table.isColumnHidden(Column.GENRE))
    return table


def widths(table: SongsView) -> list[int]:
    return [table.columnWidth(column) for column in Column]


def drag_edge(table: SongsView, column: Column, by: int) -> None:
    header = table.headings
    edge = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
    QTest.mouseMove(header.viewport(), QPoint(edge, 8))
    QTest.mousePress(header.viewport(), LEFT, pos=QPoint(edge, 8))
    for step in (by // 2, by):
        QTest.mouseMove(header.viewport(), QPoint(edge + step, 8))
    QTest.mouseRelease(header.viewport(), LEFT, pos=QPoint(edge + by, 8))


def choose(table: SongsView, name: str) -> None:
    place = QPoint(20, 8)
    viewport = table.headings.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, place, viewport.mapToGlobal(place)))
    menu = next(one for one in table.headings.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text() == name).trigger()
    menu.close()


def test_what_a_column_gains_the_next_loses(table: SongsView, fakes: FakeServices) -> None:
    before = widths(table)
    drag_edge(table, Column.ARTIST, 60)
    after = widths(table)
    changes = [new - old for new, old in zip(after, before, strict=True)]
    assert changes == [0, pytest.approx(60, abs=2), pytest.approx(-60, abs=2), 0, 0, 0]
    assert sum(after) == sum(before)
    assert set(fakes.settings.current.song_columns["library"]) == {"artist", "album"}


def test_no_column_can_be_pulled_out_of_sight(table: SongsView) -> None:
    total = sum(widths(table))
    drag_edge(table, Column.ARTIST, 900)
    drag_edge(table, Column.TITLE, -900)
    drag_edge(table, Column.LENGTH, -40)
    assert min(widths(table)) >= 38
    assert sum(widths(table)) == total


def test_columns_are_chosen_in_the_menu_of_the_headings(table: SongsView) -> None:
    before = widths(table)
    choose(table, "Artist")
    choose(table, "Year")
    assert table.isColumnHidden(Column.ARTIST)
    assert table.isColumnHidden(Column.YEAR)
    assert sum(widths(table)) == sum(before)
    choose(table, "Usual columns")
    assert widths(table) == before


def test_columns_are_remembered(
    qtbot: QtBot, table: SongsView, open_window: OpenWindow, fakes: FakeServices
) -> None:
    drag_edge(table, Column.TITLE, -80)
    choose(table, "Genre")
    later = open_table(open_window, fakes)
    qtbot.waitUntil(lambda: widths(later) == widths(table))
    assert later.isColumnHidden(Column.GENRE)
