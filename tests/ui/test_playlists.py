"""What can be done with playlists as a whole: dropping on them, ordering, rendering, deleting."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.progress import Progress, ProgressSink
from deej_desktop.services.playlists.api import PlaylistItem
from deej_desktop.ui.drops import carrying_all
from deej_desktop.ui.library.library_place import LibraryPlace, Section
from deej_desktop.ui.library.mix_dialog import MixDialog
from deej_desktop.ui.library.songs_model import TRACK_ROLE, Column
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.widgets.notice_bar import Message
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT, COPY, KEY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


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


def titles(library: LibraryPlace) -> list[str]:
    return cells(library.browse.songs.view, Column.TITLE)


def cells(view: SongsView, column: Column) -> list[str]:
    model = view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def playing(fakes: FakeServices) -> str:
    track = fakes.jukebox.state.playing
    return track.title if track is not None else ""


def test_songs_are_dropped_on_a_playlist(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices
) -> None:
    tracks = fakes.jukebox.tracks
    info = fakes.playlists.save("Mine", [PlaylistItem(tracks[0])])
    library.show_section(Section.PLAYLISTS)
    view = library.playlists.view
    qtbot.waitUntil(view.isVisible)
    place = view.visualRect(view.model().index(0, 0)).center()
    data = carrying_all([tracks[7]])
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, COPY, data, LEFT, NONE))
    drop = QDropEvent(QPointF(place), COPY | Qt.DropAction.MoveAction, data, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), drop)
    assert drop.dropAction() == COPY
    qtbot.waitUntil(lambda: len(fakes.playlists.items(info.key)) == 2)


def test_a_playlist_is_opened_shortened_and_deleted(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices
) -> None:
    items = [PlaylistItem(track, missing=at == 1) for at, track in
             enumerate(fakes.jukebox.tracks[:4])]  # fmt: skip
    info = fakes.playlists.save("Mine", items)
    library.show_section(Section.PLAYLISTS)
    view = library.playlists.view
    qtbot.waitUntil(view.isVisible)
    assert view.model().index(0, 0).data(TRACK_ROLE) == items[0].track, "whose cover it has"
    assert library.playlists.import_one.isVisible()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, KEY.Key_Return)
    assert not library.playlists.import_one.isVisible()
    songs = library.playlists.songs.view
    qtbot.waitUntil(lambda: len(cells(songs, Column.TITLE)) == 4)
    assert library.playlists.songs.model.is_missing(1)
    songs.setFocus()
    songs.selectRow(2)
    QTest.keyClick(songs, KEY.Key_Delete)
    qtbot.waitUntil(lambda: len(fakes.playlists.items(info.key)) == 3)
    qtbot.waitUntil(lambda: len(cells(songs, Column.TITLE)) == 3)
    library.playlists.header.play_wanted.emit()
    qtbot.waitUntil(lambda: playing(fakes) == items[0].track.title)
    assert library.go_back()
    said: list[Message] = []
    library.said.connect(said.append)
    QTest.keyClick(view, KEY.Key_Delete)
    qtbot.waitUntil(lambda: library.playlists.empty.isVisible())
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].text == "Mine is deleted; its songs stay where they are."
    assert said[0].action is not None
    said[0].action()
    qtbot.waitUntil(view.isVisible)
    (again,) = fakes.playlists.playlists()
    assert (again.name, again.tracks) == ("Mine", 3)


def test_a_playlist_is_put_in_order_made_longer_and_rendered(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices, tmp_path: Path
) -> None:
    tracks = fakes.jukebox.tracks
    info = fakes.playlists.save("Mine: 1/2", [PlaylistItem(tracks[at]) for at in (4, 9, 2, 7)])
    library.show_section(Section.PLAYLISTS)
    qtbot.waitUntil(library.playlists.view.isVisible)

    def choose(text: str) -> None:
        menu = library.playlists.menu_of(info)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()

    def held() -> list[str]:
        return [item.track.title for item in fakes.playlists.items(info.key)]

    before = held()
    choose("Put in a smoother order")
    qtbot.waitUntil(lambda: held() != before)
    assert held()[0] == before[0]
    choose("Add ten songs that follow well")
    qtbot.waitUntil(lambda: len(held()) == 14)
    said: list[Message] = []
    library.said.connect(said.append)
    choose("Render as one sound file…")
    dialog = library.playlists.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Mine 1 2.mp3"]
    dialog.filesSelected.emit([str(tmp_path / "evening.mp3")])
    dialog.close()
    qtbot.waitUntil(lambda: "evening.mp3 is written." in [one.text for one in said])
    ((items, path),) = fakes.playlists.mixed
    assert (len(items), path) == (14, tmp_path / "evening.mp3")


def test_a_journey_in_a_smoother_order_ends_where_it_did(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices
) -> None:
    tracks = sorted(fakes.jukebox.tracks[:5], key=lambda track: track.title, reverse=True)
    items = list(map(PlaylistItem, tracks))
    info = fakes.playlists.save("There", items, "journey")
    library.show_section(Section.PLAYLISTS)
    qtbot.waitUntil(library.playlists.view.isVisible)
    menu = library.playlists.menu_of(info)
    next(one for one in menu.actions() if one.text() == "Put in a smoother order").trigger()
    menu.close()
    qtbot.waitUntil(lambda: list(fakes.playlists.items(info.key)) != items)
    kept = fakes.playlists.items(info.key)
    assert (kept[0], kept[-1]) == (items[0], items[-1])


def test_rendering_a_playlist_can_be_stopped(
    qtbot: QtBot, library: LibraryPlace, fakes: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = fakes.playlists.save("Mine", [PlaylistItem(fakes.jukebox.tracks[0])])
    stopped = threading.Event()

    def mix(_: object, path: Path, progress: ProgressSink, cancel: CancelToken) -> tuple[str, ...]:
        progress(Progress("Mixing", 1, 2, path.name))
        while not cancel.cancelled:
            time.sleep(0.01)
        stopped.set()
        raise Cancelled

    monkeypatch.setattr(fakes.playlists, "mix", mix)
    pane = library.playlists
    dialog = MixDialog(pane.window().findChildren(Tasks)[0], pane)
    written: list[object] = []
    dialog.begin(fakes.services.playlists, info.key, Path("a.mp3"), written.append)
    qtbot.waitUntil(lambda: dialog.labelText() == "a.mp3")
    (stop,) = dialog.findChildren(QPushButton)
    QTest.keyClick(stop, Qt.Key.Key_Escape)
    (question,) = dialog.findChildren(QMessageBox)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox))
    assert dialog.isVisible()
    assert not stopped.is_set()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    QTest.mouseClick(stop, LEFT)
    qtbot.waitUntil(lambda: bool(gone))
    assert stopped.is_set()
    assert not written
