from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deej_desktop.domain.progress import Progress
from deej_desktop.domain.sound import Waveform
from deej_desktop.ui.panels.volume import Volume
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.position_bar import PositionBar
from deej_desktop.ui.widgets.wave_slider import bars_of
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> PositionBar:
    bar = PositionBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, 30)
    bar.show()
    qtbot.waitExposed(bar)
    bar.show_position(50.0, 200.0)
    return bar


def texts(bar: PositionBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel)]


def test_it_tells_what_is_over_and_what_is_left(bar: PositionBar) -> None:
    assert texts(bar) == ["0:50", "−2:30"]


def test_without_a_track_it_is_empty(bar: PositionBar) -> None:
    bar.show_position(0.0, None)
    assert texts(bar) == ["", ""]
    assert not bar.isEnabled()


def test_a_press_goes_there_on_release_and_dragging_shows_where(
    qtbot: QtBot, bar: PositionBar
) -> None:
    sought: list[float] = []
    bar.seek_wanted.connect(sought.append)
    slider = bar.slider
    QTest.mousePress(slider, LEFT, NONE, QPoint(slider.width() // 4, 12))
    QTest.mouseMove(slider, QPoint(slider.width() // 2, 12))
    assert sought == []
    assert texts(bar)[0] in ("1:39", "1:40")
    bar.show_position(51.0, 200.0)
    assert texts(bar)[0] in ("1:39", "1:40"), "a hand on the line wins over playback"
    QTest.mouseRelease(slider, LEFT, NONE, QPoint(slider.width() // 2, 12))
    assert sought == [pytest.approx(100.0, abs=1.0)]


def test_keys_seek(bar: PositionBar) -> None:
    sought: list[float] = []
    bar.seek_wanted.connect(sought.append)
    bar.slider.setFocus()
    QTest.keyClick(bar.slider, Qt.Key.Key_Right)
    QTest.keyClick(bar.slider, Qt.Key.Key_PageDown)
    assert sought == [55.0, 25.0]


def test_following_playback_seeks_nowhere(qtbot: QtBot, bar: PositionBar) -> None:
    with qtbot.assertNotEmitted(bar.seek_wanted):
        bar.show_position(60.0, 200.0)
    assert texts(bar)[0] == "1:00"


def test_a_screen_reader_finds_a_slider(bar: PositionBar) -> None:
    found = QAccessible.queryAccessibleInterface(bar.slider)
    assert found.role() == QAccessible.Role.Slider
    assert found.text(QAccessible.Text.Name) == "Position in the song"


def test_volume_is_muted_and_comes_back(qtbot: QtBot, theme: Theme) -> None:
    volume = Volume(theme)
    qtbot.addWidget(volume)
    volume.changed.connect(volume.show_volume)
    volume.show()
    volume.show_volume(0.7)
    button = volume.findChild(IconButton)
    assert isinstance(button, IconButton)
    QTest.mouseClick(button, LEFT)
    assert volume.slider.value() == 0
    assert button.icon_name == "volume-off"
    assert button.accessibleName() == "Unmute"
    QTest.mouseClick(button, LEFT)
    assert volume.slider.value() == 70
    assert button.icon_name == "volume"


def test_volume_follows_the_hand(qtbot: QtBot, theme: Theme) -> None:
    volume = Volume(theme)
    qtbot.addWidget(volume)
    volume.show()
    heard: list[float] = []
    volume.changed.connect(heard.append)
    QTest.mousePress(volume.slider, LEFT, NONE, QPoint(volume.slider.width() - 1, 10))
    QTest.mouseRelease(volume.slider, LEFT, NONE, QPoint(volume.slider.width() - 1, 10))
    assert heard == [1.0]


def test_the_outline_of_a_song_is_gathered_into_the_bars_there_is_room_for() -> None:
    peaks = np.concatenate([np.full(400, 0.1), np.full(400, 0.8)]).astype(np.float32)
    low, high = np.full(800, 0.2), np.concatenate([np.zeros(400), np.full(400, 0.2)])
    bands = np.stack([low, np.zeros(800), high]).astype(np.float32) * peaks
    bars = bars_of(Waveform.of(peaks, bands), 10)
    assert len(bars) == 10
    assert all(soft.height < loud.height <= 1 for soft, loud in zip(bars, bars[5:], strict=False))
    assert bars[0].brightness < 0.1 < bars[9].brightness <= 1
    assert len(bars_of(Waveform.of(peaks[:3], bands[:, :3]), 7)) == 7
    assert bars_of(Waveform.of(np.zeros(5, np.float32), np.zeros((3, 5), np.float32)), 3)


def test_the_outline_is_dragged_along_like_a_line(qtbot: QtBot, bar: PositionBar) -> None:
    bar.slider.show_waveform(music.waveform(music.track("One")))
    bar.grab()
    with qtbot.waitSignal(bar.seek_wanted) as sought:
        QTest.mouseClick(bar.slider, LEFT, NONE, bar.slider.rect().center())
    assert sought.args == [pytest.approx(100.0, abs=2.0)]


def test_the_window_shows_the_outline_as_soon_as_it_is_known(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    fakes = FakeServices().with_music()
    known, fakes.library.tracks = fakes.library.tracks, []
    window = open_window(fakes)
    fakes.jukebox.play_files([fakes.jukebox.tracks[3].path])
    slider = window.page.deck.position.slider
    qtbot.waitUntil(lambda: fakes.jukebox.tracks[3].title in window.windowTitle())
    assert not slider.has_waveform
    fakes.library.tracks = known
    fakes.library.report(Progress("Listening closely", 1, 2))
    qtbot.waitUntil(lambda: slider.has_waveform)
    fakes.jukebox.play_files([Path("/elsewhere/one.mp3")])
    qtbot.waitUntil(lambda: not slider.has_waveform)
