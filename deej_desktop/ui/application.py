"""Starting the window and running it until it is closed."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from deej_desktop.services.api import Services
from deej_desktop.ui.idle_collection import IdleCollection
from deej_desktop.ui.language_change import LanguageChange
from deej_desktop.ui.loading_ahead import LoadingAhead
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.opening import Opening, make_application
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.window_requests import WindowRequests

_log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_SIGNAL_POLL_MS = 400
_GIVE_WAY_S = 0.001


Attach = Callable[[WindowRequests], AbstractContextManager[object]]


def run(
    services: Services,
    files: Sequence[Path],
    attach: Attach = nullcontext,
    *,
    in_car: bool = False,
) -> int:
    """Open the window, play `files` if there are any, and return Qt's exit status at the end.

    Args:
        services: What the window shows.
        files: To begin with.
        attach: Entered with the window on the screen and left when it was closed.
        in_car: Whether it opens as the car screen and plays at once: the files, or what was left
            off the last time.
    """
    qInstallMessageHandler(_log_qt_message)
    # A thread that computes gives way to the window sooner than Python's usual 5 ms.
    sys.setswitchinterval(_GIVE_WAY_S)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else make_application()
    collection = IdleCollection()
    timer = _heed_interrupts(app.quit)
    settings = services.settings.current
    theme = Theme(app, settings.theme, settings.text_size, is_still=settings.reduced_motion)
    shown = LanguageChange(app, services, theme)
    window, requests = shown.window, shown.requests
    if not settings.window_geometry:
        _take_place_of_opening(app, window)
    if in_car:
        window.faces.toggle_car()
    else:
        window.show()
    if files:
        services.jukebox.play_files(files)
    elif in_car:
        services.jukebox.play()
    try:
        with attach(requests):
            # Told again, since nobody listened before.
            requests.fills_screen.emit(in_car)
            LoadingAhead(app).start()
            return app.exec()
    finally:
        timer.stop()
        # Closing is repeated safely; quitting by other ways than the window must end its threads.
        shown.end()
        collection.close()


def _take_place_of_opening(app: QApplication, window: MainWindow) -> None:
    """Put a window that was never opened before where its empty frame is seen."""
    for opening in app.topLevelWidgets():
        if isinstance(opening, Opening) and opening.isVisible():
            window.move(opening.pos())


def show_failure(sentence: str) -> None:
    """Show why Deej cannot go on, until the listener has read it.

    Whoever started Deej from a menu does not see standard error. Where Qt draws into memory only,
    nobody could close the box, and none is shown.
    """
    qInstallMessageHandler(_log_qt_message)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else make_application()
    if app.platformName() == "offscreen":
        return
    box = QMessageBox(QMessageBox.Icon.Critical, app.applicationDisplayName(), sentence)
    timer = _heed_interrupts(box.reject)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    timer.stop()


def _heed_interrupts(end: Callable[[], None]) -> QTimer:
    """Call `end` on Ctrl-C or a polite kill; a timer lets Python run, or it would see no signal."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # As an event, since asking to quit before the event loop runs would be forgotten.
        signal.signal(number, lambda *_: QTimer.singleShot(0, end))
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNAL_POLL_MS)
    return timer


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s (%s)", text, context.category)
    if kind == QtMsgType.QtFatalMsg:
        # Qt ends the process now, and whoever started it deserves to know why.
        sys.stderr.write(f"deej: The window cannot be opened: {' '.join(text.split())}\n")
