"""Decks whose every move a test can see, and whose every report a test makes."""

from __future__ import annotations

from dataclasses import dataclass, field

from deej_desktop.playback.deck import Deck, DeckOrder, DeckReport
from deej_desktop.playback.output import OutputStatus
from deej_desktop.playback.player import Device, Equaliser


@dataclass
class FakeDeck:
    """Notes what it is told; plays nothing.

    Attributes:
        order: What it was opened for.
        done: What it was told, in order: "start", "hold", "seek 3", "close".
        gains: Every amplitude it was given.
    """

    order: DeckOrder
    done: list[str] = field(default_factory=list)
    gains: list[float] = field(default_factory=list)

    def report(self, report: DeckReport) -> None:
        """Tell the mixer."""
        self.order.report(report)

    def start(self) -> None:
        """See `Deck`."""
        self.done.append("start")

    def hold(self) -> None:
        """See `Deck`."""
        self.done.append("hold")

    def seek(self, position_s: float) -> None:
        """See `Deck`."""
        self.done.append(f"seek {position_s:g}")

    def set_gain(self, gain: float) -> None:
        """See `Deck`."""
        self.gains.append(gain)

    def poll(self) -> None:
        """See `Deck`."""

    def close(self) -> None:
        """See `Deck`."""
        self.done.append("close")


class FakeDecks:
    """Gives out fake decks and keeps them.

    Attributes:
        opened: Every deck, oldest first.
        status: What `output` says.
    """

    def __init__(self) -> None:
        self.opened: list[FakeDeck] = []
        self.status = OutputStatus()

    def open(self, order: DeckOrder) -> Deck:
        """See `Decks`."""
        self.opened.append(FakeDeck(order))
        return self.opened[-1]

    def output(self) -> OutputStatus:
        """See `Decks`."""
        return self.status

    def devices(self) -> tuple[Device, ...]:
        """See `Decks`."""
        return ()

    def set_device(self, device_id: str | None) -> None:
        """See `Decks`."""

    def set_equaliser(self, equaliser: Equaliser) -> None:
        """See `Decks`."""

    def close(self) -> None:
        """See `Decks`."""
