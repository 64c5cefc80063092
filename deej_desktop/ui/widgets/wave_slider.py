"""The outline of a song to drag along: amber where it was heard, violet where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deej_desktop.domain.sound import Waveform
from deej_desktop.ui.colors import mixed
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.line_slider import MARGIN, LineSlider

_BAR, _STEP = 2.0, 3.0
_LOWEST = 2.0
_TALL, _FLAT = 44, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """What is drawn for a stretch of the song.

    Attributes:
        height: 0..1 of the room there is.
        brightness: 0..1, the share of high tones in it.
    """

    height: float
    brightness: float


class WaveSlider(LineSlider):
    """A line where nobody has measured the song, else its outline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "keep_on", parent)
        self._waveform: Waveform | None = None
        self._bars: Sequence[Bar] = ()
        self._is_flat = False

    def show_waveform(self, waveform: Waveform | None) -> None:
        """Show an outline, or the plain line."""
        self._waveform = waveform if waveform is not None and len(waveform) else None
        self._bars = ()
        self.update()

    @property
    def has_waveform(self) -> bool:
        """Whether the outline is known."""
        return self._waveform is not None

    def set_flat(self, *, is_flat: bool) -> None:
        """Take no more room than a line does."""
        self._is_flat = is_flat
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, _FLAT if self._is_flat else _TALL)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._waveform is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        count = max(1, int((self.width() - 2 * MARGIN) / _STEP))
        if len(self._bars) != count:
            self._bars = bars_of(self._waveform, count)
        handle = self._place_of(self.sliderPosition())
        heard, coming = self._inks()
        painter.setPen(Qt.PenStyle.NoPen)
        middle, most = self.height() / 2, self.height() - 4.0
        for place, bar in enumerate(self._bars):
            at = place if not self.isRightToLeft() else count - 1 - place
            left = MARGIN + at * _STEP
            is_heard = left + _BAR / 2 <= handle
            low, high = heard if is_heard != self.isRightToLeft() else coming
            height = max(_LOWEST, bar.height * most)
            painter.setBrush(mixed(low, high, bar.brightness))
            painter.drawRoundedRect(QRectF(left, middle - height / 2, _BAR, height), 1.0, 1.0)
        self._paint_handle(painter, handle)

    def _inks(self) -> tuple[tuple[QColor, QColor], tuple[QColor, QColor]]:
        """Return the colours of low and of high tones, where it was heard and where not."""
        line, ground = self._theme.color("line"), self._theme.color("surface")
        text = self._theme.color("text")
        amber, violet = self._theme.color("keep_on"), self._theme.color("drunk")
        heard = (mixed(amber, ground, 0.18), mixed(amber, text, 0.45))
        coming = (mixed(line, violet, 0.22), mixed(mixed(line, violet, 0.5), text, 0.25))
        return heard, coming

    def _paint_handle(self, painter: QPainter, handle: float) -> None:
        if not self.hasFocus() and not (self.isEnabled() and self.underMouse()):
            return
        name = "focus" if self.hasFocus() else "text"
        painter.setPen(QPen(self._theme.color(name), 2.0))
        painter.drawLine(QPointF(handle, 1), QPointF(handle, self.height() - 1))


def bars_of(waveform: Waveform, count: int) -> list[Bar]:
    """Gather the columns of an outline into `count` bars, the loudest of them full height."""
    peaks, bands = waveform.peaks, waveform.bands
    loudest = float(peaks.max()) or 1.0
    bars = []
    for place in range(count):
        first = place * len(waveform) // count
        last = max(first + 1, (place + 1) * len(waveform) // count)
        energy = bands[:, first:last].mean(axis=1)
        total = float(energy.sum())
        # A peak alone is the same nearly everywhere in loud music; its body tells more.
        body = min(1.0, 1.6 * total / loudest)
        peak = float(peaks[first:last].mean()) / loudest
        # Highs carry little energy, and are heard all the same.
        brightness = min(1.0, (float(energy[1]) + 4 * float(energy[2])) / (2 * total + 1e-9))
        bars.append(Bar(0.5 * peak + 0.5 * body, brightness))
    return bars
