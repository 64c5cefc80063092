from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTime, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.track import Track
from deej_desktop.services.api import JourneyWish, Mood
from deej_desktop.ui.format import spoken_length
from deej_desktop.ui.library.library_place import Section
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.models.journey_model import JourneyModel, JourneyRow
from deej_desktop.ui.panels.journey import JourneyPanel
from deej_desktop.ui.panels.journey_length import JourneyLength
from deej_desktop.ui.places import Place
from deej_desktop.ui.theme import Theme
from tests.fakes import music
from tests.fakes.journeys import FakeJourneys
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT, COPY, KEY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def fakes() -> FakeServices:
    fakes = FakeServices().with_music()
    fakes.jukebox.play_files([fakes.jukebox.tracks[0].path])
    return fakes


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1080, 720)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def panel(window: MainWindow) -> JourneyPanel:
    """The journey, beginning with the first track, which plays."""
    QTest.keyClick(window, KEY.Key_J, CONTROL)
    assert window.page.journey.isVisible()
    return window.page.journey


def rows(panel: JourneyPanel) -> list[JourneyRow]:
    model = panel.view.model()
    assert isinstance(model, JourneyModel)
    found = (model.row_at(model.index(number)) for number in range(model.rowCount()))
    return [row for row in found if row is not None]


def passed(panel: JourneyPanel) -> list[Track]:
    return list(panel.waypoints)


def titles(panel: JourneyPanel) -> list[str]:
    return [row.track.title for row in rows(panel)]


def button(panel: JourneyPanel, name: str) -> QAbstractButton:
    return next(
        one
        for one in panel.findChildren(QAbstractButton)
        if name in (one.accessibleName(), one.text())
    )


def planned(qtbot: QtBot, panel: JourneyPanel, count: int) -> None:
    qtbot.waitUntil(lambda: [row.jump for row in rows(panel)].count(None) == 1)
    qtbot.waitUntil(lambda: len(rows(panel)) == count)


def drop(panel: JourneyPanel, data: QMimeData, point: QPoint) -> None:
    target = panel.view.viewport()
    QApplication.sendEvent(target, QDragEnterEvent(point, COPY, data, LEFT, NONE))
    QApplication.sendEvent(target, QDropEvent(QPointF(point), COPY, data, LEFT, NONE))


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def at_the_end(panel: JourneyPanel) -> QPoint:
    return panel.view.viewport().rect().bottomLeft() + QPoint(90, -4)


