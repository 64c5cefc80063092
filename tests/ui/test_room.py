from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from deej_desktop.domain.errors import MicrophoneUnusable
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.gate import Heard
from deej_desktop.services.room.api import Proposal, Recognised
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.models.proposals_model import proposal_at
from deej_desktop.ui.panels.room import RoomPanel
from deej_desktop.ui.places import Place
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.level_meter import LevelMeter
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def fakes() -> FakeServices:
    return FakeServices().with_music()


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1080, 720)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow, fakes: FakeServices) -> RoomPanel:
    """Open, with the microphone on."""
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(window.page.room.isVisible)
    qtbot.waitUntil(lambda: window.page.room.words[0] != "The microphone is off")
    # The pointer may have been left over the list, where it would hold the rows in place.
    window.page.room.view.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    return window.page.room


def proposed(tracks: Sequence[Track]) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(track, 0.9 - number / 10, f"It begins like this, closer than {90 - number} %.")
        for number, track in enumerate(tracks)
    )


def hear_music(fakes: FakeServices) -> None:
    tracks = fakes.jukebox.tracks
    fakes.room.show(
        heard=Heard.MUSIC,
        level=0.6,
        listened=Seconds(8.0),
        this_is=Recognised(tracks[0], Seconds(83.0)),
        follows=proposed(tracks[1:4]),
        goes_with=proposed(tracks[4:8]),
    )


def titles(panel: RoomPanel) -> list[str]:
    model = panel.view.model()
    return [proposal_at(model.index(row, 0)).track.title for row in range(model.rowCount())]


def sign(window: MainWindow) -> IconButton:
    """The microphone in the header."""
    signs = [one for one in window.header.findChildren(IconButton) if one.icon_name == "microphone"]
    assert len(signs) == 1
    return signs[0]


def test_opening_turns_the_microphone_on_and_closing_off(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    fakes.jukebox.play_files([fakes.jukebox.tracks[0].path])
    QTest.mouseClick(sign(window), LEFT)
    qtbot.waitUntil(lambda: sign(window).is_lit)
    assert fakes.room.state.automatic
    assert fakes.jukebox.state.paused
    assert "microphone is on" in sign(window).accessibleName()
    assert window.page.room.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sign(window).is_lit)
    assert window.page.up_next.isVisible()


def test_what_is_heard_is_told_as_it_becomes_known(
    qtbot: QtBot, panel: RoomPanel, fakes: FakeServices
) -> None:
    fakes.room.show(listened=Seconds(2.0), level=0.5)
    qtbot.waitUntil(lambda: panel.words == ("Listening…", panel.words[1]))
    qtbot.waitUntil(lambda: panel.words[1].startswith("3 more seconds"))
    for kind, words in (
        (Heard.SILENCE, "It is quiet"),
        (Heard.NOISE, "Only noise"),
        (Heard.SPEECH, "Somebody is speaking"),
        (Heard.MUSIC, "Music"),
    ):
        fakes.room.show(heard=kind, listened=Seconds(9.0))
        qtbot.waitUntil(lambda words=words: panel.words[0] == words)  # type: ignore[misc]
    assert not panel.take_over.isEnabled()
    hear_music(fakes)
    named = fakes.jukebox.tracks[0]
    qtbot.waitUntil(lambda: panel.words[0] == f"This is {named.title}")
    assert "now at 1:23" in panel.words[1]
    assert panel.take_over.isEnabled()
    meter = panel.findChild(LevelMeter)
    assert isinstance(meter, LevelMeter)
    assert meter.level == pytest.approx(0.6)


def test_both_kinds_of_proposals_are_there_and_change_live(
    qtbot: QtBot, panel: RoomPanel, fakes: FakeServices
) -> None:
    hear_music(fakes)
    tracks = fakes.jukebox.tracks
    qtbot.waitUntil(lambda: titles(panel) == [track.title for track in tracks[1:4]])
    panel.view.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QTest.mouseClick(panel.kinds[1], LEFT)
    assert titles(panel) == [track.title for track in tracks[4:8]]
    panel.view.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    panel.view.setCurrentIndex(panel.view.model().index(1, 0))
    fakes.room.show(goes_with=proposed(tracks[5:9]))
    qtbot.waitUntil(lambda: titles(panel) == [track.title for track in tracks[5:9]])
    # The keyboard stays on its song, which is the first by now.
    assert panel.view.currentIndex().row() == 0


def test_rows_keep_their_places_under_the_pointer(
    qtbot: QtBot, panel: RoomPanel, fakes: FakeServices
) -> None:
    hear_music(fakes)
    tracks = fakes.jukebox.tracks
    qtbot.waitUntil(lambda: len(titles(panel)) == 3)
    before = titles(panel)
    viewport = panel.view.viewport()
    viewport.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    fakes.room.show(follows=proposed(tracks[6:9]))
    qtbot.wait(50)
    assert titles(panel) == before
    first = panel.view.visualRect(panel.view.model().index(0, 0))
    QTest.mouseMove(viewport, first.center())
    QTest.mouseMove(panel, QPoint(2, 2))
    viewport.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    fakes.room.show(level=0.1)
    qtbot.waitUntil(lambda: titles(panel) == [track.title for track in tracks[6:9]])


