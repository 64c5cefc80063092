"""What music is heard on and with which sound, as the settings say from moment to moment."""

from __future__ import annotations

from deej_desktop.playback.player import Device, Equaliser, Player
from deej_desktop.services.api import SettingsApi
from deej_desktop.settings.settings import Settings


class Playback:
    """Implements `deej_desktop.services.api.PlaybackApi`; ends with `close`."""

    def __init__(self, player: Player, settings: SettingsApi) -> None:
        self._player = player
        self._settings = settings
        self._applied: tuple[str, Equaliser] | None = None
        self._leave = settings.changed.connect(self._apply)
        self._apply(settings.current)

    def devices(self) -> tuple[Device, ...]:
        """See `PlaybackApi`."""
        return self._player.devices()

    def close(self) -> None:
        """Follow the settings no more."""
        self._leave()

    def _apply(self, _: Settings) -> None:
        # Two threads may change something at once; what counts is how things are by now.
        current = self._settings.current
        wanted = (current.audio_device, equaliser_of(current.equaliser_db))
        before, self._applied = self._applied, wanted
        device, equaliser = wanted
        if before is None or before[0] != device:
            self._player.set_device(device or None)
        if before is None or before[1] != equaliser:
            self._player.set_equaliser(equaliser)


def equaliser_of(gains_db: tuple[float, ...]) -> Equaliser:
    """The equaliser of these gains, all of it as much softer as the largest of them is louder.

    So nothing clips that did not clip before.
    """
    if not gains_db:
        return Equaliser()
    return Equaliser(gains_db, preamp_db=-max(0.0, *gains_db))
