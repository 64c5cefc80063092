"""The door to PortAudio (sounddevice): loading it, and telling what is wrong when that fails."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from types import ModuleType

from deej_desktop.domain.errors import MissingLibrary


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


def microphone_health() -> MicrophoneHealth:
    """Look for devices that can record."""
    try:
        sounddevice = load_sounddevice()
    except MissingLibrary as error:
        return MicrophoneHealth((), str(error))
    try:
        found = sounddevice.query_devices()
    except sounddevice.PortAudioError as error:
        return MicrophoneHealth((), f"The sound system cannot be asked for microphones ({error}).")
    names = tuple(str(item["name"]) for item in found if item["max_input_channels"] > 0)
    problem = None if names else "No microphone was found; connect one to let Deej hear the room."
    return MicrophoneHealth(names, problem)
