"""The rules of a good set: what may not follow. Each says which tracks it lets through.

Firm rules never give way. The others do when nothing else fits, in the order of
`standard_rules`, spacing step by step; see `rulebook`.
"""

from __future__ import annotations

import datetime as dt
import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import ClassVar

import numpy as np

from deej_desktop.domain.arrays import BoolArray
from deej_desktop.domain.units import Seconds
from deej_desktop.recommend.names import Names
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.song import plain
from deej_desktop.recommend.space import Space


class RuleName(str, Enum):
    """Names of the rules, for settings and for the reasons of a choice."""

    NO_REPEAT = "no repeat"
    EXCLUDED = "excluded"
    LENGTH = "length"
    AUDIBLE = "audible"
    SAME_SONG = "same song"
    SEASON = "season"
    HEARD_LATELY = "heard lately"
    INTERLUDE = "interlude"
    SAME_ARTIST = "same artist"
    SAME_ALBUM = "same album"


@dataclass(frozen=True)
class Rule(ABC):
    """One reason why a track may not come next.

    Attributes:
        name: For people and settings.
        firm: Whether it holds even when nothing else is left.
        standing: Whether it depends on the space alone, not on the session.
    """

    name: ClassVar[RuleName]
    firm: ClassVar[bool] = False
    standing: ClassVar[bool] = False

    @abstractmethod
    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """Which tracks (T,) it lets through."""

    def weaker(self) -> Rule | None:
        """The next step of giving way, or None for giving way wholly."""
        return None


@dataclass(frozen=True)
class NoRepeat(Rule):
    """Never a track twice in a session, nor a copy of it under another name."""

    name = RuleName.NO_REPEAT
    firm = True

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All that was not heard in this session."""
        return ~space.facts.contents.any_of(session.heard)


@dataclass(frozen=True)
class Excluded(Rule):
    """Folders and genres that the listener keeps out of playlists.

    Attributes:
        folders: Whatever lies in or below them.
        genres: As tagged, or one of several; case and accents do not matter.
    """

    folders: tuple[Path, ...] = ()
    genres: tuple[str, ...] = ()
    name = RuleName.EXCLUDED
    firm = True
    standing = True

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All that lies elsewhere and is of another genre."""
        del session
        folders = tuple(os.path.join(folder, "") for folder in self.folders)  # noqa: PTH118
        genres = {plain(genre) for genre in self.genres} - {""}
        inside = space.facts.folders.matching(
            lambda folder: os.path.join(folder, "").startswith(folders)  # noqa: PTH118
        )
        tagged = space.facts.genres.matching(
            lambda names: not genres.isdisjoint(names.splitlines())
        )
        return ~(inside | tagged)


@dataclass(frozen=True)
class LengthWithin(Rule):
    """Keeps jingles out, and sets and audiobooks. A length that is not known passes.

    Attributes:
        shortest_s: No track is shorter.
        longest_s: No track is longer.
    """

    shortest_s: Seconds = Seconds(0.0)
    longest_s: Seconds = Seconds(15 * 60.0)
    name = RuleName.LENGTH
    firm = True
    standing = True

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All within the limits."""
        del session
        lengths = space.facts.durations_s
        return ~((lengths < self.shortest_s) | (lengths > self.longest_s))


@dataclass(frozen=True)
class NoInterlude(Rule):
    """Skits and jingles last of all, unless a seed is as short.

    Attributes:
        shorter_than_s: What is shorter is one.
    """

    shorter_than_s: Seconds
    name = RuleName.INTERLUDE

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All that lasts; where a length is not known, it is taken for a song."""
        short = space.facts.durations_s < self.shorter_than_s
        asked_for = any(short[seed] for seed in session.seeds)
        return ~short | np.bool_(asked_for)


@dataclass(frozen=True)
class Audible(Rule):
    """Tracks in which nothing could be heard are like nothing, so they come last of all."""

    name = RuleName.AUDIBLE
    standing = True

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All that has a direction."""
        del session
        return space.audible


@dataclass(frozen=True)
class OneRecording(Rule):
    """No second recording of a song: by name, or by sounding and lasting the same."""

    name = RuleName.SAME_SONG

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All songs that were not heard in any recording."""
        allowed = ~space.facts.songs.any_of(session.heard)
        for track in session.heard:
            allowed[space.twins_of(track)] = False
        return allowed


