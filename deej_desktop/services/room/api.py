"""What the faces of Deej may ask of the microphone; as `deej_desktop.services.api` for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.gate import Heard
from deej_desktop.services.api.notices import Notice


@dataclass(frozen=True, slots=True)
class Proposal:
    """A track that goes with what is heard.

    Attributes:
        track: The track.
        closeness: Cosine similarity, -1..1.
        why: A sentence that says what was compared.
    """

    track: Track
    closeness: float
    why: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """The track of the library that is playing in the room.

    Attributes:
        track: The track.
        position: How far into it the room is now.
    """

    track: Track
    position: Seconds


@dataclass(frozen=True, slots=True)
class RoomState:
    """Everything a face needs to draw what is heard.

    Attributes:
        listening: Whether the microphone is on; show it clearly.
        device: The microphone's name while it is on.
        level: How loud it is now, 0..1, for a meter.
        listened: How long the microphone has been on; after five seconds something is known.
        heard: What kind of sound it is; None before that is known.
        this_is: The track that is playing, if it is in the library and recognised.
        follows: What begins like the sound now goes on, the closest first.
        goes_with: What is like it as a whole, the closest first.
        quiet: For how long it has been quiet after music.
        automatic: Whether Deej takes over when the music ends.
    """

    listening: bool = False
    device: str = ""
    level: float = 0.0
    listened: Seconds = Seconds(0.0)
    heard: Heard | None = None
    this_is: Recognised | None = None
    follows: tuple[Proposal, ...] = ()
    goes_with: tuple[Proposal, ...] = ()
    quiet: Seconds = Seconds(0.0)
    automatic: bool = False


class RoomApi(Protocol):
    """Hears the room. Every method returns at once unless it says that it waits.

    The microphone and the player are never on together: starting one pauses or stops the other.
    """

    changed: Signal[RoomState]
    notices: Signal[Notice]

    @property
    def state(self) -> RoomState:
        """The latest snapshot."""

    def devices(self) -> tuple[str, ...]:
        """Names of the microphones, the system's choice first. Waits: not for the GUI thread.

        Raises:
            MissingLibrary: PortAudio is not installed, or broken.
            MicrophoneUnusable: The sound system does not answer.
        """

    def start(self, device: str | None = None) -> None:
        """Turn the microphone on, or change it; what goes wrong comes as a notice."""

    def stop(self) -> None:
        """Turn the microphone off and forget what it heard; the proposals stay."""

    def set_automatic(self, automatic: bool) -> None:
        """Take over by itself, or not, when the room's music has ended."""

    def take_over(self, track: Track | None = None) -> None:
        """Turn the microphone off, let `track` rise, or what follows best, and go on from there.

        The songs that were named count as heard.
        """
