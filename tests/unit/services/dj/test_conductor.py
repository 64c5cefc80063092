from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.library.history import Ending
from deej_desktop.playback.null_player import NullPlayer
from deej_desktop.playback.output import OutputStatus
from deej_desktop.playback.player import PlayerEvent, PlayState
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JukeboxState, Notice, SteerKind
from deej_desktop.services.dj.conductor import FAILURES_IN_A_ROW, Conductor
from deej_desktop.services.dj.session import QUEUE_LENGTH, DjSession, Sound
from deej_desktop.services.sound.cues import Cues
from deej_desktop.services.sound.transitions import FADE_IN_S
from tests.fakes.services import FakeSettings

SECONDS = 60.0
KINDS = 4


class World:
    """The outside of a conductor, with a library of real (if silent) files."""

    def __init__(self, folder: Path, tracks: int) -> None:
        chance = np.random.default_rng(0)
        centres = chance.standard_normal((KINDS, 16)).astype(np.float32)
        noise = chance.standard_normal((tracks, 16)).astype(np.float32)
        self.vectors = centres[np.arange(tracks) % KINDS] + 0.2 * noise
        self.tracks = [make_track(folder, number) for number in range(tracks)]
        self.space = Space.of(self.tracks, self.vectors)
        self.player = NullPlayer()
        self.session = DjSession(self.space, RuleOptions(), Knobs(3, 0.0), random_seed=1)
        self.notices: list[Notice] = []
        self.plays: list[tuple[str, Ending]] = []
        self.to_hear: list[Track] = []
        self.conductor = Conductor(self.player, self.session, self)
        self.stop_hearing_player = self.player.events.connect(self.conductor.player_says)

    @property
    def state(self) -> JukeboxState:
        return self.conductor.state(1.0)

    @property
    def playing(self) -> str:
        playing = self.state.playing
        return playing.title if playing else ""

    def hear(self, track: Track) -> None:
        self.to_hear.append(track)

    def excerpt_of(self, track: Track, seconds: Seconds) -> Seconds:
        return Seconds((track.duration_s - seconds) / 2)

    def notify(self, notice: Notice) -> None:
        self.notices.append(notice)

    def played(self, track: Track, started_at: float, played_s: Seconds, ending: Ending) -> None:
        self.plays.append((track.title, ending))


def make_track(folder: Path, number: int, *, outside: bool = False) -> Track:
    path = folder / f"{number:03}.ogg"
    path.write_bytes(b"sound")
    track_id = None if outside else TrackId(number)
    # Lengths differ, or the rules would take neighbours for copies of one recording.
    return Track(track_id, path, ContentId(f"c{number}"), Seconds(SECONDS + 2 * number))


@pytest.fixture
def make_world(tmp_path: Path) -> Callable[[int], World]:
    return lambda tracks: World(tmp_path, tracks)


@pytest.fixture
def world(make_world: Callable[[int], World]) -> World:
    return make_world(60)


def test_one_song_is_followed_by_songs_like_it_until_it_is_stopped(world: World) -> None:
    seed = world.tracks[5]
    world.conductor.play_tracks([seed])
    heard = []
    for _ in range(12):
        heard.append(world.playing)
        assert len(world.state.queue) == QUEUE_LENGTH
        announced = world.state.queue[0].track.title
        world.player.advance(float(world.state.playing.duration_s) if world.state.playing else 0)
        assert world.playing == announced
    assert heard[0] == seed.title
    assert len(set(heard)) == len(heard)
    assert all(int(title) % KINDS == 5 % KINDS for title in heard)
    assert world.plays == [(title, Ending.FINISHED) for title in heard]


def test_files_given_together_play_in_order_and_the_dj_goes_on_from_them(world: World) -> None:
    world.conductor.play_tracks(world.tracks[:3])
    queue = world.state.queue
    assert world.playing == "000"
    assert [entry.track.title for entry in queue[:2]] == ["001", "002"]
    assert [entry.asked_for for entry in queue[:3]] == [True, True, False]


def test_who_takes_over_goes_on_from_what_was_played_before(world: World) -> None:
    world.conductor.play_tracks(world.tracks[20:23])
    before = world.tracks[1]
    world.conductor.take_over(world.tracks[5], [before])
    assert world.playing == "005"
    assert world.state.history == (before,)
    current = world.player.current
    assert current is not None
    assert current.fade_in_s == FADE_IN_S
    queued = [entry.track for entry in world.state.queue]
    assert len(queued) == QUEUE_LENGTH
    assert before not in queued
    assert {int(track.title) % KINDS for track in queued} == {1}


