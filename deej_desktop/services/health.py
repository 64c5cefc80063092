"""What is wrong on this machine, and how to mend it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deej_desktop.analysis.card import verify_onnx, verify_tuning, verify_weights
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import counted, displayable
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.native.sounddevice import microphone_health
from deej_desktop.native.vlc import vlc_health
from deej_desktop.playback.health import playback_health
from deej_desktop.services.encoders.installed import chosen_encoder
from deej_desktop.settings.settings_file import SettingsFile


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: What.
        well: Whether it is as it should be.
        detail: What was found or, if it is not well, what to do.
    """

    name: str
    well: bool
    detail: str


def examine(data_dir: Path) -> Iterator[Finding]:
    """Look at everything that Deej depends on, one after the other."""
    yield _playback()
    yield _sound()
    yield _microphone()
    yield _analysis()
    yield _found("encoder", lambda: _encoder(data_dir))
    yield _found("data", lambda: _data(data_dir))


def _playback() -> Finding:
    health = vlc_health()
    return Finding("playback", health.problem is None, health.problem or f"libVLC {health.version}")


def _sound() -> Finding:
    health = playback_health()
    return Finding("sound", health.problem is None, health.problem or health.summary)


def _microphone() -> Finding:
    health = microphone_health()
    return Finding("microphone", health.problem is None, health.problem or health.devices[0])


def _analysis() -> Finding:
    """Asks only whether the libraries are there: TensorFlow takes seconds to load."""
    needed = ("av", "librosa", "onnxruntime", "tensorflow")
    lacking = [name for name in needed if importlib.util.find_spec(name) is None]
    if lacking:
        return Finding("analysis", well=False, detail=f"Install Deej again: no {lacking[0]}.")
    found = "PyAV, librosa, ONNX Runtime and TensorFlow are installed"
    return Finding("analysis", well=True, detail=found)


def _encoder(data_dir: Path) -> str:
    encoder = chosen_encoder(data_dir, SettingsFile(data_dir).current.encoder)
    verify_weights(encoder.folder, encoder.card)
    verify_onnx(encoder.folder, encoder.card)
    verify_tuning(encoder.folder, encoder.card)
    return f"{encoder.card.name} ({encoder.card.id})"


def _data(data_dir: Path) -> str:
    store = Store.open(data_dir)
    try:
        counts = Catalogue(store).counts()
    finally:
        store.close()
    return f"{displayable(data_dir)}: {counted(counts.tracks, 'track')}, {counts.missing} missing"


def _found(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, well=True, detail=look())
    except DeejError as error:
        return Finding(name, well=False, detail=str(error))
