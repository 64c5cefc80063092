"""What every test of the window needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.theme import Theme
from tests.fakes.services import FakeServices

if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where Qt draws into memory, let pass what it says of windows that nobody manages."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        for item in items:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


OpenWindow = Callable[[FakeServices], MainWindow]


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The dark theme, whatever the system says."""
    return Theme(qapp, "dark")


@pytest.fixture
def fakes() -> FakeServices:
    """Services in memory: some music, and one song of it plays."""
    fakes = FakeServices().with_music()
    fakes.jukebox.play_files([fakes.jukebox.tracks[5].path])
    return fakes


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme) -> Iterator[OpenWindow]:
    """Opens the whole window over given services, and closes it after the test."""
    windows: list[MainWindow] = []

    def open_one(fakes: FakeServices) -> MainWindow:
        window = MainWindow(fakes.services, theme)
        if not fakes.services.settings.current.window_geometry:
            window.resize(1080, 720)  # whatever screen the tests have
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield open_one
    for window in windows:
        window.close()


@pytest.fixture(autouse=True)
def no_music_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the welcome page from proposing whatever this machine has."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Deletes what was closed; without a loop of events it stays, and slows down what follows."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
