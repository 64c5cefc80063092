"""A window on a real screen whose songs are dragged with a real pointer; run as a program.

It prints one JSON object: what came next before, after a row was dragged up, and after a song that
was found was dragged between two rows.
"""

from __future__ import annotations

import json
import subprocess
import threading
import time

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QListView

from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.opening import make_application
from deej_desktop.ui.theme import Theme
from tests.fakes.services import FakeServices
from tests.waiting import wait_ms

_PAUSE_S = 0.15


def main() -> None:
    """Drag, and tell what came of it."""
    theme = Theme(make_application(), "dark")
    fakes = FakeServices().with_music()
    fakes.jukebox.play_files([fakes.jukebox.tracks[5].path])
    window = MainWindow(fakes.services, theme)
    window.show()
    window.activateWindow()
    wait_ms(1000)
    path = window.page.up_next.view

    def queue() -> list[str]:
        return [entry.track.title for entry in fakes.jukebox.state.queue]

    seen = {"before": queue()}
    drag(middle_of(path, 5), above(path, 1))
    seen["moved"] = queue()
    window.page.begin_search("fog")
    wait_ms(500)
    drag(middle_of(window.page.search.view, 0), above(path, 3))
    seen["let_in"] = queue()
    print(json.dumps(seen))
    window.close()


def middle_of(view: QListView, row: int) -> QPoint:
    """Return the middle of a row, on the screen."""
    rect = view.visualRect(view.model().index(row, 0))
    return view.viewport().mapToGlobal(rect.center())


def above(view: QListView, row: int) -> QPoint:
    """Return a point in the upper half of a row, on the screen."""
    rect = view.visualRect(view.model().index(row, 0))
    return view.viewport().mapToGlobal(rect.center() - QPoint(0, rect.height() // 3))


def drag(start: QPoint, end: QPoint) -> None:
    """Press at `start`, move in steps and let go at `end`, while the window works."""
    # A drag has an event loop of its own, so the hand must be in another thread.
    hand = threading.Thread(target=_move_by_hand, args=(start, end))
    hand.start()
    while hand.is_alive():
        wait_ms(20)
    wait_ms(200)


def _move_by_hand(start: QPoint, end: QPoint) -> None:
    _xdotool("mousemove", start.x(), start.y())
    _xdotool("mousedown", 1)
    for share in (0.1, 0.4, 0.8, 1.0, 1.0):
        point = start + (end - start) * share
        # A pointer that stands still tells the target nothing.
        _xdotool("mousemove", point.x() + round(4 * share), point.y())
    _xdotool("mousemove", end.x(), end.y())
    _xdotool("mouseup", 1)


def _xdotool(*words: object) -> None:
    subprocess.run(["xdotool", *map(str, words)], check=True)
    time.sleep(_PAUSE_S)


if __name__ == "__main__":
    main()
