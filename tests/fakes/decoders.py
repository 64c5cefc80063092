"""A decoder that does to a worker process what the file's name says; it runs in that process."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.heard import Decoded
from deej_desktop.analysis.mel import MelSlices
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.sound import Listen, Sound, Waveform
from deej_desktop.domain.units import Seconds

SOUND = Sound(-14.0, 0.9, Seconds(0.1), Seconds(9.9), Waveform(bytes(range(8))))
"""What it measures of every file."""


def decode_as_named(path: Path, preprocessing: Preprocessing, listen: Listen) -> Decoded:
    """Slices made from the name, two or many; or a crash or worse, as its first word says."""
    match path.stem.split()[0]:
        case "crash":
            ctypes.string_at(0)
        case "killed" if not path.exists():
            path.touch()  # the second time it lives
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(10_000)
        case "slow":
            time.sleep(0.5)
        case "fault":
            raise ValueError("a mistake of ours")
        case "damaged":
            raise UnreadableAudio(path, "it is damaged")
        case "silent":
            nothing = np.zeros((0, preprocessing.n_mels, preprocessing.frames), np.float32)
            return Decoded(MelSlices(nothing, np.zeros(0, np.int64)))
    rng = np.random.default_rng(list(os.fsencode(path.name)))
    count = 300 if path.stem.startswith("long") else 2
    slices = rng.random((count, preprocessing.n_mels, preprocessing.frames), np.float32)
    return Decoded(MelSlices(slices, np.arange(count)), SOUND if listen is Listen.FULL else None)
