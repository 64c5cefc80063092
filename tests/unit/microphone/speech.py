"""Somebody who speaks, for the tests: espeak-ng."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from deej_desktop.analysis.decode import decode_mono
from deej_desktop.domain.arrays import FloatArray

TEXT = (
    "Good evening. The train to the harbour leaves at half past seven from platform two; please"
    " mind the gap. I told her that nobody would come, and then, of course, everybody did."
)


def can_speak() -> bool:
    """Whether the program is there."""
    return shutil.which("espeak-ng") is not None


def spoken(folder: Path, voice: str, sample_rate: int) -> FloatArray:
    """Nine seconds or more of a voice, (n,)."""
    file = folder / f"{voice}.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-w", str(file), TEXT], check=True)
    return decode_mono(file, sample_rate)