def test_it_begins_with_what_plays_and_joins_what_is_dropped(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    tracks = fakes.jukebox.tracks
    assert titles(panel) == [tracks[0].title]
    assert not button(panel, "Play").isEnabled()
    drop(panel, files(tracks[12].path), at_the_end(panel))
    planned(qtbot, panel, 7)
    assert [row.waypoint for row in rows(panel)] == [True, *[False] * 5, True]
    assert "7 songs" in panel.note


def test_while_it_leads_nowhere_it_offers_to_find_a_song(
    window: MainWindow, panel: JourneyPanel
) -> None:
    find = window.page.search
    offered = [one for one in panel.findChildren(QAbstractButton) if one.text() == "Find a song…"]
    QTest.mouseClick(next(one for one in offered if one.isVisible()), LEFT)
    assert find.isVisible()
    find.close_up()
    QTest.keyClick(panel.view, KEY.Key_Delete)
    assert rows(panel) == []
    assert panel.view.empty.button.isVisible()
    QTest.mouseClick(panel.view.empty.button, LEFT)
    assert find.isVisible()


def test_a_song_goes_where_it_is_dropped_and_one_that_is_known_moves(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    tracks = fakes.jukebox.tracks
    panel.add([tracks[12]])
    planned(qtbot, panel, 7)
    between = panel.view.visualRect(panel.view.model().index(3, 0)).topLeft() + QPoint(90, 3)
    drop(panel, files(tracks[18].path), between)
    qtbot.waitUntil(lambda: passed(panel) == [tracks[0], tracks[18], tracks[12]])
    qtbot.waitUntil(lambda: len(rows(panel)) > 7)
    panel.view.scrollToBottom()
    data = panel.view.dragged(panel.view.model().index(0, 0))
    assert data is not None
    drop(panel, data, at_the_end(panel))
    qtbot.waitUntil(lambda: passed(panel) == [tracks[18], tracks[12], tracks[0]])


def test_keys_move_take_out_and_make_waypoints(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    first, second, third = (fakes.jukebox.tracks[number] for number in (0, 6, 12))
    panel.add([second, third])
    planned(qtbot, panel, 13)

    def press(row: int, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        panel.view.setCurrentIndex(panel.view.model().index(row, 0))
        QTest.keyClick(panel.view, key, modifier)

    press(0, KEY.Key_Up, ALT)
    press(0, KEY.Key_Down, ALT)
    assert passed(panel) == [second, first, third]
    qtbot.waitUntil(lambda: rows(panel)[0].track == second and len(rows(panel)) > 3)
    press(0, KEY.Key_Delete)
    assert passed(panel) == [first, third]
    planned(qtbot, panel, 7)
    stop = rows(panel)[2].track
    press(2, KEY.Key_Delete)
    assert passed(panel) == [first, third], "what lies between is not taken out"
    press(2, KEY.Key_Return)
    assert passed(panel) == [first, stop, third]


def test_the_largest_jump_is_marked_and_bridged(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    panel.length.number.setValue(1)
    panel.add([fakes.jukebox.tracks[17]])
    planned(qtbot, panel, 3)
    assert [row.is_largest for row in rows(panel)].count(True) == 1
    bridge = next(b for b in panel.findChildren(QAbstractButton) if "Bridge" in b.text())
    assert bridge.isVisible()
    QTest.mouseClick(bridge, LEFT)
    assert len(panel.waypoints) == 3
    assert panel.waypoints[1].title in bridge.text()
    qtbot.waitUntil(lambda: len(rows(panel)) >= 4)


def test_its_length_is_a_count_or_a_time(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    panel.add([fakes.jukebox.tracks[17]])
    planned(qtbot, panel, 7)
    QTest.mouseClick(button(panel, "Longer"), LEFT)
    planned(qtbot, panel, 8)
    menu = panel.length.unit.menu()
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: fakes.journeys.wishes[-1].minutes == 46)
    panel.length.number.setValue(12)
    qtbot.waitUntil(lambda: fakes.journeys.wishes[-1].minutes == 12)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: fakes.journeys.wishes[-1].minutes is None)
    assert fakes.journeys.wishes[-1].between == 6


def test_it_arrives_at_a_time_of_the_day(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    panel.add([fakes.jukebox.tracks[17]])
    planned(qtbot, panel, 7)
    panel.length.choose(2)
    assert panel.length.time.isVisible()
    assert panel.length.number.isHidden()
    panel.length.time.setTime(QTime(22, 30))
    qtbot.waitUntil(lambda: fakes.journeys.wishes[-1].arrive_at == panel.length.arrive_at)
    QTest.mouseClick(button(panel, "Longer"), LEFT)
    arriving = panel.length.arrive_at
    assert arriving is not None
    assert (arriving.hour, arriving.minute) == (22, 35)
    panel.length.choose(0)
    qtbot.waitUntil(lambda: fakes.journeys.wishes[-1].arrive_at is None)


@pytest.mark.parametrize(("hour", "day"), [(20, 1), (23, 2)])
def test_a_time_that_has_passed_is_that_of_tomorrow(
    qtbot: QtBot, theme: Theme, hour: int, day: int
) -> None:
    length = JourneyLength(theme, now=lambda: dt.datetime(2026, 6, 1, hour))
    qtbot.addWidget(length)
    length.choose(2)
    length.time.setTime(QTime(22, 30))
    assert length.arrive_at == dt.datetime(2026, 6, day, 22, 30)


def test_it_arrives_at_a_mood(
    qtbot: QtBot, window: MainWindow, panel: JourneyPanel, fakes: FakeServices
) -> None:
    start, last = fakes.jukebox.tracks[0], fakes.jukebox.tracks[8]
    menu = panel.end.menu()
    next(one for one in menu.actions() if one.text() == "to something calm").trigger()
    assert "calm" in panel.end.text()
    planned(qtbot, panel, 7)
    assert [wish.mood for wish in fakes.journeys.wishes] == [Mood.CALM]
    panel.add([last])
    planned(qtbot, panel, 13)
    assert passed(panel) == [start, last]
    # What was found for the mood cannot be moved; taken out, the journey ends before it.
    panel.view.setCurrentIndex(panel.view.model().index(12, 0))
    QTest.keyClick(panel.view, KEY.Key_Up, ALT)
    assert passed(panel) == [start, last]
    QTest.keyClick(panel.view, KEY.Key_Delete)
    planned(qtbot, panel, 7)
    assert [wish.mood for wish in fakes.journeys.wishes] == [Mood.CALM, Mood.CALM, None]
    assert menu.actions()[0].isChecked()
    # Another journey is one through its songs.
    panel.end.choose(Mood.BRIGHT)
    panel.pass_through([last, start])
    qtbot.waitUntil(lambda: fakes.journeys.wishes[-1].waypoints == (last, start))
    assert fakes.journeys.wishes[-1].mood is None


def test_the_drunk_knob_is_followed(
    qtbot: QtBot, window: MainWindow, panel: JourneyPanel, fakes: FakeServices
) -> None:
    panel.add([fakes.jukebox.tracks[17]])
    window.page.deck.drunk.knob.setValue(70)
    qtbot.waitUntil(lambda: bool(fakes.journeys.wishes) and fakes.journeys.wishes[-1].drunk == 0.7)


def test_what_begins_with_what_plays_goes_on_from_there(
    qtbot: QtBot, window: MainWindow, panel: JourneyPanel, fakes: FakeServices
) -> None:
    panel.add([fakes.jukebox.tracks[12]])
    planned(qtbot, panel, 7)
    before = fakes.jukebox.state.playing
    QTest.mouseClick(button(panel, "Play"), LEFT)
    assert fakes.jukebox.state.playing == before
    assert [e.track.title for e in fakes.jukebox.state.queue[:6]] == titles(panel)[1:]
    assert not window.page.is_making_journey
    assert window.page.up_next.isVisible()


def test_another_journey_is_played_from_its_beginning(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    fakes.jukebox.next()
    panel.add([fakes.jukebox.tracks[12]])
    planned(qtbot, panel, 7)
    QTest.mouseClick(button(panel, "Play"), LEFT)
    assert fakes.jukebox.state.playing == fakes.jukebox.tracks[0]
    assert fakes.jukebox.state.queue[5].track == fakes.jukebox.tracks[12]


def save(panel: JourneyPanel, how: str) -> None:
    QTest.mouseClick(button(panel, "Save…"), LEFT)
    menu = panel.findChild(QMenu)
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == how).trigger()
    menu.close()


def test_it_is_kept_and_changed_later(
    qtbot: QtBot, window: MainWindow, panel: JourneyPanel, fakes: FakeServices
) -> None:
    panel.add([fakes.jukebox.tracks[12]])
    planned(qtbot, panel, 7)
    waypoints = panel.waypoints
    save(panel, "Keep among the playlists…")
    dialog = panel.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.textValueSelected.emit("From soul to techno")
    dialog.reject()
    qtbot.waitUntil(lambda: panel.note == "Saved as From soul to techno.")
    (kept,) = fakes.playlists.playlists()
    assert (kept.name, kept.kind, kept.tracks) == ("From soul to techno", "journey", 7)
    panel.pass_through([])
    window.page.show_place(Place.LIBRARY)
    library = window.page.fronts.library
    assert library is not None
    library.show_section(Section.PLAYLISTS)
    menu = library.playlists.menu_of(kept)
    next(one for one in menu.actions() if one.text() == "Change the journey…").trigger()
    menu.close()
    qtbot.waitUntil(lambda: panel.waypoints == waypoints)
    planned(qtbot, panel, 7)


def test_it_is_saved(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices, tmp_path: Path
) -> None:
    panel.add([fakes.jukebox.tracks[12]])
    planned(qtbot, panel, 7)
    save(panel, "Save as a file…")
    dialog = panel.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "evening.m3u8")])
    dialog.reject()
    qtbot.waitUntil(lambda: "evening.m3u8" in panel.note)
    ((plan, path),) = fakes.journeys.saved
    assert path == tmp_path / "evening.m3u8"
    assert [stop.track.title for stop in plan.stops] == titles(panel)


def test_songs_are_sought_for_it(
    qtbot: QtBot, window: MainWindow, panel: JourneyPanel, fakes: FakeServices
) -> None:
    before = fakes.jukebox.state.playing
    QTest.mouseClick(button(panel, "Find a song to pass"), LEFT)
    field = window.page.search.field
    QTest.keyClicks(field, "echo pier")
    QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(lambda: len(panel.waypoints) == 2)
    assert panel.waypoints[1].title == "Echo Pier"
    assert fakes.jukebox.state.playing == before
    QTest.keyClick(field, KEY.Key_Escape)
    assert window.page.search.isHidden()
    assert panel.isVisible()
    QTest.keyClick(window, KEY.Key_Escape)
    assert not window.page.is_making_journey
    QTest.keyClick(window, KEY.Key_F, CONTROL)
    QTest.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(lambda: fakes.jukebox.state.playing != before)


def test_a_file_that_is_no_song_is_told_of(
    qtbot: QtBot, window: MainWindow, panel: JourneyPanel, fakes: FakeServices
) -> None:
    fakes.journeys.trouble = UnreadableAudio(Path("/a.txt"), "it is no audio")
    drop(panel, files(Path("/a.txt")), at_the_end(panel))
    qtbot.waitUntil(lambda: "a.txt cannot be used" in window.notices.text)
    assert len(panel.waypoints) == 1


def test_why_there_is_no_way_is_said_in_place(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    fakes.journeys.trouble = UnreadableAudio(Path("/a.mp3"), "it is silent")
    panel.add([fakes.jukebox.tracks[4]])
    qtbot.waitUntil(lambda: "it is silent" in panel.note)
    assert not button(panel, "Play").isEnabled()


def test_it_says_when_the_way_takes_long(
    qtbot: QtBot, panel: JourneyPanel, fakes: FakeServices
) -> None:
    fakes.journeys.may_plan.clear()
    panel.add([fakes.jukebox.tracks[4]])
    qtbot.waitUntil(lambda: "Looking" in panel.note)
    fakes.journeys.may_plan.set()
    qtbot.waitUntil(lambda: "songs" in panel.note)


def test_the_menu_key_opens_what_fits_the_row(panel: JourneyPanel) -> None:
    panel.view.setCurrentIndex(panel.view.model().index(0, 0))
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, QPoint(9, 9), QPoint(9, 9))
    QApplication.sendEvent(panel.view.viewport(), event)
    menu = panel.view.findChild(QMenu)
    assert isinstance(menu, QMenu)
    (take_out,) = menu.actions()
    take_out.trigger()
    menu.close()
    assert passed(panel) == []


def test_without_anything_played_it_can_be_made_too(qtbot: QtBot, open_window: OpenWindow) -> None:
    fakes = FakeServices().with_music()
    window = open_window(fakes)
    window.header.journey_wanted.emit()
    assert window.page.journey.isVisible()
    assert rows(window.page.journey) == []
    assert not window.page.journey.grab().isNull()
    window.page.step_back()
    assert window.page.idle.isVisible()


@pytest.mark.parametrize("size", [(480, 360), (640, 760), (1080, 720)])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_it_fits_any_window(
    qtbot: QtBot,
    window: MainWindow,
    panel: JourneyPanel,
    fakes: FakeServices,
    size: tuple[int, int],
    direction: Qt.LayoutDirection,
) -> None:
    panel.add([fakes.jukebox.tracks[12]])
    window.setLayoutDirection(direction)
    window.resize(*size)
    planned(qtbot, panel, 7)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    qtbot.wait(30)
    play = button(panel, "Play")
    rect = play.rect().translated(play.mapTo(panel, QPoint()))
    assert panel.rect().contains(rect)
    assert panel.view.viewport().height() > 40
    assert not window.grab().isNull()


def test_beside_the_map_its_length_is_said_in_whole_words(
    qtbot: QtBot, window: MainWindow, panel: JourneyPanel
) -> None:
    window.page.show_place(Place.MAP)
    unit = panel.length.unit
    for kind in range(3):
        panel.length.choose(kind)
        qtbot.waitUntil(lambda: unit.width() >= unit.sizeHint().width())


def test_the_model_keeps_its_promises(qtbot: QtBot) -> None:
    model = JourneyModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tracks: list[Track] = music.library()
    journeys = FakeJourneys(tracks)
    chance = random.Random(5)
    for _ in range(20):
        waypoints = tuple(chance.sample(tracks, chance.randrange(5)))
        model.show_waypoints(waypoints)
        assert model.rowCount() == len(waypoints)
        plan = journeys.plan(JourneyWish(waypoints, chance.randrange(6)))
        model.show_plan(plan)
        assert model.rowCount() == len(plan.stops)
        assert model.place_before(model.rowCount()) == len(waypoints)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "1 minute"), (2760, "46 minutes"), (7500, "2 h 05 min"), (0, "1 minute")],
)
def test_lengths_in_words(seconds: float, words: str) -> None:
    assert spoken_length(seconds) == words
