"""The encoders there are to choose from, for the window."""

from __future__ import annotations

from pathlib import Path

from deej_desktop.domain.signal import Signal
from deej_desktop.services.api import EncoderInfo
from deej_desktop.services.encoders.installed import InstalledEncoder, installed_encoders


class EncoderShelf:
    """Implements `deej_desktop.services.api.EncodersApi`."""

    def __init__(self, data_dir: Path, in_use: InstalledEncoder) -> None:
        self.changed: Signal[None] = Signal()
        self._data_dir = data_dir
        self._in_use = _info(in_use)
        self._coming: EncoderInfo | None = None

    @property
    def in_use(self) -> EncoderInfo:
        """See `EncodersApi`."""
        return self._in_use

    @property
    def coming(self) -> EncoderInfo | None:
        """See `EncodersApi`."""
        return self._coming

    def take_up(self, encoder: InstalledEncoder) -> None:
        """Tell that `encoder` is in use from now on."""
        self._in_use, self._coming = _info(encoder), None
        self.changed.emit(None)

    def announce(self, encoder: InstalledEncoder | None) -> None:
        """Tell that `encoder` will be in use once it has listened to the music, or that none is."""
        self._coming = None if encoder is None else _info(encoder)
        self.changed.emit(None)

    def installed(self) -> tuple[EncoderInfo, ...]:
        """See `EncodersApi`."""
        return tuple(_info(encoder) for encoder in installed_encoders(self._data_dir))


def _info(encoder: InstalledEncoder) -> EncoderInfo:
    card = encoder.card
    return EncoderInfo(
        # The default is not named by its id, which the next version of Deej may not ship.
        choice=None if encoder.is_default else card.id,
        name=card.name,
        version=card.version,
        licence=card.licence,
        epsilon=card.epsilon,
    )
