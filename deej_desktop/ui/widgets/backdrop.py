"""The ground of the window, on which the colour of the cover shines a little."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRadialGradient
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deej_desktop.ui.colors import contrast, faded, mixed
from deej_desktop.ui.theme import Theme

_LEAST_CONTRAST = 4.6
"""Of all words with what they stand on: 4.5, and some for rounding."""
_FADE_MS = 700


class Backdrop(QWidget):
    """Lies under the whole window; the light comes from the upper left, where the cover is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._from = self._to = QColor(theme.colors.window)
        self._tint: QColor | None = None
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.valueChanged.connect(self.update)
        theme.changed.connect(self._take_theme)

    def shine(self, tint: QColor | None) -> None:
        """Change slowly to the colour of another cover."""
        if tint == self._tint:
            return
        self._from = self._now()
        self._tint = tint
        self._to = tint if tint is not None else QColor(self._theme.colors.window)
        self._motion.stop()
        if self._theme.motion_ms(self) > 0:
            self._motion.setDuration(_FADE_MS)
            self._motion.start()
        else:
            self._from = self._to
            self.update()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("window"))
        color = self._now()
        if color == self._theme.color("window"):
            return
        left = self.width() * (0.8 if self.isRightToLeft() else 0.2)
        glow = QRadialGradient(QPointF(left, self.height() * 0.3), max(300.0, self.width() * 0.62))
        strength = self._strength_of(color)
        glow.setColorAt(0.0, faded(color, strength))
        glow.setColorAt(0.5, faded(color, strength * 0.4))
        glow.setColorAt(1.0, faded(color, 0.0))
        painter.fillRect(QRectF(self.rect()), glow)

    def _strength_of(self, color: QColor) -> float:
        """Return its opacity: less where quiet words would not stand out from it any more."""
        window, words = self._theme.color("window"), self._theme.color("muted")
        strength = 0.26 if self._theme.is_dark else 0.20
        while contrast(words, mixed(window, color, strength)) < _LEAST_CONTRAST:
            strength *= 0.95
        return strength

    def _now(self) -> QColor:
        if self._motion.state() != QVariantAnimation.State.Running:
            return self._to
        return mixed(self._from, self._to, float(self._motion.currentValue()))

    def _take_theme(self) -> None:
        if self._tint is None:
            self._from = self._to = QColor(self._theme.colors.window)
        self.update()
