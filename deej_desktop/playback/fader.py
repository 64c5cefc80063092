"""Rising and falling at equal power."""

from __future__ import annotations

import math


class Fader:
    """A gain that moves between silence and full over a given time.

    It moves along a quarter of a circle: of two faders going opposite ways over the same time,
    the squares of the gains always add up to one, so that two unrelated pieces of music together
    keep the power of one. A fader sent elsewhere half-way starts from where it is.

    Attributes:
        gain: The present amplitude, 0..1.
        still: Whether it has arrived.
    """

    def __init__(self, level: float = 1.0) -> None:
        self._angle = level
        self._target = level
        self._speed = 0.0

    @property
    def gain(self) -> float:
        """The present amplitude, 0..1."""
        return math.sin(math.pi / 2 * self._angle)

    @property
    def still(self) -> bool:
        """Whether it has arrived."""
        return self._angle == self._target

    @property
    def target(self) -> float:
        """Where it is or goes: 0 or 1."""
        return self._target

    def jump(self, level: float) -> None:
        """Be at `level` now."""
        self._angle = self._target = level

    def lower(self, factor: float) -> None:
        """Be at the present gain times `factor`, 0..1, and go on from there."""
        self._angle = math.asin(self.gain * factor) / (math.pi / 2)

    def go(self, level: float, seconds: float) -> None:
        """Head for `level`, a whole way taking `seconds`."""
        self._target = level
        if seconds <= 0:
            self._angle = level
        else:
            self._speed = 1 / seconds

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        step = self._speed * max(0.0, seconds)
        if self._angle < self._target:
            self._angle = min(self._target, self._angle + step)
        else:
            self._angle = max(self._target, self._angle - step)