def test_a_change_of_the_sound_is_heard_at_once_and_of_what_follows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = FakeSettings()
    gains: list[float] = []
    monkeypatch.setattr(world.player, "set_gain", lambda _, gain: gains.append(gain))
    world.stop_hearing_player()
    world.conductor = Conductor(world.player, world.session, world, Cues(lambda: settings.current))
    world.player.events.connect(world.conductor.player_says)
    world.conductor.play_tracks(world.tracks[:2])
    world.player.advance(1.0)
    settings.change(volume=0.1)
    world.conductor.follow_settings()
    assert gains == []
    settings.change(preamp_db=-6.0, crossfade_s=0.0)
    world.conductor.follow_settings()
    assert gains == [-6.0]
    world.player.advance(SECONDS - 2)
    assert world.playing == "000", "nothing overlaps any more"
    world.player.advance(2)
    assert world.playing == "001"
    current = world.player.current
    assert current is not None
    assert current.gain_db == pytest.approx(-6.0)


def test_an_interruption_is_shown_until_the_music_is_back(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(5.0)
    world.player.decks.status = OutputStatus("pulse", 0, "The sound server went away.")
    world.player.advance(1.0)
    assert world.state.interrupted == "The sound server went away."
    assert [notice.severity for notice in world.notices] == ["warning"]
    world.conductor.pause()
    world.conductor.resume()
    assert world.state.interrupted
    world.player.decks.status = OutputStatus("pulse", 1)
    world.player.advance(1.0)
    assert world.state.interrupted == ""
    assert world.player.position() == pytest.approx(5.8, abs=0.5)


def test_knobs_change_what_is_queued_but_not_what_plays_or_was_asked_for(world: World) -> None:
    world.conductor.play_tracks(world.tracks[:2])
    before = world.state.queue
    world.conductor.programme.turn(Knobs(3, 1.0))
    after = world.state.queue
    assert world.playing == "000"
    assert after[0] == before[0]
    assert [e.track for e in after[1:]] != [e.track for e in before[1:]]
    world.conductor.programme.turn(Knobs(3, 0.0))
    assert [e.track for e in world.state.queue] == [e.track for e in before]


def test_next_and_previous_go_through_what_was_really_played(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.conductor.next()
    second = world.playing
    world.conductor.next()
    third = world.playing
    world.conductor.previous()
    assert world.playing == second
    assert world.state.queue[0].track.title == third
    world.conductor.previous()
    assert world.playing == "000"
    assert [entry.track.title for entry in world.state.queue[:2]] == [second, third]
    world.conductor.next()
    assert world.playing == second


def test_previous_later_in_a_track_goes_to_its_start(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.conductor.next()
    playing = world.playing
    world.player.advance(20.0)
    world.conductor.previous()
    world.player.advance(0.1)
    assert world.playing == playing
    assert world.player.position() < 3.0


def test_pause_holds_and_the_same_button_goes_on(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(5.0)
    world.conductor.toggle_pause()
    world.player.advance(1.0)
    assert world.state.paused
    at = world.player.position()
    world.player.advance(100.0)
    assert world.player.position() == pytest.approx(at)
    world.conductor.toggle_pause()
    world.player.advance(1.0)
    assert world.player.state is PlayState.PLAYING


def test_play_and_pause_said_twice_change_nothing(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    for _ in range(2):
        world.player.advance(5.0)
        world.conductor.resume()
        assert not world.state.paused
    for _ in range(2):
        world.conductor.pause()
        world.player.advance(5.0)
        assert world.state.paused
    assert world.player.position() == pytest.approx(10.0, abs=0.5)


def test_after_a_stop_the_same_track_begins_anew(world: World) -> None:
    world.conductor.play_tracks(world.tracks[:2])
    world.player.advance(20.0)
    world.conductor.stop()
    world.player.advance(5.0)
    assert world.state.playing is None
    assert world.state.history == ()
    assert world.player.state is PlayState.IDLE
    assert [entry.track.title for entry in world.state.queue[:2]] == ["000", "001"]
    world.conductor.stop()
    world.conductor.pause()
    world.player.advance(5.0)
    assert world.state.playing is None
    world.conductor.resume()
    world.player.advance(3.0)
    assert world.playing == "000"
    assert world.player.position() == pytest.approx(3.0, abs=0.5)
    assert world.plays == [("000", Ending.STOPPED)]


def test_play_without_any_wish_begins_with_something(world: World) -> None:
    world.conductor.toggle_pause()
    assert world.playing
    assert len(world.state.queue) == QUEUE_LENGTH


def test_a_track_that_was_taken_out_is_not_chosen_again(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    removed = world.state.queue[0]
    world.conductor.programme.remove_queued(removed.key)
    world.conductor.programme.turn(Knobs(1, 0.0))
    assert removed.track not in [entry.track for entry in world.state.queue]
    assert len(world.state.queue) == QUEUE_LENGTH


def test_a_queued_track_can_be_played_at_once(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    third = world.state.queue[2]
    world.conductor.play_queued(third.key)
    assert world.playing == third.track.title
    assert world.state.queue[0].key != third.key
    world.conductor.play_queued(12345)
    assert world.playing == third.track.title


def test_a_song_from_outside_plays_at_once_and_is_followed_when_it_was_heard(
    world: World, tmp_path: Path
) -> None:
    outsider = make_track(tmp_path, 900, outside=True)
    world.conductor.play_tracks([outsider])
    assert world.playing == outsider.title
    assert not world.state.queue
    assert "900" in world.state.thinking
    assert world.to_hear == [outsider]
    vector = world.vectors[2]
    world.conductor.programme.sound_found(outsider, Sound(vector, vector, vector))
    assert world.state.thinking == ""
    assert all(int(entry.track.title) % KINDS == 2 for entry in world.state.queue)
    assert len(world.state.queue) == QUEUE_LENGTH


def test_music_goes_on_when_a_song_ended_before_it_was_heard(world: World, tmp_path: Path) -> None:
    outsider = make_track(tmp_path, 901, outside=True)
    outsider = Track(None, outsider.path, ContentId("outside"), Seconds(2.0))
    world.conductor.play_tracks([outsider])
    world.player.advance(5.0)
    assert world.playing == ""
    vector = world.vectors[2]
    world.conductor.programme.sound_found(outsider, Sound(vector, vector, vector))
    assert world.playing
    assert int(world.playing) % KINDS == 2


def test_a_song_that_cannot_be_heard_still_leads_to_a_queue(world: World, tmp_path: Path) -> None:
    outsider = make_track(tmp_path, 900, outside=True)
    world.conductor.play_tracks([outsider])
    world.conductor.programme.sound_unknown(outsider, "It is silent.")
    assert len(world.state.queue) == QUEUE_LENGTH
    assert world.notices[-1].severity == "warning"


def test_a_track_that_cannot_be_played_is_skipped_with_a_message(world: World) -> None:
    world.conductor.play_tracks(world.tracks[:3])
    world.tracks[1].path.unlink()
    world.player.advance(SECONDS + 5)
    assert world.playing == "002"
    assert [notice for notice in world.notices if "001.ogg" in notice.text]


def test_ten_in_a_row_stop_the_queue_with_a_reason(world: World) -> None:
    for track in world.tracks:
        track.path.unlink()
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(SECONDS)
    errors = [notice for notice in world.notices if notice.severity == "error"]
    assert len(errors) == FAILURES_IN_A_ROW + 1
    assert "in a row" in errors[-1].text
    assert world.playing == ""
    world.player.advance(10 * SECONDS)
    assert [notice for notice in world.notices if notice.severity == "error"] == errors


def test_a_lost_disk_does_not_race_through_the_queue_behind_the_song_that_plays(
    world: World,
) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(1.0)
    for track in world.tracks[1:]:
        track.path.unlink()
    world.player.advance(SECONDS * 5)
    errors = [notice for notice in world.notices if notice.severity == "error"]
    assert len(errors) == FAILURES_IN_A_ROW + 1
    for track in world.tracks:
        track.path.write_bytes(b"sound")
    world.conductor.toggle_pause()
    world.player.advance(1.0)
    assert world.playing


@pytest.mark.parametrize("tracks", [0, 1, 2])
def test_the_smallest_libraries_play_what_they_have_and_say_so(
    make_world: Callable[[int], World], tracks: int
) -> None:
    world = make_world(tracks)
    world.conductor.toggle_pause()
    world.conductor.play_tracks(world.tracks[:1])
    world.conductor.programme.turn(Knobs(0, 1.0))
    world.conductor.next()
    world.conductor.previous()
    world.player.advance(500.0)
    assert not world.state.queue
    assert world.notices


def test_a_library_that_grows_fills_the_queue(make_world: Callable[[int], World]) -> None:
    world = make_world(30)
    world.session.replace_library(Space.of(world.tracks[:2], world.vectors[:2]))
    world.conductor.play_tracks([world.tracks[0]])
    assert len(world.state.queue) == 1
    world.conductor.programme.replace_library(world.space)
    assert len(world.state.queue) == QUEUE_LENGTH


def test_an_early_skip_steers_away_until_it_is_undone_or_fades(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(2.0)
    before = world.state.queue
    world.conductor.next()
    (skip,) = world.state.steers
    assert (skip.track, skip.kind) == (world.tracks[0], SteerKind.SKIPPED)
    assert world.playing == before[0].track.title
    steered = [entry.track for entry in world.state.queue]
    world.conductor.programme.undo_steer(skip.key)
    assert world.state.steers == ()
    assert [entry.track for entry in world.state.queue] != steered


def test_a_skip_fades_over_the_next_tracks(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(2.0)
    world.conductor.next()
    for _ in range(20):
        assert world.state.playing is not None
        world.player.advance(float(world.state.playing.duration_s))
    assert not world.state.steers


def test_a_late_skip_says_nothing(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(0.92 * SECONDS)
    world.conductor.next()
    assert world.state.steers == ()


def test_more_and_less_of_something_change_what_comes(world: World) -> None:
    def closeness_to_wish() -> float:
        wish = world.space.sound.vectors[1]
        rows = [int(entry.track.title) for entry in world.state.queue]
        return float(np.mean(world.space.sound.vectors[rows] @ wish))

    world.conductor.play_tracks([world.tracks[0]])
    plain = closeness_to_wish()
    world.conductor.programme.more_like(world.tracks[1])
    assert [steer.kind for steer in world.state.steers] == [SteerKind.MORE]
    assert closeness_to_wish() > plain
    world.conductor.programme.less_of(world.tracks[1])
    assert [steer.kind for steer in world.state.steers] == [SteerKind.LESS]
    assert closeness_to_wish() < plain


def test_what_is_pinned_or_moved_stays_when_knobs_are_turned(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    second, fifth = world.state.queue[1], world.state.queue[4]
    world.conductor.programme.move_queued(fifth.key, 0)
    world.conductor.programme.pin_queued(second.key)
    world.conductor.programme.turn(Knobs(1, 0.9))
    queue = world.state.queue
    assert (queue[0].track, queue[2].track) == (fifth.track, second.track)
    assert len({entry.track for entry in queue}) == len(queue)
    assert len(world.state.queue) == QUEUE_LENGTH
    world.player.advance(float(world.tracks[0].duration_s))
    assert world.playing == fifth.track.title


def test_what_is_let_in_at_a_place_is_played_there(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    first, second, third = (entry.track for entry in world.state.queue[:3])
    stranger = next(
        track for track in world.tracks[1:] if track not in [e.track for e in world.state.queue]
    )
    world.conductor.programme.queue_tracks([stranger, third], 1)
    world.conductor.programme.turn(Knobs(1, 0.9))
    queue = world.state.queue
    assert [entry.track for entry in queue[:3]] == [first, stranger, third]
    assert [entry.asked_for for entry in queue[:4]] == [True, True, True, False]
    assert [entry.track for entry in queue].count(third) == 1
    assert len(queue) == QUEUE_LENGTH
    world.conductor.programme.queue_tracks([second], 99)
    assert second in [entry.track for entry in world.state.queue if entry.asked_for]


def test_a_track_that_began_while_the_queue_was_chosen_anew_is_what_plays(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(1.0)
    late: list[PlayerEvent] = []
    world.stop_hearing_player()
    stop_collecting = world.player.events.connect(late.append)
    announced = world.state.queue[0].track
    world.player.advance(SECONDS)
    world.conductor.programme.turn(Knobs(1, 1.0))
    for event in late:
        world.conductor.player_says(event)
    assert world.playing == announced.title
    assert announced in world.session.heard
    assert announced not in [entry.track for entry in world.state.queue]
    stop_collecting()
    world.player.events.connect(world.conductor.player_says)
    following = world.state.queue[0].track
    world.player.advance(float(announced.duration_s))
    assert world.playing == following.title


def test_failures_between_tracks_that_play_are_not_in_a_row(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    for _ in range(FAILURES_IN_A_ROW + 2):
        world.player.advance(5.0)
        world.state.queue[0].track.path.unlink()
        world.conductor.next()
        world.player.advance(1.0)
    assert world.playing
    assert not any("in a row" in notice.text for notice in world.notices)


def test_a_song_that_is_deleted_gives_way_to_the_next_with_a_sentence(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(5.0)
    following = world.state.queue[0].track
    world.tracks[0].path.unlink()
    world.player.advance(5.0)
    assert world.playing == following.title
    assert [notice.text for notice in world.notices] == [
        "000.ogg was deleted while it played, so the next song follows."
    ]
    assert world.tracks[0] not in [entry.track for entry in world.state.queue]


def test_nothing_follows_the_last_song_even_if_that_is_deleted(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.conductor.stop_after_current(stop=True)
    world.player.advance(5.0)
    world.tracks[0].path.unlink()
    world.player.advance(5.0)
    assert world.playing == ""
    assert not world.state.stop_after_current


def test_previous_after_stop_goes_to_the_track_before(world: World) -> None:
    world.conductor.play_tracks(world.tracks[:3])
    world.conductor.next()
    world.conductor.stop()
    world.conductor.previous()
    assert world.playing == "000"
    assert world.state.queue[0].track.title == "001"


def test_play_goes_on_trying_after_the_next_tracks_had_failed(world: World) -> None:
    world.conductor.play_tracks([world.tracks[0]])
    world.player.advance(1.0)
    for track in world.tracks[1:]:
        track.path.unlink()
    world.player.advance(5.0)
    for track in world.tracks:
        track.path.write_bytes(b"sound")
    world.conductor.pause()
    world.conductor.resume()
    world.player.advance(SECONDS)
    assert world.playing
    assert world.playing != "000"


def test_that_all_was_heard_is_no_news_while_the_library_grows(
    make_world: Callable[[int], World],
) -> None:
    world = make_world(3)
    world.conductor.programme.expect_more(more=True)
    world.conductor.play_tracks(world.tracks[:1])
    world.conductor.programme.replace_library(world.space)
    assert world.notices == []
    world.conductor.programme.expect_more(more=False)
    assert [notice.text for notice in world.notices] == [
        "Every track in the library has been heard."
    ]


def test_play_begins_anew_once_all_was_heard(make_world: Callable[[int], World]) -> None:
    world = make_world(3)
    world.conductor.play_tracks(world.tracks[:1])
    world.player.advance(4 * SECONDS)
    assert world.state.playing is None
    world.conductor.toggle_pause()
    assert world.playing
    assert len(world.state.queue) == 2


def test_what_was_dropped_by_mistake_is_forgotten(world: World, tmp_path: Path) -> None:
    mistake = make_track(tmp_path, 900, outside=True)
    meant = make_track(tmp_path, 901, outside=True)
    world.conductor.play_tracks([mistake])
    world.conductor.play_tracks([meant])
    assert world.to_hear == [mistake, meant]
    world.conductor.programme.sound_unknown(mistake, "It is a three-hour silence.")
    assert world.notices == []
    vector = world.vectors[2]
    world.conductor.programme.sound_found(meant, Sound(vector, vector, vector))
    assert len(world.state.queue) == QUEUE_LENGTH


def test_what_is_let_go_follows_the_knobs_again(world: World) -> None:
    def keys() -> list[int]:
        return [entry.key for entry in world.state.queue]

    world.conductor.play_tracks([world.tracks[0]])
    ninth = world.state.queue[8].key
    world.conductor.programme.pin_queued(ninth)
    world.conductor.programme.turn(Knobs(1, 0.9))
    assert ninth in keys()
    world.conductor.programme.unpin_queued(ninth)
    assert ninth in keys(), "at once nothing changes"
    world.conductor.programme.turn(Knobs(1, 0.8))
    assert ninth not in keys()
    assert len(keys()) == QUEUE_LENGTH


def test_an_evening_goes_on_paused_at_the_same_second(
    world: World, make_world: Callable[[int], World]
) -> None:
    world.conductor.programme.turn(Knobs(3, 0.5))
    world.conductor.play_tracks([world.tracks[5]])
    world.conductor.programme.pin_queued(world.state.queue[4].key)
    world.conductor.programme.less_of(world.tracks[7])
    world.player.advance(12.0)
    record = world.conductor.record()

    other = make_world(60)
    other.conductor.programme.turn(Knobs(3, 0.5))
    other.conductor.go_on(record)
    before = [(entry.track, entry.why, entry.asked_for) for entry in world.state.queue]
    assert [(entry.track, entry.why, entry.asked_for) for entry in other.state.queue] == before
    assert (other.playing, other.state.paused) == ("005", True)
    assert [steer.kind for steer in other.state.steers] == [SteerKind.LESS]
    assert other.conductor.position == 12.0
    assert other.player.state is PlayState.IDLE  # no file is opened for somebody who is not there

    other.conductor.resume()
    assert other.conductor.position == 12.0
    assert (other.playing, other.state.paused) == ("005", False)
    other.player.advance(SECONDS + 10 - 12.0)
    assert other.playing == before[0][0].title
    assert other.plays == [("005", Ending.FINISHED)]
    # The same chance at the same place of the evening.
    world.player.advance(SECONDS + 10 - 12.0)
    assert [e.track for e in other.state.queue] == [e.track for e in world.state.queue]


def test_an_evening_that_has_begun_is_not_replaced_by_the_last_one(world: World) -> None:
    world.conductor.play_tracks([world.tracks[5]])
    record = world.conductor.record()
    world.conductor.play_tracks([world.tracks[6]])
    world.conductor.go_on(record)
    assert world.playing == "006"


def test_a_track_that_waits_can_be_sought_in_and_left_without_having_been_played(
    world: World, make_world: Callable[[int], World]
) -> None:
    world.conductor.play_tracks([world.tracks[5]])
    world.player.advance(12.0)
    other = make_world(60)
    other.conductor.go_on(world.conductor.record())
    other.conductor.seek(Seconds(30.0))
    assert other.conductor.position == 30.0
    other.conductor.previous()
    assert other.conductor.position == 0.0
    other.conductor.pause()
    first = other.state.queue[0].track.title
    other.conductor.next()
    assert (other.playing, other.state.paused) == (first, False)
    assert other.plays == []


def test_the_music_stops_after_the_current_track_once(world: World) -> None:
    world.conductor.play_tracks(world.tracks[:2])
    world.conductor.stop_after_current(True)
    assert world.state.stop_after_current
    world.player.advance(SECONDS + 1)
    assert (world.playing, world.state.stop_after_current) == ("", False)
    assert world.state.queue[0].track.title == "001"
    world.conductor.resume()
    assert world.playing == "001"
    world.player.advance(SECONDS + 3)
    assert world.playing != "001"


def test_changing_ones_mind_lets_the_music_go_on(world: World) -> None:
    world.conductor.play_tracks(world.tracks[:2])
    world.conductor.stop_after_current(True)
    world.conductor.stop_after_current(False)
    world.player.advance(SECONDS + 1)
    assert world.playing == "001"


def test_excerpts_are_played_from_their_place_and_for_their_time(world: World) -> None:
    world.conductor.play_tracks(world.tracks[:3])
    world.conductor.set_demo(Seconds(5.0))
    assert world.state.demo_s == 5.0
    world.player.advance(SECONDS + 0.5)
    assert world.playing == "001"
    assert world.conductor.position >= (SECONDS + 2 - 5) / 2
    world.player.advance(5.0)
    assert world.playing == "002"
    world.conductor.set_demo(None)
    world.player.advance(5.0)
    third = world.playing
    world.player.advance(6.0)
    assert world.playing == third  # the whole of it


def test_radio_keeps_close_to_what_it_began_from_until_it_is_left(world: World) -> None:
    album = [world.tracks[n] for n in (1, 5, 9)]
    world.conductor.tune_in("One Album", album)
    assert world.state.radio == "One Album"
    assert world.playing in {track.title for track in album}
    for _ in range(8):
        world.conductor.next()
        assert int(world.playing) % KINDS == 1
    world.conductor.programme.leave_radio()
    assert world.state.radio == ""
    assert len(world.state.queue) == QUEUE_LENGTH


def test_other_rules_hold_at_once(world: World) -> None:
    world.conductor.play_tracks([world.tracks[5]])
    before = [entry.track for entry in world.state.queue]
    world.conductor.programme.follow_rules(RuleOptions(longest_s=Seconds(SECONDS + 40)))
    after = [entry.track for entry in world.state.queue]
    assert before != after
    assert all(track.duration_s <= SECONDS + 40 for track in after)


def test_what_should_be_like_a_song_from_outside_is_listened_to_first(
    world: World, tmp_path: Path
) -> None:
    outside = make_track(tmp_path, 900, outside=True)
    world.conductor.play_tracks([world.tracks[5]])
    world.conductor.programme.more_like(outside)
    assert world.to_hear == [outside]
    before = [entry.track for entry in world.state.queue]
    vector = world.vectors[6]
    world.conductor.programme.sound_found(outside, Sound(vector, vector, vector))
    assert [entry.track for entry in world.state.queue] != before
    assert outside not in [entry.track for entry in world.state.queue]
