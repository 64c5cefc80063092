"""How Deej listens to the listener's music."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from deej_desktop.services.api import EncoderInfo, EncodersApi, SettingsApi
from deej_desktop.services.tuning.api import TuningApi
from deej_desktop.ui.dialogs.settings.page import Page
from deej_desktop.ui.dialogs.settings.tuning import TuningControl
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.choice import Choice
from deej_desktop.ui.widgets.value_slider import ValueSlider

_STEPS = 4
"""To either side of the encoder's own epsilon; so many steps make it ten times as large."""

_ID_END = 8
"""Signs of an id's end, which for tuned encoders is a digest."""


class ListeningPage(Page):
    """Binds what concerns the analysis."""

    folders_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: SettingsApi,
        encoders: EncodersApi,
        tuning: TuningApi,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._encoders = encoders
        self._offered: Sequence[EncoderInfo] = ()
        self.begin(self.tr("Your music"))
        folders = QPushButton(self.tr("Choose…"))
        folders.clicked.connect(self.folders_wanted)
        self.add(
            self.tr("Music folders"),
            self.tr("Deej listens to what is in them, and follows what comes and goes there."),
            folders,
        )
        self.begin(self.tr("What counts as alike"))
        self._feel = ValueSlider(theme, self._words)
        self._feel.set_range(-_STEPS, _STEPS, resting=0)
        self._feel.follow(self._step_of(settings.current.epsilon))
        self._feel.moved.connect(self._choose_epsilon)
        self.add(
            self.tr("Genre or feel"),
            self.tr(
                "Towards genre, what a song keeps coming back to counts most; towards feel, every "
                "moment of it counts alike. Your music is compared anew, in the background."
            ),
            self._feel,
            is_wide=True,
        )
        self.begin(self.tr("The ear"))
        self._encoder = Choice()
        self._encoder.offer([(encoders.in_use.name, encoders.in_use.choice)])
        self._encoder.follow(encoders.in_use.choice)
        self._encoder.chosen.connect(self._choose_encoder)
        self._encoder_row = self.add(self.tr("Encoder"), self._what_it_is(), self._encoder)
        self._tasks = tasks
        self._explain_encoder()
        tasks.run(encoders.installed, self._offer, lambda _: None)
        self.tuning = TuningControl(tuning)
        self.add(
            self.tr("Your own ear"),
            self.tr(
                "Deej learns from your albums, artists, genres, playlists and history what belongs "
                "together, and keeps what it learned only if albums it did not learn from say that "
                "it hears better so. Nothing is decoded again."
            ),
            self.tuning,
            is_wide=True,
        )
        self.begin(self.tr("On the move"))
        battery = Choice()
        battery.offer(
            (
                (self.tr("As on the mains"), "closely"),
                (self.tr("A first, quick time only"), "quickly"),
                (self.tr("Only to what you play"), "not"),
            )
        )
        battery.follow(settings.current.on_battery)
        battery.chosen.connect(lambda how: settings.change(on_battery=how))
        self.add(
            self.tr("Listening on battery"),
            self.tr("The rest waits until your computer is on the mains again."),
            battery,
        )

    def show_encoders(self) -> None:
        """Show which encoder is in use and which is coming, and offer those that are there now."""
        self._explain_encoder()
        self._feel.follow(self._step_of(self._settings.current.epsilon))
        self._tasks.run(self._encoders.installed, self._offer, lambda _: None)

    def _offer(self, encoders: Sequence[EncoderInfo]) -> None:
        if encoders != self._offered:
            self._offered = encoders
            choices = [one.choice for one in encoders]
            self._encoder.offer(list(zip(told_apart(encoders), choices, strict=True)))
        self._encoder.follow(self._settings.current.encoder)
        self._explain_encoder()

    def _choose_encoder(self, choice: str | None) -> None:
        self._settings.change(encoder=choice)

    def _explain_encoder(self) -> None:
        coming = self._encoders.coming
        if coming is None:
            self._encoder_row.explain(self._what_it_is())
            return
        words = self.tr(
            "{new} listens to your music first, in the background; then it takes over while the "
            "music plays on. Until then {old} goes on."
        )
        self._encoder_row.explain(words.format(new=coming.name, old=self._encoders.in_use.name))

    def _what_it_is(self) -> str:
        return self.tr(
            "The network that hears five seconds of music and says what they sound like. Another "
            "one hears otherwise, and keeps what it heard apart; “deej encoders add” fetches some."
        )

    def _choose_epsilon(self, step: int) -> None:
        epsilon = self._encoders.in_use.epsilon * 10 ** (-step / _STEPS) if step else None
        self._settings.change(epsilon=min(1.0, epsilon) if epsilon is not None else None)

    def _step_of(self, epsilon: float | None) -> int:
        if epsilon is None:
            return 0
        step = -round(_STEPS * math.log10(epsilon / self._encoders.in_use.epsilon))
        return min(_STEPS, max(-_STEPS, step))

    def _words(self, step: int) -> str:
        if step == 0:
            return self.tr("as the encoder likes")
        if abs(step) == _STEPS:
            return self.tr("feel") if step > 0 else self.tr("genre")
        return self.tr("more feel") if step > 0 else self.tr("more genre")


def told_apart(encoders: Sequence[EncoderInfo]) -> list[str]:
    """The names of encoders; where several have the same, with their version or end of their id."""

    def told(one: EncoderInfo) -> str:
        alike = [other for other in encoders if other.name == one.name]
        if len(alike) == 1:
            return one.name
        if sum(other.version == one.version for other in alike) == 1 or one.choice is None:
            return f"{one.name} ({one.version})"
        return f"{one.name} ({one.choice.rpartition('-')[2][:_ID_END]})"

    return [told(one) for one in encoders]
