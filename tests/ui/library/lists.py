"""What the lists of the library show, and their menus."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
)

from deej_desktop.ui.library.library_place import LibraryPlace
from deej_desktop.ui.library.songs_model import Column
from deej_desktop.ui.library.songs_view import SongsView
from tests.fakes.services import FakeServices


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


def menu_of(table: SongsView, row: int) -> QMenu:
    table.selectRow(row)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(table, QContextMenuEvent(reason, QPoint(9, 9), QPoint(9, 9)))
    menus = [one for one in table.window().findChildren(QMenu) if one.isVisible()]
    return menus[-1]


def choose(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if one.text().startswith(text)).trigger()
    menu.close()
