"""Ten bands to raise and lower, and shapes that suit a room or a kind of music."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.settings.settings import EQUALISER_BANDS_HZ
from deej_desktop.ui.theme import SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.choice import Choice

_LARGEST_DB = 12
_MARGIN = 8

_FLAT = (0.0,) * len(EQUALISER_BANDS_HZ)


class Equaliser(QWidget):
    """Ten sliders and a list of shapes."""

    changed = Signal(object)
    """The gains in decibels, a tuple of one for each band; () where all are flat."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shapes = Choice()
        self._shapes.setAccessibleName(self.tr("Shape of the equaliser"))
        self._shapes.setPlaceholderText(self.tr("Your own"))
        self._shapes.offer(
            (
                (self.tr("Flat"), _FLAT),
                (self.tr("More bass"), (6.0, 5.0, 4.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
                (self.tr("Less bass"), (-8.0, -6.0, -4.0, -2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
                (self.tr("Brighter"), (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 3.0, 4.0, 5.0)),
                (self.tr("Softer highs"), (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, -3.0, -5.0, -6.0)),
                (self.tr("Clear voices"), (-3.0, -2.0, -1.0, 0.0, 1.0, 3.0, 3.0, 2.0, 0.0, -1.0)),
                (
                    self.tr("Late at night"),
                    (-6.0, -5.0, -3.0, -1.0, 0.0, 1.0, 1.0, 0.0, -2.0, -3.0),
                ),
                (self.tr("Small speakers"), (-6.0, -2.0, 3.0, 4.0, 2.0, 0.0, 0.0, 1.0, 2.0, 2.0)),
                (self.tr("In the car"), (3.0, 4.0, 2.0, 0.0, -1.0, 0.0, 1.0, 2.0, 3.0, 2.0)),
            )
        )
        self._shapes.chosen.connect(self._take_shape)
        self._sliders = [GainSlider(theme, self._name(hertz)) for hertz in EQUALISER_BANDS_HZ]
        bands = QGridLayout()
        bands.setHorizontalSpacing(0)
        bands.setVerticalSpacing(0)
        for place, (slider, hertz) in enumerate(
            zip(self._sliders, EQUALISER_BANDS_HZ, strict=True)
        ):
            label = QLabel(f"{hertz // 1000}k" if hertz >= 1000 else str(hertz))
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setProperty("tone", "muted")
            set_type(label, "caption")
            bands.addWidget(slider, 0, place)
            bands.addWidget(label, 1, place)
            slider.moved.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._shapes, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(bands)
        # Frequencies go from left to right wherever music is written down.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    @property
    def sliders(self) -> Sequence[GainSlider]:
        """One for each band, the deepest first."""
        return self._sliders

    @property
    def shapes(self) -> Choice:
        """The list of shapes."""
        return self._shapes

    def show_gains(self, gains_db: Sequence[float]) -> None:
        """Show gains from elsewhere; none at all are flat."""
        gains = tuple(gains_db) or _FLAT
        for slider, gain in zip(self._sliders, gains, strict=True):
            slider.setValue(round(gain))
        self._shapes.follow(gains)

    def _take_shape(self, gains: tuple[float, ...]) -> None:
        self.show_gains(gains)
        self._tell()

    def _tell(self) -> None:
        gains = tuple(float(slider.value()) for slider in self._sliders)
        self._shapes.follow(gains)
        self.changed.emit(gains if any(gains) else ())

    def _name(self, hertz: int) -> str:
        return self.tr("{frequency} Hz").format(frequency=hertz)


class GainSlider(QSlider):
    """Upright, from -12 to 12 dB, drawn from its middle."""

    moved = Signal()
    """By hand."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._band = name
        self.setRange(-_LARGEST_DB, _LARGEST_DB)
        self.setPageStep(3)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._name)
        self.actionTriggered.connect(self._moved_by_key)
        theme.changed.connect(self.update)
        self._name(0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(36, 140)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(20, 140)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, width = self.width() / 2, 4.0
        zero, handle = self._height_of(0), self._height_of(self.value())
        line = QRectF(middle - width / 2, _MARGIN, width, self.height() - 2 * _MARGIN)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(line, width / 2, width / 2)
        painter.setBrush(self._theme.color("drunk"))
        painter.drawRect(QRectF(middle - width / 2, min(zero, handle), width, abs(zero - handle)))
        painter.setBrush(self._theme.color("text" if self.underMouse() else "drunk"))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2.0))
        painter.drawEllipse(QPointF(middle, handle), 6.5, 6.5)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._move_to(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self.moved.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.setValue(0)
        self.moved.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page that it stands on scrolls instead.
        event.ignore()

    def _moved_by_key(self, _: int) -> None:
        # Emitted before the value changes.
        if not self.isSliderDown():
            self.setValue(self.sliderPosition())
            self.moved.emit()

    def _move_to(self, event: QMouseEvent) -> None:
        share = (event.position().y() - _MARGIN) / max(1, self.height() - 2 * _MARGIN)
        self.setValue(round(_LARGEST_DB * (1 - 2 * min(1.0, max(0.0, share)))))

    def _height_of(self, gain: int) -> float:
        share = (_LARGEST_DB - gain) / (2 * _LARGEST_DB)
        return _MARGIN + share * (self.height() - 2 * _MARGIN)

    def _name(self, gain: int) -> None:
        self.setToolTip(self.tr("{band}: {gain} dB").format(band=self._band, gain=f"{gain:+d}"))
        self.setAccessibleDescription(self.toolTip())
