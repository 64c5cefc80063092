"""The outline of a song to drag along: amber where it was heard, violet where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
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
        self._looks: object = None
        self._painted = (QPixmap(), QPixmap())

    def show_waveform(self, waveform: Waveform | None) -> None:
        """Show an outline, or the plain line."""
        self._waveform = waveform if waveform is not None and len(waveform) else None
        self._bars, self._looks = (), None
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
        if not self.isEnabled():
            painter.setOpacity(0.4)
        handle = self._place_of(self.sliderPosition())
        before, after = self._pictures()
        if self.isRightToLeft():
            before, after = after, before
        heard = int((handle - MARGIN - _BAR / 2) // _STEP) + 1
        edge = int(MARGIN + max(0, heard) * _STEP)
        painter.setClipRect(0, 0, edge, self.height())
        painter.drawPixmap(0, 0, before)
        painter.setClipRect(edge, 0, self.width() - edge, self.height())
        painter.drawPixmap(0, 0, after)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_handle(painter, handle)

    def _pictures(self) -> tuple[QPixmap, QPixmap]:
        """Return the whole outline as it was heard, and as it comes.

        They are painted once: hundreds of bars at each step of the clock would keep a core busy.
        """
        ratio = self.devicePixelRatioF()
        looks = (self.size(), ratio, self._theme.is_dark, self.isRightToLeft())
        if self._looks != looks:
            self._looks = looks
            heard, coming = self._inks()
            self._painted = (self._picture(heard, ratio), self._picture(coming, ratio))
        return self._painted

    def _picture(self, inks: tuple[QColor, QColor], ratio: float) -> QPixmap:
        assert self._waveform is not None, "there is an outline to paint"
        count = max(1, int((self.width() - 2 * MARGIN) / _STEP))
        if len(self._bars) != count:
            self._bars = bars_of(self._waveform, count)
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, most = self.height() / 2, self.height() - 4.0
        for place, bar in enumerate(self._bars):
            at = place if not self.isRightToLeft() else count - 1 - place
            height = max(_LOWEST, bar.height * most)
            painter.setBrush(mixed(*inks, bar.brightness))
            stretch = QRectF(MARGIN + at * _STEP, middle - height / 2, _BAR, height)
            painter.drawRoundedRect(stretch, 1.0, 1.0)
        painter.end()
        return picture

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
