"""The player that is heard: libVLC behind a mixer."""

from __future__ import annotations

from collections.abc import Sequence

from deej_desktop.native.vlc import new_instance
from deej_desktop.playback.deck import Deck, DeckOrder, Post
from deej_desktop.playback.player_thread import ThreadedPlayer
from deej_desktop.playback.retirement import Retirement
from deej_desktop.playback.vlc_deck import VlcDeck


class VlcDecks:
    """See `Decks`: one libVLC for all of them."""

    def __init__(self, post: Post, options: Sequence[str]) -> None:
        self._instance = new_instance(*options)
        self._post = post
        self._retirement = Retirement()

    def open(self, order: DeckOrder) -> Deck:
        """See `Decks`."""
        return VlcDeck(order, self._instance, self._post, self._retirement)

    def close(self) -> None:
        """See `Decks`."""
        if self._retirement.close():
            self._instance.release()


class VlcPlayer(ThreadedPlayer):
    """See `Player`. Making one waits for libVLC to load, some tenths of a second.

    Args:
        options: More of VLC's command line.

    Raises:
        MissingLibrary: libVLC is missing or broken; the sentence says what to install.
    """

    def __init__(self, options: Sequence[str] = ()) -> None:
        super().__init__(lambda post: VlcDecks(post, options), "deej-player")
