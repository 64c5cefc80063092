"""What the colours of the map stand for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.ui.colors import faded
from deej_desktop.ui.format import one_line
from deej_desktop.ui.map.palette import MOST, colors_of
from deej_desktop.ui.theme import RADIUS_M, RADIUS_S, SPACE_S, Theme, TypeSize
from deej_desktop.ui.widgets.text_line import paint_line

_WIDEST = 170
_DOT = 10.0


class Legend(QWidget):
    """A line for each colour; pressed, it lets only its songs stand out."""

    lit = Signal(object)
    """The place of a colour, or None for all."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[_Entry] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        self._layout.setSpacing(0)
        theme.changed.connect(self.update)

    @property
    def entries(self) -> Sequence[QAbstractButton]:
        """The lines, for tests."""
        return self._entries

    def show_labels(self, labels: Sequence[str], rest: int) -> None:
        """Show what the first colours stand for; `rest` more share the grey."""
        for entry in self._entries:
            entry.hide()
            entry.deleteLater()
        names = [one_line(label) or self.tr("Unknown") for label in labels[:MOST]]
        if rest:
            names.append(self.tr("{count} others").format(count=rest))
        self._entries = [_Entry(self._theme, at, name) for at, name in enumerate(names)]
        for at, entry in enumerate(self._entries):
            entry.clicked.connect(partial(self._press, at))
            self._layout.addWidget(entry)
        self.adjustSize()

    def show_room(self, height: int) -> None:
        """Show as many lines as there is room for."""
        each = self._entries[0].sizeHint().height() if self._entries else 1
        for number, entry in enumerate(self._entries):
            entry.setVisible((number + 1) * each + 2 * SPACE_S <= height)
        self.adjustSize()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.setBrush(faded(self._theme.color("surface"), 0.85))
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(card, RADIUS_M, RADIUS_M)

    def _press(self, at: int) -> None:
        is_on = self._entries[at].isChecked()
        for number, entry in enumerate(self._entries):
            entry.setChecked(is_on and number == at)
        self.lit.emit(min(at, MOST) if is_on else None)


class _Entry(QAbstractButton):
    """A dot and a name."""

    def __init__(self, theme: Theme, at: int, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._at = at
        self._name = name
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setToolTip(self.tr("Show only {name}").format(name=name))

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.font(TypeSize.CAPTION))
        width = metrics.horizontalAdvance(self._name) + _DOT + 3 * SPACE_S
        widest = round(_WIDEST * self._theme.scale)
        return QSize(min(widest, round(width) + 2), round(metrics.lineSpacing()) + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            # The space bar pauses, wherever the keyboard is.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        rect = QRectF(self.rect())
        is_alive = self.underMouse() or self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        if is_alive:
            painter.setBrush(QColor(self._theme.colors.raised))
            painter.drawRoundedRect(rect, RADIUS_S, RADIUS_S)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.colors.focus), 2.0))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_S, RADIUS_S)
            painter.setPen(Qt.PenStyle.NoPen)
        is_rtl = self.isRightToLeft()
        left = rect.right() - SPACE_S - _DOT / 2 if is_rtl else SPACE_S + _DOT / 2
        painter.setBrush(colors_of(self._theme)[min(self._at, MOST)])
        painter.drawEllipse(QPointF(left, rect.center().y()), _DOT / 2, _DOT / 2)
        text = rect.adjusted(_DOT + 2 * SPACE_S, 2, -SPACE_S, 0)
        if is_rtl:
            text = rect.adjusted(SPACE_S, 2, -_DOT - 2 * SPACE_S, 0)
        ink = self._theme.color("text" if is_alive else "muted")
        paint_line(painter, text, self._name, self._theme.font(TypeSize.CAPTION), ink)
