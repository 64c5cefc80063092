from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from dbus_fast import DBusError, PropertyAccess

from deej_desktop.desktop.mpris_interfaces import PlayerInterface, RootInterface, local_path
from deej_desktop.desktop.mpris_view import PlayerView, metadata_of, view_of
from tests.fakes.services import FakeJukebox, FakeServices
from tests.fakes.window import FakeWindow

TRACK_ID = "/org/deej/track/1"
READ, WRITE = PropertyAccess.READ, PropertyAccess.READWRITE


@pytest.fixture
def jukebox() -> FakeJukebox:
    """One that plays a track of 194 s, ten seconds in."""
    jukebox = FakeServices().with_music().jukebox
    jukebox.play_files([jukebox.tracks[0].path])
    jukebox.be_at(10.0)
    return jukebox


@pytest.fixture
def player(jukebox: FakeJukebox) -> PlayerInterface:
    player = PlayerInterface(jukebox, jukebox.seek)
    show(player, jukebox)
    return player


def show(player: PlayerInterface, jukebox: FakeJukebox) -> None:
    playing = jukebox.state.playing
    metadata = metadata_of(playing, TRACK_ID, "") if playing else {}
    player.show(view_of(jukebox.state, metadata, has_music=True))


def test_the_interfaces_are_those_of_the_specification(player: PlayerInterface) -> None:
    shown = player.introspect()
    assert {one.name: (one.signature, one.access) for one in shown.properties} == {
        "PlaybackStatus": ("s", READ),
        "Rate": ("d", WRITE),
        "Metadata": ("a{sv}", READ),
        "Volume": ("d", WRITE),
        "Position": ("x", READ),
        "MinimumRate": ("d", READ),
        "MaximumRate": ("d", READ),
        "CanGoNext": ("b", READ),
        "CanGoPrevious": ("b", READ),
        "CanPlay": ("b", READ),
        "CanPause": ("b", READ),
        "CanSeek": ("b", READ),
        "CanControl": ("b", READ),
    }
    assert {one.name: [arg.signature for arg in one.in_args] for one in shown.methods} == {
        "Next": [],
        "Previous": [],
        "Pause": [],
        "PlayPause": [],
        "Stop": [],
        "Play": [],
        "Seek": ["x"],
        "SetPosition": ["o", "x"],
        "OpenUri": ["s"],
    }
    assert [(one.name, one.signature) for one in shown.signals] == [("Seeked", "x")]
    root = RootInterface(FakeWindow()).introspect()
    assert {one.name: one.signature for one in root.properties} == {
        "CanQuit": "b",
        "CanRaise": "b",
        "HasTrackList": "b",
        "Identity": "s",
        "DesktopEntry": "s",
        "SupportedUriSchemes": "as",
        "SupportedMimeTypes": "as",
    }
    assert {one.name for one in root.methods} == {"Raise", "Quit"}


def test_every_change_of_a_view_is_signalled_under_the_name_of_a_property(
    player: PlayerInterface,
) -> None:
    class Anything:
        def __eq__(self, other: object) -> bool:
            return False

        __hash__ = None  # type: ignore[assignment]

    odd = PlayerView(*[Anything() for _ in fields(PlayerView)])  # type: ignore[arg-type]
    names = {one.name for one in player.introspect().properties}
    assert set(odd.changes_since(PlayerView())) <= names


def test_the_buttons_reach_the_jukebox(player: PlayerInterface, jukebox: FakeJukebox) -> None:
    first = jukebox.state.playing
    for _ in range(2):
        player.pause()
        assert jukebox.state.paused
    for _ in range(2):
        player.play()
        assert not jukebox.state.paused
    player.play_pause()
    assert jukebox.state.paused
    player.next()
    assert jukebox.state.playing != first
    player.previous()
    assert jukebox.state.playing == first
    player.stop()
    assert jukebox.state.playing is None
    assert jukebox.state.queue[0].track == first


def test_the_window_is_raised_and_closed() -> None:
    window = FakeWindow()
    root = RootInterface(window)
    root.bring_up()
    root.quit()
    assert (window.brought_up, window.quits) == (1, 1)


@pytest.mark.parametrize(("offset_s", "to_s"), [(15, 25.0), (-4, 6.0), (-60, 0.0)])
def test_seeking_goes_from_here(
    player: PlayerInterface, jukebox: FakeJukebox, offset_s: int, to_s: float
) -> None:
    player.seek(offset_s * 1_000_000)
    assert jukebox.sought == [to_s]


def test_seeking_past_the_end_is_the_next_track(
    player: PlayerInterface, jukebox: FakeJukebox
) -> None:
    announced = jukebox.state.queue[0].track
    player.seek(185_000_000)
    assert jukebox.sought == []
    assert jukebox.state.playing == announced


def test_a_place_is_gone_to_only_in_the_track_that_is_meant(
    player: PlayerInterface, jukebox: FakeJukebox
) -> None:
    player.set_position("/org/deej/track/0", 1_000_000)
    player.set_position(TRACK_ID, -1)
    player.set_position(TRACK_ID, 195_000_000)
    assert jukebox.sought == []
    player.set_position(TRACK_ID, 61_500_000)
    assert jukebox.sought == [61.5]


def test_nothing_happens_in_a_track_that_is_not_there(
    player: PlayerInterface, jukebox: FakeJukebox
) -> None:
    jukebox.stop()
    show(player, jukebox)
    player.seek(1_000_000)
    player.set_position(TRACK_ID, 1_000_000)
    assert jukebox.sought == []
    assert player.position_us == 0


@pytest.mark.parametrize(("asked", "got"), [(0.4, 0.4), (7.0, 1.0), (-1.0, 0.0)])
def test_volume_stays_in_its_limits(
    player: PlayerInterface, jukebox: FakeJukebox, asked: float, got: float
) -> None:
    player.set_volume = asked
    assert jukebox.state.volume == got


def test_a_volume_that_is_no_number_is_ignored(
    player: PlayerInterface, jukebox: FakeJukebox
) -> None:
    player.set_volume = float("nan")
    assert jukebox.state.volume == 0.8


def test_the_rate_stays_one_but_none_is_a_pause(
    player: PlayerInterface, jukebox: FakeJukebox
) -> None:
    player.set_rate = 2.0
    assert player.rate == 1.0
    assert not jukebox.state.paused
    player.set_rate = 0.0
    assert jukebox.state.paused


def test_local_files_are_played(player: PlayerInterface, jukebox: FakeJukebox) -> None:
    jukebox.played_files.clear()
    player.open_uri("file:///music/caf%E9%20%23.mp3")
    assert jukebox.played_files == [Path("/music/caf\udce9 #.mp3")]


@pytest.mark.parametrize(
    "uri", ["https://example.org/a.mp3", "file://elsewhere/a.mp3", "a.mp3", "file:///a%00.mp3", ""]
)
def test_other_addresses_are_refused(
    player: PlayerInterface, jukebox: FakeJukebox, uri: str
) -> None:
    jukebox.played_files.clear()
    with pytest.raises(DBusError):
        PlayerInterface.open_uri(player, uri)
    assert jukebox.played_files == []


@pytest.mark.parametrize("uri", ["file:///a%20b", "file://localhost/a b", "FILE:///a b"])
def test_local_addresses_may_be_spelled_in_several_ways(uri: str) -> None:
    assert local_path(uri) == Path("/a b")
