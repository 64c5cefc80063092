"""What a recording sounds like to a meter, whatever encoder listens to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt
from typing_extensions import Self

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Seconds

_ROWS = 4
_RANGE_DB = 60.0
"""A byte is a level in equal steps from this far below full scale (0) up to full scale (255)."""


class Listen(Enum):
    """How closely a recording is listened to; the values are those in the store."""

    FIRST = "first"
    """Some slices, spread over it: enough to choose by, and quickly had."""
    FULL = "full"
    """All of it, measured on the way."""


@dataclass(frozen=True, slots=True)
class Waveform:
    """A recording's outline, for a position bar.

    Attributes:
        levels: Four bytes for each column, columns being of equal length: peak, low, middle and
            high.
    """

    levels: bytes

    @classmethod
    def of(cls, peaks: FloatArray, bands: FloatArray) -> Self:
        """Write down an outline.

        Args:
            peaks: The largest amplitude in each column as a share of full scale, shape (n,).
            bands: The root mean square amplitude of lows, middles and highs in each, (3, n).
        """
        amplitudes = np.concatenate([peaks[None], bands]).T
        decibels = 20 * np.log10(np.maximum(amplitudes, 1e-9))
        shares = np.clip(1 + decibels / _RANGE_DB, 0, 1)
        return cls(np.round(255 * shares).astype(np.uint8).tobytes())

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self.levels) // _ROWS

    @property
    def peaks(self) -> FloatArray:
        """The largest amplitude in each column, 0..1 of full scale, shape (n,)."""
        return _amplitudes(self._rows[0])

    @property
    def bands(self) -> FloatArray:
        """The root mean square amplitude of lows, middles and highs, 0..1, shape (3, n)."""
        return _amplitudes(self._rows[1:])

    @property
    def _rows(self) -> npt.NDArray[np.uint8]:
        return np.frombuffer(self.levels, np.uint8).reshape(-1, _ROWS).T


@dataclass(frozen=True, slots=True)
class Sound:
    """What a full listen measured.

    Attributes:
        loudness_lufs: Integrated loudness after EBU R128; None for what is too soft or too short
            to have one.
        peak: The largest sample as a share of full scale; lossy formats go beyond 1.
        starts_s: Where silence ends and sound begins.
        ends_s: Where the last sound ends and silence begins.
        waveform: The outline.
    """

    loudness_lufs: float | None
    peak: float
    starts_s: Seconds
    ends_s: Seconds
    waveform: Waveform


def _amplitudes(levels: npt.NDArray[np.uint8]) -> FloatArray:
    decibels = (levels / 255 - 1) * _RANGE_DB
    return np.where(levels == 0, 0, 10 ** (decibels / 20)).astype(np.float32)
