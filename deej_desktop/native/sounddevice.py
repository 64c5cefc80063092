"""The door to PortAudio (sounddevice): which microphones there are, and recording from one."""

from __future__ import annotations

import atexit
import logging
import platform
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MicrophoneUnusable, MissingLibrary
from deej_desktop.native.hush import hush_from_now_on, hushed

_log = logging.getLogger(__name__)

_LETS_GO_WITHIN_S = 5.0

# PortAudio is one for the whole process.
_lock = threading.Lock()
_open_streams: set[InputStream] = set()


@dataclass(frozen=True, slots=True)
class InputDevice:
    """Something that can record.

    Attributes:
        name: As the system calls it.
        index: PortAudio's number for it, until the next look at the devices.
        channels: How many it has.
        sample_rate: What it prefers, in Hz.
        default: Whether the system records from it unless told otherwise.
    """

    name: str
    index: int
    channels: int
    sample_rate: int
    default: bool = False


@dataclass(frozen=True, slots=True)
class MicrophoneHealth:
    """What `deej doctor` says of the microphone.

    Attributes:
        devices: Names of the devices that can record.
        problem: The sentence that says what is wrong and what to do, or None.
    """

    devices: tuple[str, ...]
    problem: str | None


def load_sounddevice() -> ModuleType:
    """Import sounddevice and the PortAudio behind it.

    Raises:
        MissingLibrary: PortAudio is not installed, or broken.
    """
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        package = "libportaudio2" if platform.system() == "Linux" else "Deej"
        raise MissingLibrary(
            "PortAudio", "use the microphone", f"install {package} and start Deej again"
        ) from error
    module: ModuleType = sounddevice
    return module


def input_devices() -> list[InputDevice]:
    """Look for devices that can record, the system's own choice first.

    Raises:
        MissingLibrary: PortAudio is not installed, or broken.
        MicrophoneUnusable: The sound system does not answer.
    """
    sounddevice = load_sounddevice()
    try:
        with _lock, hushed():
            if not _open_streams:
                # PortAudio looks for devices only when it starts, and people plug them in later.
                sounddevice._terminate()
                sounddevice._initialize()
            found = list(enumerate(sounddevice.query_devices()))
            chosen = sounddevice.default.device[0]
    except sounddevice.PortAudioError as error:
        raise MicrophoneUnusable(
            f"The sound system cannot be asked for microphones ({_reason(error)}); check it, and"
            " start Deej again."
        ) from error
    # Where several sound systems offer the same devices, one list of them is enough.
    systems = {item["hostapi"] for index, item in found if index == chosen}
    devices = [
        InputDevice(
            name=str(item["name"]),
            index=index,
            channels=int(item["max_input_channels"]),
            sample_rate=round(item["default_samplerate"]),
            default=index == chosen,
        )
        for index, item in found
        if item["max_input_channels"] > 0 and (not systems or item["hostapi"] in systems)
    ]
    return sorted(devices, key=lambda device: not device.default)


def choose_device(devices: Sequence[InputDevice], name: str | None) -> InputDevice:
    """The device called `name`, or with that in its name, or the system's own choice for None.

    Raises:
        MicrophoneUnusable: There is none, or none of that name.
    """
    if not devices:
        raise MicrophoneUnusable(
            "No microphone was found; connect one, or let Deej use it in your system's settings."
        )
    if name is None:
        return devices[0]
    for same in (str.__eq__, str.__contains__):
        for device in devices:
            if same(device.name.casefold(), name.casefold()):
                return device
    names = ", ".join(f'"{device.name}"' for device in devices)
    raise MicrophoneUnusable(f'There is no microphone called "{name}"; there are {names}.')


class InputStream:
    """A device that records, until it is closed or lost.

    Attributes:
        sample_rate: Of what it gives, in Hz.
    """

    def __init__(self, device: InputDevice, take: Callable[[FloatArray], None]) -> None:
        """Open a device and begin to record.

        Args:
            device: As `input_devices` found it just now.
            take: Called in a thread of PortAudio's with the mean of the channels, shape (n,), some
                ten milliseconds at a time; must be quick and must not raise.

        Raises:
            MissingLibrary: PortAudio is not installed, or broken.
            MicrophoneUnusable: The device cannot be opened.
        """
        self._take = take
        self._is_closed = False
        self._stream = self._opened(load_sounddevice(), device)
        self.sample_rate = round(self._stream.samplerate)

    @property
    def alive(self) -> bool:
        """Whether it still records as far as PortAudio knows: a lost device raises nothing."""
        return bool(self._stream.active)

    def close(self) -> None:
        """Stop recording and release the device; may be called again.

        A device that went just as it was opened may never let go: PortAudio 19.6 turns in circles
        then (ALSA). It is left behind, and no devices are looked for any more.
        """
        with _lock:
            if self._is_closed:
                return
            self._is_closed = True
            letting_go = threading.Thread(
                target=self._stream.close, kwargs={"ignore_errors": True}, daemon=True
            )
            with hushed():
                letting_go.start()
                letting_go.join(_LETS_GO_WITHIN_S)
            if letting_go.is_alive():
                _log.error("PortAudio does not let go of the device; it is left behind")
                # It would wait for the same at the end, and complains all the time.
                atexit.unregister(load_sounddevice()._exit_handler)
                hush_from_now_on()
            else:
                _open_streams.discard(self)

    def _opened(self, sounddevice: ModuleType, device: InputDevice) -> Any:  # noqa: ANN401
        """A started stream; of channels, two at most, or as many as the device insists on."""
        failure: Exception | None = None
        for channels in dict.fromkeys((min(2, device.channels), 1, device.channels)):
            try:
                with _lock, hushed(), ExitStack() as undo:
                    stream = sounddevice.InputStream(
                        device=device.index,
                        channels=channels,
                        samplerate=device.sample_rate,
                        dtype="float32",
                        callback=self._heard,
                    )
                    undo.callback(stream.close)
                    stream.start()
                    undo.pop_all()
                    _open_streams.add(self)
            except sounddevice.PortAudioError as error:
                _log.info("%s with %d channels: %s", device.name, channels, error)
                failure = error
            else:
                return stream
        raise MicrophoneUnusable(
            f'The microphone "{device.name}" cannot be opened ({_reason(failure)}); see that it is'
            " connected, that no other program keeps it, and that Deej may use it."
        ) from failure

    def _heard(self, block: FloatArray, _frames: int, _time: object, status: object) -> None:
        if status:
            _log.debug("Recording: %s", status)
        self._take(block.mean(axis=1, dtype=np.float32))


def microphone_health() -> MicrophoneHealth:
    """Look for devices that can record."""
    try:
        devices = input_devices()
        choose_device(devices, None)
    except (MissingLibrary, MicrophoneUnusable) as error:
        return MicrophoneHealth((), str(error))
    return MicrophoneHealth(tuple(device.name for device in devices), None)


def _reason(error: Exception | None) -> str:
    """The words of the system's sound, or else PortAudio's, without numbers."""
    match error.args if error is not None else ():
        case (_, _, (_, _, str(words))) if words:
            return words
        case (text, *_):
            return str(text).split(": ", 1)[-1]
    return "no reason is known"
