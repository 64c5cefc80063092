"""More songs than fit into sight, or into an evening: none is lost, or it is said."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.ui.library.library_place import LibraryPlace
from deej_desktop.ui.library.song_menu import SongAction
from deej_desktop.ui.library.songs_model import SongsModel
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

COUNT = 1_500


@pytest.fixture(scope="module")
def tracks() -> Sequence[Track]:
    found = [replace(music.track(f"Song {n:04}"), id=TrackId(n + 1)) for n in range(COUNT)]
    return random.Random(1).sample(found, COUNT)


@pytest.fixture
def fakes(tracks: Sequence[Track]) -> FakeServices:
    return FakeServices(tracks).with_music()


@pytest.fixture
def window(open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.page.show_place(Place.LIBRARY)
    return window


@pytest.fixture
def library(qtbot: QtBot, window: MainWindow) -> LibraryPlace:
    library = window.page.fronts.library
    assert library is not None
    qtbot.waitUntil(lambda: library.browse.songs.view.model().rowCount() == COUNT)
    return library


def ids_of(view: SongsView) -> list[int]:
    model = view.model()
    assert isinstance(model, SongsModel)
    return [int(one) for one in model.ids]


def copied() -> int:
    data = QGuiApplication.clipboard().mimeData()
    return len(data.urls()) if data is not None else 0


@pytest.mark.parametrize("count", [700, COUNT])
def test_all_that_is_selected_is_dragged_though_most_was_never_in_sight(
    qtbot: QtBot, library: LibraryPlace, count: int
) -> None:
    view = library.browse.songs.view
    view.select_rows(range(count))
    wanted = ids_of(view)[: min(count, 1_000)]
    qtbot.waitUntil(lambda: [track.id for track in view.dragged()] == wanted)


def test_what_is_no_longer_selected_is_not_dragged(qtbot: QtBot, library: LibraryPlace) -> None:
    view = library.browse.songs.view
    view.select_rows(range(900))
    qtbot.waitUntil(lambda: len(view.dragged()) == 900)
    view.select_rows(range(1_200, 1_210))
    wanted = ids_of(view)[1_200:1_210]
    qtbot.waitUntil(lambda: [track.id for track in view.dragged()] == wanted)


def test_all_songs_are_copied_and_of_those_played_it_is_said_that_they_are_the_first(
    qtbot: QtBot, window: MainWindow, library: LibraryPlace, fakes: FakeServices
) -> None:
    view = library.browse.songs.view
    view.select_rows(range(COUNT))
    view.act_wanted.emit(SongAction.PLAY)
    said = "Only the first 1000 of 1500 songs are taken."
    qtbot.waitUntil(lambda: said in window.notices.text)
    assert fakes.jukebox.state.playing is not None
    assert fakes.jukebox.state.playing.id == ids_of(view)[0]
    QGuiApplication.clipboard().clear()
    view.act_wanted.emit(SongAction.COPY)
    qtbot.waitUntil(lambda: copied() == COUNT)
