"""Each rule by itself, and how they give way together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.recommend.rulebook import Rulebook
from deej_desktop.recommend.rules import (
    AlbumApart,
    ArtistApart,
    Excluded,
    InSeason,
    LengthWithin,
    NoInterlude,
    NoRepeat,
    NotHeardLately,
    OneRecording,
    Rule,
    RuleName,
    RuleOptions,
    standard_rules,
)
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.space import Space
from tests.unit.recommend.libraries import directions, track

JUNE, DECEMBER, EPIPHANY = dt.date(2025, 6, 1), dt.date(2025, 12, 1), dt.date(2026, 1, 6)


def allowed(rule: Rule, space: Space, session: SessionView) -> list[int]:
    rows: list[int] = rule.allows(space, session).nonzero()[0].tolist()
    return rows


def space_of(*tracks: Track) -> Space:
    return Space.of(tracks, directions(len(tracks)))


def test_no_repeat_knows_copies() -> None:
    space = space_of(track(0), track(1, content="content 0"), track(2))
    assert allowed(NoRepeat(), space, SessionView((1,))) == [2]


def test_one_recording_knows_names_and_sounds() -> None:
    tracks = [
        track(0, artist="A", title="Song"),
        track(1, artist="A", title="Song (Live)"),
        track(2, artist="B", title="Song"),
        track(3, seconds=120.0),
        track(4),
    ]
    vectors = directions(5)
    vectors[3] = vectors[0]
    space = Space.of(tracks, vectors)
    assert allowed(OneRecording(), space, SessionView((0,))) == [2, 4]


def test_artists_and_albums_keep_apart() -> None:
    space = space_of(
        track(0, artist="A", album="X"),
        track(1, artist="B", album="X"),
        track(2, artist="A", album="Y"),
        track(3),
        track(4),
    )
    session = SessionView((0, 3))
    assert allowed(ArtistApart(2), space, session) == [1, 3, 4]
    assert allowed(ArtistApart(1), space, session) == [0, 1, 2, 3, 4]
    assert allowed(AlbumApart(2), space, session) == [2, 3, 4]
    assert allowed(AlbumApart(0), space, session) == [0, 1, 2, 3, 4]


def test_lengths_are_limited_and_unknown_ones_pass() -> None:
    space = space_of(track(0, seconds=10), track(1, seconds=0), track(2, seconds=901), track(3))
    rule = LengthWithin(Seconds(20.0), Seconds(900.0))
    assert allowed(rule, space, SessionView()) == [1, 3]


def test_folders_and_genres_are_excluded() -> None:
    space = space_of(
        track(0, path="/m/books/a/1.mp3"),
        track(1, path="/m/booksmart/1.mp3"),
        track(2, genre="Hörspiel"),
        track(3, path="/m/books/1.mp3"),
        track(4, genre="Pop"),
    )
    rule = Excluded((Path("/m/books"),), ("hörspiel", ""))
    assert allowed(rule, space, SessionView()) == [1, 4]
    assert allowed(Excluded(), space, SessionView()) == [0, 1, 2, 3, 4]


def test_one_of_several_genres_or_all_of_them_are_excluded() -> None:
    space = space_of(
        track(0, genre="Talk; Hörspiel"), track(1, genre="Pop/Rock"), track(2, genre="Rock")
    )
    assert allowed(Excluded(genres=("hörspiel",)), space, SessionView()) == [1, 2]
    assert allowed(Excluded(genres=("Pop/Rock",)), space, SessionView()) == [0, 2]
    assert allowed(Excluded(genres=("rock",)), space, SessionView()) == [0]


@pytest.mark.parametrize(
    ("today", "seeds", "expected"),
    [(JUNE, [1], [1]), (DECEMBER, [1], [0, 1]), (EPIPHANY, [1], [0, 1]), (JUNE, [0], [0, 1])],
)
def test_christmas_has_its_season(today: dt.date, seeds: list[int], expected: list[int]) -> None:
    space = space_of(track(0, title="Jingle Bells"), track(1, title="Other"))
    assert allowed(InSeason(today), space, SessionView.from_seeds(seeds)) == expected


def test_what_other_evenings_played_waits() -> None:
    space = space_of(track(0), track(1))
    assert allowed(NotHeardLately(), space, SessionView(elsewhere=frozenset({0}))) == [1]


def test_switches_leave_rules_out() -> None:
    options = RuleOptions(artist_apart=0, album_apart=0, one_recording=False, today=None)
    names = {rule.name for rule in standard_rules(options)}
    assert not names & {
        RuleName.SAME_ARTIST,
        RuleName.SAME_ALBUM,
        RuleName.SAME_SONG,
        RuleName.SEASON,
        RuleName.INTERLUDE,
        RuleName.EXCLUDED,
    }
    full = RuleOptions(excluded_genres=["x"], interlude_s=Seconds(30.0), today=JUNE)
    assert {rule.name for rule in standard_rules(full)} == set(RuleName) - {RuleName.NO_REPEAT}


def test_firm_rules_never_give_way() -> None:
    space = space_of(track(0), track(1, seconds=3600))
    book = Rulebook(space, standard_rules())
    assert not book.allowance(SessionView((0,))).allowed.any()
    assert book.shut_out() == {RuleName.LENGTH: 1}


def test_rules_give_way_only_as_far_as_needed() -> None:
    tracks = [track(n, artist="AB"[n % 2], album="X") for n in range(6)]
    space = space_of(*tracks)
    allowance = Rulebook(space, standard_rules()).allowance(SessionView((0, 1, 2)))
    # Albums wholly, since there is only one; artists by one step: not A, which was last.
    assert allowance.allowed.nonzero()[0].tolist() == [3, 5]
    assert allowance.relaxed == (RuleName.SAME_ALBUM, RuleName.SAME_ARTIST)


def test_rules_give_way_until_as_many_are_left_as_needed() -> None:
    space = space_of(*(track(n, artist="A" if n < 4 else f"B{n}") for n in range(6)))
    book = Rulebook(space, standard_rules())
    session = SessionView((0,))
    assert book.allowance(session).allowed.nonzero()[0].tolist() == [4, 5]
    assert book.allowance(session, needed=3).allowed.nonzero()[0].tolist() == [1, 2, 3, 4, 5]
    assert book.allowance(session, needed=99).allowed.nonzero()[0].tolist() == [1, 2, 3, 4, 5]


def test_a_copy_outside_an_excluded_folder_stands_for_the_recording() -> None:
    space = space_of(track(0, path="/no/0.mp3", content="same"), track(1, content="same"))
    book = Rulebook(space, standard_rules(RuleOptions(excluded_folders=[Path("/no")])))
    assert book.allowance(SessionView()).allowed.nonzero()[0].tolist() == [1]


def test_small_folders_are_the_albums_of_untagged_tracks() -> None:
    tracks = [track(number, path=f"/music/{number // 3}/{number}.mp3") for number in range(60)]
    tracks += [track(number, path=f"/heap/{number}.mp3") for number in range(60, 105)]
    space = space_of(*tracks)
    assert 1 not in allowed(AlbumApart(), space, SessionView((0,)))
    assert {3, 100} <= set(allowed(AlbumApart(), space, SessionView((0,))))
    assert 61 in allowed(AlbumApart(), space, SessionView((60,)))
    outside = track(200, path="/music/0/new.mp3", content="new")
    grown, row = space.with_outsider(outside, directions(1)[0])
    assert 1 not in allowed(AlbumApart(), grown, SessionView((row,)))


def test_one_folder_of_everything_is_no_album() -> None:
    space = space_of(*(track(number) for number in range(12)))
    assert len(allowed(AlbumApart(), space, SessionView((0,)))) == 12


def test_interludes_are_kept_back_unless_one_is_the_seed() -> None:
    space = space_of(track(0, seconds=20), track(1, seconds=0), track(2), track(3, seconds=29))
    rule = NoInterlude(Seconds(30.0))
    assert allowed(rule, space, SessionView.from_seeds([2])) == [1, 2]
    assert allowed(rule, space, SessionView.from_seeds([2, 3])) == [0, 1, 2, 3]
    rules = standard_rules(RuleOptions(interlude_s=Seconds(30.0)))
    left = Rulebook(space, rules).allowance(SessionView.from_seeds([2]).then(1))
    assert left.allowed.tolist() == [True, False, False, True]
    assert left.relaxed == (RuleName.INTERLUDE,)
