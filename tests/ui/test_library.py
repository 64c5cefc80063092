from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QInputDialog,
    QLabel,
    QMenu,
    QStyleOptionHeader,
    QWidget,
)
from pytestqt.qtbot import QtBot

from deej_desktop.domain.browsing import Facet, SortKey
from deej_desktop.domain.units import Seconds
from deej_desktop.services.api import FailedFile
from deej_desktop.services.playlists.api import Evening, PlayedTrack
from deej_desktop.ui.drops import carrying_all
from deej_desktop.ui.library.library_place import LibraryPlace, Section
from deej_desktop.ui.library.songs_model import Column, SongsModel
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT, COPY, KEY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def fakes() -> FakeServices:
    fakes = FakeServices(failed=[FailedFile(Path("/music/odd.mp3"), "it is empty")]).with_music()
    fakes.jukebox.play_files([fakes.jukebox.tracks[5].path])
    return fakes


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1200, 800)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.page.show_place(Place.LIBRARY)
    return window


@pytest.fixture
def library(qtbot: QtBot, window: MainWindow) -> LibraryPlace:
    library = window.page.fronts.library
    assert library is not None
    qtbot.waitUntil(lambda: titles(library)[:1] == ["Low Tide"])
    return library


@pytest.fixture
def table(library: LibraryPlace) -> SongsView:
    return library.browse.songs.view


def titles(library: LibraryPlace) -> list[str]:
    return cells(library.browse.songs.view, Column.TITLE)


def cells(view: SongsView, column: Column) -> list[str]:
    model = view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def names(library: LibraryPlace) -> list[str]:
    view = library.browse.list
    if not isinstance(view, QAbstractItemView):
        return []
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def up_next(fakes: FakeServices) -> list[str]:
    return [entry.track.title for entry in fakes.jukebox.state.queue]


def playing(fakes: FakeServices) -> str:
    track = fakes.jukebox.state.playing
    return track.title if track is not None else ""


def center_of(view: SongsView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, Column.TITLE)).center()


# Songs.


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


def menu_of(table: SongsView, row: int) -> QMenu:
    table.selectRow(row)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(table, QContextMenuEvent(reason, QPoint(9, 9), QPoint(9, 9)))
    menus = [one for one in table.window().findChildren(QMenu) if one.isVisible()]
    return menus[-1]


def choose(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if one.text().startswith(text)).trigger()
    menu.close()


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


# Groups.


def test_an_album_is_opened_played_and_left_by_the_keyboard(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices
) -> None:
    library.tabs.setFocus()
    QTest.keyClick(library.tabs, KEY.Key_Right)
    assert library.section is Section.ALBUMS
    qtbot.waitUntil(lambda: names(library)[:1] == ["Corner Table"])
    tiles = library.browse.tiles
    tiles.setFocus()
    tiles.setCurrentIndex(tiles.model().index(2, 0))
    QTest.keyClick(tiles, KEY.Key_Return)
    qtbot.waitUntil(lambda: library.browse.songs.view.isVisible())
    assert library.browse.header.title == "Slow Harbour"
    qtbot.waitUntil(lambda: len(titles(library)) == 5)
    library.browse.header.play_wanted.emit()
    qtbot.waitUntil(lambda: playing(fakes) == "Low Tide")
    library.browse.songs.view.setFocus()
    QTest.keyClick(library.browse.songs.view, KEY.Key_Backspace)
    qtbot.waitUntil(tiles.isVisible)
    assert not library.browse.header.isVisible()


@pytest.mark.parametrize(
    ("section", "first", "songs"),
    [
        (Section.ARTISTS, "Deej Demo · Ambient", 5),
        (Section.GENRES, "Ambient", 5),
        (Section.FOLDERS, "Corner Table", 5),
    ],
)
def test_artists_genres_and_folders_lead_to_their_songs(
    qtbot: QtBot, library: LibraryPlace, section: Section, first: str, songs: int
) -> None:
    library.show_section(section)
    qtbot.waitUntil(lambda: library.browse.rows.isVisible() and names(library)[0] == first)
    rows = library.browse.rows
    place = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), LEFT, NONE, place)
    qtbot.waitUntil(lambda: library.browse.songs.view.isVisible() and len(titles(library)) == songs)


def test_a_group_has_a_menu(qtbot: QtBot, library: LibraryPlace, fakes: FakeServices) -> None:
    library.show_section(Section.GENRES)
    qtbot.waitUntil(lambda: names(library)[:1] == ["Ambient"])
    menu = library.browse.group_actions.menu_of(library.browse.groups.group_at(0))
    choose(menu, "Radio")
    qtbot.waitUntil(lambda: fakes.jukebox.state.radio == "Ambient")


# History, failures.


def test_an_evening_is_played_again(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices
) -> None:
    library.show_section(Section.HISTORY)
    qtbot.waitUntil(library.history.empty.isVisible)
    library.show_section(Section.SONGS)
    plays = [PlayedTrack(track, 1.7e9, Seconds(90.0)) for track in fakes.jukebox.tracks[:3]]
    fakes.playlists.past = [Evening(tuple(plays))]
    library.show_section(Section.HISTORY)
    view = library.history.view
    qtbot.waitUntil(view.isVisible)
    assert "2023" in view.model().index(0, 0).data()
    view.open_wanted.emit(0)
    assert cells(library.history.songs.view, Column.TITLE)[0] == "Low Tide"
    library.history.header.play_wanted.emit()
    qtbot.waitUntil(lambda: playing(fakes) == "Low Tide")


def test_it_says_what_could_not_be_analysed_and_why(qtbot: QtBot, library: LibraryPlace) -> None:
    library.show_section(Section.FAILED)
    view = library.failures.view
    qtbot.waitUntil(view.isVisible)
    model = view.model()
    assert [model.index(0, column).data() for column in (0, 1)] == ["odd.mp3", "it is empty"]
    QTest.mouseClick(library.failures.again, LEFT)  # and this time it works
    qtbot.waitUntil(library.failures.empty.isVisible)


# States.


def test_an_empty_library_offers_to_choose_folders(qtbot: QtBot, open_window: OpenWindow) -> None:
    fakes = FakeServices([])
    fakes.library.show(folders=(Path("/music"),))
    window = open_window(fakes)
    window.page.show_place(Place.LIBRARY)
    library = window.page.fronts.library
    assert library is not None
    qtbot.waitUntil(library.browse.empty.isVisible)
    with qtbot.waitSignal(window.page.folders_wanted):
        QTest.mouseClick(library.browse.empty.button, LEFT)


def test_new_songs_turn_up_and_the_place_in_the_list_stays(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices
) -> None:
    fakes.browse.music = fakes.jukebox.tracks[:7]
    fakes.library.show(tracks=7)
    qtbot.waitUntil(lambda: len(titles(library)) == 7)


@pytest.mark.parametrize("size", [(420, 340), (700, 500), (1024, 600), (2400, 1400)])
def test_it_fits_any_window(
    qtbot: QtBot, window: MainWindow, library: LibraryPlace, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for section in Section:
        library.show_section(section)
        qtbot.wait(10)
        assert (window.width(), window.height()) == size


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
