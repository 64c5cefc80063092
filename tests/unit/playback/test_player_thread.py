from __future__ import annotations

from pathlib import Path

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.deck import Opened
from deej_desktop.playback.player import Cue, PlayState
from deej_desktop.playback.player_thread import ThreadedPlayer
from tests.fakes.decks import FakeDecks
from tests.pulse import wait_until


def test_closing_fades_what_is_heard_away() -> None:
    decks = FakeDecks()
    player = ThreadedPlayer(lambda _: decks, "deej-test-player")
    player.play(Cue(Path("/music/a.flac"), Seconds(100.0)))
    wait_until(lambda: bool(decks.opened), 20, "a deck")
    (deck,) = decks.opened
    player._post(lambda: deck.report(Opened()))
    wait_until(lambda: player.state is PlayState.PLAYING, 20, "it plays")
    player.close()
    assert deck.done == ["start", "close"]
    assert deck.gains[0] == 1
    assert any(0.05 < gain < 0.95 for gain in deck.gains)
    assert deck.gains == sorted(deck.gains, reverse=True)


def test_closing_what_plays_nothing_takes_no_time() -> None:
    decks = FakeDecks()
    player = ThreadedPlayer(lambda _: decks, "deej-test-player")
    player.close()
    player.play(Cue(Path("/music/a.flac")))
    assert decks.opened == []
