from __future__ import annotations

from pathlib import Path

import pytest

from deej_desktop.domain.units import Decibels, Seconds
from deej_desktop.playback.console import BREATH_S
from deej_desktop.playback.deck import Broken, Deleted, Ended, Opened, Position
from deej_desktop.playback.mixer import Mixer
from deej_desktop.playback.output import OutputStatus
from deej_desktop.playback.player import (
    Cue,
    Failed,
    Finished,
    Interrupted,
    Paused,
    PlayerEvent,
    PlayState,
    Restored,
    Resumed,
    Started,
    Stopped,
    Transition,
)
from tests.fakes.decks import FakeDeck, FakeDecks

A = Cue(Path("/music/a.flac"), Seconds(100.0))
B = Cue(Path("/music/b.flac"), Seconds(100.0))
DEAF = OutputStatus("pulse", 0, "The sound server went away.")


class Bench:
    """A mixer on fake decks, with a clock of the test's own."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.decks = FakeDecks()
        self.mixer = Mixer(self.decks, lambda: self.now)

    def news(self) -> list[PlayerEvent]:
        """What was told since the last time."""
        told, self.mixer.news = self.mixer.news, []
        return told

    def kinds(self) -> list[str]:
        """The same, in short."""
        return [type(event).__name__ for event in self.news()]

    def deck(self, number: int = -1) -> FakeDeck:
        return self.decks.opened[number]

    def pass_time(self, seconds: float, *, report: bool = True) -> None:
        """Let time pass in small steps; the decks that play say so."""
        until = self.now + seconds
        while self.now < until - 1e-9:
            self.now = min(self.now + 0.01, until)
            if report and (snapshot := self.mixer.snapshot()).state is PlayState.PLAYING:
                place = snapshot.reading.raw(self.now)
                for deck in self.decks.opened:
                    if deck.order.cue is snapshot.cue and "close" not in deck.done:
                        deck.report(Position(place, self.now))
            self.mixer.tick()

    def play(self, cue: Cue = A) -> FakeDeck:
        """Play a cue that opens at once."""
        self.mixer.play(cue)
        self.deck().report(Opened())
        return self.deck()


@pytest.fixture
def bench() -> Bench:
    return Bench()


class TestGains:
    def test_a_cue_starts_at_its_level(self, bench: Bench) -> None:
        deck = bench.play(Cue(A.path, A.duration_s, Decibels(-6.0)))
        assert deck.gains[0] == pytest.approx(10 ** (-6 / 20))
        assert deck.done == ["start"]

    def test_half_the_volume_is_an_eighth_of_the_amplitude(self, bench: Bench) -> None:
        deck = bench.play()
        bench.mixer.set_volume(0.5)
        assert deck.gains[-1] == pytest.approx(0.125)

    def test_a_cue_that_fades_in_rises_from_nothing(self, bench: Bench) -> None:
        deck = bench.play(Cue(A.path, A.duration_s, fade_in_s=Seconds(2.0)))
        assert deck.gains[0] == 0
        bench.pass_time(1.0)
        assert deck.gains[-1] == pytest.approx(0.5**0.5, abs=0.02)
        bench.pass_time(1.1)
        assert deck.gains[-1] == 1
        assert deck.gains == sorted(deck.gains)

    def test_the_level_of_what_plays_can_change_and_stays_so(self, bench: Bench) -> None:
        deck = bench.play()
        bench.mixer.set_gain(A, -6.0)
        assert deck.gains[-1] == pytest.approx(10 ** (-6 / 20))
        bench.mixer.set_gain(B, 0.0)
        assert deck.gains[-1] == pytest.approx(10 ** (-6 / 20))
        bench.decks.status = OutputStatus("pulse", 1)
        bench.pass_time(0.3, report=False)
        bench.deck().report(Opened())
        assert bench.deck() is not deck
        assert bench.deck().gains[0] == pytest.approx(10 ** (-6 / 20))

    def test_a_cross_fade_rises_from_nothing_and_keeps_the_power(self, bench: Bench) -> None:
        first = bench.play()
        bench.mixer.set_next(B, Transition.cross_fade(4))
        bench.pass_time(95)
        second = bench.deck()
        second.report(Opened())
        bench.pass_time(1.1)
        assert second.done == ["start"]
        assert second.gains[0] == 0
        bench.pass_time(1.5)
        assert first.gains[-1] ** 2 + second.gains[-1] ** 2 == pytest.approx(1, abs=0.13)
        bench.pass_time(3)
        assert second.gains[-1] == 1
        assert first.done[-1] == "close"

    def test_a_fade_takes_no_more_than_half_a_short_track(self, bench: Bench) -> None:
        bench.play()
        short = Cue(Path("/music/jingle.flac"), Seconds(3.0))
        bench.mixer.set_next(short, Transition.cross_fade(10))
        bench.pass_time(90)
        bench.deck().report(Opened())
        bench.pass_time(8)
        assert bench.kinds() == ["Started"]
        bench.pass_time(0.6)
        assert bench.news() == [Started(short, Seconds(0.0))]

    def test_a_pause_breathes_out_and_then_holds(self, bench: Bench) -> None:
        deck = bench.play()
        bench.pass_time(1)
        bench.mixer.pause()
        bench.pass_time(BREATH_S / 2)
        assert 0 < deck.gains[-1] < 1
        assert "hold" not in deck.done
        bench.pass_time(BREATH_S)
        assert deck.done == ["start", "hold"]
        bench.mixer.resume()
        bench.pass_time(2 * BREATH_S)
        assert deck.done == ["start", "hold", "start"]
        assert deck.gains[-1] == 1

    def test_what_passed_before_a_pause_is_no_part_of_its_fade(self, bench: Bench) -> None:
        deck = bench.play()
        bench.pass_time(1)
        bench.now += 10 * BREATH_S
        bench.mixer.pause()
        bench.mixer.tick()
        assert deck.gains[-1] == 1
        bench.pass_time(BREATH_S / 2)
        assert 0 < deck.gains[-1] < 1

    def test_a_cue_that_fades_in_does_so_from_when_it_is_open(self, bench: Bench) -> None:
        rising = Cue(A.path, Seconds(100.0), fade_in_s=Seconds(3.0))
        bench.mixer.play(rising)
        bench.pass_time(1)
        bench.now += 0.5
        bench.deck().report(Opened())
        bench.mixer.tick()
        assert bench.deck().gains[-1] == 0

    def test_a_skip_while_pausing_makes_nothing_loud_again(self, bench: Bench) -> None:
        first = bench.play()
        bench.mixer.pause()
        bench.pass_time(BREATH_S * 0.7)
        quiet = first.gains[-1]
        bench.play(B)
        bench.pass_time(2 * BREATH_S)
        heard_after = first.gains[first.gains.index(quiet) :]
        assert max(heard_after) == quiet
        assert first.done[-1] == "close"


class TestNext:
    def test_it_is_opened_shortly_before_and_used_for_a_skip(self, bench: Bench) -> None:
        bench.play()
        bench.mixer.set_next(B, Transition.cut())
        bench.pass_time(80)
        assert len(bench.decks.opened) == 1
        bench.pass_time(10)
        assert len(bench.decks.opened) == 2
        bench.deck().report(Opened())
        bench.mixer.play(B)
        assert len(bench.decks.opened) == 2
        assert bench.deck().done == ["start"]

    def test_a_change_of_mind_closes_what_was_opened(self, bench: Bench) -> None:
        bench.play()
        bench.mixer.set_next(B, Transition.cut())
        bench.pass_time(90)
        bench.mixer.set_next(None, Transition.cut())
        assert bench.deck().done == ["close"]
        bench.pass_time(9)
        bench.deck(0).report(Ended())
        assert bench.kinds() == ["Started", "Finished"]

    def test_a_slow_drive_is_waited_for(self, bench: Bench) -> None:
        bench.play()
        bench.mixer.set_next(B, Transition.cross_fade(4))
        bench.pass_time(98)
        late = bench.deck()
        assert bench.kinds() == ["Started"]
        late.report(Opened())
        bench.pass_time(0.1)
        assert bench.news() == [Started(B, Seconds(0.0))]
        bench.pass_time(1.9)
        assert bench.deck(0).done[-1] == "close"

    def test_a_drive_that_is_too_slow_leaves_a_gap_but_goes_on(self, bench: Bench) -> None:
        bench.play()
        bench.mixer.set_next(B, Transition.cross_fade(4))
        bench.pass_time(99.9)
        bench.deck(0).report(Ended())
        assert bench.mixer.snapshot().state is PlayState.OPENING
        bench.deck().report(Opened())
        assert bench.kinds() == ["Started", "Started"]

    def test_a_file_shorter_than_it_said_is_followed_at_once(self, bench: Bench) -> None:
        bench.play()
        bench.mixer.set_next(B, Transition.cross_fade(4))
        bench.pass_time(30)
        bench.deck().report(Ended())
        bench.deck().report(Opened())
        assert [event.cue for event in bench.news()] == [A, B]

    def test_a_file_longer_than_it_said_ends_when_it_ends(self, bench: Bench) -> None:
        bench.play()
        bench.pass_time(120)
        assert bench.kinds() == ["Started"]
        bench.deck().report(Ended())
        assert bench.news() == [Finished(A)]


class TestFailures:
    def test_an_end_at_once_is_a_failure(self, bench: Bench) -> None:
        deck = bench.play()
        bench.news()
        bench.pass_time(0.05)
        deck.report(Ended())
        (failed,) = bench.news()
        assert isinstance(failed, Failed)
        assert failed.idle
        assert "as soon as it began" in failed.reason

    def test_a_very_short_track_is_none(self, bench: Bench) -> None:
        blip = Cue(A.path, Seconds(0.3))
        deck = bench.play(blip)
        bench.pass_time(0.3)
        deck.report(Ended())
        assert bench.kinds() == ["Started", "Finished"]

    def test_a_seek_to_the_end_is_none(self, bench: Bench) -> None:
        deck = bench.play()
        bench.pass_time(5)
        bench.mixer.seek(99.9)
        bench.pass_time(0.1)
        deck.report(Ended())
        assert bench.kinds() == ["Started", "Finished"]

    def test_a_seek_past_an_end_that_nobody_knew_is_none(self, bench: Bench) -> None:
        deck = bench.play(Cue(A.path))
        bench.pass_time(5)
        bench.mixer.seek(1000.0)
        bench.pass_time(0.1)
        deck.report(Ended())
        assert bench.kinds() == ["Started", "Finished"]

    def test_a_drive_that_never_answers_is_given_up(self, bench: Bench) -> None:
        bench.mixer.play(A)
        bench.pass_time(20)
        slow, failed = bench.news()
        assert isinstance(slow, Interrupted)
        assert "slow to answer" in slow.reason
        assert isinstance(failed, Failed)
        assert "does not answer" in failed.reason
        assert bench.deck().done == ["close"]

    def test_music_that_stands_still_is_opened_anew_and_then_given_up(self, bench: Bench) -> None:
        bench.play()
        bench.pass_time(20)
        bench.pass_time(9, report=False)
        assert len(bench.decks.opened) == 2
        assert bench.deck().order.start_s == pytest.approx(20, abs=0.1)
        bench.deck().report(Opened())
        bench.pass_time(9, report=False)
        kinds = ["Started", "Interrupted", "Restored", "Interrupted", "Failed"]
        assert bench.kinds() == kinds

    def test_a_slow_drive_is_told_of_and_so_is_that_it_answers(self, bench: Bench) -> None:
        bench.mixer.play(A)
        bench.pass_time(6)
        assert bench.kinds() == ["Interrupted"]
        bench.deck().report(Opened())
        bench.pass_time(10)
        assert bench.kinds() == ["Started"]
        bench.pass_time(5, report=False)
        assert bench.kinds() == ["Interrupted"]
        bench.pass_time(0.3)
        (restored,) = bench.news()
        assert isinstance(restored, Restored)
        assert len(bench.decks.opened) == 1

    def test_who_pauses_is_not_told_of_slow_drives(self, bench: Bench) -> None:
        bench.mixer.play(A)
        bench.mixer.pause()
        bench.pass_time(10)
        assert bench.kinds() == ["Paused"]

    def test_reports_of_what_was_dismissed_change_nothing(self, bench: Bench) -> None:
        first = bench.play()
        second = bench.play(B)
        bench.pass_time(1)
        bench.news()
        for report in (Ended(), Broken("It is broken."), Opened(), Position(50.0, bench.now)):
            first.report(report)
        assert bench.news() == []
        assert second.done == ["start"]
        assert bench.mixer.snapshot().reading.position(bench.now) == pytest.approx(1, abs=0.1)

    def test_a_file_that_was_deleted_plays_until_the_next_is_open(self, bench: Bench) -> None:
        doomed = bench.play()
        bench.pass_time(5)
        bench.mixer.set_next(B, Transition.cut())
        doomed.report(Deleted())
        bench.pass_time(3)
        assert bench.kinds() == ["Started"]
        assert doomed.done == ["start"]
        bench.deck().report(Opened())
        bench.pass_time(0.02)
        failed, started = bench.news()
        assert isinstance(failed, Failed)
        assert not failed.idle
        assert failed.reason == "a.flac was deleted while it played, so the next song follows."
        assert started == Started(B, Seconds(0.0))
        bench.pass_time(1)
        assert 0.3 < doomed.gains[-1] < 0.9
        assert 0.3 < bench.deck().gains[-1] < 0.9
        bench.pass_time(1)
        assert doomed.done[-1] == "close"

    def test_a_file_that_was_deleted_fades_away_if_nothing_follows(self, bench: Bench) -> None:
        doomed = bench.play()
        bench.pass_time(5)
        doomed.report(Deleted())
        bench.pass_time(0.5)
        assert isinstance(failed := bench.news()[-1], Failed)
        assert failed.idle
        bench.pass_time(2)
        assert doomed.done[-1] == "close"
        assert bench.kinds() == []

    def test_a_file_that_is_deleted_in_a_pause_is_left_when_playing_goes_on(
        self, bench: Bench
    ) -> None:
        doomed = bench.play()
        bench.mixer.set_next(B, Transition.cut())
        bench.mixer.pause()
        doomed.report(Deleted())
        bench.pass_time(3)
        assert bench.kinds() == ["Started", "Paused"]
        bench.mixer.resume()
        bench.pass_time(0.1)
        bench.deck().report(Opened())
        bench.pass_time(0.1)
        assert bench.kinds() == ["Resumed", "Failed", "Started"]

    def test_a_next_that_is_deleted_makes_room_for_another(self, bench: Bench) -> None:
        bench.play()
        bench.mixer.set_next(B, Transition.cut())
        bench.pass_time(90)
        bench.deck().report(Opened())
        bench.deck().report(Deleted())
        assert bench.news()[-1] == Failed(
            B, "b.flac cannot be played: it is no longer there.", idle=False
        )

    def test_hopeless_means_that_the_next_is_not_tried(self, bench: Bench) -> None:
        bench.mixer.play(A)
        bench.mixer.set_next(B, Transition.cut())
        bench.deck().report(Broken("There is no libVLC.", hopeless=True))
        assert bench.news() == [Failed(A, "There is no libVLC.", idle=True, hopeless=True)]
        assert len(bench.decks.opened) == 1


class TestOutage:
    def test_music_waits_and_goes_on_where_it_was(self, bench: Bench) -> None:
        first = bench.play()
        bench.pass_time(10)
        bench.decks.status = DEAF
        bench.pass_time(0.1)
        assert first.done[-1] == "close"
        again = bench.deck()
        again.report(Opened())
        bench.pass_time(60)
        assert bench.mixer.snapshot().state is PlayState.WAITING
        assert again.done == []
        bench.decks.status = OutputStatus("pulse", 1)
        bench.pass_time(0.1)
        assert again.done == ["start"]
        started, interrupted, restored = bench.news()
        assert isinstance(started, Started)
        assert isinstance(interrupted, Interrupted)
        assert isinstance(restored, Restored)
        assert restored.position == pytest.approx(10, abs=0.5)
        assert again.order.start_s == restored.position

    def test_a_restart_too_quick_to_be_missed_is_noticed_all_the_same(self, bench: Bench) -> None:
        bench.play()
        bench.pass_time(10)
        bench.decks.status = OutputStatus("pulse", 7)
        bench.pass_time(0.1)
        bench.deck().report(Opened())
        assert bench.kinds() == ["Started", "Restored"]

    def test_in_a_cross_fade_the_rising_track_goes_on(self, bench: Bench) -> None:
        bench.play()
        bench.mixer.set_next(B, Transition.cross_fade(4))
        bench.pass_time(95)
        bench.deck().report(Opened())
        bench.pass_time(3)
        bench.decks.status = DEAF
        bench.pass_time(0.1)
        bench.decks.status = OutputStatus("pulse", 1)
        bench.deck().report(Opened())
        bench.pass_time(0.1)
        assert bench.kinds() == ["Started", "Started", "Interrupted", "Restored"]
        assert bench.deck().gains[-1] == 1
        assert all(deck.done[-1] == "close" for deck in bench.decks.opened[:-1])

    def test_a_night_asleep_is_no_part_of_the_music(self, bench: Bench) -> None:
        bench.play()
        bench.pass_time(20)
        bench.now += 8 * 3600
        bench.mixer.tick()
        assert bench.deck(0).done[-1] == "close"
        assert bench.deck().order.start_s == pytest.approx(20 - 0.25, abs=0.3)
        bench.deck().report(Opened())
        bench.pass_time(10)
        assert bench.kinds() == ["Started", "Restored"]

    def test_what_was_being_opened_before_a_night_asleep_has_its_time(self, bench: Bench) -> None:
        bench.mixer.play(A)
        bench.pass_time(1)
        bench.now += 8 * 3600
        bench.mixer.tick()
        bench.deck().report(Opened())
        assert bench.kinds() == ["Started"]

    def test_what_is_asked_meanwhile_counts(self, bench: Bench) -> None:
        bench.play()
        bench.pass_time(10)
        bench.decks.status = DEAF
        bench.pass_time(0.1)
        bench.deck().report(Opened())
        bench.mixer.seek(50.0)
        bench.mixer.pause()
        bench.decks.status = OutputStatus("pulse", 1)
        bench.pass_time(1)
        assert bench.deck().done == []
        bench.mixer.resume()
        assert bench.deck().done == ["seek 50", "start"]
        kinds = bench.kinds()
        assert kinds == ["Started", "Interrupted", "Paused", "Resumed", "Restored"]

    def test_playing_something_else_meanwhile_waits_too(self, bench: Bench) -> None:
        bench.decks.status = DEAF
        bench.pass_time(0.1)
        bench.play(B)
        assert bench.kinds() == ["Interrupted"]
        bench.decks.status = OutputStatus("pulse", 1)
        bench.pass_time(0.1)
        assert bench.kinds() == ["Started"]


def test_everything_asked_of_nothing_is_nothing(bench: Bench) -> None:
    bench.mixer.pause()
    bench.mixer.resume()
    bench.mixer.seek(3.0)
    bench.mixer.stop()
    bench.mixer.set_next(B, Transition.cut())
    bench.pass_time(1)
    assert bench.news() == []
    assert bench.decks.opened == []


def test_the_usual_order_of_events(bench: Bench) -> None:
    bench.play()
    bench.mixer.pause()
    bench.mixer.resume()
    bench.mixer.stop()
    assert bench.news() == [Started(A, Seconds(0.0)), Paused(A), Resumed(A), Stopped(A)]
