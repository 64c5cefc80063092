from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MicrophoneUnusable
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.recorder import KEPT, Recorder
from deej_desktop.native.sounddevice import InputDevice

DEVICES = [
    InputDevice("Built-in Audio", 3, 2, 48_000, default=True),
    InputDevice("USB Microphone", 1, 1, 16_000),
]


class FakeStream:
    """A device that hears what the test gives it."""

    def __init__(self, device: InputDevice, take: Callable[[FloatArray], None]) -> None:
        self.device = device
        self.take = take
        self.sample_rate = device.sample_rate
        self.alive = True
        self.closed = False

    def close(self) -> None:
        self.closed = True


class Desk:
    """Opens fake streams and keeps the time."""

    def __init__(self) -> None:
        self.now = 100.0
        self.streams: list[FakeStream] = []

    def open(self, device: InputDevice, take: Callable[[FloatArray], None]) -> FakeStream:
        self.streams.append(FakeStream(device, take))
        return self.streams[-1]

    def recorder(self, name: str | None = None) -> Recorder:
        return Recorder(
            name, devices=lambda: DEVICES, open_stream=self.open, clock=lambda: self.now
        )


def test_the_latest_sound_is_kept_and_no_more() -> None:
    desk = Desk()
    with desk.recorder() as recorder:
        rate = recorder.sample_rate
        for second in range(30):
            desk.streams[0].take(np.full(rate, second, np.float32))
        assert recorder.lasted == 30.0
        np.testing.assert_array_equal(np.unique(recorder.latest(Seconds(2.0))), [28, 29])
        assert recorder.latest(Seconds(100.0)).size == KEPT * rate
    assert desk.streams[0].closed
    assert recorder.latest(Seconds(1.0)).size == 0


@pytest.mark.parametrize(
    ("name", "device"),
    [(None, 0), ("USB Microphone", 1), ("usb", 1), ("Built-in Audio", 0), ("audio", 0)],
)
def test_a_device_is_chosen_by_its_name_or_a_part_of_it(name: str | None, device: int) -> None:
    with Desk().recorder(name) as recorder:
        assert recorder.device is DEVICES[device]


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(MicrophoneUnusable, match='"Built-in Audio", "USB Microphone"'):
        Desk().recorder("Bluetooth")


def test_without_any_device_it_says_so() -> None:
    with pytest.raises(MicrophoneUnusable, match="No microphone was found"):
        Recorder(devices=list)


def test_a_device_that_goes_or_falls_mute_is_lost() -> None:
    desk = Desk()
    with desk.recorder() as recorder:
        desk.now += 4  # some start late
        recorder.check()
        desk.streams[0].take(np.zeros(10, np.float32))
        desk.now += 4
        recorder.check()
        desk.now += 2
        with pytest.raises(MicrophoneUnusable, match='"Built-in Audio" was lost'):
            recorder.check()
        desk.streams[0].take(np.zeros(10, np.float32))
        recorder.check()
        desk.streams[0].alive = False
        with pytest.raises(MicrophoneUnusable, match="was lost"):
            recorder.check()
