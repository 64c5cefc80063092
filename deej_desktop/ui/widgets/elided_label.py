"""A label for text of any length and writing: it takes the lines it has and ends in an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.ui.format import keeping_direction, one_line


class ElidedLabel(QWidget):
    """Text in at most `lines` lines, cut off with an ellipsis; the tooltip then shows all of it."""

    def __init__(
        self, text: str = "", lines: int = 1, parent: QWidget | None = None, *, muted: bool = False
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._lines = lines
        self._muted = muted
        self._alignment = Qt.AlignmentFlag.AlignLeft
        self.set_lines(lines)
        self.setText(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def setText(self, text: str) -> None:
        """Show `text`; line breaks and runs of spaces become single spaces."""
        text = one_line(text)
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._tell_cut_off()
        self.update()

    def set_alignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Choose left or right, which change places where one writes from right to left."""
        self._alignment = alignment
        self.update()

    def set_lines(self, lines: int) -> None:
        """Allow so many lines."""
        self._lines = lines
        # With a fixed height a layout would never ask for the height of several lines.
        policy = QSizePolicy(
            QSizePolicy.Policy.Ignored,
            QSizePolicy.Policy.Fixed if lines == 1 else QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)
        self.updateGeometry()
        self.update()

    @property
    def is_cut_off(self) -> bool:
        """Whether some of the text is not shown."""
        return self._lay_out(self.width())[1]

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.horizontalAdvance(self._text)) + 2, round(metrics.lineSpacing()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    @override
    def hasHeightForWidth(self) -> bool:
        return self._lines > 1

    @override
    def heightForWidth(self, width: int) -> int:
        shown = len(self._lay_out(width)[0])
        return round(QFontMetricsF(self.font()).lineSpacing() * max(1, shown))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._tell_cut_off()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_cut_off()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        role = QPalette.ColorRole.PlaceholderText if self._muted else QPalette.ColorRole.WindowText
        painter.setPen(self.palette().color(role))
        metrics = QFontMetricsF(self.font())
        for number, line in enumerate(self._lay_out(self.width())[0]):
            width = min(metrics.horizontalAdvance(line), float(self.width()))
            slack = self.width() - width
            is_right = self._alignment == Qt.AlignmentFlag.AlignRight
            left = slack if is_right != self.isRightToLeft() else 0.0
            baseline = metrics.ascent() + number * metrics.lineSpacing()
            painter.drawText(QPointF(left, baseline), line)

    def _tell_cut_off(self) -> None:
        self.setToolTip(self._text if self.is_cut_off else "")

    def _lay_out(self, width: int) -> tuple[list[str], bool]:
        """Return the lines that fit into `width` pixels, and whether text is cut off."""
        metrics = QFontMetricsF(self.font())
        if self._lines == 1:
            text = keeping_direction(self._text)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            return [shown], shown != text
        layout = QTextLayout(self._text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        starts: list[int] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            starts.append(line.textStart())
        layout.endLayout()
        # QTextLayout counts UTF-16 units; Python counts characters.
        units = self._text.encode("utf-16-le")
        ends = [*starts[1:], len(units) // 2]
        lines = [
            units[2 * start : 2 * end].decode("utf-16-le", "replace").strip()
            for start, end in zip(starts, ends, strict=True)
        ]
        if len(lines) <= self._lines:
            return [keeping_direction(line) for line in lines] or [""], False
        rest = units[2 * starts[self._lines - 1] :].decode("utf-16-le", "replace")
        full = [keeping_direction(line) for line in lines[: self._lines - 1]]
        last = metrics.elidedText(keeping_direction(rest), Qt.TextElideMode.ElideRight, width)
        return [*full, last], True
