from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.errors import NothingFound, PlaylistUnusable, UnreadableAudio
from deej_desktop.domain.units import Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.playlist_files import read_playlist
from deej_desktop.library.sound import SoundStore
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JourneyWish, Mood
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.journeys import Journeys, next_time
from deej_desktop.services.dj.lately import Lately
from deej_desktop.services.dj.moods import Moods
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.pooling.spaces import load_space
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar

EPSILON = 0.001


@pytest.fixture
def load(store: Store, card: EncoderCard) -> Callable[[], Space]:
    return lambda: load_space(Catalogue(store), VectorStore(store, card.id), card)


@pytest.fixture
def journeys(store: Store, card: EncoderCard, ear: FakeEar, load: Callable[[], Space]) -> Journeys:
    moods = Moods(SoundStore(store))
    return Journeys(Hearing(store, card, EPSILON, ear.lend), load, RuleOptions, moods)


@pytest.fixture
def scanned(store: Store, card: EncoderCard, ear: FakeEar, music: Path) -> Path:
    Indexer(store, card, EPSILON, ear.lend).scan([music])
    return music


def test_a_journey_passes_its_waypoints_in_order(journeys: Journeys, scanned: Path) -> None:
    ends = [journeys.track_at(scanned / name) for name in ("0.flac", "3.flac")]
    plan = journeys.plan(JourneyWish(tuple(ends), between=2))
    tracks = [stop.track for stop in plan.stops]
    assert [tracks[0], tracks[-1]] == ends
    assert {track.title for track in tracks} == {f"Tune {number}" for number in range(4)}
    assert [stop.waypoint for stop in plan.stops] == [True, False, False, True]
    assert plan.largest is not None
    jumps = [stop.jump for stop in plan.stops]
    assert jumps[plan.largest] == max(jumps)
    assert "On the way from Tune 0 to Tune 3" in plan.stops[1].why
    assert plan.duration_s == pytest.approx(28.0, abs=0.5)
    assert plan.shortfall == ""


def test_what_is_missing_is_said(journeys: Journeys, scanned: Path) -> None:
    ends = [journeys.track_at(scanned / name) for name in ("0.flac", "3.flac")]
    plan = journeys.plan(JourneyWish(tuple(ends), between=5))
    assert len(plan.stops) == 4
    assert plan.shortfall.startswith("3 tracks fewer")


def test_a_bridge_is_offered_where_it_helps(journeys: Journeys, scanned: Path) -> None:
    ends = tuple(journeys.track_at(scanned / name) for name in ("0.flac", "3.flac"))
    plan = journeys.plan(JourneyWish(ends, between=0))
    assert plan.bridge is None or plan.bridge not in ends
    full = journeys.plan(JourneyWish(ends, between=2))
    assert full.bridge is None, "there is no other track left"


def test_it_lasts_as_long_as_asked_for(journeys: Journeys, scanned: Path) -> None:
    ends = tuple(journeys.track_at(scanned / name) for name in ("0.flac", "3.flac"))
    assert len(journeys.plan(JourneyWish(ends, minutes=21 / 60)).stops) == 3


def test_it_arrives_when_it_should(journeys: Journeys, scanned: Path) -> None:
    ends = tuple(journeys.track_at(scanned / name) for name in ("0.flac", "3.flac"))
    now = dt.datetime.now().astimezone()
    wish = JourneyWish(ends, arrive_at=now + dt.timedelta(seconds=14.5))
    assert len(journeys.plan(wish).stops) == 3  # two of seven seconds come before the last
    with pytest.raises(NothingFound, match="has passed"):
        journeys.plan(JourneyWish(ends, arrive_at=now - dt.timedelta(seconds=1)))


