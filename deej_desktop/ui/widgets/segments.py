"""A few choices side by side in one pill, one of which is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.theme import SPACE_M, SPACE_S, SPACE_XS, Theme, TypeSize

_ICON = 18
_OPENS_AFTER_MS = 500


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice: its icon, its word, and the keys that choose it too."""

    icon_name: str
    name: str
    keys: str = ""


class Segments(QWidget):
    """A row of choices; arrow keys, a click, or a drag that rests on one choose it."""

    chosen = Signal(int)
    """The place of what the listener chose."""

    def __init__(
        self, theme: Theme, segments: Sequence[Segment], name: str, parent: QWidget | None = None
    ) -> None:
        """Make the row; `name` is what a screen reader calls the whole of it."""
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(2)
        for number, segment in enumerate(segments):
            button = _SegmentButton(theme, segment)
            button.chosen_by_drag.connect(lambda number=number: self._choose(number))
            self._group.addButton(button, number)
            layout.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_chosen(0)

    def show_chosen(self, number: int) -> None:
        """Show that the choice `number` is in force."""
        self._group.button(number).setChecked(True)
        # Tab comes to the choice in force, and the arrow keys go on from there.
        for button in self._group.buttons():
            policy = Qt.FocusPolicy.TabFocus if button.isChecked() else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)

    def show_words(self, *, are_shown: bool) -> None:
        """Leave out the words where there is no room for them."""
        for button in self._group.buttons():
            assert isinstance(button, _SegmentButton)
            button.show_word(is_shown=are_shown)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.setBrush(self._theme.color("surface"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)

    def _choose(self, number: int) -> None:
        if self._group.checkedId() != number:
            self.show_chosen(number)
            self.chosen.emit(number)


class _SegmentButton(QAbstractButton):
    """One choice of a row."""

    chosen_by_drag = Signal()

    def __init__(self, theme: Theme, segment: Segment) -> None:
        super().__init__()
        self._theme = theme
        self._segment = segment
        self._has_word = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_OPENS_AFTER_MS)
        self._rest.timeout.connect(self.chosen_by_drag)
        self.setCheckable(True)
        # What is dragged may belong into a place that is not in sight.
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(segment.name)
        self.setToolTip(f"{segment.name} ({segment.keys})" if segment.keys else segment.name)
        theme.changed.connect(self.updateGeometry)

    def show_word(self, *, is_shown: bool) -> None:
        self._has_word = is_shown
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font())
        width = self._side + 2 * SPACE_M
        if self._has_word:
            width += round(metrics.horizontalAdvance(self._segment.name)) + SPACE_S
        return QSize(width, max(self._side, round(metrics.lineSpacing())) + 2 * SPACE_XS + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            # The space bar pauses, wherever the keyboard is.
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Accepted, or it would not be told when the drag leaves; a drop here does nothing.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self._rest.start()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._rest.stop()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Drop:
            self._rest.stop()
        return super().event(event)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._theme.colors
        rect = QRectF(self.rect())
        radius = rect.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(QColor(colors.text))
            painter.drawRoundedRect(rect, radius, radius)
        elif self.underMouse():
            painter.setBrush(QColor(colors.raised))
            painter.drawRoundedRect(rect, radius, radius)
        ink = QColor(colors.window if self.isChecked() else colors.text)
        glyph = QRectF(SPACE_M, (rect.height() - self._side) / 2, self._side, self._side)
        if self.isRightToLeft():
            glyph.moveRight(rect.width() - SPACE_M)
        paint_icon(painter, self._segment.icon_name, glyph, ink)
        if self._has_word:
            painter.setFont(self._font())
            painter.setPen(ink)
            words = rect.adjusted(SPACE_M + self._side + SPACE_S, 0, -SPACE_M, 0)
            if self.isRightToLeft():
                words = rect.adjusted(SPACE_M, 0, -SPACE_M - self._side - SPACE_S, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._segment.name)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.focus), 2.0))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)

    @property
    def _side(self) -> int:
        """Of its icon."""
        return round(_ICON * self._theme.growth)

    def _font(self) -> QFont:
        return self._theme.font(TypeSize.CAPTION, QFont.Weight.DemiBold)
