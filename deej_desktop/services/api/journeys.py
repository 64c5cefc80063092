"""Joining the dots."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.recommend.moods import Mood


@dataclass(frozen=True, slots=True)
class JourneyWish:
    """Which journey is wanted.

    Attributes:
        waypoints: What it passes, in this order; from the library or not.
        between: How many tracks come between one waypoint and the next.
        minutes: How long it lasts instead, waypoints included; or None.
        drunk: Chance, 0..1.
        random_seed: Where the chance comes from; None: another journey every time.
        arrive_at: When the last track begins, if the first one begins now; goes before `minutes`
            and `between`. None: whenever it comes to that.
        mood: What it arrives at after the last waypoint; None to arrive at that one.
    """

    waypoints: tuple[Track, ...]
    between: int = 5
    minutes: float | None = None
    drunk: float = 0.0
    random_seed: int | None = None
    arrive_at: dt.datetime | None = None
    mood: Mood | None = None


@dataclass(frozen=True, slots=True)
class JourneyStop:
    """One track of a journey.

    Attributes:
        track: The track.
        waypoint: Whether the listener asked for it, or for the mood that it has.
        jump: The cosine distance, 0..2, from the track before; 0 for the first.
        why: Why it is where it is.
    """

    track: Track
    waypoint: bool
    jump: float
    why: str


@dataclass(frozen=True, slots=True)
class JourneyPlan:
    """A journey as it would be played.

    Attributes:
        stops: All tracks in order, waypoints included.
        largest: The stop that the largest jump leads to, or None for less than two stops.
        bridge: A track that would make that jump smaller as a waypoint before it, or None.
        shortfall: What is missing and why, or "".
    """

    stops: tuple[JourneyStop, ...] = ()
    largest: int | None = None
    bridge: Track | None = None
    shortfall: str = ""

    @property
    def duration_s(self) -> Seconds:
        """How long it lasts."""
        return Seconds(sum(stop.track.duration_s for stop in self.stops))


class JourneyApi(Protocol):
    """Joins the dots. All of it waits, for the disk or longer: not for the GUI thread."""

    def track_at(self, path: Path) -> Track:
        """The track that a file is, to be a waypoint.

        Raises:
            UnreadableAudio: There is no such file, or it is no audio.
        """

    def plan(self, wish: JourneyWish) -> JourneyPlan:
        """Find the smoothest journey; seconds for a waypoint that nobody has listened to.

        Raises:
            NothingFound: No music has been listened to yet, or none of the mood is to be had.
            DeejError: A waypoint cannot be listened to.
        """

    def save(self, journey: JourneyPlan, path: Path) -> None:
        """Write it as a playlist in the format of the name's suffix.

        Raises:
            PlaylistUnusable: It cannot be written there, or so.
        """
