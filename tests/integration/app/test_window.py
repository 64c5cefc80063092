"""The main job in the window: real files, the encoder that ships, real VLC, a real sound server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deej_desktop.app.window_services import running_services
from deej_desktop.services.api import Services
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.theme import Theme
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
