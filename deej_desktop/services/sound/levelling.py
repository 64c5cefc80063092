"""How much louder or softer a track is played, so that one is as loud as the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from deej_desktop.domain.sound import Sound
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Decibels

REFERENCE_LUFS = -18.0
"""The loudness that ReplayGain 2.0 goes for, so that tags and our own measure agree.

Louder is common (-14 LUFS), but soft recordings with high peaks would not get there without
clipping, and would stay behind the others.
"""

_SOFTEST_DB, _LOUDEST_DB = -40.0, 20.0

Levelling: TypeAlias = Literal["off", "track", "album", "automatic"]
"""What tracks are brought to the same loudness by, as in the settings."""


class Measured(NamedTuple):
    """A track and what is known of how it sounds."""

    track: Track
    sound: Sound | None


class Level(NamedTuple):
    """What is wanted of a track's level.

    Attributes:
        wanted_db: The gain that brings it to the reference.
        peak: Its largest sample as a share of full scale; None if that is not known.
    """

    wanted_db: float
    peak: float | None


def own_level(of: Measured, usual_lufs: float | None) -> Level:
    """The level of a track by itself: by its tags, else as measured, else as is usual."""
    told = of.track.tags.replay_gain
    measured_peak = of.sound.peak if of.sound is not None else None
    if told.track_gain_db is not None:
        return Level(told.track_gain_db, told.track_peak or measured_peak)
    loudness = of.sound.loudness_lufs if of.sound is not None else None
    if loudness is None:
        loudness = usual_lufs
    return Level(0.0 if loudness is None else REFERENCE_LUFS - loudness, measured_peak)


def album_level(run: Sequence[Measured], usual_lufs: float | None) -> Level:
    """The level of the first of some tracks that belong together, as that of all of them.

    Args:
        run: The track and those of its album that follow it.
        usual_lufs: The loudness of what nobody has measured; None if that is not known either.
    """
    told = run[0].track.tags.replay_gain
    if told.album_gain_db is not None:
        own_peak = own_level(run[0], usual_lufs).peak
        return Level(told.album_gain_db, told.album_peak or told.track_peak or own_peak)
    levels = [own_level(one, usual_lufs) for one in run]
    # As loud as their mean power.
    power = sum(10 ** (-level.wanted_db / 10) for level in levels) / len(levels)
    peaks = [level.peak for level in levels]
    known = [peak for peak in peaks if peak is not None]
    return Level(-10 * math.log10(power), max(known) if len(known) == len(peaks) else None)


def safe_gain(level: Level, preamp_db: float) -> Decibels:
    """The gain to play at: as wanted, but never so much that peaks would be cut off."""
    peak = 1.0 if level.peak is None else max(level.peak, 1e-3)
    most = -20 * math.log10(peak)
    gain = min(level.wanted_db + preamp_db, most, _LOUDEST_DB)
    return Decibels(max(gain, _SOFTEST_DB))
