"""Where in the track playback is, and the way to go elsewhere in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from deej_desktop.ui.format import clock
from deej_desktop.ui.theme import SPACE_S, Theme, TypeSize, set_type
from deej_desktop.ui.widgets.wave_slider import WaveSlider

_STEP_MS, _PAGE_MS = 5_000, 30_000


class PositionBar(QWidget):
    """Elapsed time, a line to drag along, and the time that is left."""

    seek_wanted = Signal(float)
    """Seconds into the track."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = WaveSlider(theme)
        self._slider.setAccessibleName(self.tr("Position in the song"))
        self._slider.setSingleStep(_STEP_MS)
        self._slider.setPageStep(_PAGE_MS)
        self._slider.valueChanged.connect(self._tell_times)
        self._slider.moved_by_hand.connect(self._tell_times)
        self._slider.let_go.connect(lambda ms: self.seek_wanted.emit(ms / 1000))
        self._elapsed = QLabel()
        self._left = QLabel()
        for label, alignment in (
            (self._elapsed, Qt.AlignmentFlag.AlignLeft),
            (self._left, Qt.AlignmentFlag.AlignRight),
        ):
            set_type(label, "caption")
            # So that the line does not jump with the width of the figures.
            metrics = QFontMetrics(theme.font(TypeSize.CAPTION))
            label.setMinimumWidth(metrics.horizontalAdvance("−00:00"))
            label.setProperty("tone", "muted")
            label.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._elapsed)
        layout.addWidget(self._slider, 1)
        layout.addWidget(self._left)
        self.show_position(0.0, None)

    @property
    def slider(self) -> WaveSlider:
        """The line, for focus and tests."""
        return self._slider

    def show_position(self, position_s: float, duration_s: float | None) -> None:
        """Show `position_s` of `duration_s`, or nothing when no track plays."""
        self.setEnabled(duration_s is not None)
        if self._slider.isSliderDown():
            return
        self._slider.setMaximum(max(1, round((duration_s or 0) * 1000)))
        self._slider.follow(round(position_s * 1000) if duration_s is not None else 0)
        self._tell_times(self._slider.value())

    def _tell_times(self, position_ms: int) -> None:
        if not self.isEnabled():
            self._elapsed.setText("")
            self._left.setText("")
            return
        self._elapsed.setText(clock(position_ms / 1000))
        self._left.setText("−" + clock((self._slider.maximum() - position_ms) / 1000))
