"""Albums, artists, genres and folders."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deej_desktop.ui.library.library_place import LibraryPlace, Section
from tests.fakes.services import FakeServices
from tests.ui.library.lists import choose, names, playing, titles

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


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
