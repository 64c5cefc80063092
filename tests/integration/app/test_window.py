"""The main job in the window: real files, the encoder that ships, real VLC, a real sound server."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from deej_desktop.app.window_services import running_services
from deej_desktop.domain.errors import Cancelled
from deej_desktop.services.api import Services
from deej_desktop.services.playlists.api import PlaylistItem
from deej_desktop.ui.library.library_place import LibraryPlace, Section
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.notice_bar import Message
from tests.audio import tone, write_audio
from tests.integration.playback.hearing import heard
from tests.pulse import SoundServer, missing_programs, sound_server

SECONDS = 9.0
PATIENCE_MS = 240_000
FORMATS = (".mp3", ".m4a", ".flac", ".ogg", ".opus", ".wav")


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    if missing := missing_programs():
        pytest.skip(f"needs {', '.join(missing)} to hear what is played")
    with sound_server() as running:
        yield running


@pytest.fixture
def services(
    server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Services]:
    monkeypatch.setenv("PULSE_SERVER", server.address)
    monkeypatch.setenv("HOME", str(tmp_path))
    with running_services(tmp_path / "data") as running:
        assert running.problems == ()
        yield running


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, services: Services) -> Iterator[MainWindow]:
    window = MainWindow(services, Theme(qapp, "dark"))
    window.resize(1080, 720)  # whatever screen the tests have
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def hertz(tmp_path: Path) -> dict[str, float]:
    """A folder of tones in all formats; the pitch of each by its title."""
    (tmp_path / "music").mkdir()
    pitches = {}
    for number, suffix in enumerate(FORMATS):
        title, pitch = f"Tone {number}", 400.0 * 1.4**number
        file = tmp_path / "music" / f"{number}{suffix}"
        # Lengths differ, or the rules would take the tones for copies of one recording.
        write_audio(file, tone(pitch, SECONDS + 2 * number), tags={"title": title})
        pitches[title] = pitch
    return pitches


def drop(window: MainWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPoint(200, 200)
    QApplication.sendEvent(window, QDragEnterEvent(place, actions, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(place), actions, data, left, none))


@pytest.mark.timeout(600)
def test_a_dropped_file_is_heard_and_what_was_announced_follows(
    window: MainWindow,
    services: Services,
    server: SoundServer,
    qtbot: QtBot,
    tmp_path: Path,
    hertz: dict[str, float],
) -> None:
    library, jukebox = services.library, services.jukebox
    library.set_folders([tmp_path / "music"])
    qtbot.waitUntil(
        lambda: library.state.indexed == len(FORMATS) and library.state.scanning is None,
        timeout=PATIENCE_MS,
    )
    with server.recording() as recording:
        drop(window, tmp_path / "music" / "0.mp3")
        qtbot.waitUntil(lambda: len(jukebox.state.queue) == len(FORMATS) - 1, timeout=PATIENCE_MS)
        assert jukebox.state.playing is not None
        assert jukebox.state.playing.title == "Tone 0"
        announced = jukebox.state.queue[0].track.title
        qtbot.waitUntil(
            lambda: jukebox.state.playing is not None and jukebox.state.playing.title == announced,
            timeout=PATIENCE_MS,
        )
        qtbot.wait(2_000)
        samples = recording.samples()
    assert announced in window.windowTitle()
    first, second = heard(samples, hertz["Tone 0"]), heard(samples, hertz[announced])
    assert first[1] - first[0] == pytest.approx(SECONDS, abs=1.0)
    # The second comes while the first fades away.
    assert abs(second[0] - first[1]) < 1.0
    assert second[1] > first[1]


@pytest.mark.timeout(600)
def test_a_file_from_outside_plays_at_once_and_is_followed_by_what_is_like_it(
    window: MainWindow,
    services: Services,
    qtbot: QtBot,
    tmp_path: Path,
    hertz: dict[str, float],
) -> None:
    library, jukebox = services.library, services.jukebox
    outside = write_audio(tmp_path / "outside.ogg", tone(1000.0, 60.0))
    drop(window, outside)
    qtbot.waitUntil(lambda: jukebox.state.playing is not None, timeout=PATIENCE_MS)
    library.set_folders([tmp_path / "music"])
    qtbot.waitUntil(lambda: len(jukebox.state.queue) >= len(hertz) - 1, timeout=PATIENCE_MS)
    assert jukebox.state.playing is not None
    assert jukebox.state.playing.path == outside
    assert not jukebox.state.playing.in_library
    before = [entry.track for entry in jukebox.state.queue]
    jukebox.set_drunk(1.0)
    qtbot.waitUntil(
        lambda: [entry.track for entry in jukebox.state.queue] != before, timeout=PATIENCE_MS
    )
    jukebox.toggle_pause()
    qtbot.waitUntil(lambda: jukebox.state.paused, timeout=PATIENCE_MS)


@pytest.mark.timeout(600)
def test_a_playlist_is_rendered_deleted_and_brought_back(
    window: MainWindow,
    services: Services,
    qtbot: QtBot,
    tmp_path: Path,
    hertz: dict[str, float],
) -> None:
    playlists = services.playlists
    files = [tmp_path / "music" / f"{number}{FORMATS[number]}" for number in (0, 2, 3)]
    tracks = [services.journeys.track_at(file) for file in files]
    info = playlists.save("Tones", [PlaylistItem(track) for track in tracks])
    (tmp_path / "empty").mkdir()
    services.library.set_folders([tmp_path / "empty"])
    qtbot.waitUntil(window.page.isVisible, timeout=PATIENCE_MS)
    window.page.show_place(Place.LIBRARY)
    pane = window.findChild(LibraryPlace)
    assert isinstance(pane, LibraryPlace)
    pane.show_section(Section.PLAYLISTS)
    qtbot.waitUntil(pane.playlists.view.isVisible, timeout=PATIENCE_MS)
    said: list[Message] = []
    pane.said.connect(said.append)

    def choose(text: str) -> None:
        menu = pane.playlists.menu_of(info)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()

    choose("Render as one sound file…")
    dialog = pane.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Tones.mp3"]
    dialog.filesSelected.emit([str(tmp_path / "tones.flac")])
    dialog.close()
    qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE_MS)
    assert said[0].text == "tones.flac is written."
    lengths = [float(track.duration_s) for track in tracks]
    mixed = services.journeys.track_at(tmp_path / "tones.flac")
    assert max(lengths) < mixed.duration_s < sum(lengths)

    choose("Delete")
    qtbot.waitUntil(lambda: len(said) == 2 and not playlists.playlists(), timeout=PATIENCE_MS)
    assert said[1].action is not None
    said[1].action()
    qtbot.waitUntil(lambda: bool(playlists.playlists()), timeout=PATIENCE_MS)
    (again,) = playlists.playlists()
    assert [item.track for item in playlists.items(again.key)] == tracks


def test_what_is_read_without_end_is_given_up_when_the_window_goes(
    services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    file = write_audio(tmp_path / "endless.wav", tone(400.0, 1.0))
    with file.open("r+b") as opened:
        opened.truncate(20 << 30)  # zeros, as a download that was given all its room has
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(services.journeys.track_at, file)
        qtbot.waitUntil(
            lambda: any(one.name == "deej reader" for one in multiprocessing.active_children()),
            timeout=PATIENCE_MS,
        )
        services.let_go()
        with pytest.raises(Cancelled):
            reading.result(PATIENCE_MS / 1000)
