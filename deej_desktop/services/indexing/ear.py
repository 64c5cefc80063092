"""What use cases listen with."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from deej_desktop.analysis.heard import Heard
from deej_desktop.analysis.mel import MelSlices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.sound import Listen


class Ear(Protocol):
    """Listens to files, and to live sound, in worker processes."""

    @property
    def capacity(self) -> int:
        """How many files it is worth giving it at a time."""

    def listen(
        self, path: Path, listen: Listen = Listen.FULL, *, urgent: bool = False
    ) -> Future[Heard]:
        """Promise what is heard in a file, or `UnreadableAudio`.

        It may be listened to more closely than was asked for. An urgent file comes before all that
        wait and are not.
        """

    def slices(self, path: Path) -> Future[MelSlices]:
        """Promise the audible slices of a file before encoding, ahead of what waits; as above."""

    def encode(self, slices: FloatArray) -> Future[FloatArray]:
        """Promise the vectors (n, d) of live slices (n, n_mels, frames), ahead of all files."""
