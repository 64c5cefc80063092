"""Which song, artist and album a track is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.recommend.song import (
    album_key,
    artist_key,
    plain,
    plain_artist,
    plain_title,
    song_key,
)


def file(path: str = "/music/x.mp3", tags: Tags = Tags()) -> Track:  # noqa: B008 - frozen
    return Track(None, Path(path), ContentId("c"), Seconds(1.0), tags)


@pytest.mark.parametrize(
    "title",
    [
        "Blue Monday",
        "BLUE  MONDAY!",
        "Blue Monday (Live)",
        "Blue Monday [2011 Remaster]",
        "Blue Monday (Remastered 2011)",
        "Blue Monday - Remastered 2011",
        "Blue Monday - Live at the Hall - 1984",
        "Blue Monday – Radio Edit",
        "Blue Monday (feat. Somebody Else)",
        "Blue Monday feat. Somebody Else",
        'Blue Monday ft. Somebody (12" Version)',
        "Blue Monday (1983)",
        "Blue Monday (Mono)",
        "Blue Monday (Deluxe Edition Bonus Track)",
        "Blue Monday (Somebody's Remix) [Live]",
        "Blüe Monday (ao vivo)",
        "Blue Monday – 2011",
        "Blue Monday - 2011 - Remaster",
        "Blue Monday, Live at the Hall",
        "Blue Monday / Live",
        "Blue Monday (Live",
        "Blue Monday\uff08Live\uff09",
        "Blue Monday「ライブ」",
        "Blue Monday (ремастер 2011)",
        "Blue Monday (концертная запись)",
        "Blue Monday (acústico)",
        "Blue Monday (Dal vivo)",
        "Blue Monday (prod. by Somebody)",
        "Blue Monday (From the Vault)",
        "Blue Monday [Official Video]",
    ],
)
def test_versions_of_a_song_have_one_name(title: str) -> None:
    assert plain_title(title) == "blue monday"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shine On (Part 1)", "Shine On (Part 2)"),
        ("Live and Let Die", "And Let Die"),
        ("Alive", "A"),
        ("Long Live", "Long"),
        ("(I Can't Get No) Satisfaction", "Satisfaction"),
        ("Mixtape", "Tape"),
        ("Symphony No. 5 - Allegro", "Symphony No. 5 - Andante"),
        ("1999", "2000"),
        ("Stay - Take Me Home", "Stay"),
        ("Suite - Live Forever", "Suite"),
        ("Intro - With Love", "Intro"),
        ("Video (The Radio Star)", "Video"),
        ("バス", "ハス"),
    ],
)
def test_different_songs_keep_different_names(one: str, other: str) -> None:
    assert plain_title(one) != plain_title(other)


@pytest.mark.parametrize("title", ["(Live)", "???", "[Demo]", "- Live", "夜に駆ける", "."])
def test_no_name_is_emptied(title: str) -> None:
    assert plain_title(title)


def test_accents_and_case_do_not_matter_but_letters_of_any_script_do() -> None:
    assert plain("Café  DEL-Mar") == "cafe del mar"
    assert plain("Ночь") == "ночь"


@given(st.text(st.characters(max_codepoint=127)))
def test_text_of_any_script_is_made_plain_in_the_same_way(text: str) -> None:
    assert plain(f"{text}\N{COMBINING ACUTE ACCENT}") == plain(text)


@pytest.mark.parametrize(
    "artist", ["The Band", "Band, The", "band", "Band feat. Guest", "Band; Other", "Band ft Guest"]
)
def test_an_artist_has_one_name(artist: str) -> None:
    assert plain_artist(artist) == "band"


@pytest.mark.parametrize("artist", ["", "Various Artists", "Unknown Artist", "VA"])
def test_nobody_in_particular_is_nobody(artist: str) -> None:
    assert plain_artist(artist) == ""
    assert artist_key(file(tags=Tags(artist=artist, title="x"))) == ""


def test_a_song_is_known_by_its_artist_or_else_by_its_folder() -> None:
    one = song_key(file(tags=Tags(title="Intro", artist="One")))
    assert one != song_key(file(tags=Tags(title="Intro", artist="Two")))
    nobody = song_key(file("/music/a/x.mp3", Tags(title="Intro")))
    assert nobody == song_key(file("/music/a/y.mp3", Tags(title="Intro (Live)")))
    assert nobody == song_key(file("/music/a/Intro.mp3"))
    assert nobody != song_key(file("/music/b/x.mp3", Tags(title="Intro")))


def test_the_file_name_speaks_for_an_untagged_file() -> None:
    untagged = file("/music/03 - The Band - Song (Live).mp3")
    tagged = file(tags=Tags(title="Song", artist="Band"))
    assert song_key(untagged) == song_key(tagged)
    assert artist_key(untagged) == artist_key(tagged)
    numbered = song_key(file("/music/03 Song.mp3"))
    assert numbered == song_key(file("/music/03 Song (Live).mp3"))
    assert numbered != song_key(file("/music/04 Song.mp3"))


def test_discs_are_one_album_and_namesakes_are_two() -> None:
    def album(path: str, album: str, album_artist: str = "") -> str:
        return album_key(file(path, Tags(album=album, album_artist=album_artist)))

    assert album("/m/a/x.mp3", "Hits (Disc 1)", "A") == album("/m/b/x.mp3", "Hits [CD 2]", "A")
    assert album("/m/Hits/CD1/x.mp3", "Hits") == album("/m/Hits/CD2/x.mp3", "Hits")
    assert album("/m/A/x.mp3", "Hits") != album("/m/B/x.mp3", "Hits")
    assert album("/m/A/x.mp3", "Hits", "A") != album("/m/A/x.mp3", "Hits", "B")
    assert album("/m/A/x.mp3", "") == ""


@pytest.mark.parametrize("part", ["(live ", "(", " - live ", "( ", ", live ", "【a "])
def test_names_that_go_on_and_on_are_read_all_the_same(part: str) -> None:
    assert plain_title(part * 1000)


def test_names_that_are_no_unicode_stay_apart() -> None:
    one, other = file("/music/\udce9 - \udcff.mp3"), file("/music/\udce8 - \udcff.mp3")
    assert song_key(one)
    assert song_key(one) != song_key(other)
