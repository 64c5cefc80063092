"""How loud."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deej_desktop.ui.icons import icon
from deej_desktop.ui.theme import Theme, set_type
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.line_slider import LineSlider

_LOUD_AGAIN = 0.5
"""Where unmuting goes when it was silent from the start."""


class Volume(QWidget):
    """A loudspeaker that mutes, and a line from silent to full."""

    changed = Signal(float)
    """The loudness as heard, 0..1."""
    explanation_wanted = Signal()
    """Why is there no sound?"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_silent = False
        self._has_slider = True
        self._before = _LOUD_AGAIN
        self._button = IconButton(theme, "volume", self.tr("Mute"), 36)
        self._button.clicked.connect(self.toggle_mute)
        self._slider = LineSlider(theme, "text")
        self._slider.setRange(0, 100)
        self._slider.setSingleStep(5)
        self._slider.setPageStep(20)
        self._slider.setAccessibleName(self.tr("Volume"))
        self._slider.setToolTip(self.tr("Volume"))
        self._slider.moved_by_hand.connect(self._moved)
        self._no_sound = QPushButton()
        self._no_sound.setProperty("tone", "quiet")
        self._no_sound.setAccessibleName(self.tr("No sound"))
        self._no_sound.clicked.connect(self.explanation_wanted)
        set_type(self._no_sound, "caption")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._button)
        layout.addWidget(self._slider)
        layout.addWidget(self._no_sound)
        self._slider.setFixedWidth(110)
        theme.changed.connect(self._set_looks)
        self._set_looks()
        self._show_parts()

    @property
    def slider(self) -> LineSlider:
        """The line, for focus and tests."""
        return self._slider

    def show_volume(self, volume: float) -> None:
        """Show the loudness that the services hold."""
        self._slider.follow(round(volume * 100))
        self._name()

    def show_slider(self, *, is_shown: bool) -> None:
        """Leave the line out where there is no room for it."""
        self._has_slider = is_shown
        self._show_parts()

    def show_silence(self, reason: str) -> None:
        """Stand for the sound that cannot be had, and why; with "", for the volume."""
        self._is_silent = bool(reason)
        self._no_sound.setToolTip(reason)
        self._no_sound.setAccessibleDescription(reason)
        self._show_parts()

    def toggle_mute(self) -> None:
        """Fall silent, or go back to what it was."""
        if self._slider.value() > 0:
            self._before = self._slider.value() / 100
            self.changed.emit(0.0)
        else:
            self.changed.emit(self._before)

    def _show_parts(self) -> None:
        self._button.setVisible(not self._is_silent)
        self._slider.setVisible(self._has_slider and not self._is_silent)
        self._no_sound.setVisible(self._is_silent)
        self._no_sound.setText(self.tr("No sound") if self._has_slider else "")

    def _set_looks(self) -> None:
        self._no_sound.setIcon(icon("volume-off", self._theme.color("keep_on")))

    def _moved(self, percent: int) -> None:
        self._name()
        self.changed.emit(percent / 100)

    def _name(self) -> None:
        percent = self._slider.value()
        if percent == 0:
            self._button.show_as("volume-off", self.tr("Unmute"))
        else:
            self._button.show_as("volume" if percent > 40 else "volume-low", self.tr("Mute"))
