"""The window: pages between a header and notices, drops and keys for all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QVBoxLayout
from typing_extensions import override

from deej_desktop.services.api import JukeboxState, LibraryState, Notice, Services
from deej_desktop.services.room.api import RoomState
from deej_desktop.services.tuning.api import TuningState
from deej_desktop.settings.settings import Settings
from deej_desktop.ui.bridge import Bridge
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.dialogs.failures import FailuresDialog
from deej_desktop.ui.dialogs.folders import FoldersDialog
from deej_desktop.ui.dialogs.pick import pick_songs
from deej_desktop.ui.faces import Faces
from deej_desktop.ui.format import one_line
from deej_desktop.ui.library.mix_dialog import MixDialog
from deej_desktop.ui.panels.header import Header
from deej_desktop.ui.panels.moods import ExcerptsMenu
from deej_desktop.ui.panels.stopping import Stopping
from deej_desktop.ui.places import Place
from deej_desktop.ui.player_page import PlayerPage
from deej_desktop.ui.sentences import said
from deej_desktop.ui.shortcuts import Shortcuts
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_L, Theme
from deej_desktop.ui.tray import Tray
from deej_desktop.ui.welcome import Welcome, system_music_folder
from deej_desktop.ui.widgets.backdrop import Backdrop
from deej_desktop.ui.widgets.notice_bar import Message, NoticeBar
from deej_desktop.ui.window_drops import WindowDrops
from deej_desktop.ui.window_keys import WindowKeys
from deej_desktop.ui.window_place import remember, restore

if TYPE_CHECKING:
    from deej_desktop.ui.dialogs.settings import SettingsDialog

_SMALL_HEADER = 620
_WORDY_HEADER = 860
_WIDEST_NOTICE = 640
_NETBOOK = QSize(1024, 600)


class MainWindow(QMainWindow):
    """Shows what the services say and passes on what the listener wants."""

    gone = Signal()
    """Closed for good, by whatever way; what was begun in it is about to end."""

    def __init__(self, services: Services, theme: Theme) -> None:
        super().__init__()
        self._services = services
        self._theme = theme
        self._library = services.library.state
        self._jukebox = services.jukebox.state
        self._settings_dialog: SettingsDialog | None = None
        self._tell_instead: Callable[[Message], None] | None = None
        self._tasks = Tasks(self)
        self._bridge = Bridge(self)
        covers = Covers(services.library.cover, self._tasks, self)
        self._shortcuts = Shortcuts(services.settings.current.shortcuts, self)
        self.header = Header(theme, services.library, self._shortcuts)
        self.page = PlayerPage(theme, services, covers, self._tasks)
        self.welcome = Welcome(theme, self._tasks, system_music_folder)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.page)
        self._body = body = Backdrop(theme)
        self.page.now_playing.tint_changed.connect(body.shine)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(body)
        self.notices = NoticeBar(theme, self)
        self._drops = WindowDrops(theme, services.jukebox, self._tasks, self)
        self._keys = WindowKeys(
            services.jukebox,
            self.page.deck,
            self._shortcuts,
            self._find,
            self.page.step_back,
            self._show_playing,
        )
        self.stopping = Stopping(theme, services.jukebox, self)
        self.faces = Faces(self, theme, services, covers, self._keys.press)
        self.tray = Tray(services.jukebox, self)
        smallest = QSize(round(400 * theme.scale), round(320 * theme.scale))
        room = self.screen().availableSize()
        self.setMinimumSize(smallest.boundedTo(room * 0.8).boundedTo(_NETBOOK))
        self.resize(QSize(1080, 720).boundedTo(room * 0.9))  # leaving some for the frame
        restore(self, services.settings)
        self.setAcceptDrops(True)
        # Otherwise the first button would begin with the ring of the keyboard focus.
        body.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        body.setFocus()
        self._connect()

    def show_message(self, message: Message) -> None:
        """Show a sentence over the window, or over that which has taken its place."""
        if self._tell_instead is not None:
            # What its button would do ends with this window.
            self._tell_instead(replace(message, action_name="", action=None))
            return
        self.notices.tell(message)
        self._place_notices()

    def open_settings(self, section: int = 0) -> None:
        """Show the settings, opened at a section."""
        # Loaded when it is wanted: the window is on the screen the sooner.
        from deej_desktop.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(
            self._theme,
            self._services,
            self._shortcuts,
            self._tasks,
            self,
            has_tray=self.tray.can_be,
        )
        dialog.listening.folders_wanted.connect(self._open_folders)
        dialog.list.setCurrentRow(section)
        dialog.finished.connect(self._settings_closed)
        dialog.open()
        self._settings_dialog = dialog

    @property
    def settings_section(self) -> int | None:
        """Which section of the settings is open; None while they are closed."""
        return None if self._settings_dialog is None else self._settings_dialog.list.currentRow()

    def _settings_closed(self) -> None:
        self._settings_dialog = None

    def _connect(self) -> None:
        self.header.place_wanted.connect(self._show_place)
        self.page.place_changed.connect(self.header.show_place)
        self.header.songs_wanted.connect(self._ask_for_songs)
        self.header.find_wanted.connect(self._find)
        self.header.journey_wanted.connect(self._make_journey)
        self.header.room_wanted.connect(self._hear_room)
        self.header.folders_wanted.connect(self._open_folders)
        self.header.failures_wanted.connect(self._open_failures)
        self.header.scan_wanted.connect(self._services.library.start_scan)
        self.header.settings_wanted.connect(lambda: self.open_settings())
        self.header.mini_wanted.connect(self.faces.toggle_mini)
        self.header.car_wanted.connect(self.faces.toggle_car)
        self.header.quit_wanted.connect(self.end)
        self.header.show_sign(self.stopping.sign)
        self.header.carry("song", ExcerptsMenu(self._services.jukebox, self))
        self.header.carry("moon", self.stopping.menu)
        self._shortcuts.adopt("stop-after", self.stopping.after_song, "Ctrl+.")
        self.addActions([*self.header.menu.actions(), self.stopping.after_song])
        self.faces.carry(self.actions())
        self._theme.changed.connect(self._fit_header)
        self.tray.window_wanted.connect(self.faces.show_whole)
        self.tray.quit_wanted.connect(self.end)
        self._bridge.latest(self._services.settings.changed, self._follow_settings)
        self._bridge.latest(self._services.tuning.changed, self._show_tuning)
        self._follow_settings(self._services.settings.current)
        self.page.folders_wanted.connect(self._open_folders)
        self.page.fronts.said.connect(self.show_message)
        playlists = self._services.playlists
        self._bridge.latest(playlists.changed, lambda _: self.page.fronts.show_playlists())
        self.page.songs_wanted.connect(self._ask_for_songs)
        self.page.deck.volume.explanation_wanted.connect(
            lambda: self.show_message(Message(said(self._services.no_sound), "warning"))
        )
        self._drops.said.connect(self.show_message)
        self._drops.folders_wanted.connect(self._watch)
        self.welcome.folder_chosen.connect(lambda folder: self._watch([folder]))
        self.welcome.demo_wanted.connect(self._play_demo)
        self._tasks.failed.connect(lambda text: self.show_message(Message(text, "error")))
        self._bridge.latest(self._services.jukebox.changed, self._show_jukebox)
        self._bridge.latest(self._services.library.changed, self._show_library)
        self._bridge.latest(self._services.room.changed, self._show_room)
        self._bridge.every(self._services.jukebox.notices, self._show_notice)
        self._bridge.every(self._services.room.notices, self._show_trouble_with_room)
        self._bridge.every(self._services.library.notices, self._show_notice)
        # Asked for after connecting, so that no change can slip through in between.
        self._show_library(self._services.library.state)
        self._show_jukebox(self._services.jukebox.state)
        self.page.deck.volume.show_silence(said(self._services.no_sound))
        for problem in self._services.problems:
            self._show_notice(problem)

    def _show_jukebox(self, state: JukeboxState) -> None:
        self._jukebox = state
        self._drops.show_jukebox(state)
        self.page.show_jukebox(state)
        self.stopping.show_state(state)
        self.faces.show_state(state)
        self.tray.show_state(state)
        playing = state.playing
        # Window managers need not know how to isolate the directions of writing.
        names = (playing.title, playing.artist) if playing is not None else ()
        self.setWindowTitle(" — ".join([one_line(name) for name in names if name] + ["Deej"]))
        self._choose_page()

    def _show_library(self, state: LibraryState) -> None:
        self._library = state
        self._drops.show_library(state)
        self.header.status.show_state(state)
        self.page.show_library(state)
        self._choose_page()

    def _choose_page(self) -> None:
        is_new = not self._library.folders and not self._library.tracks
        is_silent = self._jukebox.playing is None and not self._jukebox.history
        is_welcome = is_new and is_silent
        if not is_welcome and self._stack.currentWidget() is self.welcome:
            # What was pressed goes away; the next button that happens to be there gets no ring.
            self._body.setFocus()
        self._stack.setCurrentWidget(self.welcome if is_welcome else self.page)
        self.header.show_find(is_shown=not is_welcome)

    def _show_notice(self, notice: Notice) -> None:
        self.show_message(Message(said(notice.text), notice.severity))

    def _show_place(self, place: Place) -> None:
        # Behind the welcome page nothing must have changed once it is gone.
        if self._stack.currentWidget() is self.page:
            self.page.show_place(place)

    def _find(self, text: str = "") -> None:
        if self._stack.currentWidget() is self.page:
            self.page.begin_search(text)

    def _show_playing(self) -> None:
        if self._stack.currentWidget() is self.page:
            self.page.show_playing_in_library()

    def _make_journey(self) -> None:
        if self._stack.currentWidget() is self.page:
            self.page.begin_journey()

    def _hear_room(self) -> None:
        if self._stack.currentWidget() is self.page:
            self.page.toggle_room()

    def _show_room(self, state: RoomState) -> None:
        self.header.show_room(is_on=state.listening)
        self.page.show_room(state)

    def _show_trouble_with_room(self, notice: Notice) -> None:
        if notice.severity == "error" and self.page.is_hearing_room:
            self.page.room.show_trouble(said(notice.text))
        else:
            self._show_notice(notice)

    def _ask_for_songs(self) -> None:
        pick_songs(self, self._services.jukebox.play_files)

    def _open_folders(self) -> None:
        dialog = FoldersDialog(self._theme, self._library.folders, self)
        dialog.chosen.connect(self._watch)
        dialog.open()

    def _open_failures(self) -> None:
        FailuresDialog(self._services.library, self._tasks, self).open()

    def _show_tuning(self, state: TuningState) -> None:
        if state.progress is None and state.outcome and self._settings_dialog is None:
            self.show_message(Message(state.outcome))

    def _follow_settings(self, settings: Settings) -> None:
        self.tray.show(is_wanted=settings.tray)

    def _watch(self, folders: Sequence[Path]) -> None:
        self._services.library.set_folders(folders)

    def _play_demo(self) -> None:
        self._watch([self._services.demo_music])
        self._tasks.run(
            partial(_first_song, self._services.demo_music), self._services.jukebox.play_files
        )

    # Drops.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drops.enter(event, has_list=self.page.has_list)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drops.move(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drops.leave()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._drops.drop(event, is_first=self._stack.currentWidget() is self.welcome)

    # Keys, sizes and the end.

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()
        self._drops.overlay.setGeometry(self.rect())
        self._place_notices()

    def end(self) -> None:
        """Close the window and end Deej with it."""
        self.close()
        QApplication.quit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.faces.leave()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            remember(self, self._services.settings)
        if self.tray.is_shown and event.spontaneous():
            # By the hand on the window's frame; whoever asks Deej to end means it.
            self.hide()
            event.ignore()
            return
        self.tray.show(is_wanted=False)
        self.faces.close()
        self._bridge.close()
        self.page.fronts.bridge.close()
        if self._tell_instead is None:
            self.hide()  # at once, whatever is still waited for
            self.gone.emit()
            self._tasks.close()
        super().closeEvent(event)

    def give_way(self, new: MainWindow, tell: Callable[[Message], None]) -> None:
        """Close, since `new` has taken the place; delete itself when all work under way is done.

        Args:
            new: Goes on showing how far long work has come.
            tell: Takes what there is to say meanwhile.
        """
        self._tell_instead = tell
        for dialog in self.findChildren(QDialog):
            if isinstance(dialog, MixDialog):
                dialog.go_on_over(new)
            elif dialog.isVisible():
                dialog.reject()
        self.close()
        self._tasks.closing.connect(self.deleteLater)
        self._tasks.close_when_idle()

    def end_work(self) -> None:
        """End all work of a window that gave way, as closing it would have."""
        self._tasks.close()

    def _fit_header(self) -> None:
        scale = self._theme.scale
        self.header.set_compact(
            is_compact=self.width() < _SMALL_HEADER * scale or self.height() < 440,
            has_words=self.width() >= _WORDY_HEADER * scale,
        )

    def _place_notices(self) -> None:
        """Keep the notices over the lower edge of the page, above the deck."""
        bar = self.notices
        width = min(_WIDEST_NOTICE, self.width() - 2 * SPACE_L)
        bar.resize(width, bar.heightForWidth(width) if bar.hasHeightForWidth() else 56)
        deck = self.page.deck.height() if self._stack.currentWidget() is self.page else 0
        bar.move((self.width() - width) // 2, self.height() - deck - bar.height() - SPACE_L)
        bar.raise_()


def _first_song(folder: Path) -> list[Path]:
    """Return the first song in a folder of ours; asks the disk."""
    songs = sorted(path for path in folder.rglob("*") if path.suffix in {".ogg", ".opus", ".mp3"})
    return songs[:1]
