"""What the listener can choose: settings, outputs, encoders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from deej_desktop.domain.signal import Signal
from deej_desktop.playback.player import Device
from deej_desktop.settings.settings import Settings


class PlaybackApi(Protocol):
    """What music is heard on. How it is heard is a matter of the settings, which act at once."""

    def devices(self) -> tuple[Device, ...]:
        """What there is to be heard on; their ids go into the settings. Waits for some seconds."""


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """What a listener may want to know of an encoder.

    Attributes:
        choice: What `Settings.encoder` is to be for it; None for the one that ships.
        name: For a person.
        version: Of it.
        licence: Of its weights.
        epsilon: Cosine distance under which two slices are the same, by default.
    """

    choice: str | None
    name: str
    version: str
    licence: str
    epsilon: float


class EncodersApi(Protocol):
    """The encoders there are; which one is wanted is in the settings.

    One that is chosen there takes over at once if it has listened to all music, else as soon as it
    has; until then what is chosen from stays as the one before heard it.
    """

    changed: Signal[None]
    """Another is in use, or coming."""

    @property
    def in_use(self) -> EncoderInfo:
        """The one that the music is chosen by now."""

    @property
    def coming(self) -> EncoderInfo | None:
        """The one that takes over once it has listened to all music, if any."""

    def installed(self) -> tuple[EncoderInfo, ...]:
        """All that can be used, those that ship first. Waits for the disk."""


class SettingsApi(Protocol):
    """The listener's settings."""

    changed: Signal[Settings]

    @property
    def current(self) -> Settings:
        """The settings as they are."""

    def change(self, **values: object) -> None:
        """Change and keep some settings, named as in `Settings`; saved in the background."""
