"""How the listening to the listener's music goes, in one line of the header."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.domain.progress import Progress
from deej_desktop.services.api import LibraryApi, LibraryState
from deej_desktop.ui.format import joined, time_left
from deej_desktop.ui.icons import icon
from deej_desktop.ui.sentences import said
from deej_desktop.ui.theme import SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.icon_button import IconButton

_ROOMY, _TIGHT, _TINY = 480, 340, 170
"""With less width the failures are a number; with less still, what is done goes without saying."""


class ScanStatus(QWidget):
    """A ring that fills, what is being done and how long it will take, and what went wrong."""

    failures_wanted = Signal()

    def __init__(self, theme: Theme, library: LibraryApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = LibraryState()
        self._is_short = False
        self._ring = _Ring(theme)
        self._text = ElidedLabel(muted=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._library = library
        self._is_terse = self._is_tight = False
        self._pause = IconButton(theme, "pause", "", 28)
        self._pause.clicked.connect(self._pause_or_go_on)
        self._stop = IconButton(theme, "close", self.tr("Stop listening to the music"), 28)
        self._stop.clicked.connect(library.cancel_scan)
        self._failures = QPushButton()
        self._failures.setProperty("tone", "quiet")
        self._failures.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._failures.setCursor(Qt.CursorShape.PointingHandCursor)
        self._failures.clicked.connect(self.failures_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._ring)
        layout.addWidget(self._text)
        layout.addWidget(self._pause)
        layout.addWidget(self._stop)
        layout.addWidget(self._failures)
        layout.addStretch(1)
        set_type(self._text, "caption")
        set_type(self._failures, "caption")
        theme.changed.connect(self._set_looks)
        self._set_looks()
        self.show_state(self._state)

    @property
    def text(self) -> str:
        """What it says of the scan."""
        return self._text.text()

    def show_state(self, state: LibraryState) -> None:
        """Show how things stand according to `state`."""
        self._state = state
        scanning = state.scanning
        self._ring.setVisible(scanning is not None)
        self._stop.setVisible(scanning is not None)
        self._pause.setVisible(scanning is not None and not self._is_short)
        if state.paused:
            self._pause.show_as("play", self.tr("Go on listening to the music"))
        else:
            self._pause.show_as("pause", self.tr("Listen to the music later"))
        if scanning is not None:
            self._ring.show_fraction(scanning.fraction)
            self._text.setText(self._words(scanning, is_paused=state.paused))
            self._ring.setToolTip(said(scanning.activity))
        else:
            self._text.setText(self._count(state))
        self._text.setVisible(bool(self._text.text()))
        self._failures.setVisible(state.failed > 0)
        self._failures.setText(
            str(state.failed)
            if self._is_short or self._is_terse
            else self.tr("1 file could not be used")
            if state.failed == 1
            else self.tr("{count} files could not be used").format(count=state.failed)
        )
        self._failures.setAccessibleName(
            self.tr("{count} files could not be used").format(count=state.failed)
        )
        self._failures.setToolTip(self.tr("Show which and why"))

    def set_short(self, *, is_short: bool) -> None:
        """Say less where there is little room."""
        self._is_short = is_short
        self.show_state(self._state)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / self._theme.scale
        is_terse, is_tight = room < _ROOMY, room < _TIGHT
        if (is_terse, is_tight) != (self._is_terse, self._is_tight):
            self._is_terse, self._is_tight = is_terse, is_tight
            self.show_state(self._state)

    def _pause_or_go_on(self) -> None:
        if self._state.paused:
            self._library.resume_scan()
        else:
            self._library.pause_scan()

    def _words(self, progress: Progress, *, is_paused: bool) -> str:
        count = ""
        if progress.total:
            count = self.tr("{done} of {total}").format(done=progress.done, total=progress.total)
        elif progress.done:
            count = str(progress.done)
        activity = self.tr("Paused") if is_paused else said(progress.activity)
        if self._is_short and self.width() < _TINY * self._theme.scale:
            return ""  # the ring tells
        if self._is_short:
            fraction = progress.fraction
            share = self.tr("{percent} %").format(percent=math.floor(100 * (fraction or 0.0)))
            return share if fraction is not None else count or activity
        remaining = progress.remaining_s
        left = time_left(remaining) if remaining is not None and not is_paused else ""
        if self._is_tight and count and not is_paused:
            return joined(count, left)
        return joined(activity, count, left)

    def _count(self, state: LibraryState) -> str:
        if self._is_short or not state.tracks:
            return ""
        if state.tracks == 1:
            return self.tr("1 song")
        return self.tr("{count} songs").format(count=f"{state.tracks:,}")

    def _set_looks(self) -> None:
        self._failures.setIcon(icon("warning", self._theme.color("danger")))


class _Ring(QWidget):
    """A circle that fills clockwise; an open arc while the end is unknown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fraction: float | None = None
        self.setFixedSize(QSize(20, 20))
        theme.changed.connect(self.update)

    def show_fraction(self, fraction: float | None) -> None:
        self._fraction = fraction
        self.update()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(QPen(self._theme.color("line"), 3.0))
        painter.drawEllipse(rect)
        pen = QPen(self._theme.color("drunk"), 3.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        share = 0.2 if self._fraction is None else self._fraction
        painter.drawArc(rect, 90 * 16, -round(share * 360 * 16))
