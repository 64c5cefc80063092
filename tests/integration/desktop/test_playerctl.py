"""The running jukebox, remote-controlled by playerctl; and the real command, handed files."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.desktop.attachment import attach
from deej_desktop.desktop.lock_file import LockFile
from deej_desktop.desktop.mpris import NAME
from deej_desktop.desktop.single_instance import SingleInstance
from deej_desktop.library.history import History
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.playback.null_player import SilentPlayer
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import Services
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.jukebox import Jukebox
from deej_desktop.services.dj.session import DjSession
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.indexing.keeper import LibraryKeeper
from deej_desktop.settings.settings_file import SettingsFile
from tests.audio import tone, write_audio
from tests.fakes import music
from tests.fakes.browsing import FakeBrowse
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder
from tests.fakes.journeys import FakeJourneys
from tests.fakes.music_map import FakeMap
from tests.fakes.playlists import FakePlaylists
from tests.fakes.room import FakePlayback, FakeRoom
from tests.fakes.services import FakeEncoders
from tests.fakes.tuning import FakeTuning
from tests.fakes.window import FakeWindow
from tests.integration.app.deej_command import Deej
from tests.message_bus import PATIENCE_S, PrivateBus, Witness, playerctl
from tests.pulse import wait_until

SECONDS = 60.0
EPSILON = 0.001


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three songs with a cover beside them."""
    folder = tmp_path_factory.mktemp("music")
    cover = music.cover(music.library()[0])
    assert cover is not None
    (folder / "cover.png").write_bytes(cover)
    return [
        write_audio(
            folder / f"{number} café.flac",
            tone(440.0 + 100 * number, SECONDS + number),
            tags={"title": f"Café {number}", "artist": "Гость"},
        )
        for number in range(3)
    ]


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """The real ones, but for the sound and the encoder."""
    card = write_fake_encoder(tmp_path / "encoder")
    ear = FakeEar(card)
    with ExitStack() as ending:
        store = Store.open(tmp_path / "data")
        ending.callback(store.close)
        settings = SettingsFile(tmp_path / "data")
        jukebox = Jukebox(
            SilentPlayer(),
            DjSession(
                Space.of([], np.zeros((0, card.dimensions), np.float32)), RuleOptions(), Knobs()
            ),
            Hearing(store, card, EPSILON, ear.lend),
            History(store),
            settings,
        )
        ending.callback(jukebox.close)
        library = LibraryKeeper(
            store, VectorStore(store, card.id), Indexer(store, card, EPSILON, ear.lend)
        )
        ending.callback(library.close)
        yield Services(
            jukebox=jukebox,
            library=library,
            browse=FakeBrowse([]),
            music_map=FakeMap([]),
            journeys=FakeJourneys([]),
            playlists=FakePlaylists([]),
            room=FakeRoom(jukebox),
            playback=FakePlayback(),
            encoders=FakeEncoders(),
            tuning=FakeTuning(),
            settings=settings,
            demo_music=tmp_path,
        )


@pytest.fixture
def deej(bus: PrivateBus, other: Witness, services: Services, tmp_path: Path) -> Iterator[str]:
    """Attached to a desktop; gives the address of its bus."""
    with (
        SingleInstance(tmp_path / "data") as instance,
        attach(services, FakeWindow(), instance, tmp_path / "data"),
    ):
        other.wait_for_owner(NAME)
        yield bus.address


def is_locked(path: Path) -> bool:
    lock = LockFile(path)
    try:
        return not lock.acquire()
    finally:
        lock.release()


def wait_for_line(address: str, expected: str, *arguments: str) -> None:
    wait_until(lambda: playerctl(address, *arguments) == expected, PATIENCE_S, expected)


