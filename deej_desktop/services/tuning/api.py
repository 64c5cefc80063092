"""What the faces of Deej may ask of tuning; part of `services.api`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from deej_desktop.domain.progress import Progress
from deej_desktop.domain.signal import Signal


@dataclass(frozen=True, slots=True)
class TuningState:
    """How things stand with tuning Deej's ear to the listener's library.

    Attributes:
        progress: The latest while it runs, else None.
        tuned: Whether a tuned ear is chosen.
        outcome: What came of the last run, in a sentence or two with its numbers; "" before one.
    """

    progress: Progress | None = None
    tuned: bool = False
    outcome: str = ""


class TuningApi(Protocol):
    """Learns from the listener's albums, artists, genres, playlists and history."""

    changed: Signal[TuningState]

    @property
    def state(self) -> TuningState:
        """The latest snapshot."""

    def start(self) -> None:
        """Tune in the background; one that already runs goes on instead."""

    def cancel(self) -> None:
        """Stop at the next safe point; the ear stays as it was."""

    def go_back(self) -> None:
        """Choose the ear that was tuned, as it was before."""
