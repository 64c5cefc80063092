"""Something to hit with a finger without aiming."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.car.look import CarColors
from deej_desktop.ui.colors import mixed
from deej_desktop.ui.icons import paint_icon

_ANSWER_MS = 1_200
_SMALLEST = 96
_FLAT = 2.2
"""So many times as wide as high, icon and words stand beside each other."""
_APART = 20


class Target(QAbstractButton):
    """A large icon over a few words; it lights up for a moment when it was pressed."""

    def __init__(
        self, icon_name: str, words: str, accent: str, parent: QWidget | None = None
    ) -> None:
        """Make one.

        Args:
            icon_name: Its icon.
            words: What it does.
            accent: The name in `CarColors` of its colour.
            parent: As for any widget.
        """
        super().__init__(parent)
        self._icon_name = icon_name
        self._accent = accent
        self._colors: CarColors | None = None
        self._font = QFont(self.font())
        self._answer = QTimer(self)
        self._answer.setSingleShot(True)
        self._answer.setInterval(_ANSWER_MS)
        self._answer.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.light_up)
        self.say(words)

    @property
    def is_lit(self) -> bool:
        """Whether it says that it was pressed."""
        return self._answer.isActive()

    def say(self, words: str, icon_name: str = "") -> None:
        """Name what it does, and show it by another icon."""
        self._icon_name = icon_name or self._icon_name
        self.setText(words)
        if words:
            self.setAccessibleName(words)
        self.update()

    def wear(self, colors: CarColors) -> None:
        """Take the colours of the day or of the night."""
        self._colors = colors
        self.update()

    def light_up(self) -> None:
        """Say for a moment that it was pressed."""
        self._answer.start()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(2 * _SMALLEST, 2 * _SMALLEST)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_SMALLEST, _SMALLEST)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        if self._colors is None:
            return
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.35)
        accent, ground = QColor(getattr(self._colors, self._accent)), QColor(self._colors.target)
        ink = accent
        if self.isDown() or self.is_lit:
            ground, ink = accent, QColor(self._colors.ground)
        area = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        edge = QColor(self._colors.text) if self.hasFocus() else mixed(ground, accent, 0.35)
        painter.setPen(QPen(edge, 4.0 if self.hasFocus() else 1.5))
        painter.setBrush(ground)
        painter.drawRoundedRect(area, 28, 28)
        icon, words = self._places(area)
        paint_icon(painter, self._icon_name, icon, ink)
        painter.setFont(self._font)
        painter.setPen(ink)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())

    def _places(self, area: QRectF) -> tuple[QRectF, QRectF]:
        """Return where the icon and the words go: beside each other where it is flat."""
        middle = area.center()
        if not self.text():
            side = area.height() * 0.55
            return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), QRectF()
        is_flat = area.width() > _FLAT * area.height()
        self._font = self._fitting(area.width() * (0.62 if is_flat else 0.9), is_flat=is_flat)
        metrics = QFontMetricsF(self._font)
        height, width = metrics.lineSpacing(), metrics.horizontalAdvance(self.text()) + 2
        if is_flat:
            side = min(area.height() * 0.5, area.width() * 0.25)
            left = middle.x() - (side + _APART + width) / 2
            icon = QRectF(left, middle.y() - side / 2, side, side)
            return icon, QRectF(icon.right() + _APART, area.top(), width, area.height())
        # Targets of one height have their words on one line, however wide they are.
        room = min(area.height() - height - 44, 150.0)
        side = min(room, area.width() * 0.5)
        top = middle.y() - (room + _APART / 2 + height) / 2
        icon = QRectF(middle.x() - side / 2, top + (room - side) / 2, side, side)
        return icon, QRectF(area.left(), top + room + _APART / 2, area.width(), height)

    def _fitting(self, room: float, *, is_flat: bool) -> QFont:
        """Return the largest font in which the words fit."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        size = max(16, round(self.height() * (0.26 if is_flat else 0.15)))
        font.setPixelSize(size)
        width = QFontMetricsF(font).horizontalAdvance(self.text())
        if width > room:
            font.setPixelSize(max(12, int(size * room / width)))
        return font
