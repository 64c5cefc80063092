"""The table of songs: keys, mouse, menu and headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QMenu,
    QStyleOptionHeader,
)
from pytestqt.qtbot import QtBot

from deej_desktop.domain.browsing import SortKey
from deej_desktop.ui.drops import carrying_all
from deej_desktop.ui.library.library_place import LibraryPlace, Section
from deej_desktop.ui.library.songs_model import Column, SongsModel
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow
from tests.ui.library.lists import center_of, choose, menu_of, playing, titles, up_next

LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction
KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_double_click_plays_a_song(qtbot: QtBot, table: SongsView, fakes: FakeServices) -> None:
    QTest.mouseClick(table.viewport(), LEFT, NONE, center_of(table, 2))
    QTest.mouseDClick(table.viewport(), LEFT, NONE, center_of(table, 2))
    qtbot.waitUntil(lambda: playing(fakes) == "Rust and Salt")


def test_enter_plays_and_with_shift_plays_next(
    qtbot: QtBot, table: SongsView, fakes: FakeServices
) -> None:
    table.setFocus()
    QTest.keyClick(table, KEY.Key_Down)
    QTest.keyClick(table, KEY.Key_Return, SHIFT)
    qtbot.waitUntil(lambda: up_next(fakes)[0] == "Lantern Street")
    QTest.keyClick(table, KEY.Key_Return)
    qtbot.waitUntil(lambda: playing(fakes) == "Lantern Street")


def test_several_songs_are_played_in_their_order(
    qtbot: QtBot, table: SongsView, fakes: FakeServices
) -> None:
    QTest.mouseClick(table.viewport(), LEFT, NONE, center_of(table, 1))
    QTest.mouseClick(table.viewport(), LEFT, SHIFT, center_of(table, 3))
    QTest.keyClick(table, KEY.Key_Return, SHIFT)
    qtbot.waitUntil(lambda: up_next(fakes)[:3] == ["Lantern Street", "Rust and Salt", "Echo Pier"])


def test_a_click_on_a_heading_sorts(qtbot: QtBot, library: LibraryPlace, table: SongsView) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(Column.TITLE) + 20, 8)
    QTest.mouseClick(header.viewport(), LEFT, NONE, place)
    qtbot.waitUntil(lambda: titles(library)[0] == "A Slow Thaw")
    QTest.mouseClick(header.viewport(), LEFT, NONE, place)
    qtbot.waitUntil(lambda: titles(library)[0] == "Warm Concrete")
    QTest.mouseClick(header.viewport(), LEFT, NONE, place)
    qtbot.waitUntil(lambda: titles(library)[0] == "Low Tide")


def test_the_order_of_all_songs_is_kept(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices, open_window: OpenWindow
) -> None:
    library.browse.songs.sort_wanted.emit(SortKey.TITLE, True)
    qtbot.waitUntil(lambda: titles(library)[0] == "Warm Concrete")
    library.show_section(Section.GENRES)
    library.show_section(Section.SONGS)
    QTest.keyClicks(library.browse.search.field, "tide")
    qtbot.waitUntil(lambda: titles(library) == ["Low Tide"])
    library.browse.search.clear()
    qtbot.waitUntil(lambda: titles(library)[0] == "Warm Concrete")
    later = open_window(fakes)
    later.page.show_place(Place.LIBRARY)
    again = later.page.fronts.library
    assert again is not None
    qtbot.waitUntil(lambda: titles(again)[:1] == ["Warm Concrete"])


def test_a_row_is_one_song_wherever_it_is_clicked(qtbot: QtBot, table: SongsView) -> None:
    x = table.columnViewportPosition(Column.ARTIST) + 10
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(x, center_of(table, 2).y()))
    current = table.currentIndex()
    assert (current.row(), current.column()) == (2, Column.TITLE)
    assert table.selected_rows() == [2]


def test_the_heading_over_the_lengths_is_not_cut_in_wordier_languages(
    table: SongsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SongsModel, "headerData", lambda *_: "Duraciones")
    table.resize(table.width() + 1, table.height())
    header = table.horizontalHeader()
    assert table.columnWidth(Column.LENGTH) >= header.sectionSizeHint(Column.LENGTH)


def test_headings_stand_over_their_columns_from_right_to_left_too(
    window: MainWindow, table: SongsView
) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    header, option = table.horizontalHeader(), QStyleOptionHeader()
    for column, side in ((Column.ARTIST, "AlignRight"), (Column.LENGTH, "AlignLeft")):
        header.initStyleOptionForIndex(option, column)
        assert option.textAlignment & Qt.AlignmentFlag[side]


def test_the_menu_steers_makes_radio_and_journeys(
    qtbot: QtBot, window: MainWindow, table: SongsView, fakes: FakeServices
) -> None:
    choose(menu_of(table, 3), "Also like this")
    qtbot.waitUntil(lambda: [one.track.title for one in fakes.jukebox.state.steers] == [
        "Echo Pier"])  # fmt: skip
    choose(menu_of(table, 0), "Add to the journey")
    qtbot.waitUntil(lambda: [one.title for one in window.page.journey.waypoints] == ["Low Tide"])
    choose(menu_of(table, 4), "Radio from this")
    qtbot.waitUntil(lambda: fakes.jukebox.state.radio == "Second Anchor")


def test_songs_go_into_a_new_playlist_and_then_into_it_again(
    qtbot: QtBot, library: LibraryPlace, table: SongsView, fakes: FakeServices
) -> None:
    def below(row: int) -> QMenu:
        entry = next(
            one for one in menu_of(table, row).actions() if one.text() == "Add to a playlist"
        )
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        return menu

    choose(below(0), "New playlist")
    dialog = library.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Harbour")
    dialog.accept()
    qtbot.waitUntil(lambda: [one.name for one in library.playlists.playlists] == ["Harbour"])
    choose(below(2), "Harbour")
    (info,) = fakes.playlists.playlists()
    qtbot.waitUntil(
        lambda: (
            [one.track.title for one in fakes.playlists.items(info.key)]
            == ["Low Tide", "Rust and Salt"]
        )
    )


def test_what_is_dragged_is_the_files_of_all_that_is_selected(
    window: MainWindow, table: SongsView, fakes: FakeServices
) -> None:
    table.selectAll()
    tracks = table.dragged()
    assert len(tracks) == 20
    data = carrying_all(tracks[:2])
    assert [Path(url.toLocalFile()).stem for url in data.urls()] == [
        "01 Low Tide", "02 Lantern Street",
    ]  # fmt: skip
    view = window.page.up_next.view
    place = view.visualRect(view.model().index(2, 0)).topLeft() + QPoint(80, 4)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, COPY, data, LEFT, NONE))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(place), COPY, data, LEFT, NONE))
    assert "Low Tide" in up_next(fakes)[:3]


def test_what_plays_is_shown_among_all_songs(
    qtbot: QtBot, window: MainWindow, library: LibraryPlace, table: SongsView, fakes: FakeServices
) -> None:
    QTest.keyClicks(library.browse.search.field, "fog")
    qtbot.waitUntil(lambda: len(titles(library)) == 1)
    library.show_section(Section.ALBUMS)
    window.page.show_place(Place.PLAYING)
    QTest.keyClick(window, KEY.Key_G, CONTROL)
    qtbot.waitUntil(lambda: len(titles(library)) == 20 and table.isVisible())
    qtbot.waitUntil(lambda: table.selected_rows() == [5])
    assert table.hasFocus()
    fakes.jukebox.play_files([Path("/elsewhere/Stray.ogg")])
    qtbot.waitUntil(lambda: "Stray" in window.windowTitle())
    QTest.keyClick(table, KEY.Key_G, CONTROL)
    qtbot.waitUntil(lambda: window.notices.text == "Stray is in none of your music folders.")
