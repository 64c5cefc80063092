from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.errors import MicrophoneUnusable
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.level import level_of
from deej_desktop.microphone.recorder import Recorder
from deej_desktop.native.sounddevice import input_devices
from tests.audio import tone, write_audio
from tests.integration.microphone.conftest import VirtualMicrophone
from tests.pulse import wait_until

PATIENCE_S = 30.0


def test_a_tone_in_the_room_is_recorded_and_the_device_released(
    microphone: VirtualMicrophone, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = write_audio(tmp_path / "tone.wav", tone(1_000, 20.0))
    with microphone.playing(file), Recorder("pulse") as recorder:
        wait_until(
            lambda: recorder.lasted > 1 and level_of(recorder.latest(Seconds(0.5))) > -20,
            PATIENCE_S,
            "the tone is recorded",
        )
        wait_until(microphone.in_use, PATIENCE_S, "the server sees the recording")
        recorder.check()
        heard = recorder.latest(Seconds(0.5))
        spectrum = np.abs(np.fft.rfft(heard * np.hanning(heard.size)))
        assert np.argmax(spectrum) * recorder.sample_rate / heard.size == pytest.approx(1_000, 0.01)
    wait_until(lambda: not microphone.in_use(), PATIENCE_S, "the device is released")
    assert capfd.readouterr().err == "", "PortAudio must not chatter"


def pull_out(microphone: VirtualMicrophone) -> None:
    microphone.server.control("unload-module", "module-null-sink")


def crash(microphone: VirtualMicrophone) -> None:
    microphone.server.kill()


@pytest.mark.parametrize("lose", [pull_out, crash])
def test_a_microphone_that_goes_while_it_records_is_lost(
    microphone: VirtualMicrophone, lose: Callable[[VirtualMicrophone], None]
) -> None:
    def lost() -> bool:
        try:
            recorder.check()
        except MicrophoneUnusable:
            return True
        return False

    with Recorder("pulse") as recorder:
        wait_until(lambda: recorder.lasted > 0, PATIENCE_S, "something is recorded")
        recorder.check()
        lose(microphone)
        wait_until(lost, PATIENCE_S, "the loss is noticed")


def test_a_sound_server_that_is_gone_is_told_of(microphone: VirtualMicrophone) -> None:
    assert "pulse" in [device.name for device in input_devices()]
    microphone.server.kill()
    with pytest.raises(MicrophoneUnusable, match=r"microphone"):
        Recorder("pulse")
