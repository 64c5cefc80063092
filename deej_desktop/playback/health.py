"""What `deej doctor` says of playing."""

from __future__ import annotations

from dataclasses import dataclass

from deej_desktop.native.vlc import vlc_health
from deej_desktop.playback.output import system_output


@dataclass(frozen=True, slots=True)
class PlaybackHealth:
    """Whether tracks can be played and heard.

    Attributes:
        summary: What there is: "libVLC 3.0.24 Vetinari, heard by way of pulse".
        problem: What is wrong and what to do about it, as a sentence; None if all is well.
    """

    summary: str
    problem: str | None


def playback_health() -> PlaybackHealth:
    """Try to start libVLC and look for something to be heard on; takes up to some seconds."""
    library = vlc_health()
    if library.problem is not None:
        return PlaybackHealth("libVLC cannot be used", library.problem)
    output = system_output()
    try:
        status = output.status()
    finally:
        output.close()
    summary = f"libVLC {library.version}"
    if status.problem is not None:
        return PlaybackHealth(f"{summary}, but no sound output", status.problem)
    way = status.module or "its own choice of output"
    return PlaybackHealth(f"{summary}, heard by way of {way}", None)
