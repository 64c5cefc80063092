from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MicrophoneUnusable, MissingLibrary
from deej_desktop.native.sounddevice import (
    InputStream,
    choose_device,
    input_devices,
    microphone_health,
)


class PortAudioError(Exception):
    pass


class FakeStream:
    def __init__(self, module: FakeSounddevice, arguments: dict[str, Any]) -> None:
        self._module = module
        self.arguments = arguments
        self.samplerate = float(arguments["samplerate"])
        self.active = False

    def start(self) -> None:
        if self._module.refuse_start:
            raise PortAudioError("Unanticipated host error", -9999, (8, -5, "Input/output error"))
        self.active = True
        self._module.running.append(self)

    def close(self, ignore_errors: bool = True) -> None:
        self._module.lets_go.wait()
        self._module.closed.append(self)
        if self in self._module.running:
            self._module.running.remove(self)


class FakeDefault:
    def __init__(self) -> None:
        self.device = (-1, -1)


class FakeSounddevice(ModuleType):
    """What is used of sounddevice, with devices of the test's choice."""

    PortAudioError = PortAudioError

    def __init__(self) -> None:
        super().__init__("sounddevice")
        self.devices: list[dict[str, Any]] = []
        self.default = FakeDefault()
        self.looks = 0
        self.running: list[FakeStream] = []
        self.closed: list[FakeStream] = []
        self.most_channels = 2
        self.refuse_start = False
        self.lets_go = threading.Event()
        self.lets_go.set()

    def plug_in(self, name: str, channels: int = 2, hostapi: int = 0, rate: float = 44_100) -> None:
        self.devices.append(
            {
                "name": name,
                "max_input_channels": channels,
                "hostapi": hostapi,
                "default_samplerate": rate,
            }
        )

    def query_devices(self) -> list[dict[str, Any]]:
        return self.devices

    def _terminate(self) -> None:
        self.looks += 1

    def _initialize(self) -> None:
        pass

    def _exit_handler(self) -> None:
        pass

    def InputStream(self, **arguments: Any) -> FakeStream:  # noqa: N802
        if arguments["channels"] > self.most_channels:
            raise PortAudioError("Error opening InputStream: Invalid number of channels", -9998)
        return FakeStream(self, arguments)


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> FakeSounddevice:
    fake = FakeSounddevice()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    return fake


def opened(take: Callable[[FloatArray], None] = lambda _: None) -> InputStream:
    return InputStream(choose_device(input_devices(), None), take)


def test_without_portaudio_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MissingLibrary, match=r"needed to use the microphone .*install"):
        input_devices()
    assert "PortAudio" in str(microphone_health().problem)


def test_without_a_microphone_it_says_so(module: FakeSounddevice) -> None:
    module.plug_in("Loudspeaker", channels=0)
    assert input_devices() == []
    assert str(microphone_health().problem).startswith("No microphone was found")


def test_the_systems_choice_comes_first_and_each_device_once(module: FakeSounddevice) -> None:
    module.plug_in("Line", hostapi=1)
    module.plug_in("Headset", hostapi=0)
    module.plug_in("Line", hostapi=0, rate=47_999.9)
    module.default.device = (2, 0)
    found = input_devices()
    assert [(device.name, device.index, device.default) for device in found] == [
        ("Line", 2, True),
        ("Headset", 1, False),
    ]
    assert found[0].sample_rate == 48_000
    assert microphone_health().devices == ("Line", "Headset")


def test_devices_plugged_in_later_are_seen_unless_one_is_in_use(module: FakeSounddevice) -> None:
    module.plug_in("Headset")
    stream = opened()
    looks = module.looks
    input_devices()
    assert module.looks == looks, "looking anew would cut the recording off"
    stream.close()
    stream.close()
    assert module.running == []
    input_devices()
    assert module.looks == looks + 1


def test_a_device_that_does_not_let_go_is_left_behind(
    module: FakeSounddevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deej_desktop.native.sounddevice._LETS_GO_WITHIN_S", 0.01)
    monkeypatch.setattr("deej_desktop.native.sounddevice._open_streams", set())
    hushed: list[bool] = []
    monkeypatch.setattr(
        "deej_desktop.native.sounddevice.hush_from_now_on", lambda: hushed.append(True)
    )
    module.plug_in("Headset")
    module.lets_go.clear()
    stream = opened()
    stream.close()
    stream.close()
    assert hushed == [True]
    looks = module.looks
    input_devices()
    assert module.looks == looks, "looking anew would wait for it for ever"
    module.lets_go.set()


def test_channels_are_mixed(module: FakeSounddevice) -> None:
    module.plug_in("Headset", channels=32)
    heard: list[FloatArray] = []
    stream = opened(heard.append)
    (running,) = module.running
    assert running.arguments["channels"] == 2
    running.arguments["callback"](np.array([[1, 0], [0.5, 0.5]], np.float32), 2, None, None)
    np.testing.assert_array_equal(heard[0], np.array([0.5, 0.5], np.float32))
    before = stream.alive
    running.active = False
    assert (before, stream.alive) == (True, False)
    stream.close()


def test_a_device_that_refuses_two_channels_is_asked_for_one(module: FakeSounddevice) -> None:
    module.plug_in("Headset")
    module.most_channels = 1
    opened().close()
    assert module.closed[0].arguments["channels"] == 1


def test_a_device_that_cannot_be_opened_is_released_and_told_of(module: FakeSounddevice) -> None:
    module.plug_in("Headset")
    module.refuse_start = True
    with pytest.raises(MicrophoneUnusable, match=r'"Headset" cannot be opened \(Input/output'):
        opened()
    assert module.running == []
    assert len(module.closed) == 2
    looks = module.looks
    input_devices()
    assert module.looks == looks + 1


def test_a_sound_system_that_does_not_answer_is_told_of(
    module: FakeSounddevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise PortAudioError("Error initializing PortAudio: Unanticipated host error", -9999)

    monkeypatch.setattr(module, "_initialize", refuse)
    with pytest.raises(MicrophoneUnusable, match="cannot be asked for microphones"):
        input_devices()
