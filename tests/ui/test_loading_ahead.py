from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys

from PySide6.QtCore import QTimer

from deej_desktop.ui.loading_ahead import LoadingAhead
from deej_desktop.ui.opening import make_application

app = make_application()
ahead = LoadingAhead(app)
ahead.start()
late = ["deej_desktop.ui.library.library_place", "deej_desktop.ui.dialogs.settings"]
assert not any(name in sys.modules for name in late)
timer = QTimer()
timer.timeout.connect(lambda: app.quit() if ahead.is_done else None)
timer.start(50)
app.exec()
print(all(name in sys.modules for name in late))
"""


def test_what_is_wanted_later_is_loaded_while_nothing_else_is_to_do() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "True\n", done.stderr
