"""Whether a stretch of sound is from a certain recording, and from where in it.

A fingerprint keeps what neither loudness nor equaliser nor room changes much: how each band stands
out from its neighbours, and that from what it was just before. Two of the same recording correlate
at one offset and at no other, even with noise 5 dB below the music.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.late import Late

fft = Late("scipy.fft")
ndimage = Late("scipy.ndimage")

Fingerprint = npt.NDArray[np.int8]
"""Shape (n_bands, n_frames); small, so that many can be kept."""

_BANDS = 9
_FRAMES = 21
"""The neighbourhood that a point is seen against."""

_MOST_DB = 6.0
_STEPS = 20
"""Further out counts as this, in steps of a twentieth of a decibel."""


class Match(NamedTuple):
    """Where a stretch of sound fits a recording best.

    Attributes:
        likeness: Correlation, -1..1. In rooms at 5 dB, ten seconds of the recording itself gave
            0.2 and more; of others one in 50 came to 0.15, mostly with a loop in common.
        frame: Of the recording, where the stretch begins.
    """

    likeness: float
    frame: int


def fingerprint(levels: FloatArray) -> Fingerprint:
    """The fingerprint of a mel spectrogram (n_bands, n_frames) in dB, whatever its reference."""
    contrast = levels - ndimage.uniform_filter1d(levels, _BANDS, axis=0)
    contrast -= ndimage.uniform_filter1d(contrast, _FRAMES, axis=1)
    return np.asarray(np.rint(_STEPS * np.clip(contrast, -_MOST_DB, _MOST_DB)), np.int8)


def find(stretch: Fingerprint, recording: Fingerprint) -> Match:
    """Find where `stretch` fits `recording` best; both have the same bands and frame rate."""
    n = stretch.shape[1]
    lacking = max(0, n - recording.shape[1])
    whole = np.pad(recording, ((0, 0), (0, lacking))).astype(np.float32)
    part = stretch.astype(np.float32)
    size = fft.next_fast_len(whole.shape[1] + n, real=True)
    products = fft.rfft(whole, size, axis=1) * np.conj(fft.rfft(part, size, axis=1))
    common = fft.irfft(products.sum(axis=0), size)[: whole.shape[1] - n + 1]
    energy = np.cumsum(np.concatenate([[0.0], np.square(whole).sum(axis=0, dtype=np.float64)]))
    own = energy[n:] - energy[: energy.size - n]
    # Nearly silent places, which little would fit well, have to be fitted better.
    own = np.maximum(own, 0.1 * np.median(own))
    likeness = common / np.sqrt(np.maximum(own * float(np.square(part).sum()), 1e-9))
    best = int(np.argmax(likeness))
    return Match(float(likeness[best]), best)
