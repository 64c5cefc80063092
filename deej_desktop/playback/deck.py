"""What the mixer needs of a deck: something that plays one cue, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from deej_desktop.playback.output import OutputStatus
from deej_desktop.playback.player import Cue, Device, Equaliser


@dataclass(frozen=True, slots=True)
class Opened:
    """The file is open and held at its start; sound follows `start` at once."""


@dataclass(frozen=True, slots=True)
class Position:
    """The music was heard at `position_s` at the moment `at` of the monotonic clock."""

    position_s: float
    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The file has been played to its end."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The file cannot be opened or read on.

    Attributes:
        reason: A sentence for the listener.
        hopeless: No other file could be played either.
    """

    reason: str
    hopeless: bool = False


@dataclass(frozen=True, slots=True)
class Deleted:
    """Somebody deleted the file; what is open of it can still be played."""


DeckReport: TypeAlias = Opened | Position | Ended | Broken | Deleted


class Deck(Protocol):
    """Plays one cue, once; silent until its gain is set. One thread's; no method waits."""

    def start(self) -> None:
        """Be heard from here on: the first time, or after `hold`."""

    def hold(self) -> None:
        """Stand still here."""

    def seek(self, position_s: float) -> None:
        """Go to a place in the file, playing or held."""

    def set_gain(self, gain: float) -> None:
        """Set the amplitude; 1 is the recording as it is, more is louder."""

    def poll(self) -> None:
        """Look how things stand; called several times a second."""

    def close(self) -> None:
        """Fall silent at once and let go of the file; reports after this are ignored."""


@dataclass(frozen=True, slots=True)
class DeckOrder:
    """What a deck is opened for.

    Attributes:
        cue: The track.
        start_s: Where to begin, which after an interruption is not the cue's own start.
        report: Takes what the deck has to tell; called in the mixer's thread, from `poll` or from
            work posted to it, never from within another method of the deck.
    """

    cue: Cue
    start_s: float
    report: Callable[[DeckReport], None]


class Decks(Protocol):
    """Where decks come from: one sound system. Used by one thread."""

    def open(self, order: DeckOrder) -> Deck:
        """Begin to open a cue without waiting for it; `Opened` or `Broken` is reported later."""

    def output(self) -> OutputStatus:
        """Whether anything can be heard at present; asked several times a second."""

    def devices(self) -> tuple[Device, ...]:
        """What there is to be heard on."""

    def set_device(self, device_id: str | None) -> None:
        """Be heard there; None leaves it to the system."""

    def set_equaliser(self, equaliser: Equaliser) -> None:
        """Change the sound of all decks."""

    def close(self) -> None:
        """Let go of the sound system, once all decks are closed."""


Work: TypeAlias = Callable[[], None]
"""Something to be done in the thread of the mixer and its decks."""

Post: TypeAlias = Callable[[Work], None]
"""Takes work from any thread to the one of the mixer and its decks."""
