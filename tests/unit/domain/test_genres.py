"""Tags that name several genres."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deej_desktop.domain.genres import named_genres, split_genres

# Much of what may be in the way of a separator.
TAGS = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(["Rock", "rock", " ", ";", "/", ",", "&", "and", "Singer", "songwriter"])
    ).map("".join),
)


@pytest.mark.parametrize(
    ("tag", "genres"),
    [
        ("", ()),
        ("Rock", ("Rock",)),
        ("Rock, Pop", ("Rock", "Pop")),
        ("Pop;Rock ; Ska", ("Pop", "Rock", "Ska")),
        ("Rock/Pop", ("Rock", "Pop")),
        (" Hip  Hop / Rap", ("Hip Hop", "Rap")),
        ("Rock; rock, ROCK", ("Rock",)),
        (" ; / ,", ()),
        ("Drum & Bass", ("Drum & Bass",)),
        ("R&B/Soul", ("R&B", "Soul")),
        ("Folk, World, & Country", ("Folk", "World", "Country")),
        ("Jazz, and Blues", ("Jazz", "Blues")),
        ("Andean, Anderson", ("Andean", "Anderson")),
        ("Singer/Songwriter", ("Singer/Songwriter",)),
        ("Folk/singer / songwriter;Pop", ("Folk", "singer / songwriter", "Pop")),
        ("N/A", ("N/A",)),
        ("ロック/ポップ", ("ロック", "ポップ")),
    ],
)
def test_a_tag_is_taken_apart(tag: str, genres: tuple[str, ...]) -> None:
    assert split_genres(tag) == genres


@given(TAGS)
def test_genres_are_clean_and_differ(tag: str) -> None:
    genres = split_genres(tag)
    assert all(one == " ".join(one.split()) and one for one in genres)
    assert len({one.casefold() for one in genres}) == len(genres)


@given(TAGS)
def test_a_genre_is_not_taken_apart_again(tag: str) -> None:
    for genre in split_genres(tag):
        assert split_genres(genre) == (genre,)


@given(st.lists(st.sampled_from(["Rock", "Hip-Hop", "R&B", "Ska", "Singer/Songwriter"])))
def test_it_matters_not_how_genres_are_joined(genres: list[str]) -> None:
    different = tuple(dict.fromkeys(genres))
    for joint in (", ", ";", " / ", ","):
        assert split_genres(joint.join(genres)) == different


def test_genres_are_called_as_they_are_written_most_often() -> None:
    tags = {"rock": 2, "Rock": 1, "ROCK/pop": 1, "Pop": 1, "pop; rock": 1, "": 9}
    assert named_genres(tags) == {
        "rock": ("rock",),
        "Rock": ("rock",),
        "ROCK/pop": ("rock", "pop"),
        "Pop": ("pop",),
        "pop; rock": ("pop", "rock"),
        "": (),
    }
    assert named_genres({"ska": 1, "Ska": 1})["ska"] == ("Ska",)


@given(st.lists(TAGS))
def test_a_genre_has_one_name(tags: list[str]) -> None:
    named = named_genres(Counter(tags))
    assert set(named) == set(tags)
    name_of: dict[str, str] = {}
    for tag, names in named.items():
        assert [one.casefold() for one in names] == [one.casefold() for one in split_genres(tag)]
        for name in names:
            assert name_of.setdefault(name.casefold(), name) == name