@dataclass(frozen=True)
class InSeason(Rule):
    """Christmas music in December and until Epiphany only, unless a seed asks for it.

    Attributes:
        today: The day of listening.
    """

    today: dt.date
    name = RuleName.SEASON

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All but Christmas music out of season."""
        in_season = self.today.month == 12 or (self.today.month == 1 and self.today.day <= 6)
        asked_for = any(space.facts.seasonal[seed] for seed in session.seeds)
        return ~space.facts.seasonal | np.bool_(in_season or asked_for)


@dataclass(frozen=True)
class NotHeardLately(Rule):
    """Nothing that other sessions played within the time the listener chose."""

    name = RuleName.HEARD_LATELY

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All but what the session was told of."""
        return ~space.facts.contents.any_of(sorted(session.elsewhere))


@dataclass(frozen=True)
class Apart(Rule):
    """Something that must not come twice within a few tracks.

    Attributes:
        within: How many tracks back it looks.
    """

    within: int = 3

    @abstractmethod
    def names(self, space: Space) -> Names:
        """What must not come twice."""

    def allows(self, space: Space, session: SessionView) -> BoolArray:
        """All whose name is not among those of the last tracks."""
        last = session.heard[-self.within :] if self.within > 0 else ()
        return ~self.names(space).any_of(last)

    def weaker(self) -> Rule | None:
        """One track less."""
        return replace(self, within=self.within - 1) if self.within > 1 else None


@dataclass(frozen=True)
class ArtistApart(Apart):
    """The same artist not within a few tracks."""

    name = RuleName.SAME_ARTIST

    def names(self, space: Space) -> Names:
        """Artists."""
        return space.facts.artists


@dataclass(frozen=True)
class AlbumApart(Apart):
    """The same album not within a few tracks."""

    name = RuleName.SAME_ALBUM

    def names(self, space: Space) -> Names:
        """Albums."""
        return space.facts.albums


@dataclass(frozen=True, slots=True)
class RuleOptions:
    """The listener's wishes; the defaults are what most want.

    Attributes:
        artist_apart: Tracks within which no artist comes twice; 0 for no such rule.
        album_apart: Tracks within which no album comes twice; 0 for no such rule.
        one_recording: Whether a song comes in one recording only.
        shortest_s: Shorter tracks are kept out.
        longest_s: Longer tracks are kept out.
        interlude_s: Shorter tracks come only when nothing else is left; 0 for no such rule.
        excluded_folders: Kept out.
        excluded_genres: Kept out.
        today: Christmas music comes in its season only; None for no such rule.
        heard_lately_s: What other sessions have played within that time is kept back; 0 for no
            such rule.
    """

    artist_apart: int = 3
    album_apart: int = 3
    one_recording: bool = True
    shortest_s: Seconds = Seconds(0.0)
    longest_s: Seconds = Seconds(15 * 60.0)
    interlude_s: Seconds = Seconds(0.0)
    excluded_folders: Sequence[Path] = ()
    excluded_genres: Sequence[str] = ()
    today: dt.date | None = None
    heard_lately_s: Seconds = Seconds(0.0)


def standard_rules(options: RuleOptions = RuleOptions()) -> tuple[Rule, ...]:
    """The rules in the order in which they give way, those that never do at the end.

    `NoRepeat` is not among them: it always holds, see `rulebook`.
    """
    rules: list[Rule] = []
    if options.album_apart > 0:
        rules.append(AlbumApart(options.album_apart))
    if options.artist_apart > 0:
        rules.append(ArtistApart(options.artist_apart))
    if options.interlude_s > 0:
        rules.append(NoInterlude(options.interlude_s))
    rules.append(NotHeardLately())
    if options.today is not None:
        rules.append(InSeason(options.today))
    if options.one_recording:
        rules.append(OneRecording())
    rules.append(Audible())
    rules.append(LengthWithin(options.shortest_s, options.longest_s))
    if options.excluded_folders or options.excluded_genres:
        rules.append(Excluded(tuple(options.excluded_folders), tuple(options.excluded_genres)))
    return tuple(rules)
