"""A switch: on or off at once."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.colors import mixed
from deej_desktop.ui.theme import SPACE_S, Theme

_WIDTH, _HEIGHT = 44, 26
_SLIDE_MS = 140


class Switch(QCheckBox):
    """A pill with a knob at its left (off) or right end, and words beside it if it has any.

    Being a QCheckBox it is read as one.
    """

    switched = Signal(bool)
    """By hand; not when the program shows another value."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._share = 0.0
        self._motion = QVariantAnimation(self)
        self._motion.valueChanged.connect(self._show_at)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self._slide)
        self.clicked.connect(self.switched)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def follow(self, *, is_on: bool) -> None:
        """Show a value from elsewhere."""
        self.setChecked(is_on)

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text()) + SPACE_S + 1 if self.text() else 0
        width, height = self._measures
        return QSize(width + words, max(height, metrics.height() if words else 0))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        width, height = self._measures
        begin = self.width() - width if self.isRightToLeft() else 0
        pill = QRectF(begin + 1.5, (self.height() - height) / 2 + 1.5, width - 3, height - 3)
        if self.text():
            room = self.rect().adjusted(width + SPACE_S, 0, 0, 0)
            if self.isRightToLeft():
                room = self.rect().adjusted(0, 0, -width - SPACE_S, 0)
            painter.setPen(self._theme.color("text"))
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, side, self.text())
        off, on = self._theme.color("raised"), self._theme.color("drunk")
        edge = self._theme.color("focus" if self.hasFocus() else "muted")
        painter.setPen(QPen(edge, 2.0 if self.hasFocus() else 1.0))
        painter.setBrush(mixed(off, on, self._share))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        radius = pill.height() / 2 - 3.5
        start, end = pill.left() + radius + 3.5, pill.right() - radius - 3.5
        if self.isRightToLeft():
            start, end = end, start
        painter.setPen(Qt.PenStyle.NoPen)
        cap = mixed(self._theme.color("muted"), self._theme.color("window"), self._share)
        painter.setBrush(cap)
        middle = QPointF(start + (end - start) * self._share, pill.center().y())
        painter.drawEllipse(middle, radius, radius)

    @property
    def _measures(self) -> tuple[int, int]:
        """Width and height of the pill."""
        growth = self._theme.growth
        return round(_WIDTH * growth), round(_HEIGHT * growth)

    def _slide(self, is_on: bool) -> None:
        self._motion.stop()
        duration = min(_SLIDE_MS, self._theme.motion_ms(self))
        if duration <= 0 or not self.isVisible():
            self._show_at(1.0 if is_on else 0.0)
            return
        self._motion.setStartValue(self._share)
        self._motion.setEndValue(1.0 if is_on else 0.0)
        self._motion.setDuration(duration)
        self._motion.start()

    def _show_at(self, share: float) -> None:
        self._share = share
        self.update()
