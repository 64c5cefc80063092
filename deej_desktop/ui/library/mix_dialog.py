"""Watching, and stopping, a playlist being rendered as one sound file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QMessageBox, QProgressBar, QProgressDialog, QWidget
from typing_extensions import override

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.progress import Progress
from deej_desktop.services.playlists.api import PlaylistApi
from deej_desktop.ui.format import one_line
from deej_desktop.ui.sentences import said
from deej_desktop.ui.tasks import Tasks

_BAR = 8


class MixDialog(QProgressDialog):
    """Says how far it has come; deletes itself at the end.

    The button stops it. Escape, which is easily pressed for something else, asks first.
    """

    _told = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._cancel = CancelToken()
        self.setLabelText(self.tr("Getting ready…"))
        bar = QProgressBar()
        bar.setFixedHeight(_BAR)
        bar.setTextVisible(False)  # it would stand half on one colour, half on the other
        self.setBar(bar)
        self._put_in_words()
        self.setAutoReset(False)
        self.setAutoClose(False)
        self.setMinimumDuration(0)
        self.setMinimumWidth(420)
        self.canceled.connect(self._cancel.cancel)
        tasks.closing.connect(self._cancel.cancel)
        self._told.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def begin(
        self,
        playlists: PlaylistApi,
        key: int,
        path: Path,
        written: Callable[[Sequence[str]], None],
    ) -> None:
        """Write the playlist `key` to `path`; `written` takes why tracks are not in it."""

        def work() -> Sequence[str] | None:
            try:
                return playlists.mix(playlists.items(key), path, self._told.emit, self._cancel)
            except Cancelled:
                return None

        def done(left_out: Sequence[str] | None) -> None:
            self._end()
            if left_out is not None:
                written(left_out)

        def failed(trouble: str) -> None:
            self._end()
            self._tasks.failed.emit(trouble)

        self._tasks.run(work, done, failed)
        self.show()  # beside the window, which goes on playing

    def go_on_over(self, window: QWidget) -> None:
        """Show the rest over another window, perhaps in another language."""
        is_shown = self.isVisible()
        self.setParent(window, self.windowFlags())
        self._put_in_words()
        self.setVisible(is_shown)

    @override
    def reject(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.windowTitle())
        box.setText(self.tr("Stop writing the sound file? What is written of it is thrown away."))
        stop = box.addButton(self.tr("Stop"), QMessageBox.ButtonRole.DestructiveRole)
        go_on = box.addButton(self.tr("Go on"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        box.finished.connect(box.deleteLater)
        stop.clicked.connect(self.canceled)
        box.open()

    def _put_in_words(self) -> None:
        self.setWindowTitle(self.tr("One sound file"))
        self.setCancelButtonText(self.tr("Stop"))
        for escape in self.findChildren(QShortcut):  # Qt's own, which stops at once
            escape.setEnabled(False)

    def _end(self) -> None:
        # Only now: until the work has ended it tells this dialog how far it has come.
        self.canceled.disconnect(self._cancel.cancel)
        self.close()
        self.deleteLater()

    def _show_progress(self, progress: Progress) -> None:
        if self._cancel.cancelled:
            return  # It would show itself again.
        self.setMaximum(progress.total or 0)
        self.setValue(progress.done)
        self.setLabelText(one_line(progress.detail) or said(progress.activity))
