"""A small rounded label that goes away when it is clicked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.colors import mixed
from deej_desktop.ui.format import one_line
from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.theme import SPACE_S, SPACE_XS, Theme, TypeSize
from deej_desktop.ui.widgets.text_line import paint_line

WIDEST, NARROWEST = 210, 92

_ICON, _CROSS = 15, 14
_APPEAR_MS = 450


class Chip(QAbstractButton):
    """An icon, a few words and a cross; a click, Enter, Delete or Backspace presses it."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        accent: str,
        text: str,
        short: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make a chip.

        Args:
            theme: Where its colours come from.
            icon_name: The icon before the words.
            accent: The name in `Colors` of the icon's colour.
            text: The words.
            short: What is written where there is no room for `text`.
            parent: As for any widget.
        """
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._accent = accent
        self._words = one_line(text)
        self._short = one_line(short)
        self._glow = QVariantAnimation(self)
        self._glow.setStartValue(1.0)
        self._glow.setEndValue(0.0)
        self._glow.valueChanged.connect(lambda _: self.update())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._words)
        theme.changed.connect(self.updateGeometry)

    def rename(self, text: str, short: str) -> None:
        """Say something else."""
        self._words, self._short = one_line(text), one_line(short)
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self.update()

    def appear(self) -> None:
        """Glow for a moment, so that it is seen to be new."""
        if self._theme.motion_ms(self) > 0:
            self._glow.setDuration(_APPEAR_MS)
            self._glow.start()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font())
        around = sum(self._sides) + 2 * SPACE_S + 2 * SPACE_XS
        width = min(WIDEST, round(metrics.horizontalAdvance(self._words)) + around + 2)
        return QSize(width, round(metrics.lineSpacing()) + 2 * SPACE_XS + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        if event.key() in (key.Key_Delete, key.Key_Backspace, key.Key_Return, key.Key_Enter):
            self.click()
        elif event.key() == key.Key_Space:
            # The space bar pauses, wherever the keyboard is.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self._theme.color(self._accent)
        is_alive = self.underMouse() or self.isDown()
        ground = mixed(self._theme.color("raised"), accent, 0.16 if is_alive else 0.0)
        if self._glow.state() == QVariantAnimation.State.Running:
            ground = mixed(ground, accent, 0.5 * float(self._glow.currentValue()))
        edge = mixed(self._theme.color("line"), accent, 0.5 if is_alive else 0.15)
        painter.setPen(QPen(edge, 1.0))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.colors.focus), 2.0))
        painter.setBrush(ground)
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        icon, cross = self._sides
        start, end = SPACE_S + icon + SPACE_XS, SPACE_S + cross + SPACE_XS
        left, right = (end, start) if self.isRightToLeft() else (start, end)
        words = QRectF(self.rect()).adjusted(left, SPACE_XS + 1, -right, 0)
        self._paint_icon(painter, self._icon_name, icon, accent, is_first=True)
        muted = self._theme.color("text" if is_alive else "muted")
        self._paint_icon(painter, "close", cross, muted, is_first=False)
        painter.setLayoutDirection(self.layoutDirection())
        is_short = QFontMetricsF(self._font()).horizontalAdvance(self._words) > words.width()
        text = self._short if is_short else self._words
        paint_line(painter, words, text, self._font(), self._theme.color("text"))

    def _paint_icon(
        self, painter: QPainter, name: str, side: int, color: QColor, *, is_first: bool
    ) -> None:
        is_left = is_first != self.isRightToLeft()
        left = SPACE_S if is_left else self.width() - SPACE_S - side
        paint_icon(painter, name, QRectF(left, (self.height() - side) / 2, side, side), color)

    @property
    def _sides(self) -> tuple[int, int]:
        """Of its icon and of its cross."""
        return round(_ICON * self._theme.growth), round(_CROSS * self._theme.growth)

    def _font(self) -> QFont:
        return self._theme.font(TypeSize.CAPTION)
