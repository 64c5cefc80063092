"""The player that is heard: libVLC behind a mixer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deej_desktop.native.vlc import list_devices, new_equaliser, new_instance
from deej_desktop.playback.deck import Deck, DeckOrder, Post
from deej_desktop.playback.output import OutputStatus, SoundOutput, system_output
from deej_desktop.playback.player import Device, Equaliser
from deej_desktop.playback.player_thread import ThreadedPlayer
from deej_desktop.playback.retirement import Retired, Retirement
from deej_desktop.playback.vlc_deck import VlcDeck


class VlcDecks:
    """See `Decks`: one libVLC for all of them, and another if the kind of output changes."""

    def __init__(self, post: Post, output: SoundOutput) -> None:
        self._post = post
        self._output = output
        self._device: str | None = None
        self._equaliser = new_equaliser(Equaliser())
        self._retirement = Retirement()
        self._open_decks: set[VlcDeck] = set()
        self._instances: dict[str | None, Any] = {}
        self._instance()

    def open(self, order: DeckOrder) -> Deck:
        """See `Decks`."""
        deck = VlcDeck(order, self._instance(), self._post, self._retire)
        deck.set_device(self._device)
        deck.set_equaliser(self._equaliser)
        self._open_decks.add(deck)
        return deck

    def output(self) -> OutputStatus:
        """See `Decks`."""
        return self._output.status()

    def devices(self) -> tuple[Device, ...]:
        """See `Decks`."""
        player = self._instance().media_player_new()
        try:
            return tuple(Device(*found) for found in list_devices(player))
        finally:
            player.release()

    def set_device(self, device_id: str | None) -> None:
        """See `Decks`."""
        self._device = device_id
        for deck in self._open_decks:
            deck.set_device(device_id)

    def set_equaliser(self, equaliser: Equaliser) -> None:
        """See `Decks`."""
        before, self._equaliser = self._equaliser, new_equaliser(equaliser)
        for deck in self._open_decks:
            deck.set_equaliser(self._equaliser)
        before.release()

    def close(self) -> None:
        """See `Decks`."""
        self._output.close()
        self._equaliser.release()
        if self._retirement.close():
            for instance in self._instances.values():
                instance.release()

    def _retire(self, deck: VlcDeck, retired: Retired) -> None:
        self._open_decks.discard(deck)
        self._retirement.take(retired)

    def _instance(self) -> Any:  # noqa: ANN401 - python-vlc has no types
        module = self._output.status().module
        if module not in self._instances:
            self._instances[module] = new_instance(module)
        return self._instances[module]


class VlcPlayer(ThreadedPlayer):
    """See `Player`. Making one waits for libVLC to load, some tenths of a second.

    Args:
        output: Makes what watches the sound system; called in the player's thread.

    Raises:
        MissingLibrary: libVLC is missing or broken; the sentence says what to install.
    """

    def __init__(self, output: Callable[[], SoundOutput] = system_output) -> None:
        super().__init__(lambda post: VlcDecks(post, output()), "deej-player")
