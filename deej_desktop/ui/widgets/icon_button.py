"""A button that is one of our icons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from deej_desktop.ui.colors import faded, mixed
from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.theme import Theme


class IconButton(QAbstractButton):
    """A round button; `name` is its tooltip and what a screen reader says."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        name: str,
        diameter: int = 40,
        parent: QWidget | None = None,
        *,
        is_primary: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._diameter = diameter
        self._is_primary = is_primary
        self._lit: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.rename(name)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    @property
    def icon_name(self) -> str:
        """The icon it shows."""
        return self._icon_name

    def show_as(self, icon_name: str, name: str, keys: str = "") -> None:
        """Show another icon under another name; `keys` do the same and go into the tooltip."""
        self._icon_name = icon_name
        self.rename(name)
        if keys:
            self.setToolTip(f"{name} ({keys})")
        self.update()

    def rename(self, name: str) -> None:
        """Change the tooltip and the accessible name."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def set_lit(self, accent: str | None) -> None:
        """Show in the colour `accent` of the theme that what it does is in force."""
        if accent != self._lit:
            self._lit = accent
            self.update()

    @property
    def is_lit(self) -> bool:
        """Whether what it does is in force."""
        return self._lit is not None

    def set_diameter(self, diameter: int) -> None:
        """Draw it `diameter` pixels wide and high."""
        self._diameter = diameter
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        side = round(self._diameter * self._theme.growth)
        return QSize(side, side)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.35)
        side = min(self.width(), self.height())
        disc = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        disc = disc.adjusted(2.5, 2.5, -2.5, -2.5)
        text, window = self._theme.color("text"), self._theme.color("window")
        is_alive = self.isEnabled() and self.underMouse()
        ink = self._theme.color(self._lit) if self._lit is not None else text
        painter.setPen(Qt.PenStyle.NoPen)
        if self._is_primary:
            painter.setBrush(mixed(text, window, 0.14) if is_alive else text)
            if self.isDown():
                painter.setBrush(mixed(text, window, 0.28))
            painter.drawEllipse(disc)
            ink = window
        elif is_alive or self.isDown():
            painter.setBrush(faded(text, 0.16 if self.isDown() else 0.09))
            painter.drawEllipse(disc)
        glyph = disc.width() * (0.5 if self._is_primary else 0.58)
        middle = disc.center()
        paint_icon(
            painter,
            self._icon_name,
            QRectF(middle.x() - glyph / 2, middle.y() - glyph / 2, glyph, glyph),
            ink,
        )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.colors.focus), 2.0))
            painter.drawEllipse(disc.adjusted(-1, -1, 1, 1))
