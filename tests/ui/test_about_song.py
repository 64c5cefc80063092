"""What is told of a song, and handing its file to other programs."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from deej_desktop.domain.sound import Listen
from deej_desktop.domain.units import TrackId
from deej_desktop.services.api import FailedFile, HowHeard
from deej_desktop.ui.dialogs.about_song import AboutSong
from deej_desktop.ui.files_elsewhere import show_in_folder
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def fakes() -> FakeServices:
    tracks = music.library()
    return FakeServices(failed=[FailedFile(tracks[1].path, "it is empty")]).with_music()


@pytest.fixture
def window(open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1200, 800)
    window.page.show_place(Place.LIBRARY)
    return window


@pytest.fixture
def table(qtbot: QtBot, window: MainWindow) -> SongsView:
    library = window.page.fronts.library
    assert library is not None
    view = library.browse.songs.view
    qtbot.waitUntil(lambda: view.model().rowCount() == 20)
    qtbot.waitUntil(lambda: view.model().index(0, 0).data() is not None)
    view.setFocus()
    return view


def about(window: MainWindow) -> AboutSong:
    dialog = window.findChild(QDialog)
    assert isinstance(dialog, AboutSong)
    return dialog


def told(dialog: AboutSong) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (0, "All of it; its loudness is −14.2 LUFS."),
        (1, "It could not be analysed: it is empty. It is tried again once it changes."),
    ],
)
def test_a_song_says_how_far_it_was_listened_to_and_why_not(
    qtbot: QtBot, window: MainWindow, table: SongsView, row: int, sentence: str
) -> None:
    table.select_rows([row])
    QTest.keyClick(table, KEY.Key_Return, ALT)
    qtbot.waitUntil(lambda: window.findChild(QDialog) is not None)
    dialog = about(window)
    qtbot.waitUntil(lambda: sentence in told(dialog))
    path = dialog.findChild(QLineEdit)
    assert isinstance(path, QLineEdit)
    assert path.text().startswith("/music/")


@pytest.mark.parametrize(
    ("heard", "known", "sentence"),
    [
        (HowHeard(Listen.FULL), True, "All of it."),
        (HowHeard(Listen.FIRST), True, "Ten places of it so far; all of it comes later."),
        (HowHeard(), True, "Not yet; its turn comes with the scan."),
        (HowHeard(), False, "Not yet; it is in none of your music folders."),
    ],
)
def test_there_is_a_sentence_for_every_state(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices, monkeypatch: pytest.MonkeyPatch,
    heard: HowHeard, known: bool, sentence: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(fakes.library, "how_heard", lambda _: heard)
    library = window.page.fronts.library
    assert library is not None
    library.tell_about(replace(music.track("One Song.ogg"), id=TrackId(7) if known else None))
    dialog = about(window)
    qtbot.waitUntil(lambda: sentence in told(dialog))


def test_it_stays_over_the_window_as_it_grows(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "it is damaged in a way that takes many words to tell " * 6
    answer = threading.Event()

    def how_heard(_: object) -> HowHeard:
        answer.wait()
        return HowHeard(failed=reason)

    monkeypatch.setattr(fakes.library, "how_heard", how_heard)
    library = window.page.fronts.library
    assert library is not None
    library.tell_about(music.track("One Song.ogg"))
    dialog = about(window)
    qtbot.waitExposed(dialog)
    before = dialog.height()
    dialog.move(0, 0)  # as an X server tells of a window that is not placed yet
    answer.set()
    qtbot.waitUntil(lambda: dialog.height() > before)
    middle = window.mapToGlobal(window.rect().center())
    assert (dialog.geometry().center() - middle).manhattanLength() <= 2


def test_the_path_is_copied_for_people_and_file_managers(
    qtbot: QtBot, window: MainWindow, table: SongsView
) -> None:
    table.select_rows([0, 2])
    QTest.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.notices.text == "Low Tide and 1 more: copied")
    data = QGuiApplication.clipboard().mimeData()
    names = ["01 Low Tide", "03 Rust and Salt"]
    assert [Path(line).stem for line in data.text().splitlines()] == names
    assert [Path(url.toLocalFile()).stem for url in data.urls()] == names


class _FileManager(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[QUrl] = []

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        self.asked.append(address)


def test_the_folder_is_opened_whatever_bytes_are_in_its_name(qtbot: QtBot) -> None:
    manager = _FileManager()
    QDesktopServices.setUrlHandler("file", manager, "take")  # type: ignore[arg-type]
    try:
        show_in_folder(Path("/music/caf\udce9/song.ogg"))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    (address,) = manager.asked
    assert address.toEncoded().data() == b"file:///music/caf%E9"


def test_all_of_it_is_reached_by_the_keyboard(
    qtbot: QtBot, window: MainWindow, table: SongsView
) -> None:
    QTest.keyClick(table, KEY.Key_Return, ALT)
    qtbot.waitUntil(lambda: window.findChild(QDialog) is not None)
    dialog = about(window)
    names = [button.text().replace("&", "") for button in dialog.findChildren(QPushButton)]
    assert names == ["Copy the path", "Show in its folder", "Close"]
    QTest.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(QDialog) is None)