def test_playerctl_drives_the_jukebox(deej: str, services: Services, songs: list[Path]) -> None:
    assert playerctl(deej, "status") == "Stopped"
    playerctl(deej, "open", songs[0].as_uri())
    services.jukebox.queue_files(songs[1:])
    wait_for_line(deej, "Café 0", "metadata", "title")
    assert playerctl(deej, "metadata", "artist") == "Гость"
    assert int(playerctl(deej, "metadata", "mpris:length")) == pytest.approx(
        SECONDS * 1e6, rel=0.01
    )
    assert playerctl(deej, "metadata", "xesam:url") == songs[0].as_uri()
    wait_until(lambda: "artUrl" in playerctl(deej, "metadata"), PATIENCE_S, "the cover")
    cover = Path(playerctl(deej, "metadata", "mpris:artUrl").removeprefix("file://"))
    assert cover.read_bytes() == (songs[0].parent / "cover.png").read_bytes()

    wait_for_line(deej, "Playing", "status")
    playerctl(deej, "pause")
    wait_for_line(deej, "Paused", "status")
    playerctl(deej, "position", "30")
    wait_until(
        lambda: abs(float(playerctl(deej, "position")) - 30.0) < 0.5, PATIENCE_S, "the position"
    )
    playerctl(deej, "position", "5+")
    wait_until(
        lambda: abs(float(playerctl(deej, "position")) - 35.0) < 0.5, PATIENCE_S, "the position"
    )
    playerctl(deej, "play-pause")
    wait_for_line(deej, "Playing", "status")

    playerctl(deej, "next")
    wait_for_line(deej, "Café 1", "metadata", "title")
    playerctl(deej, "previous")
    wait_for_line(deej, "Café 0", "metadata", "title")
    playerctl(deej, "volume", "0.4")
    wait_until(lambda: services.jukebox.state.volume == 0.4, PATIENCE_S, "the volume")
    assert float(playerctl(deej, "volume")) == pytest.approx(0.4)

    playerctl(deej, "stop")
    wait_for_line(deej, "Stopped", "status")
    playerctl(deej, "play")
    wait_for_line(deej, "Café 0", "metadata", "title")


def test_a_follower_is_told_of_every_track(
    deej: str, services: Services, songs: list[Path]
) -> None:
    follow = ["playerctl", "--player=deej", "--follow", "metadata", "--format", "{{title}}"]
    with subprocess.Popen(follow, stdout=subprocess.PIPE, text=True) as follower:
        try:
            assert follower.stdout is not None
            services.jukebox.play_files(songs)
            for number in range(3):
                line = ""
                while line != f"Café {number}":
                    line = follower.stdout.readline().rstrip("\n")
                services.jukebox.next()
        finally:
            follower.kill()


def test_covers_are_cleared_away_at_the_end(
    bus: PrivateBus, services: Services, songs: list[Path], tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    with SingleInstance(data_dir) as instance, attach(services, FakeWindow(), instance, data_dir):
        services.jukebox.play_files(songs[:1])
        wait_until(lambda: any(data_dir.glob("covers/*.png")), PATIENCE_S, "the cover")
    assert not (data_dir / "covers").exists()


def test_without_any_desktop_the_music_plays(
    services: Services, songs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
    data_dir = tmp_path / "data"
    with SingleInstance(data_dir) as instance, attach(services, FakeWindow(), instance, data_dir):
        services.jukebox.play_files(songs)
        wait_until(lambda: services.jukebox.state.playing is not None, PATIENCE_S, "music")


@pytest.mark.timeout(600)
def test_a_second_deej_hands_its_file_to_the_first_and_ends(
    bus: PrivateBus,
    other: Witness,
    songs: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    deej = Deej(tmp_path / "data")
    first = subprocess.Popen(deej.line(songs[0]))
    try:
        # Before the first window is there, as when two files are opened in quick succession.
        wait_until(lambda: is_locked(tmp_path / "data" / "window.lock"), PATIENCE_S, "the lock")
        second = deej(songs[1])
        assert (second.status, second.out) == (0, ""), second.err
        other.wait_for_owner(NAME)
        wait_for_line(bus.address, "Café 1", "metadata", "title")
        wait_until(lambda: deej().status == 0, PATIENCE_S, "bringing up")
        assert first.poll() is None
        other.call(NAME, "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2", "Quit")
        assert first.wait(PATIENCE_S) == 0
    finally:
        first.kill()
        first.wait()
    assert not other.has_owner(NAME)