def test_it_arrives_at_a_mood(journeys: Journeys, scanned: Path) -> None:
    start = journeys.track_at(scanned / "0.flac")
    wish = JourneyWish((start,), between=1, mood=Mood.CALM)
    plan = journeys.plan(wish)
    assert [stop.waypoint for stop in plan.stops] == [True, False, True]
    assert plan.stops[-1].why.startswith("It is among the calmest fifth of your music.")
    assert plan.stops[-1].track != start
    until = dt.datetime.now().astimezone() + dt.timedelta(seconds=14.5)
    assert len(journeys.plan(replace(wish, arrive_at=until)).stops) == 3


def test_it_arrives_at_no_mood_before_anything_was_heard_in_full(
    journeys: Journeys, scanned: Path, store: Store
) -> None:
    with store.writing() as connection:
        connection.execute("DELETE FROM sound")
    start = journeys.track_at(scanned / "0.flac")
    with pytest.raises(NothingFound, match="end to end"):
        journeys.plan(JourneyWish((start,), mood=Mood.LIVELY))


def test_the_clock_shows_every_time_within_a_day() -> None:
    now = dt.datetime.now().astimezone()
    for hour in range(24):
        at = next_time(dt.time(hour, 30))
        assert now < at <= now + dt.timedelta(days=1, minutes=1)
        assert (at.hour, at.minute) == (hour, 30)


def test_what_was_heard_lately_is_passed_over(
    journeys: Journeys, scanned: Path, store: Store, card: EncoderCard, ear: FakeEar,
    load: Callable[[], Space],
) -> None:  # fmt: skip
    ends = tuple(journeys.track_at(scanned / name) for name in ("0.flac", "3.flac"))
    chosen = journeys.plan(JourneyWish(ends, between=1)).stops[1].track
    lately = Lately()
    lately.note(chosen)
    options = RuleOptions(heard_lately_s=Seconds(60.0))
    hearing = Hearing(store, card, EPSILON, ear.lend)
    other = Journeys(hearing, load, lambda: options, Moods(SoundStore(store)), lately)
    assert other.plan(JourneyWish(ends, between=1)).stops[1].track != chosen
    assert other.plan(JourneyWish(ends, between=2)).shortfall == ""


def test_the_same_seed_gives_the_same_journey(journeys: Journeys, scanned: Path) -> None:
    ends = tuple(journeys.track_at(scanned / name) for name in ("0.flac", "3.flac"))
    wish = JourneyWish(ends, between=1, drunk=0.9, random_seed=3)
    assert journeys.plan(wish) == journeys.plan(wish)


def test_a_waypoint_may_come_from_outside(
    journeys: Journeys, scanned: Path, tmp_path: Path, ear: FakeEar
) -> None:
    outside = write_audio(tmp_path / "outside.wav", tune(7.0, 9, 22_050), 22_050)
    ear.listened.clear()
    waypoints = (journeys.track_at(outside), journeys.track_at(scanned / "1.flac"))
    plan = journeys.plan(JourneyWish(waypoints, between=1))
    assert ear.listened == [outside]
    assert plan.stops[0].track.path == outside


def test_without_music_it_says_what_to_do(journeys: Journeys, music: Path) -> None:
    ends = tuple(journeys.track_at(music / name) for name in ("0.flac", "3.flac"))
    with pytest.raises(NothingFound, match="choose its folder"):
        journeys.plan(JourneyWish(ends))
    with pytest.raises(UnreadableAudio):
        journeys.track_at(music / "none.flac")


def test_it_is_saved_as_a_playlist(journeys: Journeys, scanned: Path, tmp_path: Path) -> None:
    ends = tuple(journeys.track_at(scanned / name) for name in ("0.flac", "3.flac"))
    plan = journeys.plan(JourneyWish(ends, between=2))
    journeys.save(plan, tmp_path / "evening.m3u8")
    paths = [entry.path for entry in read_playlist(tmp_path / "evening.m3u8")]
    assert paths == [stop.track.path for stop in plan.stops]
    with pytest.raises(PlaylistUnusable):
        journeys.save(plan, tmp_path / "evening.doc")
