"""Changing a playlist that is open: moving, dropping, taking out, and taking all of it back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deej_desktop.domain.errors import PlaylistUnusable
from deej_desktop.services.playlists.api import PlaylistInfo, PlaylistItem
from deej_desktop.ui.drops import carrying_all
from deej_desktop.ui.library.library_place import LibraryPlace, Section
from deej_desktop.ui.library.songs_view import SongsView
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.notice_bar import Message
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT, COPY, KEY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.Key
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
FIVE = ["Low Tide", "Lantern Street", "Rust and Salt", "Echo Pier", "Second Anchor"]


@pytest.fixture
def info(fakes: FakeServices) -> PlaylistInfo:
    return fakes.playlists.save("Mine", [PlaylistItem(one) for one in fakes.jukebox.tracks[:5]])


@pytest.fixture
def window(open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1200, 800)
    window.page.show_place(Place.LIBRARY)
    return window


@pytest.fixture
def library(window: MainWindow) -> LibraryPlace:
    library = window.page.fronts.library
    assert library is not None
    return library


@pytest.fixture
def songs(qtbot: QtBot, library: LibraryPlace, info: PlaylistInfo) -> SongsView:
    library.show_section(Section.PLAYLISTS)
    qtbot.waitUntil(library.playlists.view.isVisible)
    library.playlists.open_playlist(info)
    view = library.playlists.songs.view
    qtbot.waitUntil(lambda: shown(view) == FIVE)
    view.setFocus()
    return view


def shown(view: SongsView) -> list[str]:
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def kept(fakes: FakeServices, info: PlaylistInfo) -> list[str]:
    return [item.track.title for item in fakes.playlists.items(info.key)]


def middle_of(view: SongsView, row: int) -> int:
    return view.rowViewportPosition(row) + view.rowHeight(row) // 2


def test_the_keyboard_moves_what_is_selected_and_stops_at_the_ends(
    qtbot: QtBot, songs: SongsView, fakes: FakeServices, info: PlaylistInfo
) -> None:
    songs.select_rows([2, 3])
    for _ in range(3):
        QTest.keyClick(songs, KEY.Key_Up, ALT)
    wanted = ["Rust and Salt", "Echo Pier", "Low Tide", "Lantern Street", "Second Anchor"]
    assert shown(songs) == wanted
    assert songs.selected_rows() == [0, 1]
    qtbot.waitUntil(lambda: kept(fakes, info) == wanted)
    for _ in range(4):
        QTest.keyClick(songs, KEY.Key_Down, ALT)
    wanted = ["Low Tide", "Lantern Street", "Second Anchor", "Rust and Salt", "Echo Pier"]
    assert shown(songs) == wanted
    qtbot.waitUntil(lambda: kept(fakes, info) == wanted)
    # What is read back changes nothing: the songs are still selected.
    qtbot.wait(50)
    assert songs.selected_rows() == [3, 4]


def test_every_change_is_taken_back_by_the_keyboard(
    qtbot: QtBot, songs: SongsView, fakes: FakeServices, info: PlaylistInfo
) -> None:
    songs.select_rows([4])
    QTest.keyClick(songs, KEY.Key_Up, ALT)
    QTest.keyClick(songs, KEY.Key_Delete)
    assert len(shown(songs)) == 4
    QTest.keyClick(songs, KEY.Key_Z, CONTROL)
    QTest.keyClick(songs, KEY.Key_Z, CONTROL)
    QTest.keyClick(songs, KEY.Key_Z, CONTROL)
    assert shown(songs) == FIVE
    qtbot.waitUntil(lambda: kept(fakes, info) == FIVE)


def test_what_was_taken_out_is_offered_back(
    qtbot: QtBot, library: LibraryPlace, songs: SongsView, fakes: FakeServices, info: PlaylistInfo
) -> None:
    said: list[Message] = []
    library.said.connect(said.append)
    songs.select_rows([1, 2])
    QTest.keyClick(songs, KEY.Key_Delete)
    assert [one.text for one in said] == ["2 songs taken out of Mine"]
    assert songs.selected_rows() == [1]
    qtbot.waitUntil(lambda: len(kept(fakes, info)) == 3)
    assert library.go_back()
    assert said[0].action is not None
    said[0].action()
    qtbot.waitUntil(lambda: kept(fakes, info) == FIVE)


def test_only_the_latest_change_is_offered_back_until_it_is_taken_back(
    window: MainWindow, songs: SongsView
) -> None:
    notices = window.notices
    notices.tell(Message("Good evening."))
    for rows in ([1, 2], [0]):
        songs.select_rows(rows)
        QTest.keyClick(songs, KEY.Key_Delete)
    (dismiss,) = notices.findChildren(IconButton)
    assert notices.text == "Good evening."
    QTest.mouseClick(dismiss, LEFT)
    assert notices.text == "1 song taken out of Mine"
    QTest.keyClick(songs, KEY.Key_Z, CONTROL)
    assert len(shown(songs)) == 3
    assert not notices.text
    assert not notices.isVisible()


def test_a_smoother_order_is_taken_back(
    qtbot: QtBot, library: LibraryPlace, songs: SongsView, fakes: FakeServices, info: PlaylistInfo
) -> None:
    menu = library.playlists.menu_of(info)
    next(one for one in menu.actions() if one.text() == "Put in a smoother order").trigger()
    menu.close()
    qtbot.waitUntil(lambda: shown(songs) != FIVE)
    QTest.keyClick(songs, KEY.Key_Z, CONTROL)
    assert shown(songs) == FIVE
    qtbot.waitUntil(lambda: kept(fakes, info) == FIVE)


@pytest.mark.parametrize(("row", "below", "place"), [(0, False, 0), (2, True, 3), (9, False, 5)])
def test_songs_are_dropped_between_others(
    qtbot: QtBot, songs: SongsView, fakes: FakeServices, info: PlaylistInfo,
    row: int, below: bool, place: int,
) -> None:  # fmt: skip
    data = carrying_all([fakes.jukebox.tracks[7], fakes.jukebox.tracks[8]])
    y = middle_of(songs, row) + (4 if below else -4) if row < 5 else songs.viewport().height() - 9
    at, target = QPoint(80, y), songs.viewport()
    enter = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDragMoveEvent(at, COPY, data, LEFT, NONE))
    songs.grab()
    move = Qt.DropAction.MoveAction
    drop = QDropEvent(QPointF(at), COPY | move, data, LEFT, NONE)
    QApplication.sendEvent(target, drop)
    assert drop.dropAction() == COPY
    new = [fakes.jukebox.tracks[7].title, fakes.jukebox.tracks[8].title]
    wanted = [*FIVE[:place], *new, *FIVE[place:]]
    qtbot.waitUntil(lambda: kept(fakes, info) == wanted)
    assert shown(songs) == wanted
    assert songs.selected_rows() == [place, place + 1]


def test_what_is_no_song_is_left_to_others(songs: SongsView) -> None:
    data = carrying_all([])
    enter = QDragEnterEvent(QPoint(80, 20), COPY, data, LEFT, NONE)
    QApplication.sendEvent(songs.viewport(), enter)
    assert not enter.isAccepted()
    QApplication.sendEvent(songs.viewport(), QDragLeaveEvent())


def test_songs_dropped_on_a_playlist_that_was_left_meanwhile_are_added_to_it(
    qtbot: QtBot, library: LibraryPlace, songs: SongsView, fakes: FakeServices, info: PlaylistInfo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    may_go_on = threading.Event()
    track_at = fakes.journeys.track_at

    def slowly(path: Path) -> object:
        may_go_on.wait(5)
        return track_at(path)

    monkeypatch.setattr(fakes.journeys, "track_at", slowly)
    library.playlists.songs.songs_dropped.emit([fakes.jukebox.tracks[9].path], 0)
    assert library.go_back()
    may_go_on.set()
    qtbot.waitUntil(lambda: kept(fakes, info) == [*FIVE, fakes.jukebox.tracks[9].title])


def test_a_change_that_cannot_be_kept_is_told_and_what_is_kept_is_shown(
    qtbot: QtBot, window: MainWindow, songs: SongsView, fakes: FakeServices
) -> None:
    fakes.playlists.trouble = PlaylistUnusable("The disk is full; make room.")
    songs.select_rows([4])
    QTest.keyClick(songs, KEY.Key_Delete)
    qtbot.waitUntil(lambda: "disk is full" in window.notices.text or len(shown(songs)) == 5)
    qtbot.waitUntil(lambda: shown(songs) == FIVE)
