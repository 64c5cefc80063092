"""A real knob: a dial that is painted, dragged and turned like one on a mixing desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QDial, QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.knob_look import KnobLook, Scale, paint_knob

_TRAVEL_PX = 180
"""How far the mouse goes from one end to the other, whatever the size of the knob."""

_FINE = 0.25
"""How much slower it goes with Shift."""

_NOTCH = 120
"""One click of a mouse wheel, in eighths of a degree."""


class Knob(QDial):
    """A dial from `minimum` to `maximum`, with its value written on its cap.

    Drag it (up or right is more, Shift is finer), turn the wheel over it, or use the arrow, page,
    Home and End keys. A double click or Backspace goes back to the resting value. Being a QDial it
    is a slider to screen readers, and touches reach it as mouse events.
    """

    def __init__(
        self,
        theme: Theme,
        accent: str,
        scale: Scale,
        caption: Callable[[int], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        """Make a knob.

        Args:
            theme: Where its colours come from.
            accent: The name in `Colors` of the colour of its value.
            scale: Paints the value around the cap.
            caption: What is written on the cap for a value.
            parent: As for any widget.
        """
        super().__init__(parent)
        self._theme = theme
        self._accent = accent
        self._scale = scale
        self._caption = caption
        self._resting = 0
        self._diameter = 96
        self._grabbed_at: QPointF | None = None
        self._exact = 0.0
        self._wheel = 0
        self._shown = 0.0
        self._motion = QVariantAnimation(self)
        self._motion.valueChanged.connect(self._show_at)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.valueChanged.connect(self._move_to_value)
        theme.changed.connect(self.update)

    @property
    def resting_value(self) -> int:
        """Where a double click goes."""
        return self._resting

    def set_resting_value(self, value: int) -> None:
        """Choose where a double click goes."""
        self._resting = value

    def set_diameter(self, diameter: int) -> None:
        """Draw it `diameter` pixels wide and high."""
        if diameter != self._diameter:
            self._diameter = diameter
            self.updateGeometry()

    def turn_to(self, value: int) -> None:
        """Follow a value from elsewhere, unless the listener is turning the knob just now."""
        if not self.isSliderDown():
            self.blockSignals(True)
            self.setValue(value)
            self.blockSignals(False)
            self._move_to_value(value)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._diameter, self._diameter)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        span = max(1, self.maximum() - self.minimum())
        side = min(self.width(), self.height())
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        look = KnobLook(
            fraction=(self._shown - self.minimum()) / span,
            caption=self._caption(self.value()),
            accent=self._theme.color(self._accent),
            is_pointed_at=self.underMouse() or self.isSliderDown(),
            has_focus=self.hasFocus(),
            is_enabled=self.isEnabled(),
        )
        paint_knob(painter, rect, look, self._scale, self._theme)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._grabbed_at = event.position()
        self._exact = float(self.value())
        self.setSliderDown(True)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed_at is None:
            event.ignore()
            return
        moved = event.position() - self._grabbed_at
        self._grabbed_at = event.position()
        pace = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        share = (moved.x() - moved.y()) / _TRAVEL_PX * pace
        exact = self._exact + share * (self.maximum() - self.minimum())
        self._exact = min(float(self.maximum()), max(float(self.minimum()), exact))
        self.setValue(round(self._exact))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._grabbed_at is not None:
            self._grabbed_at = None
            self.setSliderDown(False)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setValue(self._resting)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        self._wheel += delta.y() or delta.x()
        notches = int(self._wheel / _NOTCH)
        self._wheel -= notches * _NOTCH
        self.setValue(self.value() + notches * self.singleStep())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.setValue(self._resting)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._wheel = 0
        self.update()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._wheel = 0

    def _move_to_value(self, value: int) -> None:
        self._motion.stop()
        duration = self._theme.motion_ms(self)
        # Under the hand it follows at once.
        if duration <= 0 or self.isSliderDown() or not self.isVisible():
            self._show_at(float(value))
            return
        self._motion.setStartValue(self._shown)
        self._motion.setEndValue(float(value))
        self._motion.setDuration(min(duration, 160))
        self._motion.start()

    def _show_at(self, value: float) -> None:
        self._shown = value
        self.update()
