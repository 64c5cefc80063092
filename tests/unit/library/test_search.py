"""Finding tracks by words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.kept import Kept
from deej_desktop.library.search import Search
from deej_desktop.library.store import Store
from tests.unit.library.entries import enter

MUSIC = (
    ("The Beatles", "Let It Be", "Let It Be"),
    ("The Beatles", "Yesterday", "Help!"),
    ("Björk", "Jóga", "Homogenic"),
    ("Björk", "It's Oh So Quiet", "Post"),
    ("Кино", "Группа крови", "Группа крови"),
    ("AC/DC", "Thunderstruck", "The Razors Edge"),
    ("東京事変", "群青日和", "教育"),
    ("U2", "One", "Achtung Baby"),
    ("Metallica", "One", "...And Justice for All"),
    ("Metallica", "Enter Sandman", "Metallica"),
    ("Guns N' Roses", "Sweet Child O' Mine", "Appetite for Destruction"),
    ("Beat Happening", "Indian Summer", "Jamboree"),
)


@pytest.fixture
def search(store: Store) -> Search:
    catalogue = Catalogue(store)
    with store.writing():
        for number, (artist, title, album) in enumerate(MUSIC):
            tags = Tags(title=title, artist=artist, album=album, genre="Rock")
            enter(catalogue, f"{number}.mp3", str(number), tags)
    return Search(store)


def titles(search: Search, words: str, limit: int = 20) -> list[str]:
    return [f"{hit.track.artist} - {hit.track.title}" for hit in search.find(words, limit)]


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("bjork quiet", "Björk - It's Oh So Quiet"),
        ("BJÖRK JÓGA", "Björk - Jóga"),
        ("joga", "Björk - Jóga"),
        ("beatels yesterday", "The Beatles - Yesterday"),
        ("yestreday", "The Beatles - Yesterday"),
        ("beatl yest", "The Beatles - Yesterday"),
        ("let it be", "The Beatles - Let It Be"),
        ("letitbe", "The Beatles - Let It Be"),
        ("гру крови", "Кино - Группа крови"),
        ("група", "Кино - Группа крови"),
        ("acdc", "AC/DC - Thunderstruck"),
        ("ac/dc thunder", "AC/DC - Thunderstruck"),
        ("razors edge", "AC/DC - Thunderstruck"),
        ("東京", "東京事変 - 群青日和"),
        ("青日", "東京事変 - 群青日和"),
        ("u2", "U2 - One"),
        ("one u2", "U2 - One"),
        ("mettalica one", "Metallica - One"),
        ("metalica sandmann", "Metallica - Enter Sandman"),
        ("guns and roses", "Guns N' Roses - Sweet Child O' Mine"),
        ("gunsnroses", "Guns N' Roses - Sweet Child O' Mine"),
        ("sweet chld of mine", "Guns N' Roses - Sweet Child O' Mine"),
    ],
)
def test_the_best_hit_comes_first(search: Search, words: str, best: str) -> None:
    assert titles(search, words)[0] == best


def test_an_artist_brings_all_of_theirs_and_of_no_one_else(search: Search) -> None:
    assert titles(search, "beatels") == ["The Beatles - Let It Be", "The Beatles - Yesterday"]


def test_a_title_that_is_all_of_the_words_comes_before_one_that_holds_them(
    store: Store, search: Search
) -> None:
    enter(Catalogue(store), "new.mp3", "new", Tags(title="One Summer in Yesterday", artist="X"))
    assert titles(search, "yesterday") == ["The Beatles - Yesterday", "X - One Summer in Yesterday"]


@pytest.mark.parametrize("words", ["", "   ", "!?", "xyzzyqwrt", "qqqqqqqq zzzzzzzz", '"', "(*^):"])
def test_what_is_near_to_nothing_finds_nothing(search: Search, words: str) -> None:
    assert search.find(words) == []


def test_scores_fall_and_the_limit_holds(search: Search) -> None:
    hits = search.find("one", limit=1)
    assert len(hits) == 1
    scores = [hit.score for hit in search.find("the")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_untagged_files_are_found_by_their_names(store: Store) -> None:
    enter(Catalogue(store), "Some Folder/03_Moonlight-Sonata.mp3", "x")
    assert titles(Search(store), "moonlite sonata") == [" - 03_Moonlight-Sonata"]


def test_hidden_tracks_are_not_found(store: Store, search: Search) -> None:
    Catalogue(store).mark_missing([TrackId(1)])
    assert titles(search, "beatles") == ["The Beatles - Yesterday"]


def test_new_tags_are_found_and_old_ones_are_not(store: Store, search: Search) -> None:
    assert titles(search, "thunderstruk") == ["AC/DC - Thunderstruck"]
    enter(Catalogue(store), "5.mp3", "5", Tags(title="Whole Lotta Rosie", artist="AC/DC"))
    assert titles(search, "thunderstruck") == []
    assert titles(search, "lotta rosie") == ["AC/DC - Whole Lotta Rosie"]


def test_a_new_track_is_found_with_a_typing_error_at_once(store: Store, search: Search) -> None:
    assert titles(search, "pixis") == []
    enter(Catalogue(store), "new.mp3", "new", Tags(title="Gouge Away", artist="Pixies"))
    assert titles(search, "pixis") == ["Pixies - Gouge Away"]


def test_words_that_have_gone_since_the_index_was_read_find_nothing(
    store: Store, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert titles(search, "thunderstruck")
    monkeypatch.setattr(Kept, "_may_have_changed", lambda *_: False)
    with store.writing() as connection:
        connection.execute("DELETE FROM track_words WHERE title = 'thunderstruck'")
    assert titles(search, "thunderstruck") == []


def test_an_empty_library_finds_nothing(store: Store) -> None:
    assert Search(store).find("anything at all") == []


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=30))
def test_no_words_are_too_odd(search: Search, words: str) -> None:
    assert len(search.find(words)) <= 20


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(MUSIC), st.data())
def test_one_wrong_letter_in_a_long_word_is_forgiven(
    search: Search, track: tuple[str, str, str], data: st.DataObject
) -> None:
    artist, title, _ = track
    words = f"{artist} {title}"
    places = [at for at, sign in enumerate(words) if sign.isascii() and sign.isalpha()]
    longest = max(words.split(), key=len)
    if not places or len(longest) < 6 or not longest.isascii():
        return
    at = words.index(longest) + data.draw(st.integers(1, len(longest) - 1))
    wrong = words[:at] + data.draw(st.sampled_from("aeqx")) + words[at + 1 :]
    assert titles(search, wrong)[0] == f"{artist} - {title}"
