"""A window that takes one file from another program; run as a program.

It prints "ready" with the place to drop at, and then the file that was played.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer

from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.opening import make_application
from deej_desktop.ui.theme import Theme
from tests.fakes.services import FakeServices

_PATIENCE_MS = 60_000


def main() -> None:
    """Wait for the file."""
    app = make_application()
    fakes = FakeServices().with_music()
    window = MainWindow(fakes.services, Theme(app, "dark"))
    window.setGeometry(300, 60, 900, 640)
    window.show()

    def tell_place() -> None:
        middle = window.mapToGlobal(window.rect().center())
        print("ready", middle.x(), middle.y(), flush=True)

    def look() -> None:
        if fakes.jukebox.played_files:
            print(fakes.jukebox.played_files[0], flush=True)
            app.quit()

    # The window manager takes its time to put it where it is to be.
    QTimer.singleShot(1_500, tell_place)
    QTimer.singleShot(_PATIENCE_MS, app.quit)
    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(50)
    app.exec()
    window.close()


if __name__ == "__main__":
    main()
