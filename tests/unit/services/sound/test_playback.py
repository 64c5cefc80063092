from __future__ import annotations

from deej_desktop.playback.null_player import NullPlayer
from deej_desktop.playback.player import Device, Equaliser
from deej_desktop.services.sound.playback import Playback, equaliser_of
from tests.fakes.services import FakeSettings


class Recording(NullPlayer):
    """Remembers what it was told about the sound."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str | Equaliser | None] = []

    def devices(self) -> tuple[Device, ...]:
        return (Device("hdmi", "Television"),)

    def set_device(self, device_id: str | None) -> None:
        self.told.append(device_id)

    def set_equaliser(self, equaliser: Equaliser) -> None:
        self.told.append(equaliser)


BASS = (6.0, 4.0, *[0.0] * 8)


def test_settings_are_heard_at_once_and_only_what_has_changed_is_told() -> None:
    player, settings = Recording(), FakeSettings()
    settings.change(audio_device="gone")
    playback = Playback(player, settings)
    assert player.told == ["gone", Equaliser()]
    player.told.clear()
    settings.change(volume=0.3)
    assert player.told == []
    settings.change(equaliser_db=BASS)
    assert player.told == [Equaliser(BASS, -6.0)]
    settings.change(audio_device="", equaliser_db=())
    assert player.told[1:] == [None, Equaliser()]
    playback.close()
    player.told.clear()
    settings.change(audio_device="hdmi")
    assert player.told == []
    assert playback.devices() == (Device("hdmi", "Television"),)


def test_what_is_raised_cannot_clip_and_what_is_lowered_takes_nothing_from_the_rest() -> None:
    assert equaliser_of(BASS).preamp_db == -6
    assert equaliser_of(tuple(-gain for gain in BASS)).preamp_db == 0
