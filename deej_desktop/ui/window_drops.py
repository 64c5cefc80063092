"""What is dragged over the window, and what becomes of it where it is let go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from deej_desktop.services.api import JukeboxApi, JukeboxState, LibraryState
from deej_desktop.ui.drops import Dropped, is_ours, paths_in, told_apart
from deej_desktop.ui.format import joined
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.drop_overlay import DropOverlay, DropPlace
from deej_desktop.ui.widgets.notice_bar import Message


class WindowDrops(QObject):
    """Offers places to let go of files and songs, and passes on what is dropped there."""

    folders_wanted = Signal(object)
    """All the folders that the listener's music is in from now on."""
    said = Signal(object)

    def __init__(self, theme: Theme, jukebox: JukeboxApi, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._jukebox = jukebox
        self._tasks = tasks
        self._state = JukeboxState()
        self._folders: tuple[Path, ...] = ()
        self.overlay = DropOverlay(theme, window)

    def show_jukebox(self, state: JukeboxState) -> None:
        """Know what plays, which more can be done with."""
        self._state = state

    def show_library(self, state: LibraryState) -> None:
        """Know which folders are the listener's music."""
        self._folders = state.folders

    def enter(self, event: QDragEnterEvent, *, has_list: bool) -> None:
        """Offer the places; songs out of our own lists are for a list, if one is there."""
        is_for_list = is_ours(event.mimeData()) and has_list
        if is_for_list or not paths_in(event.mimeData()):
            event.ignore()
            return
        self.overlay.offer(self._places())
        self.move(event)
        # Without this, no move events follow for a drag that enters between two places.
        event.accept()

    def move(self, event: QDropEvent) -> str | None:
        """Take what is dragged over a place, and nothing elsewhere; which place it is."""
        place = self.overlay.point_at(QPointF(event.position()))
        if place is None:
            event.ignore()
        else:
            # What is proposed may be a move, after which the other program deletes its file.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        return place

    def leave(self) -> None:
        """Offer nothing more."""
        self.overlay.hide()

    def drop(self, event: QDropEvent, *, is_first: bool) -> None:
        """Do what the place says; what is dropped `is_first` where nothing is known yet."""
        place = self.move(event)
        self.leave()
        paths = paths_in(event.mimeData())
        if place is None or not paths:
            return
        if place == "next":
            self._jukebox.queue_files(paths)
        elif place == "like":
            self._jukebox.more_like_files(paths)
        elif is_first:
            self._tasks.run(partial(told_apart, paths), self._begin_with)
            return
        else:
            self._jukebox.play_files(paths)
        self._tasks.run(partial(told_apart, paths), self._offer_to_keep)

    def _places(self) -> list[DropPlace]:
        play = DropPlace("play", self.tr("Play now"), "play", "keep_on")
        if self._state.playing is None:
            return [play]
        like = DropPlace("like", self.tr("Also like this"), "more", "keep_on")
        return [play, like, DropPlace("next", self.tr("Play next"), "play-next", "drunk")]

    def _begin_with(self, dropped: Dropped) -> None:
        """Take what is dropped on the welcome page: folders are the listener's music."""
        if dropped.folders:
            self.folders_wanted.emit(dropped.folders)
        if dropped.files:
            self._jukebox.play_files(dropped.files)

    def _offer_to_keep(self, dropped: Dropped) -> None:
        """Ask whether dropped folders belong to the listener's music."""
        new = [folder for folder in dropped.folders if not self._is_known(folder)]
        if new:
            question = self.tr("Shall Deej keep listening to {name} from now on?").format(
                name=joined(*[folder.name for folder in new], by=", ")
            )
            add = self.tr("Add to my music")
            self.said.emit(Message(question, action_name=add, action=lambda: self._add(new)))

    def _is_known(self, folder: Path) -> bool:
        return any(folder == known or known in folder.parents for known in self._folders)

    def _add(self, new: Sequence[Path]) -> None:
        self.folders_wanted.emit((*self._folders, *new))