def test_a_song_that_is_named_is_proposed_no_more_even_under_the_pointer(
    qtbot: QtBot, panel: RoomPanel, fakes: FakeServices
) -> None:
    tracks = fakes.jukebox.tracks
    fakes.room.show(heard=Heard.MUSIC, follows=proposed(tracks[:3]))
    qtbot.waitUntil(lambda: len(titles(panel)) == 3)
    panel.view.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    hear_music(fakes)
    qtbot.waitUntil(lambda: titles(panel) == [track.title for track in tracks[1:4]])


def test_a_proposal_takes_over_with_one_click(
    qtbot: QtBot, window: MainWindow, panel: RoomPanel, fakes: FakeServices
) -> None:
    hear_music(fakes)
    qtbot.waitUntil(panel.take_over.isEnabled)
    QTest.mouseClick(panel.take_over, LEFT)
    assert fakes.jukebox.state.playing == fakes.jukebox.tracks[1]
    assert fakes.jukebox.state.history == (fakes.jukebox.tracks[0],)
    qtbot.waitUntil(window.page.up_next.isVisible)
    assert not fakes.room.state.listening


def test_a_chosen_proposal_takes_over_by_the_keyboard(
    qtbot: QtBot, window: MainWindow, panel: RoomPanel, fakes: FakeServices
) -> None:
    hear_music(fakes)
    qtbot.waitUntil(lambda: len(titles(panel)) == 3)
    panel.view.setCurrentIndex(panel.view.model().index(2, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert fakes.jukebox.state.playing == fakes.jukebox.tracks[3]
    qtbot.waitUntil(window.page.up_next.isVisible)


def test_taking_over_by_itself_is_a_switch(
    qtbot: QtBot, window: MainWindow, panel: RoomPanel, fakes: FakeServices
) -> None:
    assert panel.automatic.isChecked()
    hear_music(fakes)
    fakes.room.show(quiet=Seconds(1.0), this_is=None)
    qtbot.waitUntil(lambda: "takes over in a moment" in panel.words[1])
    panel.automatic.click()
    assert not fakes.room.state.automatic
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    assert not fakes.room.state.automatic, "what was chosen stays so"
    assert fakes.room.state.listening


def test_the_microphone_can_be_chosen_and_is_remembered(
    qtbot: QtBot, panel: RoomPanel, fakes: FakeServices
) -> None:
    menu = panel.device.menu()
    menu.aboutToShow.emit()
    names = ["The system's microphone", "Built-in microphone", "Webcam"]
    qtbot.waitUntil(lambda: [action.text() for action in menu.actions()] == names)
    menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: panel.device.accessibleName() == "Webcam")
    assert fakes.room.started == [None, "Webcam"]
    assert fakes.settings.current.microphone == "Webcam"


def test_trouble_is_told_in_a_sentence_and_listening_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    fakes.room.trouble = MicrophoneUnusable("No microphone was found; connect one.")
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    panel = window.page.room
    qtbot.waitUntil(lambda: panel.words[1] == "No microphone was found; connect one.")
    assert not window.notices.isVisible(), "once is enough"
    panel.device.menu().aboutToShow.emit()
    fakes.room.trouble = None
    QTest.mouseClick(panel.listen, LEFT)
    qtbot.waitUntil(lambda: panel.words[0] == "Listening…")
    QTest.mouseClick(panel.listen, LEFT)
    qtbot.waitUntil(lambda: panel.words[0] == "The microphone is off")
    assert "ever kept" in panel.words[1]
    QTest.mouseClick(panel.again, LEFT)
    qtbot.waitUntil(lambda: panel.words[0] == "Listening…")
    assert not panel.again.isVisible()


def test_music_that_begins_closes_it(
    qtbot: QtBot, window: MainWindow, panel: RoomPanel, fakes: FakeServices
) -> None:
    fakes.jukebox.play_files([fakes.jukebox.tracks[3].path])
    qtbot.waitUntil(window.page.up_next.isVisible)
    assert not fakes.room.state.listening


def test_out_of_sight_nobody_listens(
    qtbot: QtBot, window: MainWindow, panel: RoomPanel, fakes: FakeServices
) -> None:
    window.hide()
    assert not fakes.room.state.listening
    window.show()
    qtbot.waitExposed(window)
    assert not panel.isVisible()
    qtbot.waitUntil(lambda: not sign(window).is_lit)


def test_a_journey_takes_its_place(
    qtbot: QtBot, window: MainWindow, panel: RoomPanel, fakes: FakeServices
) -> None:
    QTest.keyClick(window, Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(window.page.journey.isVisible)
    assert not fakes.room.state.listening
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(panel.isVisible)
    assert fakes.room.state.listening


def test_beside_the_map_no_word_is_cut(qtbot: QtBot, window: MainWindow, panel: RoomPanel) -> None:
    window.page.show_place(Place.MAP)
    parts: tuple[QAbstractButton, ...] = (panel.automatic, panel.take_over)
    qtbot.waitUntil(lambda: all(part.width() >= part.sizeHint().width() for part in parts))
    assert not panel.automatic.geometry().intersects(panel.take_over.geometry())
    window.page.show_place(Place.PLAYING)
    qtbot.waitUntil(lambda: panel.automatic.x() < panel.take_over.x())


def test_all_that_can_be_pressed_has_a_name(panel: RoomPanel) -> None:
    for button in panel.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()
