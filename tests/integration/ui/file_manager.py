"""A stand-in for a file manager: a window whose file can be dragged out; run as a program.

    python -m tests.integration.ui.file_manager FILE

It would rather move the file than copy it, as some do, and prints what became of each drag.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override


class Icon(QLabel):
    """The file."""

    def __init__(self, file: Path) -> None:
        super().__init__(file.name)
        self._file = file

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._file))])
        drag.setMimeData(data)
        actions = Qt.DropAction
        taken = drag.exec(actions.CopyAction | actions.MoveAction, actions.MoveAction)
        print(taken.name, flush=True)


def main() -> None:
    """Show the file until somebody ends this."""
    app = QApplication(sys.argv[:1])
    icon = Icon(Path(sys.argv[1]))
    icon.setWindowTitle("file manager")
    icon.setGeometry(20, 60, 160, 120)
    icon.show()
    app.exec()


if __name__ == "__main__":
    main()
