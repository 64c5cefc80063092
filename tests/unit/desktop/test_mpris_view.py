from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dbus_fast import Variant
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.desktop.mpris_view import Metadata, PlayerView, metadata_of, view_of
from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import Seconds
from deej_desktop.services.api import JukeboxState, QueuedTrack
from tests.fakes import music

ID = "/org/deej/track/7"


def described(tags: Tags, name: str = "song.mp3", seconds: float = 200.0) -> Metadata:
    return metadata_of(music.track(name, tags, seconds), ID, "")


def test_everything_known_is_told_in_the_types_of_the_specification() -> None:
    tags = Tags(
        title="Älvdans",
        artist="雨",
        album="Collected",
        album_artist="Various",
        genre="Folk; Rock",
        year=1987,
        disc_number=2,
        track_number=11,
    )
    track = music.track("a b#ü.mp3", tags, 3000.5)
    assert metadata_of(track, ID, "file:///cover.png") == {
        "mpris:trackid": Variant("o", ID),
        "mpris:length": Variant("x", 3_000_500_000),
        "mpris:artUrl": Variant("s", "file:///cover.png"),
        "xesam:title": Variant("s", "Älvdans"),
        "xesam:artist": Variant("as", ["雨"]),
        "xesam:album": Variant("s", "Collected"),
        "xesam:albumArtist": Variant("as", ["Various"]),
        "xesam:genre": Variant("as", ["Folk", "Rock"]),
        "xesam:trackNumber": Variant("i", 11),
        "xesam:discNumber": Variant("i", 2),
        "xesam:contentCreated": Variant("s", "1987-01-01T00:00:00Z"),
        "xesam:url": Variant("s", "file:///music/a%20b%23%C3%BC.mp3"),
    }


def test_what_is_not_known_is_left_out() -> None:
    assert set(described(Tags(), seconds=0.0)) == {"mpris:trackid", "xesam:title", "xesam:url"}


def test_numbers_that_cannot_be_are_left_out() -> None:
    tags = Tags(title="x", year=20_040_101, disc_number=0, track_number=2**31)
    assert set(described(tags)) == {
        "mpris:trackid",
        "mpris:length",
        "xesam:title",
        "xesam:url",
    }


def test_a_name_that_is_no_unicode_keeps_its_bytes_in_the_address() -> None:
    metadata = described(Tags(), name="caf\udce9.mp3")
    assert metadata["xesam:title"].value == "caf\N{REPLACEMENT CHARACTER}"
    assert metadata["xesam:url"].value == "file:///music/caf%E9.mp3"


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_fit_for_a_bus(text: str) -> None:
    metadata = described(Tags(title=text, artist=text, album=text, genre=text))
    for variant in metadata.values():
        texts = variant.value if variant.signature == "as" else [str(variant.value)]
        assert all(b"\0" not in one.encode("utf-8") for one in texts)


def test_a_view_tells_how_things_stand() -> None:
    track = music.track("a.mp3")
    nothing = view_of(JukeboxState(), {}, has_music=False)
    assert nothing.playback_status == "Stopped"
    assert not any((nothing.can_play, nothing.can_pause, nothing.can_seek))
    assert not any((nothing.can_go_next, nothing.can_go_previous))
    assert view_of(JukeboxState(), {}, has_music=True).can_play

    state = JukeboxState(playing=track, queue=(QueuedTrack(1, track),), volume=0.25)
    playing = view_of(state, {}, has_music=True)
    assert playing.playback_status == "Playing"
    assert playing.volume == 0.25
    assert all((playing.can_play, playing.can_pause, playing.can_seek))
    assert all((playing.can_go_next, playing.can_go_previous))
    assert view_of(replace(state, paused=True), {}, has_music=True).playback_status == "Paused"


def test_only_what_changed_is_signalled() -> None:
    before = PlayerView("Playing", {"xesam:title": Variant("s", "a")}, can_go_next=True)
    after = PlayerView("Paused", {"xesam:title": Variant("s", "a")}, can_go_next=False)
    assert after.changes_since(before) == {"PlaybackStatus": "Paused", "CanGoNext": False}
    assert before.changes_since(before) == {}


def test_paths_are_told_whole_even_if_they_are_relative() -> None:
    track = replace(music.track("x"), path=Path("here.mp3"), duration_s=Seconds(1.0))
    address = metadata_of(track, ID, "")["xesam:url"].value
    assert address == Path("here.mp3").absolute().as_uri()
