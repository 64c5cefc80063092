"""The library in a window of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deej_desktop.services.api import FailedFile
from deej_desktop.ui.library.library_place import LibraryPlace
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow
from tests.ui.library.lists import titles


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
