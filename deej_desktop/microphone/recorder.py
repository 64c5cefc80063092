"""Recording: a device, the latest seconds of what it hears, and what is to be said when it goes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from typing_extensions import Self

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MicrophoneUnusable
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.ring import Ring
from deej_desktop.native.sounddevice import (
    InputDevice,
    InputStream,
    choose_device,
    input_devices,
)

KEPT = Seconds(20.0)
"""How much sound is remembered; nothing is ever written to a disk."""

_SILENT_FOR = Seconds(5.0)
"""A device that gives nothing for so long is lost, whatever it says; some start seconds late."""


class Stream(Protocol):
    """A device at work; see `InputStream`."""

    sample_rate: int

    @property
    def alive(self) -> bool:
        """Whether it still records."""

    def close(self) -> None:
        """Release the device."""


class Recorder:
    """Records from a device from when it is made until `close`.

    Attributes:
        device: What it records from.
        sample_rate: Of the sound, in Hz.
    """

    def __init__(
        self,
        name: str | None = None,
        *,
        devices: Callable[[], list[InputDevice]] = input_devices,
        open_stream: Callable[[InputDevice, Callable[[FloatArray], None]], Stream] = InputStream,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin to record.

        Args:
            name: Of the device, or a part of it; None for the system's own choice.
            devices: What there is to choose from.
            open_stream: Opens one.
            clock: In seconds.

        Raises:
            MissingLibrary: PortAudio is not installed, or broken.
            MicrophoneUnusable: There is no such device, or it cannot be opened.
        """
        self.device = choose_device(devices(), name)
        self._clock = clock
        self._ring = Ring(round(KEPT * self.device.sample_rate))
        self._heard_at = clock()
        self._stream = open_stream(self.device, self._take)
        self.sample_rate = self._stream.sample_rate

    @property
    def lasted(self) -> Seconds:
        """How much was recorded so far."""
        return Seconds(self._ring.written / self.sample_rate)

    def latest(self, seconds: Seconds) -> FloatArray:
        """The latest so many seconds, or as much as there is: samples (n,), mono, in -1..1."""
        return self._ring.latest(round(seconds * self.sample_rate))

    def check(self) -> None:
        """See that the device is still there.

        Raises:
            MicrophoneUnusable: It was lost; nothing is said of that by itself.
        """
        if not self._stream.alive or self._clock() - self._heard_at > _SILENT_FOR:
            raise MicrophoneUnusable(
                f'The microphone "{self.device.name}" was lost; connect it again, and listen anew.'
            )

    def close(self) -> None:
        """Stop, release the device and forget the sound; may be called again."""
        self._stream.close()
        self._ring = Ring(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, samples: FloatArray) -> None:
        self._heard_at = self._clock()
        self._ring.write(samples)
