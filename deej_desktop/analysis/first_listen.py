"""The first listen: some slices, spread over a track and reached by seeking.

They place a track nearly as well as all of its slices do, for a fraction of the decoding.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.decode import decode_stretch
from deej_desktop.analysis.mel import MelSlices, mel_slices
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.units import Seconds
from deej_desktop.native.av import Decoder, open_audio

SLICES = 10
"""Listened to, the first and the last of the track among them."""

_WORTH_IT = 2
"""Times as many slices make a full listen take longer than a first."""


def first_slices(path: Path, preprocessing: Preprocessing) -> MelSlices | None:
    """Cut slices from places at even distances.

    Returns:
        The audible ones; None if only a full listen can tell: because the track is short, mostly
        silent or damaged, or because its format finds no places or states no true length.

    Raises:
        MissingLibrary: PyAV is not installed or broken.
    """
    try:
        with open_audio(path, hasty=True) as audio:
            if audio.duration_s is None:
                return None
            decoder = Decoder(audio, preprocessing.sample_rate, mono=True)
            return _spread_slices(decoder, audio.duration_s, preprocessing)
    except UnreadableAudio:
        return None


def _spread_slices(decoder: Decoder, duration_s: Seconds, form: Preprocessing) -> MelSlices | None:
    length = form.frames * form.hop
    total = int(duration_s * form.sample_rate / length)
    if total < _WORTH_IT * SLICES:
        return None
    positions = np.linspace(0, total - 1, SLICES).round().astype(np.int64)
    kept = []
    for position in positions:
        start_s = Seconds(int(position) * length / form.sample_rate)
        sound = decode_stretch(decoder, start_s, length)
        if sound.size < length:
            return None
        kept.append(mel_slices(sound, form).slices)
    audible = np.array([len(slices) > 0 for slices in kept])
    if 2 * audible.sum() < SLICES or 2 * decoder.broken > decoder.packets:
        return None
    return MelSlices(np.concatenate(kept), positions[audible])
