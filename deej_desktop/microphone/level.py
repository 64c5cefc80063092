"""How loud it is, and whether the music has ended."""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Decibels, Seconds

LOWEST = Decibels(-100.0)
"""What digital silence counts as."""

SILENCE = Decibels(-60.0)
"""Below this nothing is played that anybody could hear; quiet rooms and cheap microphones hiss."""

_FALL = Decibels(15.0)
"""So far below the music, what is left is the room."""

_FORGET_DB_PER_S = 1.0
"""How fast the level of the music follows it down: slower than any fade-out at its end."""


def level_of(samples: FloatArray) -> Decibels:
    """The root mean square of samples (n,) over full scale, `LOWEST` for silence and for none."""
    if not samples.size:
        return LOWEST
    square = float(np.mean(np.square(samples, dtype=np.float64)))
    return Decibels(max(LOWEST, 10 * float(np.log10(max(square, 1e-10)))))


def shown(level: Decibels) -> float:
    """A level as a meter shows it: 0 for silence, 1 for full scale."""
    return min(1.0, max(0.0, 1 - level / SILENCE))


class Quiet:
    """Tells for how long it has been quiet after music.

    Quiet is relative: in a loud room the music has ended when the level falls well below where it
    was, though far from silent; or, where even that does not happen, when only noise is heard.
    """

    def __init__(self) -> None:
        self._music: Decibels | None = None
        self._low = Seconds(0.0)
        self._noise = Seconds(0.0)

    @property
    def lasting(self) -> Seconds:
        """For how long it has been quiet; 0 while music plays, and before any did."""
        return max(self._low, self._noise)

    def music(self, level: Decibels) -> None:
        """Take note that the latest seconds, at this level, are music."""
        self._music = level if self._music is None else Decibels(max(self._music, level))
        self._noise = Seconds(0.0)

    def noise(self, lasting: Seconds) -> None:
        """Take note that for so long nothing but the room itself has been heard."""
        if self._music is not None:
            self._noise = Seconds(self._noise + lasting)

    def voice(self) -> None:
        """Take note that somebody speaks: no music, but no quiet either."""
        self._noise = Seconds(0.0)

    def meter(self, level: Decibels, lasting: Seconds) -> None:
        """Take note of the level of the latest `lasting` seconds, without a gap between calls."""
        if self._music is None:
            return
        if level < max(SILENCE, self._music - _FALL):
            self._low = Seconds(self._low + lasting)
        else:
            self._low = Seconds(0.0)
            self._music = Decibels(max(level, self._music - _FORGET_DB_PER_S * lasting))


def loudest(samples: FloatArray, count: int) -> FloatArray:
    """The loudest `count` samples in a row of samples (n,), to a tenth of that; all if fewer."""
    if samples.size <= count:
        return samples
    step = max(1, count // 10)
    sums = np.cumsum(np.concatenate([[0.0], np.square(samples, dtype=np.float64)]))
    starts = np.arange(0, samples.size - count + 1, step)
    start = int(starts[np.argmax(sums[starts + count] - sums[starts])])
    return samples[start : start + count]
