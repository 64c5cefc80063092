"""History, what could not be analysed, and the states of the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deej_desktop.domain.units import Seconds
from deej_desktop.services.playlists.api import Evening, PlayedTrack
from deej_desktop.ui.library.library_place import LibraryPlace, Section
from deej_desktop.ui.library.songs_model import Column
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow
from tests.ui.library.lists import cells, playing, titles

LEFT = Qt.MouseButton.LeftButton


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


def test_older_evenings_come_when_one_scrolls_to_the_end(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices
) -> None:
    track = fakes.jukebox.tracks[0]
    fakes.playlists.past = [
        Evening((PlayedTrack(track, 1.7e9 - day * 86_400, Seconds(90)),)) for day in range(120)
    ]
    library.show_section(Section.HISTORY)
    view = library.history.view
    qtbot.waitUntil(lambda: view.model().rowCount() == 50)
    bar = view.verticalScrollBar()
    for shown in (100, 120):
        place = bar.maximum()
        bar.setValue(place)
        with qtbot.waitSignal(view.model().modelReset):
            pass
        assert view.model().rowCount() == shown
        qtbot.waitUntil(lambda: bar.maximum() > bar.value() > 0)
        assert bar.value() == place  # what is in sight stays


def test_it_says_what_could_not_be_analysed_and_why(qtbot: QtBot, library: LibraryPlace) -> None:
    library.show_section(Section.FAILED)
    view = library.failures.view
    qtbot.waitUntil(view.isVisible)
    model = view.model()
    assert [model.index(0, column).data() for column in (0, 1)] == ["odd.mp3", "it is empty"]
    QTest.mouseClick(library.failures.again, LEFT)  # and this time it works
    qtbot.waitUntil(library.failures.empty.isVisible)


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
