from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from deej_desktop.domain.errors import SettingsUnusable
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.theme import Theme
from tests.fakes.services import FakeServices, FakeSettings
from tests.ui.conftest import OpenWindow


def test_the_window_comes_back_as_it_was(qtbot: QtBot, open_window: OpenWindow) -> None:
    fakes = FakeServices().with_music()
    first = open_window(fakes)
    first.resize(733, 511)
    qtbot.waitUntil(lambda: first.size() == QSize(733, 511))
    first.close()
    assert open_window(fakes).size() == QSize(733, 511)


def test_it_comes_back_maximised(qtbot: QtBot, open_window: OpenWindow) -> None:
    fakes = FakeServices().with_music()
    first = open_window(fakes)
    first.showMaximized()
    qtbot.waitUntil(first.isMaximized)
    first.close()
    assert open_window(fakes).isMaximized()


@pytest.mark.parametrize("written", ["nonsense", "AAAA", "caf\udce9"])
def test_what_is_no_place_is_no_harm(open_window: OpenWindow, written: str) -> None:
    fakes = FakeServices().with_music()
    fakes.settings.current = fakes.settings.current.model_copy(update={"window_geometry": written})
    window = open_window(fakes)
    room = window.screen().availableSize()
    assert window.size() == QSize(1080, 720).boundedTo(room * 0.9)


def test_the_first_window_is_no_larger_than_the_screen(qtbot: QtBot, theme: Theme) -> None:
    window = MainWindow(FakeServices().with_music().services, theme)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert window.width() < room.width()
    assert window.height() < room.height()
    window.close()


class FullDisk(FakeSettings):
    def change(self, **values: object) -> None:
        raise SettingsUnusable("There is no room.")


def test_a_full_disk_does_not_keep_the_window_open(open_window: OpenWindow) -> None:
    fakes = FakeServices().with_music()
    fakes.have_settings(FullDisk())
    window = open_window(fakes)
    window.close()
    assert window.isHidden()
