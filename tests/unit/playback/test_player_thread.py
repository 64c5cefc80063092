from __future__ import annotations

import time
from pathlib import Path

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.deck import Opened, Position
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


def test_news_of_a_moment_past_takes_no_place_back() -> None:
    decks = FakeDecks()
    player = ThreadedPlayer(lambda _: decks, "deej-test-player")
    player.play(Cue(Path("/music/a.flac"), Seconds(100.0)))
    wait_until(lambda: bool(decks.opened), 20, "a deck")
    (deck,) = decks.opened
    player._post(lambda: deck.report(Opened()))
    wait_until(lambda: player.position() > 0.5, 20, "it plays")
    told = player.position()
    then = time.monotonic() - 0.4
    seen: list[float] = []
    player._post(lambda: deck.report(Position(0.01, then)))
    player._post(lambda: seen.append(player.position()))
    wait_until(lambda: bool(seen), 20, "the news were heard")
    assert min(*seen, player.position()) >= told
    player.seek(Seconds(0.1))
    wait_until(lambda: player.position() < told, 20, "somebody went back")
    player.close()


def test_closing_what_plays_nothing_takes_no_time() -> None:
    decks = FakeDecks()
    player = ThreadedPlayer(lambda _: decks, "deej-test-player")
    player.close()
    player.play(Cue(Path("/music/a.flac")))
    assert decks.opened == []
