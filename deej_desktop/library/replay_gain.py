"""What files say of their own loudness, in whatever way their kind of tag has for that.

After the ReplayGain 2.0 specification, and RFC 7845, section 5.2.1, for Opus.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from deej_desktop.domain.track import ReplayGain
from deej_desktop.library.tagged_file import Untyped

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_LARGEST_GAIN_DB = 60.0
_LARGEST_PEAK = 16.0

_R128_STEPS = 256
"""Opus writes gains as whole numbers of these to a decibel, ..."""
_R128_TO_REPLAY_GAIN_DB = 5.0
"""... and towards -23 LUFS, where ReplayGain goes for -18."""


def replay_gain_from(found: Mapping[str, Untyped]) -> ReplayGain:
    """Make sense of what a file says, in mutagen's names or in FFmpeg's; nonsense is left out."""
    # Names are the last part of "TXXX:REPLAYGAIN_TRACK_GAIN", "----:com.apple.iTunes:...", "...".
    said: dict[str, Untyped] = {}
    volumes: dict[str, Untyped] = {}
    for key in list(found.keys()):  # not all of mutagen's mappings iterate over their keys
        kind, _, name = str(key).rpartition(":")
        (volumes if kind == "RVA2" else said)[name.casefold()] = found[key]
    return ReplayGain(
        track_gain_db=_gain("track", said, volumes),
        track_peak=_peak("track", said, volumes),
        album_gain_db=_gain("album", said, volumes),
        album_peak=_peak("album", said, volumes),
    )


def _gain(of: str, said: Mapping[str, Untyped], volumes: Mapping[str, Untyped]) -> float | None:
    r128 = _number(said.get(f"r128_{of}_gain"))
    if r128 is not None:
        return _within(r128 / _R128_STEPS + _R128_TO_REPLAY_GAIN_DB, _LARGEST_GAIN_DB)
    gain = _number(said.get(f"replaygain_{of}_gain"))
    if gain is None and of in volumes:
        gain = float(volumes[of].gain)
    return _within(gain, _LARGEST_GAIN_DB)


def _peak(of: str, said: Mapping[str, Untyped], volumes: Mapping[str, Untyped]) -> float | None:
    peak = _number(said.get(f"replaygain_{of}_peak"))
    if peak is None and of in volumes:
        peak = float(volumes[of].peak)
    # A peak of nothing is what some programs write for one they do not know.
    return _within(peak, _LARGEST_PEAK) if peak is not None and peak > 0 else None


def _within(value: float | None, limit: float) -> float | None:
    return value if value is not None and math.isfinite(value) and abs(value) <= limit else None


def _number(value: Untyped) -> float | None:
    """The number in a text, in the first of several, or in the bytes of an MP4."""
    value = getattr(value, "text", value)
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    if value is None:
        return None
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    match = _NUMBER.search(text)
    return float(match.group().replace(",", ".")) if match else None
