"""Making cues: from where to where each track is played, how loud, and how it gives way."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from deej_desktop.domain.sound import Sound
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Decibels, Seconds
from deej_desktop.playback.player import Cue, Transition
from deej_desktop.services.sound.levelling import (
    Level,
    Levelling,
    Measured,
    album_level,
    own_level,
    safe_gain,
)
from deej_desktop.services.sound.transitions import belong_together, transition_between
from deej_desktop.settings.settings import Settings

_LEFT_S = 0.1
"""Of a silent head or tail so much is played: what rings on is softer than what counts as sound."""

_WORTH_S = 0.3
"""Less silence than this is nobody's concern."""

_SHORTEST_S = 2.0
"""What would be shorter without its silence is played as it is."""


class Sounds(Protocol):
    """What is known of recordings."""

    def of(self, content_id: ContentId) -> Sound | None:
        """What was measured of a recording; None if nothing was."""

    @property
    def usual_lufs(self) -> float | None:
        """The loudness in the middle of those that were measured; None if there are none."""


class Cued(NamedTuple):
    """A track and the cue that stands for it.

    Attributes:
        track: The track.
        cue: As the player gets it.
        level: What its gain is made of.
        levelling: By which setting.
    """

    track: Track
    cue: Cue
    level: Level
    levelling: Levelling


class _NoSounds:
    usual_lufs = None

    def of(self, _: ContentId) -> None:
        return None


class Cues:
    """Makes cues by the settings as they are."""

    def __init__(
        self, settings: Callable[[], Settings] = Settings, sounds: Sounds | None = None
    ) -> None:
        self._settings = settings
        self._sounds: Sounds = sounds or _NoSounds()

    def make(self, track: Track, before: Cued | None, then: Sequence[Track]) -> Cued:
        """Make the cue of a track.

        Args:
            track: The track.
            before: What it follows, if anything.
            then: What follows it, as far as is known.
        """
        sound = self._sounds.of(track.content_id)
        level = self._level(Measured(track, sound), before, then)
        start, end = _heard_part(track, sound)
        gain = safe_gain(level, self._settings().preamp_db)
        cue = Cue(track.path, track.duration_s, gain, start, end)
        return Cued(track, cue, level, self._settings().levelling)

    def gain_now(self, cued: Cued, then: Sequence[Track]) -> Decibels:
        """The gain of a cue that was made before, by the settings of now."""
        level = cued.level
        if cued.levelling != self._settings().levelling:
            sound = self._sounds.of(cued.track.content_id)
            level = self._level(Measured(cued.track, sound), None, then)
        return safe_gain(level, self._settings().preamp_db)

    def transition(self, before: Cued, after: Cued) -> Transition:
        """How one cue gives way to the next."""
        shorter_s = min(before.cue.span_s, after.cue.span_s)
        wanted_s = self._settings().crossfade_s
        return transition_between(before.track, after.track, shorter_s, wanted_s)

    def _level(self, of: Measured, before: Cued | None, then: Sequence[Track]) -> Level:
        usual = self._sounds.usual_lufs
        own = own_level(of, usual)
        levelling = self._settings().levelling
        if levelling == "off":
            return Level(0.0, own.peak)
        pairs = itertools.pairwise((of.track, *then))
        following = [b for _, b in itertools.takewhile(lambda pair: belong_together(*pair), pairs)]
        goes_on = before is not None and belong_together(before.track, of.track)
        if levelling == "track" or (levelling == "automatic" and not (goes_on or following)):
            return own
        if goes_on and before is not None and of.track.tags.replay_gain.album_gain_db is None:
            # An album keeps the level it began at, and with it what is soft and loud in it.
            return Level(before.level.wanted_db, own.peak)
        run = [Measured(track, self._sounds.of(track.content_id)) for track in following]
        return album_level([of, *run], usual)


def _heard_part(track: Track, sound: Sound | None) -> tuple[Seconds, Seconds | None]:
    """From where to where a track is worth playing."""
    if sound is None or sound.ends_s - sound.starts_s < _SHORTEST_S:
        return Seconds(0.0), None
    start = Seconds(sound.starts_s - _LEFT_S) if sound.starts_s > _WORTH_S else Seconds(0.0)
    end = Seconds(sound.ends_s + _LEFT_S)
    return start, end if track.duration_s - end > _WORTH_S else None
