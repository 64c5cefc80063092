"""What full listens measured, as far as moods depend on it."""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.sound import Waveform
from deej_desktop.domain.units import ContentId
from deej_desktop.library.sound import SoundStore
from deej_desktop.recommend.moods import Measures
from deej_desktop.recommend.space import Space

_CHUNK = 500
"""Outlines in memory at a time, of some kilobytes each."""

_SILENT = 1e-3
"""Of full scale, as for `analysis.sound_meter`."""


class Moods:
    """Measures tracks by their outlines. Not thread-safe."""

    def __init__(self, sounds: SoundStore) -> None:
        self._sounds = sounds
        self._known: dict[ContentId, FloatArray] = {}

    def measures(self, space: Space) -> Measures:
        """Measure all tracks of `space`; seconds for the first time and many thousands of them."""
        contents = [track.content_id for track in space.tracks]
        new = [content for content in dict.fromkeys(contents) if content not in self._known]
        for start in range(0, len(new), _CHUNK):
            found = self._sounds.many(new[start : start + _CHUNK])
            self._known.update((content, _measured(one.waveform)) for content, one in found.items())
        unknown = np.full(3, np.nan, np.float32)
        rows = [self._known.get(content, unknown) for content in contents]
        return Measures(*np.array(rows, np.float32).reshape(-1, 3).T)


def _measured(waveform: Waveform) -> FloatArray:
    """Level of the soft parts, bass and treble in dB, shape (3,); NaN for silence."""
    powers = np.square(waveform.bands, dtype=np.float64)
    levels = powers.sum(axis=0)
    audible = levels > _SILENT**2
    if not audible.any():
        return np.full(3, np.nan, np.float32)
    # A quarter of the time it is softer than that.
    soft = np.percentile(levels[audible], 25)
    low, _, high = (powers[:, audible] / levels[audible]).mean(axis=1)
    return (10 * np.log10(np.maximum([soft, low, high], 1e-9))).astype(np.float32)
