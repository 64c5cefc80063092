"""MPRIS on a real bus, over services that work in memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deej_desktop.desktop.cover_files import CoverFiles
from deej_desktop.desktop.message_bus import BusThread
from deej_desktop.desktop.mpris import NAME, OBJECT_PATH, Mpris
from deej_desktop.domain.units import Seconds
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.fakes.window import FakeWindow
from tests.message_bus import PrivateBus, Witness, playerctl

PLAYER = "org.mpris.MediaPlayer2.Player"
ROOT = "org.mpris.MediaPlayer2"
PROPERTIES = "org.freedesktop.DBus.Properties"


@pytest.fixture
def fakes() -> FakeServices:
    return FakeServices().with_music()


@pytest.fixture
def window() -> FakeWindow:
    return FakeWindow()


@pytest.fixture
def serve(
    fakes: FakeServices, window: FakeWindow, tmp_path: Path, bus: PrivateBus, other: Witness
) -> Iterator[Callable[[], None]]:
    """Starts MPRIS and waits until it is there."""
    thread = BusThread()
    covers = CoverFiles(tmp_path / "covers", fakes.library.cover)

    def start() -> None:
        thread.start(Mpris(fakes.services, window, covers).serve)
        other.wait_for_owner(NAME)

    yield start
    thread.close()


def get(other: Witness, name: str, interface: str = PLAYER) -> Any:
    (variant,) = other.call(NAME, OBJECT_PATH, PROPERTIES, "Get", "ss", interface, name)
    return variant.value


def changed(other: Witness) -> dict[str, Any]:
    """The latest values that were signalled."""
    latest: dict[str, Any] = {}
    for member, body in list(other.signals):
        if member == "PropertiesChanged" and body[0] == PLAYER:
            latest.update({name: variant.value for name, variant in body[1].items()})
    return latest


def leaps(other: Witness) -> list[int]:
    return [body[0] for member, body in list(other.signals) if member == "Seeked"]


def wait_for_title(other: Witness, title: str) -> dict[str, Any]:
    """Return what is told of the track with that title."""

    def metadata() -> dict[str, Any]:
        told: dict[str, Any] = changed(other).get("Metadata", {})
        return told

    other.wait_for(lambda: "xesam:title" in metadata() and metadata()["xesam:title"].value == title)
    return metadata()


def wait_for_status(other: Witness, status: str) -> None:
    other.wait_for(lambda: changed(other).get("PlaybackStatus") == status)


def test_whoever_comes_later_sees_what_plays(
    fakes: FakeServices, serve: Callable[[], None], other: Witness
) -> None:
    fakes.jukebox.play_files([fakes.jukebox.tracks[0].path])
    fakes.jukebox.be_at(61.25)
    serve()
    (everything,) = other.call(NAME, OBJECT_PATH, PROPERTIES, "GetAll", "s", PLAYER)
    assert everything["PlaybackStatus"].value == "Playing"
    assert everything["Position"].value == 61_250_000
    assert everything["Volume"].value == 0.8
    metadata = everything["Metadata"].value
    assert metadata["xesam:title"].value == "Low Tide"
    assert (metadata["mpris:length"].signature, metadata["mpris:length"].value) == (
        "x",
        194 * 10**6,
    )
    assert get(other, "Identity", ROOT) == "Deej"
    assert get(other, "DesktopEntry", ROOT) == "deej"


def test_changes_are_signalled_from_whatever_thread_they_come(
    fakes: FakeServices, serve: Callable[[], None], other: Witness
) -> None:
    serve()
    assert get(other, "PlaybackStatus") == "Stopped"
    assert get(other, "Metadata") == {}
    jukebox = fakes.jukebox
    for step, status in ((jukebox.play, "Playing"), (jukebox.pause, "Paused")):
        thread = threading.Thread(target=step)
        thread.start()
        wait_for_status(other, status)
        thread.join()
    before = changed(other)["Metadata"]["mpris:trackid"].value
    jukebox.next()
    assert wait_for_title(other, "Lantern Street")["mpris:trackid"].value != before
    jukebox.set_volume(0.25)
    other.wait_for(lambda: changed(other).get("Volume") == 0.25)
    jukebox.stop()
    wait_for_status(other, "Stopped")
    assert changed(other)["Metadata"] == {}
    assert changed(other)["CanPause"] is False


def test_music_that_is_found_can_be_played(
    fakes: FakeServices, serve: Callable[[], None], other: Witness
) -> None:
    fakes.library.show(tracks=0)
    serve()
    assert get(other, "CanPlay") is False
    fakes.library.show(tracks=1)
    other.wait_for(lambda: changed(other).get("CanPlay") is True)


def test_the_cover_follows_and_lies_where_it_is_said_to(
    fakes: FakeServices, serve: Callable[[], None], other: Witness
) -> None:
    serve()
    fakes.jukebox.play()
    other.wait_for(lambda: "mpris:artUrl" in changed(other).get("Metadata", {}))
    address = changed(other)["Metadata"]["mpris:artUrl"].value
    assert Path(address.removeprefix("file://")).read_bytes().startswith(b"\x89PNG")
    fakes.jukebox.play_files([Path("/elsewhere/bare.mp3")])
    assert "mpris:artUrl" not in wait_for_title(other, "bare")


def test_odd_names_arrive_whole(
    fakes: FakeServices, serve: Callable[[], None], other: Witness, bus: PrivateBus
) -> None:
    serve()
    fakes.jukebox.tracks = music.odd_tracks()
    for track in music.odd_tracks():
        fakes.jukebox.play_files([track.path])
        wait_for_title(other, track.title)
        assert playerctl(bus.address, "metadata", "title") == track.title


def test_seeking_is_told_at_once_whoever_did_it(
    fakes: FakeServices, serve: Callable[[], None], other: Witness
) -> None:
    fakes.jukebox.play()
    serve()
    track_id = get(other, "Metadata")["mpris:trackid"].value
    other.call(NAME, OBJECT_PATH, PLAYER, "SetPosition", "ox", track_id, 90_000_000)
    assert fakes.jukebox.sought == [90.0]
    other.wait_for(lambda: leaps(other) == [90_000_000])
    # Now in the window; what was told is not doubted for a second.
    fakes.jukebox.seek(Seconds(20.0))
    other.wait_for(lambda: leaps(other)[-1] == 20_000_000)


def test_a_new_track_is_no_leap(
    fakes: FakeServices, serve: Callable[[], None], other: Witness
) -> None:
    fakes.jukebox.play()
    fakes.jukebox.be_at(100.0)
    serve()
    fakes.jukebox.next()
    wait_for_title(other, "Lantern Street")
    fakes.jukebox.pause()
    wait_for_status(other, "Paused")
    assert leaps(other) == []


def test_window_and_files_are_reached(
    fakes: FakeServices, serve: Callable[[], None], other: Witness, window: FakeWindow
) -> None:
    serve()
    other.call(NAME, OBJECT_PATH, ROOT, "Raise")
    other.call(NAME, OBJECT_PATH, ROOT, "Quit")
    assert (window.brought_up, window.quits) == (1, 1)
    other.call(NAME, OBJECT_PATH, PLAYER, "OpenUri", "s", "file:///music/caf%E9.mp3")
    assert fakes.jukebox.played_files == [Path("/music/caf\udce9.mp3")]


def test_beside_another_deej_it_has_a_name_of_its_own(
    fakes: FakeServices, window: FakeWindow, other: Witness, tmp_path: Path
) -> None:
    other.own(NAME)
    thread = BusThread()
    try:
        thread.start(Mpris(fakes.services, window, CoverFiles(tmp_path, lambda _: None)).serve)
        other.wait_for_owner(f"{NAME}.instance{os.getpid()}")
    finally:
        thread.close()
    other.wait_for_owner(f"{NAME}.instance{os.getpid()}", owned=False)


@pytest.mark.parametrize(
    "address",
    ["", "rubbish", "unix:path=/nonexistent", "tcp:host=127.0.0.1,port=1", "disabled:"],
)
def test_without_a_bus_the_music_plays(
    address: str, fakes: FakeServices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.delenv("DISPLAY", raising=False)
    thread = BusThread()
    thread.start(Mpris(fakes.services, FakeWindow(), CoverFiles(tmp_path, lambda _: None)).serve)
    ended = threading.Event()

    async def end() -> None:
        ended.set()

    thread.start(end)
    assert ended.wait(60)
    fakes.jukebox.play()
    fakes.jukebox.next()
    assert fakes.jukebox.state.playing is not None
    thread.close()


def test_a_bus_that_is_lost_takes_nothing_along(
    fakes: FakeServices, serve: Callable[[], None], bus: PrivateBus
) -> None:
    fakes.jukebox.play()
    serve()
    bus.kill()
    fakes.jukebox.next()
    fakes.jukebox.pause()
    assert fakes.jukebox.state.paused
