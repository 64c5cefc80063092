"""The two knobs: how far back the next choice looks, and how much chance is in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from deej_desktop.settings.settings import MAX_KEEP_ON, Settings
from deej_desktop.ui.theme import SPACE_M, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.knob import Knob
from deej_desktop.ui.widgets.knob_look import step_scale, wave_scale

_WHOLE_SESSION = MAX_KEEP_ON + 1
"""The Keep on knob's last stop, one beyond the counts; the services call it 0."""


class LabelledKnob(QWidget):
    """A knob, its name, and in words what its value means; the texts may be left out."""

    def __init__(self, knob: Knob, name: str, *, is_mirrored: bool) -> None:
        super().__init__()
        self.knob = knob
        self._name = QLabel(name)
        self._name.setBuddy(knob)
        self._meaning = ElidedLabel(muted=True, lines=2)
        knob.setAccessibleName(name.replace("&", ""))
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        self._meaning.set_alignment(side)
        self._texts = QWidget()
        self._texts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        texts = QVBoxLayout(self._texts)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name, 0, side)
        texts.addWidget(self._meaning)
        texts.addStretch(1)
        direction = QBoxLayout.Direction
        layout = QBoxLayout(direction.RightToLeft if is_mirrored else direction.LeftToRight, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(knob)
        layout.addWidget(self._texts, 1)
        set_type(self._name, "heading")
        set_type(self._meaning, "caption")

    def show_texts(self, *, are_shown: bool) -> None:
        """Leave the words out where there is no room for them; the tooltip still has them."""
        self._texts.setVisible(are_shown)

    def explain(self, meaning: str) -> None:
        """Say in words what the knob's value means."""
        self._meaning.setText(meaning)
        self.knob.setToolTip(f"{self.knob.accessibleName()}: {meaning}")
        self.knob.setAccessibleDescription(meaning)


class KeepOnKnob(LabelledKnob):
    """How many of the latest songs the next one follows; the last stop is the whole session."""

    turned = Signal(int)
    """Carries the count, or 0 for the whole session."""

    def __init__(self, theme: Theme) -> None:
        knob = Knob(theme, "keep_on", step_scale(_WHOLE_SESSION), self._caption)
        knob.setRange(1, _WHOLE_SESSION)
        knob.setPageStep(3)
        knob.set_resting_value(Settings().keep_on or _WHOLE_SESSION)
        super().__init__(knob, self.tr("&Keep on"), is_mirrored=False)
        knob.valueChanged.connect(self._turned)
        self.show_tracks(Settings().keep_on)

    def show_tracks(self, tracks: int) -> None:
        """Show the value that the services hold."""
        self.knob.turn_to(tracks or _WHOLE_SESSION)
        self._explain()

    def _turned(self, value: int) -> None:
        self._explain()
        self.turned.emit(0 if value == _WHOLE_SESSION else value)

    def _caption(self, value: int) -> str:
        return "∞" if value == _WHOLE_SESSION else str(value)

    def _explain(self) -> None:
        value = self.knob.value()
        if value == _WHOLE_SESSION:
            self.explain(self.tr("follows the whole session"))
        elif value == 1:
            self.explain(self.tr("follows this song alone"))
        else:
            self.explain(self.tr("follows the last {count} songs").format(count=value))


class DrunkKnob(LabelledKnob):
    """How much chance is in the next choice."""

    turned = Signal(float)
    """Carries the share of chance, 0..1."""

    def __init__(self, theme: Theme) -> None:
        knob = Knob(theme, "drunk", wave_scale, lambda value: f"{value}%")
        knob.setRange(0, 100)
        knob.setSingleStep(5)
        knob.setPageStep(20)
        knob.set_resting_value(round(Settings().drunk * 100))
        super().__init__(knob, self.tr("&Drunk"), is_mirrored=True)
        knob.valueChanged.connect(self._turned)
        self.show_share(Settings().drunk)

    def show_share(self, share: float) -> None:
        """Show the value that the services hold."""
        self.knob.turn_to(round(share * 100))
        self._explain()

    def _turned(self, value: int) -> None:
        self._explain()
        self.turned.emit(value / 100)

    def _explain(self) -> None:
        self.explain(self._words(self.knob.value()))

    def _words(self, value: int) -> str:
        if value == 0:
            return self.tr("sober: always the closest song")
        if value <= 15:
            return self.tr("a sip: close songs, not always the same")
        if value <= 40:
            return self.tr("tipsy: strays now and then")
        if value <= 70:
            return self.tr("merry: wanders about")
        if value < 100:
            return self.tr("reeling: hardly knows the way")
        return self.tr("out of its mind: anything goes")
