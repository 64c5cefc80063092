"""A microphone that hears what a test plays to it, faster than life."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MicrophoneUnusable
from deej_desktop.domain.units import Seconds
from deej_desktop.native.sounddevice import InputDevice


class FakeMicrophone:
    """Satisfies `Sound`; every look at it is some time later.

    Attributes:
        opened: The names it was asked for, in order.
        on: How many are on now.
        lost: Whether it has been unplugged.
    """

    def __init__(self, samples: FloatArray, sample_rate: int, step: float = 0.5) -> None:
        self.sample_rate = sample_rate
        self.device = InputDevice("Fake", 0, 1, sample_rate, default=True)
        self.opened: list[str | None] = []
        self.on = 0
        self.lost = False
        self._samples = samples
        self._step = round(step * sample_rate)
        self._heard = 0

    @contextmanager
    def record(self, name: str | None) -> Iterator[FakeMicrophone]:
        self.opened.append(name)
        self.on += 1
        self._heard = 0
        try:
            yield self
        finally:
            self.on -= 1

    @property
    def lasted(self) -> Seconds:
        return Seconds(self._heard / self.sample_rate)

    @property
    def ended(self) -> bool:
        """Whether all of the sound has been heard."""
        return self._heard >= self._samples.size

    def latest(self, seconds: Seconds) -> FloatArray:
        start = max(0, self._heard - round(seconds * self.sample_rate))
        return self._samples[start : self._heard]

    def check(self) -> None:
        if self.lost:
            raise MicrophoneUnusable('The microphone "Fake" was lost; connect it again.')
        self._heard = min(self._samples.size, self._heard + self._step)
