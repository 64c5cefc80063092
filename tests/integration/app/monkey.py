"""A monkey at the controls of the whole of Deej: real services, real files; run as a program.

    python -m tests.integration.app.monkey DATA_DIR MUSIC_DIR SEED SECONDS

It clicks, types, drags, turns, drops, resizes and closes at random in whatever window is there,
goes everywhere from the map to the car screen, and prints one JSON object at the end: how much it
did, what Qt had to complain of, and what failed.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import random
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QMessageLogContext,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QThreadPool,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from shiboken6 import isValid

from deej_desktop.app.window_services import running_services
from deej_desktop.services.api import Services
from deej_desktop.services.playlists.api import PlaylistItem
from deej_desktop.ui.drops import carrying, carrying_all
from deej_desktop.ui.library.library_place import Section
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.opening import make_application
from deej_desktop.ui.places import Place
from deej_desktop.ui.theme import Theme

_PAUSE_MS = 2
_MOST_PLAYLISTS = 20
_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_NONE, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_KEYS = [
    Qt.Key(value)
    for value in (
        *range(Qt.Key.Key_Space, Qt.Key.Key_Z + 1),
        Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down,
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F11,
        Qt.Key.Key_F5, Qt.Key.Key_Menu, Qt.Key.Key_MediaNext, Qt.Key.Key_MediaPlay,
    )
]  # fmt: skip
_WORDS = ("tone", "ö", "مرحبا", "'; DROP", "%_*", "\N{BELL}", "𝄞", "a" * 300)


class Monkey(QObject):
    """Does one thing after the other, in nested event loops too."""

    def __init__(
        self, window: MainWindow, services: Services, music: Path, seed: int, seconds: float
    ) -> None:
        super().__init__()
        self._window = window
        self._services = services
        self._chance = random.Random(seed)
        self._music = music
        self.end = time.monotonic() + seconds
        self.done = 0

    def act(self) -> None:
        """Do something, and something else later."""
        if time.monotonic() > self.end:
            self._stop()
            return
        # Before anything that may open a loop of its own, such as a menu.
        QTimer.singleShot(_PAUSE_MS, self.act)
        self.done += 1
        target = self._target()
        chance = self._chance.random()
        if isinstance(target, QFileDialog | QMessageBox):
            # A monkey in there could delete what is not ours.
            target.reject()
        elif chance < 0.35:
            self._click(target)
        elif chance < 0.70:
            self._type(target)
        elif chance < 0.77:
            self._drag(target)
        elif chance < 0.82:
            self._turn(target)
        elif chance < 0.90:
            self._drop()
        elif chance < 0.95:
            self._go_somewhere()
        elif chance < 0.98:
            target.resize(self._chance.randint(100, 1800), self._chance.randint(80, 1100))
        elif target is self._window.faces.shown:
            # As from the frame of the window; the whole one would end with it.
            self._window.faces.show_whole()
        else:
            target.close()

    @Slot(QUrl)
    def open_elsewhere(self, address: QUrl) -> None:
        """Take what other programs would be asked to open."""

    def _target(self) -> QWidget:
        """Return what is in front: a menu or dialog, or else one of the windows."""
        app = QApplication
        front = app.activePopupWidget() or app.activeModalWidget()
        if front is not None:
            return front
        shown = [one for one in app.topLevelWidgets() if one.isVisible() and one.isWindow()]
        dialogs = [one for one in shown if one.parentWidget() is self._window]
        return self._chance.choice(dialogs or [self._window.faces.shown])

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(
            self._chance.randrange(max(1, widget.width())),
            self._chance.randrange(max(1, widget.height())),
        )

    def _click(self, target: QWidget) -> None:
        if isinstance(target, QMenu):
            actions = [one for one in target.actions() if one.text() != "Quit"]
            chosen = self._chance.choice(actions) if actions else None
            below = chosen.menu() if chosen is not None else None
            if isinstance(below, QMenu) and self._chance.random() < 0.7:
                below.popup(target.pos())
                return
            if chosen is not None and self._chance.random() < 0.6:
                chosen.trigger()
            target.close()
            return
        if self._chance.random() < 0.3:
            buttons = [one for one in target.findChildren(QAbstractButton) if one.isVisible()]
            if buttons:
                QTest.mouseClick(self._chance.choice(buttons), _LEFT)
            return
        child = target.childAt(self._point(target)) or target
        place = self._point(child)
        if self._chance.random() < 0.1:
            QTest.mouseDClick(child, _LEFT, _NONE, place)
        elif self._chance.random() < 0.15 and isinstance(child.parent(), QAbstractItemView):
            QTest.mouseClick(child, _RIGHT, _NONE, place)
        else:
            modifiers = self._chance.choice((_NONE, _NONE, _CONTROL, _SHIFT))
            QTest.mouseClick(child, _LEFT, modifiers, place)

    def _type(self, target: QWidget) -> None:
        receiver = QApplication.focusWidget() or target
        if isinstance(receiver, QLineEdit) and self._chance.random() < 0.3:
            receiver.insert(self._chance.choice(_WORDS))
            return
        key = self._chance.choice(_KEYS)
        modifiers = self._chance.choice((_NONE, _NONE, _NONE, _CONTROL, _SHIFT, _ALT))
        if not (key == Qt.Key.Key_Q and modifiers == _CONTROL):
            QTest.keyClick(receiver, key, modifiers)

    def _drag(self, target: QWidget) -> None:
        """Press, move and release: on knobs, sliders, the map, and whatever else is there."""
        child = target.childAt(self._point(target)) or target
        begin = self._point(child)
        QTest.mousePress(child, _LEFT, self._chance.choice((_NONE, _SHIFT)), begin)
        if isinstance(child.parent(), QAbstractItemView):
            # A row that is dragged waits, in a loop of its own, for the button to be let go.
            QTimer.singleShot(1, self._release)
        for _ in range(self._chance.randint(1, 6)):
            if isValid(child):
                QTest.mouseMove(child, self._point(child))
        if isValid(child):
            QTest.mouseRelease(child, _LEFT, _NONE, self._point(child))

    def _release(self) -> None:
        """Give up a drag."""
        QTest.keyClick(self._window, Qt.Key.Key_Escape)

    def _turn(self, target: QWidget) -> None:
        """Turn the wheel."""
        child = target.childAt(self._point(target)) or target
        place = QPointF(self._point(child))
        keys = self._chance.choice((_NONE, _NONE, _CONTROL))
        step = QPoint(0, self._chance.choice((-480, -120, 120, 480)))
        phase = Qt.ScrollPhase.NoScrollPhase
        buttons = Qt.MouseButton.NoButton
        there = QPointF(child.mapToGlobal(place.toPoint()))
        wheel = QWheelEvent(place, there, QPoint(), step, buttons, keys, phase, False)
        QApplication.sendEvent(child, wheel)

    def _go_somewhere(self) -> None:
        """Go where a click at random seldom leads."""
        window, library = self._window, self._window.page.fronts.library
        header = window.header
        ways: list[Callable[[], object]] = [
            *(partial(window.page.show_place, place) for place in Place),
            window.faces.toggle_mini,
            window.faces.toggle_car,
            window.faces.show_whole,
            header.settings_wanted.emit,
            header.folders_wanted.emit,
            header.failures_wanted.emit,
            header.journey_wanted.emit,
            header.room_wanted.emit,
            partial(self._keep_playlist, window),
        ]
        if library is not None:
            ways += [partial(library.show_section, section) for section in Section]
        self._chance.choice(ways)()

    def _keep_playlist(self, window: MainWindow) -> None:
        """Have a playlist of what comes next, for all that can be done with one."""
        library = window.page.fronts.library
        tracks = [entry.track for entry in self._services.jukebox.state.queue]
        if library is not None and len(library.playlists.playlists) < _MOST_PLAYLISTS:
            items = [PlaylistItem(track) for track in tracks]
            name = self._chance.choice(_WORDS)
            QThreadPool.globalInstance().start(lambda: self._services.playlists.save(name, items))

    def _drop(self) -> None:
        """Drop files, or songs of our own, wherever something takes them."""
        window = self._window.faces.shown
        place = self._point(window)
        target: QWidget | None = window.childAt(place)
        while target is not None and target is not window and not target.acceptDrops():
            target = target.parentWidget()
        target = target or window
        at, data = target.mapFrom(window, place), self._carried()
        copy = Qt.DropAction.CopyAction
        for event in (
            QDragEnterEvent(at, copy, data, _LEFT, _NONE),
            QDragMoveEvent(at, copy, data, _LEFT, _NONE),
            QDragLeaveEvent()
            if self._chance.random() < 0.2
            else QDropEvent(QPointF(at), copy, data, _LEFT, _NONE),
        ):
            if isValid(target):
                QApplication.sendEvent(target, event)

    def _carried(self) -> QMimeData:
        state = self._services.jukebox.state
        if state.queue and self._chance.random() < 0.5:
            entry = self._chance.choice(state.queue)
            if self._chance.random() < 0.5:
                return carrying(entry.track, entry.key)
            return carrying_all([one.track for one in state.queue])
        files = [*self._music.iterdir(), self._music, Path("/nowhere/at all.mp3")]
        data = QMimeData()
        chosen = self._chance.sample(files, self._chance.randint(1, 2))
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in chosen])
        return data

    def _stop(self) -> None:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if front is not None:
            front.close()
            QTimer.singleShot(20, self._stop)
            return
        QApplication.exit(0)


def main(data_dir: Path, music: Path, seed: int, seconds: float) -> None:
    """Let it loose, and tell what came of it."""
    # Whoever hangs says where.
    faulthandler.enable()
    faulthandler.dump_traceback_later(seconds + 240, exit=True)
    complaints: list[str] = []
    failures = _failures()

    def listen(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg):
            complaints.append(text)

    app = make_application()
    qInstallMessageHandler(listen)
    with running_services(data_dir) as services:
        services.library.set_folders([music])
        window = MainWindow(services, Theme(app, "dark"))
        window.show()
        monkey = Monkey(window, services, music, seed, seconds)
        QDesktopServices.setUrlHandler("file", monkey, "open_elsewhere")  # type: ignore[arg-type]
        QTimer.singleShot(0, monkey.act)
        app.exec()
        is_early = time.monotonic() < monkey.end
        window.faces.show_whole()
        lives = window.isVisible() and not window.grab().isNull()
        state = services.jukebox.state
        window.close()
    print(
        json.dumps(
            {
                "done": monkey.done,
                "lives": lives and not is_early,
                "playing": state.playing is not None,
                "complaints": complaints,
                "failures": failures,
            }
        )
    )


def _failures() -> list[str]:
    """Return a list that takes what nobody has caught, and what was caught as nobody's fault."""
    failures: list[str] = []

    def take(error: BaseException | None) -> None:
        if error is not None:
            failures.append("".join(traceback.format_exception(error)))
            sys.stderr.write(failures[-1])

    class Severe(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            take(record.exc_info[1] if record.exc_info else None)

    sys.excepthook = lambda _, error, __: take(error)
    threading.excepthook = lambda arguments: take(arguments.exc_value)
    sys.unraisablehook = lambda unraisable: take(unraisable.exc_value)
    logging.getLogger().addHandler(Severe(logging.ERROR))
    return failures


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
