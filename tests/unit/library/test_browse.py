"""Lists of songs by words, facets, order and group."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deej_desktop.domain.browsing import Facet, GroupKey, GroupKind, Listing, SortKey, Wish
from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import TrackId
from deej_desktop.library.browse import Browse
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.search import Search
from deej_desktop.library.store import Store
from tests.unit.library.entries import enter

MUSIC = (
    ("Beatles/Help/2.mp3", Tags("Yesterday", "The Beatles", "Help!", "", "Rock", 1965, 1, 2)),
    ("Beatles/Help/1.mp3", Tags("Help!", "The Beatles", "Help!", "", "rock", 1965, 1, 1)),
    ("Björk/Post/1.flac", Tags("Hyperballad", "Björk", "Post", "Björk", "Electronic", 1995, 1, 1)),
    ("Björk/Debut/1.flac", Tags("Human Behaviour", "Björk", "Debut", "Björk", "Pop", 1993, 1, 1)),
    ("Кино/1.ogg", Tags("Группа крови", "Кино", "Группа крови", "", "Rock", 1988)),
    ("Hits/1.mp3", Tags("One", "U2", "Hits", "", "Rock", 1991)),
    ("Hits/2.mp3", Tags("Two", "björk", "Hits", "", "", None)),
    ("untagged.opus", Tags()),
)


@pytest.fixture
def catalogue(store: Store) -> Catalogue:
    catalogue = Catalogue(store)
    with store.writing():
        for name, tags in MUSIC:
            enter(catalogue, name, name, tags)
    return catalogue


@pytest.fixture
def browse(store: Store, catalogue: Catalogue) -> Browse:
    return Browse(store, Search(store))


def names(catalogue: Catalogue, listing: Listing) -> list[str]:
    return [track.title for track in catalogue.with_ids(listing.ids.tolist())]


def counts(listing: Listing, facet: Facet) -> dict[str, int]:
    return {one.value: one.count for one in listing.facets[facet]}


def test_all_songs_come_by_artist_and_album_place(catalogue: Catalogue, browse: Browse) -> None:
    found = browse.find(Wish())
    assert len(found) == 8
    titles = names(catalogue, found)
    assert titles.index("Help!") == titles.index("Yesterday") - 1
    assert found.duration_s == 8 * 180.0


@pytest.mark.parametrize(
    ("key", "first"),
    [
        (SortKey.TITLE, "Help!"),
        (SortKey.YEAR, "untagged"),
        (SortKey.ADDED, "Yesterday"),
        (SortKey.LENGTH, "Yesterday"),
    ],
)
def test_columns_order_them(catalogue: Catalogue, browse: Browse, key: SortKey, first: str) -> None:
    up = names(catalogue, browse.find(Wish(sort=key)))
    down = names(catalogue, browse.find(Wish(sort=key, descending=True)))
    assert up[0] == first
    assert up == down[::-1]


def test_words_come_by_how_well_they_fit(catalogue: Catalogue, browse: Browse) -> None:
    assert names(catalogue, browse.find(Wish("beatels"))) == ["Yesterday", "Help!"]
    assert names(catalogue, browse.find(Wish("груп"))) == ["Группа крови"]
    assert len(browse.find(Wish("zzzz"))) == 0


def test_facets_count_what_choosing_another_value_would_find(
    catalogue: Catalogue, browse: Browse
) -> None:
    found = browse.find(Wish())
    assert counts(found, Facet.FORMAT) == {"mp3": 4, "flac": 2, "ogg": 1, "opus": 1}
    assert counts(found, Facet.DECADE) == {"1990": 3, "1960": 2, "1980": 1, "": 2}
    assert counts(found, Facet.ARTIST)["The Beatles"] == 2
    rock = browse.find(Wish(chosen={Facet.GENRE: frozenset({"Rock"})}))
    assert len(rock) == 4
    assert counts(rock, Facet.FORMAT) == {"mp3": 3, "ogg": 1}
    assert counts(rock, Facet.GENRE)["Pop"] == 1
    both = browse.find(
        Wish(chosen={Facet.GENRE: frozenset({"Rock"}), Facet.FORMAT: frozenset({"ogg"})})
    )
    assert names(catalogue, both) == ["Группа крови"]


def test_albums_have_an_owner(catalogue: Catalogue, browse: Browse) -> None:
    albums = browse.groups(GroupKind.ALBUM, Wish())
    assert [(one.title, one.subtitle, one.tracks, one.year) for one in albums] == [
        ("Help!", "The Beatles", 2, 1965),
        ("Debut", "Björk", 1, 1993),
        ("Post", "Björk", 1, 1995),
        ("Hits", "U2", 2, 1991),
        ("Группа крови", "Кино", 1, 1988),
    ]
    found = browse.find(Wish(within=albums[0].key))
    assert names(catalogue, found) == ["Help!", "Yesterday"]


def test_artists_and_genres_differ_by_more_than_case(browse: Browse) -> None:
    artists = browse.groups(GroupKind.ARTIST, Wish())
    assert [(one.title.casefold(), one.tracks, one.albums) for one in artists] == [
        ("the beatles", 2, 1), ("björk", 3, 3), ("u2", 1, 1), ("кино", 1, 1), ("", 1, 0),
    ]  # fmt: skip
    genres = browse.groups(GroupKind.GENRE, Wish())
    assert sum(one.tracks for one in genres) == len(MUSIC)


@pytest.fixture
def mixed(store: Store) -> Browse:
    """Songs of several genres."""
    catalogue = Catalogue(store)
    with store.writing():
        for number, (genre, album) in enumerate(
            (
                ("Rock, Pop", "One"),
                ("pop; rock", "One"),
                (" Pop/Rock ", "Two"),
                ("Rock", "Two"),
                ("pop", "Two"),
                ("Pop", ""),
                ("Drum & Bass", ""),
                ("; /", ""),
                ("", ""),
            )
        ):
            tags = Tags(f"Song {number}", "Somebody", album, "Somebody", genre)
            enter(catalogue, f"{number}.mp3", str(number), tags)
    return Browse(store, Search(store))


def test_a_song_has_all_genres_of_its_tag(mixed: Browse) -> None:
    found = mixed.find(Wish())
    assert counts(found, Facet.GENRE) == {"Pop": 5, "Rock": 4, "": 2, "Drum & Bass": 1}
    rock = mixed.find(Wish(chosen={Facet.GENRE: frozenset({"rock"})}))
    assert sorted(rock.ids) == [1, 2, 3, 4]
    assert counts(rock, Facet.GENRE) == counts(found, Facet.GENRE)
    either = mixed.find(Wish(chosen={Facet.GENRE: frozenset({"Rock", "Pop"})}))
    assert len(either) == 6
    by_pop = mixed.find(Wish(within=GroupKey(GroupKind.GENRE, "pop")))
    assert sorted(by_pop.ids) == [1, 2, 3, 5, 6]
    assert counts(by_pop, Facet.GENRE) == {"Pop": 5, "Rock": 3}
    assert sorted(mixed.find(Wish(chosen={Facet.GENRE: frozenset({""})})).ids) == [8, 9]


def test_a_song_is_in_the_group_of_each_of_its_genres(mixed: Browse) -> None:
    assert [
        (one.title, one.tracks, one.albums, one.duration_s, one.cover_track)
        for one in mixed.groups(GroupKind.GENRE, Wish())
    ] == [
        ("Drum & Bass", 1, 0, 180.0, 7),
        ("Pop", 5, 2, 900.0, 1),
        ("Rock", 4, 2, 720.0, 1),
        ("", 2, 0, 360.0, 8),
    ]
    within = Wish(within=GroupKey(GroupKind.ALBUM, "Two", "Somebody"))
    assert [(one.title, one.tracks) for one in mixed.groups(GroupKind.GENRE, within)] == [
        ("Pop", 2),
        ("Rock", 2),
    ]


@pytest.mark.parametrize("words", ["rock", "ROCK", "roc"])
def test_each_genre_of_a_song_is_found_by_words(mixed: Browse, words: str) -> None:
    assert sorted(mixed.find(Wish(words)).ids) == [1, 2, 3, 4]


def test_the_tag_stays_as_it_is_written(store: Store, mixed: Browse) -> None:
    del mixed
    assert Catalogue(store).with_ids([TrackId(2)])[0].tags.genre == "pop; rock"


def test_folders_are_walked_one_by_one(catalogue: Catalogue, browse: Browse) -> None:
    top = browse.groups(GroupKind.FOLDER, Wish())
    assert [one.title for one in top] == ["music"]
    inside = browse.groups(GroupKind.FOLDER, Wish(within=top[0].key))
    assert [(one.title, one.tracks, one.has_more) for one in inside] == [
        ("Beatles", 2, True), ("Björk", 2, True), ("Hits", 2, False), ("Кино", 1, False),
    ]  # fmt: skip
    key = GroupKey(GroupKind.FOLDER, os.path.join("/music", "Björk"))  # noqa: PTH118
    assert names(catalogue, browse.find(Wish(within=key, sort=SortKey.TITLE))) == [
        "Human Behaviour", "Hyperballad",
    ]  # fmt: skip


def test_what_changes_is_followed(catalogue: Catalogue, browse: Browse) -> None:
    browse.find(Wish(sort=SortKey.TITLE))
    catalogue.mark_missing([TrackId(1)])
    assert len(browse.find(Wish(sort=SortKey.TITLE))) == 7
    enter(catalogue, "new.mp3", "new", Tags(title="Aaa", artist="Zzz"))
    assert names(catalogue, browse.find(Wish(sort=SortKey.TITLE)))[0] == "Aaa"


def test_an_empty_library_has_empty_lists(store: Store) -> None:
    browse = Browse(store, Search(store))
    assert len(browse.find(Wish("word"))) == 0
    assert all(browse.groups(kind, Wish()) == [] for kind in GroupKind)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(list(SortKey)),
    st.dictionaries(st.sampled_from(list(Facet)), st.frozensets(st.text(max_size=3), max_size=2)),
    st.text(max_size=6),
)
def test_any_wish_gets_a_list_without_repeats(
    browse: Browse, sort: SortKey, chosen: dict[Facet, frozenset[str]], words: str
) -> None:
    ids = browse.find(Wish(words, chosen, sort=sort)).ids.tolist()
    assert len(ids) == len(set(ids))
