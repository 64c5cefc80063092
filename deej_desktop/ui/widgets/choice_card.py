"""A large button that explains itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.colors import mixed
from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.theme import RADIUS_M, SPACE_L, SPACE_M, SPACE_XS, Theme, TypeSize
from deej_desktop.ui.widgets.text_line import paint_line

_ICON = 28


class ChoiceCard(QAbstractButton):
    """An icon, what it does, and a line or two on what that means."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        title: str,
        text: str,
        accent: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._accent = accent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)
        self.explain(title, text)

    def explain(self, title: str, text: str, *, is_path: bool = False) -> None:
        """Change what it says; a path that is too long keeps its end."""
        self._title, self._text = title, text
        mode = Qt.TextElideMode
        self._text_mode = mode.ElideMiddle if is_path else mode.ElideRight
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(420))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(max(self.width(), 220)))

    @override
    def heightForWidth(self, width: int) -> int:
        return round(self._height_of_texts(width) + 2 * SPACE_M)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, line = self._theme.color(self._accent), self._theme.color("line")
        surface = self._theme.color("surface")
        is_alive = self.underMouse() or self.hasFocus()
        edge = QColor(self._theme.colors.focus) if self.hasFocus() else accent
        painter.setPen(QPen(edge if is_alive else line, 2.0 if self.hasFocus() else 1.2))
        share = 0.16 if self.isDown() else 0.08 if is_alive else 0.0
        painter.setBrush(mixed(surface, accent, share))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_M, RADIUS_M)
        is_rtl = self.isRightToLeft()
        side = self._side
        left = self.width() - SPACE_L - side if is_rtl else SPACE_L
        place = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon_name, place, accent)
        self._paint_texts(painter)

    @property
    def _side(self) -> float:
        """The side of the icon."""
        return _ICON * self._theme.growth

    @property
    def _room(self) -> float:
        """What the icon takes."""
        return self._side + 2 * SPACE_L

    def _paint_texts(self, painter: QPainter) -> None:
        left = SPACE_L if self.isRightToLeft() else self._room
        width = self.width() - self._room - SPACE_L
        top = (self.height() - self._height_of_texts(self.width())) / 2
        title, text = self._fonts()
        line = QRectF(left, top, width, self.height())
        top += paint_line(painter, line, self._title, title, self._theme.color("text")) + SPACE_XS
        for words in self._lines(width):
            line = QRectF(left, top, width, self.height())
            color = self._theme.color("muted")
            top += paint_line(painter, line, words, text, color, mode=self._text_mode)

    def _height_of_texts(self, width: int) -> float:
        title, text = self._metrics()
        lines = len(self._lines(width - self._room - SPACE_L))
        return title.lineSpacing() + SPACE_XS + lines * text.lineSpacing()

    def _lines(self, width: float) -> list[str]:
        """Return the text as it stands: what does not fit goes into a second line."""
        metrics = self._metrics()[1]
        first, *words = self._text.split(" ")
        if self._text_mode is Qt.TextElideMode.ElideMiddle:
            return [self._text]
        while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= width:
            first = f"{first} {words.pop(0)}"
        return [first, " ".join(words)] if words else [first]

    def _fonts(self) -> tuple[QFont, QFont]:
        return (
            self._theme.font(TypeSize.STRONG, QFont.Weight.DemiBold),
            self._theme.font(TypeSize.CAPTION),
        )

    def _metrics(self) -> tuple[QFontMetricsF, QFontMetricsF]:
        title, text = self._fonts()
        return QFontMetricsF(title), QFontMetricsF(text)
