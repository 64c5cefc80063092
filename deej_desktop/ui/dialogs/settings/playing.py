"""How music is heard: transitions, loudness, the output and the equaliser."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deej_desktop.playback.player import Device
from deej_desktop.services.api import PlaybackApi, SettingsApi
from deej_desktop.ui.dialogs.settings.page import Page
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.choice import Choice
from deej_desktop.ui.widgets.equaliser import Equaliser
from deej_desktop.ui.widgets.value_slider import ValueSlider

_CROSSFADES_S = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0)


class PlayingPage(Page):
    """Binds the settings of playback."""

    def __init__(
        self,
        theme: Theme,
        settings: SettingsApi,
        playback: PlaybackApi,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        current = settings.current
        self.begin(self.tr("From song to song"))
        fade = Choice()
        lengths = sorted({*_CROSSFADES_S, *([current.crossfade_s] if current.crossfade_s else [])})
        fade.offer(
            [(self.tr("As suits the songs"), None)]
            + [(self._seconds(length), length) for length in lengths]
        )
        fade.follow(current.crossfade_s)
        fade.chosen.connect(lambda length: settings.change(crossfade_s=length))
        self.add(
            self.tr("Cross-fade"),
            self.tr(
                "How long one song is heard into the next. Songs of an album that follow each "
                "other are never faded."
            ),
            fade,
        )
        self.begin(self.tr("Loudness"))
        level = Choice()
        level.offer(
            (
                (self.tr("By song, by album within one"), "automatic"),
                (self.tr("Every song alike"), "track"),
                (self.tr("Every album alike"), "album"),
                (self.tr("As recorded"), "off"),
            )
        )
        level.follow(current.levelling)
        level.chosen.connect(lambda way: settings.change(levelling=way))
        self.add(
            self.tr("Same loudness"),
            self.tr(
                "Quiet and loud recordings are brought together, by their tags or by what Deej "
                "measured. Nothing is made to clip."
            ),
            level,
        )
        preamp = ValueSlider(theme, self._decibels)
        preamp.set_range(-12, 12, resting=0)
        preamp.follow(round(current.preamp_db))
        preamp.moved.connect(lambda gain: settings.change(preamp_db=float(gain)))
        self.add(
            self.tr("Louder or softer overall"), self.tr("Added to what levelling does."), preamp
        )
        self.begin(self.tr("Sound"))
        self._output = Choice()
        self._output.offer([(self.tr("As the system"), "")])
        self._output.follow("")
        self._output.chosen.connect(lambda device: settings.change(audio_device=device))
        self.add(
            self.tr("Output"), self.tr("Where music is heard. A change acts at once."), self._output
        )
        tasks.run(playback.devices, self._offer_outputs, lambda _: None)
        equaliser = Equaliser(theme)
        equaliser.show_gains(current.equaliser_db)
        equaliser.changed.connect(lambda gains: settings.change(equaliser_db=gains))
        self.add(
            self.tr("Equaliser"),
            self.tr(
                "Ten bands from the deepest to the highest tones; a double click flattens one."
            ),
            equaliser,
            is_wide=True,
        )

    def _offer_outputs(self, devices: Sequence[Device]) -> None:
        chosen = self._settings.current.audio_device
        outputs: list[tuple[str, object]] = [(self.tr("As the system"), "")]
        outputs += [(device.name, device.id) for device in devices]
        if chosen and chosen not in [device.id for device in devices]:
            outputs.append((self.tr("{name} (not there now)").format(name=chosen), chosen))
        self._output.offer(outputs)
        self._output.follow(chosen)

    def _seconds(self, length: float) -> str:
        if length == 0:
            return self.tr("None")
        if length == 1:
            return self.tr("1 second")
        return self.tr("{count} seconds").format(count=f"{length:g}")

    def _decibels(self, gain: int) -> str:
        return self.tr("{gain} dB").format(gain=f"{gain:+d}" if gain else "0")
