"""Stereo sound, block by block: decoding it, and how loud it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from deej_desktop.analysis.loudness import STEPS_A_SECOND, integrated_loudness, k_weighting
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.av import Decoder, open_audio
from deej_desktop.native.late import Late

fft = Late("scipy.fft")

_LOUDEST = 4.0
"""Samples beyond this times full scale are damage."""

_LESS = np.float32(0.5**0.5)


def stereo_blocks(path: Path, sample_rate: int) -> Iterator[FloatArray]:
    """Decode a file to stereo blocks (2, n) of a second or less, in -1..1 and hardly beyond.

    Raises:
        UnreadableAudio: It is missing or no audio.
        MissingLibrary: PyAV is missing.
    """
    with open_audio(path) as audio:
        for block in Decoder(audio, sample_rate).blocks():
            yield np.clip(np.nan_to_num(_stereo(block)), -_LOUDEST, _LOUDEST)


def _stereo(planes: FloatArray) -> FloatArray:
    """Two channels (2, n) of one or of several (c, n): left, right, middle, bass, and around."""
    if len(planes) == 1:
        return np.repeat(planes, 2, axis=0)
    stereo = planes[:2].copy()
    if len(planes) > 2:
        stereo += _LESS * planes[2]
    for number in range(4, len(planes)):  # the bass channel repeats what others have
        stereo[number % 2] += _LESS * planes[number]
    return stereo


class Meter:
    """Measures loudness after EBU R128 while sound goes by, whatever the size of its blocks."""

    def __init__(self, sample_rate: int) -> None:
        self._step = sample_rate // STEPS_A_SECOND
        hertz = fft.rfftfreq(self._step, 1 / sample_rate)
        weights = 2 * k_weighting(hertz) / self._step**2
        weights[0] /= 2
        self._weights = weights.astype(np.float32)
        self._rest = np.zeros((2, 0), np.float32)
        self._powers: list[FloatArray] = []

    def feed(self, block: FloatArray) -> None:
        """Take the next samples, shape (2, n)."""
        sound = np.concatenate([self._rest, block], axis=1)
        steps = sound.shape[1] // self._step
        self._rest = sound[:, steps * self._step :]
        if steps:
            spectra = fft.rfft(sound[:, : steps * self._step].reshape(2, steps, self._step))
            self._powers.append(((spectra.real**2 + spectra.imag**2) @ self._weights).sum(axis=0))

    @property
    def powers(self) -> FloatArray:
        """The weighted power in each tenth of a second so far, shape (n,)."""
        return np.concatenate(self._powers) if self._powers else np.zeros(0, np.float32)

    @property
    def lufs(self) -> float | None:
        """The loudness of all so far; None where it is too short or too soft to have one."""
        return integrated_loudness(self.powers)


def metered(blocks: Iterable[FloatArray], meter: Meter) -> Iterator[FloatArray]:
    """The same blocks, measured as they go by."""
    for block in blocks:
        meter.feed(block)
        yield block
