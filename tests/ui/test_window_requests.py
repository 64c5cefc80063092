from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deej_desktop.ui.window_requests import WindowRequests
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow


def from_another_thread(request: Callable[[], None]) -> None:
    thread = threading.Thread(target=request)
    thread.start()
    thread.join()


def test_a_window_that_was_put_away_comes_back(
    qtbot: QtBot, open_window: OpenWindow, qapp: QApplication
) -> None:
    window = open_window(FakeServices())
    requests = WindowRequests(window)
    window.showMinimized()
    qtbot.waitUntil(window.isMinimized)
    from_another_thread(requests.bring_up)
    qtbot.waitUntil(lambda: not window.isMinimized() and window.isVisible())
    assert not window.windowState() & Qt.WindowState.WindowMinimized


def test_a_maximised_window_stays_so(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(FakeServices())
    requests = WindowRequests(window)
    window.showMaximized()
    qtbot.waitUntil(window.isMaximized)
    window.hide()
    from_another_thread(requests.bring_up)
    qtbot.waitUntil(window.isVisible)
    assert window.isMaximized()


def test_quitting_is_quitting_the_application(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    requests = WindowRequests(window)
    with qtbot.waitSignal(qapp.aboutToQuit):
        from_another_thread(requests.quit)
        qapp.exec()
