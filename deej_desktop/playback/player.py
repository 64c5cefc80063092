"""What a player is asked, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol, TypeAlias

from deej_desktop.domain.signal import Signal
from deej_desktop.domain.units import Decibels, Seconds


@dataclass(frozen=True, slots=True)
class Cue:
    """One track as it is to be played.

    Positions are places in the file, from its beginning. Events carry the very object that was
    given, so that a caller who plays a file twice can tell the two apart by `is`.

    Attributes:
        path: The file; any name the system allows.
        duration_s: How long the file is, by its tags or its packets; 0 while nobody knows.
        gain_db: Added to the recording's level; keeping it from clipping is the caller's part.
        start_s: Where playing begins: past a silent head.
        end_s: Where playing ends: before a silent tail; None for the end of the file.
        fade_in_s: How long it takes to rise when it is not the next of another.
    """

    path: Path
    duration_s: Seconds = Seconds(0.0)
    gain_db: Decibels = Decibels(0.0)
    start_s: Seconds = Seconds(0.0)
    end_s: Seconds | None = None
    fade_in_s: Seconds = Seconds(0.0)

    @property
    def stop_s(self) -> float:
        """Where playing is expected to end; infinite while nobody knows."""
        if self.end_s is not None:
            return self.end_s
        return self.duration_s if self.duration_s > 0 else float("inf")

    @property
    def span_s(self) -> float:
        """How long is played when nobody interferes; infinite while nobody knows."""
        return max(0.0, self.stop_s - self.start_s)


@dataclass(frozen=True, slots=True)
class Transition:
    """How one cue gives way to the next.

    Attributes:
        overlap_s: How long both are heard, the one falling and the other rising at equal power;
            0 is a cut.
    """

    overlap_s: Seconds

    @staticmethod
    def cross_fade(seconds: float) -> Transition:
        """Both for `seconds`, at most 12."""
        return Transition(Seconds(min(max(seconds, 0.0), 12.0)))

    @staticmethod
    def seamless() -> Transition:
        """For tracks that belong together: so short that it is heard as none."""
        return Transition(Seconds(0.1))

    @staticmethod
    def cut() -> Transition:
        """The next begins where the last ends."""
        return Transition(Seconds(0.0))


class PlayState(Enum):
    """What a player is about."""

    IDLE = "idle"
    OPENING = "opening"
    PLAYING = "playing"
    PAUSED = "paused"
    WAITING = "waiting"
    """It would play, but nothing can be heard at present."""


@dataclass(frozen=True, slots=True)
class Started:
    """`cue` is heard from now on, by `play` or because it was the next."""

    cue: Cue
    position: Seconds


@dataclass(frozen=True, slots=True)
class Paused:
    """Playing stopped for a while, as asked."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class Resumed:
    """Playing goes on, as asked."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class Stopped:
    """Playing ended, as asked; there is no current cue and no next."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Playing cannot go on for the moment, through no fault of the file; it will by itself.

    Attributes:
        cue: The current one, which stays so.
        reason: A sentence for the listener.
    """

    cue: Cue
    reason: str


@dataclass(frozen=True, slots=True)
class Restored:
    """After an interruption `cue` is heard again, from where it was."""

    cue: Cue
    position: Seconds


@dataclass(frozen=True, slots=True)
class Finished:
    """`cue` came to its end and nothing was to follow; the player is idle."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class Failed:
    """`cue` cannot be played, or not to its end.

    If it was the next, it is forgotten and another may be set. If it was the current one, the
    player goes on with the next by itself, as long as one was set.

    Attributes:
        cue: The one given up.
        reason: A sentence for the listener.
        idle: Nothing plays now: the current cue failed and no next was set.
        hopeless: It was not the file's fault; no other cue can be played either.
    """

    cue: Cue
    reason: str
    idle: bool
    hopeless: bool = False


PlayerEvent: TypeAlias = (
    Started | Paused | Resumed | Stopped | Interrupted | Restored | Finished | Failed
)


@dataclass(frozen=True, slots=True)
class Device:
    """Something to be heard on.

    Attributes:
        id: What `Player.set_device` takes.
        name: For a person.
    """

    id: str
    name: str


BANDS_HZ = (31.25, 62.5, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0)
"""The middles of the equaliser's bands."""


@dataclass(frozen=True, slots=True)
class Equaliser:
    """How much louder or softer each band is heard.

    Attributes:
        bands_db: One gain for each of `BANDS_HZ`, -20..20.
        preamp_db: A gain for everything, -20..8; lower it as bands are raised, or loud music
            clips.
    """

    bands_db: tuple[float, ...] = (0.0,) * len(BANDS_HZ)
    preamp_db: float = 0.0


class Player(Protocol):
    """Plays one cue, and the next after it.

    Every method returns at once and may be called from any thread, listeners of `events`
    included; what comes of it is told by `events`, which are emitted in a thread of the player's
    own (or in the caller's, for a player that has none).
    """

    events: Signal[PlayerEvent]

    def play(self, cue: Cue) -> None:
        """Play `cue` now; what was playing fades away and the next that was set is forgotten."""

    def set_next(self, cue: Cue | None, transition: Transition) -> None:
        """Let `cue` follow the current one; replaces what was set before; None takes it back."""

    def set_gain(self, cue: Cue, gain_db: Decibels) -> None:
        """Add so much to the level of `cue`, instead of what it says, while it is current."""

    def pause(self) -> None:
        """Fade away and stay where we are."""

    def resume(self) -> None:
        """Go on where `pause` left off."""

    def stop(self) -> None:
        """Fade away; forget the current cue and the next."""

    def seek(self, position: Seconds) -> None:
        """Go to `position` in the file of the current cue."""

    def set_volume(self, volume: float) -> None:
        """Set the loudness, 0..1 as heard: half of it sounds half as loud."""

    @property
    def volume(self) -> float:
        """What `set_volume` was last given; 1 at first."""

    @property
    def state(self) -> PlayState:
        """What the player is about."""

    @property
    def current(self) -> Cue | None:
        """The cue that is playing, paused or being opened."""

    def position(self) -> Seconds:
        """Where in the current cue's file we are; never goes back but by `seek`. 0 when idle."""

    def devices(self) -> tuple[Device, ...]:
        """What there is to be heard on; unlike the rest, waits up to some seconds to find out."""

    def set_device(self, device_id: str | None) -> None:
        """Be heard on that device from now on.

        None leaves it to the system, from the next track on; so does a device that is not there.
        """

    def set_equaliser(self, equaliser: Equaliser) -> None:
        """Change the sound, at once."""

    def close(self) -> None:
        """Fall silent and let go of the sound system; later calls do nothing."""
