"""Somebody who talks, by espeak-ng: for spoken word, and over beats."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np

_VOICES = ("en-gb", "en-us", "de", "fr", "es", "it", "pt", "sv", "pl", "en-gb-scotland")
_VARIANTS = ("m1", "m3", "m7", "f1", "f2", "f4", "croak", "whisper")
_SYLLABLES = (
    "la", "no", "mi", "ra", "ten", "so", "ver", "dal", "ki", "pu", "sen", "to", "ma", "li", "gor",
    "ne", "ba", "ri", "shu", "el", "fan", "o", "da",
)  # fmt: skip


def talk(seconds: float, path: Path, chance: np.random.Generator) -> None:
    """Write a WAV of nonsense, said by a voice drawn by chance, for about `seconds`.

    Raises:
        subprocess.CalledProcessError: espeak-ng failed.
        FileNotFoundError: It is not installed.
    """
    speed = int(chance.integers(120, 200))
    words = [
        "".join(chance.choice(_SYLLABLES, int(chance.integers(1, 4))))
        + str(chance.choice(["", "", "", "", ",", "."]))
        for _ in range(round(seconds / 60 * speed))
    ]
    voice = f"{chance.choice(_VOICES)}+{chance.choice(_VARIANTS)}"
    pitch = str(int(chance.integers(25, 75)))
    subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(speed), "-p", pitch, "-w", path, "--stdin"],
        input=" ".join(words).encode(),
        check=True,
    )
