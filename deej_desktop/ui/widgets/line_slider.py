"""A slider drawn as a thin line that grows a handle when pointed at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget
from typing_extensions import override

from deej_desktop.ui.theme import Theme

MARGIN = 8
"""Left free at either end, for the handle."""


class LineSlider(QSlider):
    """Horizontal; a press takes the handle there at once.

    `moved_by_hand` carries each value the listener chooses, `let_go` the one it ends on.
    """

    moved_by_hand = Signal(int)
    let_go = Signal(int)

    has_handle = False
    """Whether it has one even while nothing points at it."""

    def __init__(self, theme: Theme, accent: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._accent = accent
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.actionTriggered.connect(self._moved_by_key)
        theme.changed.connect(self.update)

    def follow(self, value: int) -> None:
        """Show a value from elsewhere, unless the listener holds the handle."""
        if not self.isSliderDown():
            self.blockSignals(True)
            self.setValue(value)
            self.blockSignals(False)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 24)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, 24)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        is_alive = self.isEnabled() and (self.underMouse() or self.isSliderDown())
        middle = self.height() / 2
        thickness = 5.0 if is_alive or self.hasFocus() else 3.5
        handle = self._place_of(self.sliderPosition())
        line = QRectF(MARGIN, middle - thickness / 2, self.width() - 2 * MARGIN, thickness)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colors.line))
        painter.drawRoundedRect(line, thickness / 2, thickness / 2)
        accent = self._theme.color(self._accent)
        painter.setBrush(accent)
        if self.isRightToLeft():
            line.setLeft(min(handle, line.right() - thickness))
        else:
            line.setRight(max(handle, line.left() + thickness))
        if self.sliderPosition() > self.minimum():
            painter.drawRoundedRect(line, thickness / 2, thickness / 2)
        if is_alive or self.hasFocus() or self.has_handle:
            if self.hasFocus():
                painter.setPen(QPen(QColor(self._theme.colors.focus), 2.0))
            painter.drawEllipse(QPointF(handle, middle), 6.5, 6.5)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        self._move_to(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            self.let_go.emit(self.value())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        self.setValue(self.value() + round(notches * self.singleStep()))
        self.moved_by_hand.emit(self.value())
        self.let_go.emit(self.value())
        event.accept()

    def _moved_by_key(self, _: int) -> None:
        # Emitted before the value changes; the position already has.
        position = self.sliderPosition()
        if not self.isSliderDown():
            self.moved_by_hand.emit(position)
            self.let_go.emit(position)

    def _move_to(self, event: QMouseEvent) -> None:
        share = (event.position().x() - MARGIN) / max(1, self.width() - 2 * MARGIN)
        if self.isRightToLeft():
            share = 1 - share
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(min(1.0, max(0.0, share)) * span))
        self.moved_by_hand.emit(self.value())
        self.update()

    def _place_of(self, value: int) -> float:
        span = max(1, self.maximum() - self.minimum())
        share = (value - self.minimum()) / span
        if self.isRightToLeft():
            share = 1 - share
        return MARGIN + share * (self.width() - 2 * MARGIN)
