from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from deej_desktop.domain.music_map import Colouring
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.units import TrackId
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.map.canvas import MapCanvas, Tool
from deej_desktop.ui.map.map_place import MapPlace
from deej_desktop.ui.map.points_image import paint_points
from deej_desktop.ui.map.rows import rows_on_map
from deej_desktop.ui.map.strokes import along, inside, thinned
from deej_desktop.ui.map.viewport import Viewport
from deej_desktop.ui.places import Place
from tests.fakes import music
from tests.fakes.music import library as some_tracks
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

LEFT, KEY, NONE = Qt.MouseButton.LeftButton, Qt.Key, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    window = open_window(fakes)
    window.resize(1200, 800)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.page.show_place(Place.MAP)
    return window


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow) -> MapPlace:
    place = window.page.fronts.map
    assert place is not None
    qtbot.waitUntil(lambda: place.canvas.isVisible() and len(place.legend.entries) == 4)
    sizes: list[QSize] = []

    def is_settled() -> bool:
        sizes.append(place.canvas.size())
        return sizes[-5:] == [sizes[-1]] * 5

    qtbot.waitUntil(is_settled)
    return place


@pytest.fixture
def canvas(place: MapPlace) -> MapCanvas:
    return place.canvas


def row_of(fakes: FakeServices, title: str) -> int:
    titles = [track.title for track in fakes.music_map.tracks]
    return titles.index(title)


def at(canvas: MapCanvas, row: int) -> QPoint:
    return canvas.point_of(row).toPoint()


def playing(fakes: FakeServices) -> str:
    track = fakes.jukebox.state.playing
    return track.title if track is not None else ""


def drag(canvas: MapCanvas, points: list[QPoint], keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(canvas, LEFT, keys, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, LEFT, keys, points[-1])


def around(canvas: MapCanvas) -> list[QPoint]:
    """A line around all of the map, starting and ending away from any point."""
    right, bottom = canvas.width() - 2, canvas.height() - 2
    return [QPoint(2, 2), QPoint(right, 2), QPoint(right, bottom), QPoint(2, bottom)]


def test_a_click_on_a_point_plays_it(qtbot: QtBot, canvas: MapCanvas, fakes: FakeServices) -> None:
    QTest.mouseClick(canvas, LEFT, NONE, at(canvas, row_of(fakes, "Echo Pier")))
    qtbot.waitUntil(lambda: playing(fakes) == "Echo Pier")


def test_the_way_of_a_journey_is_shown_while_it_is_made(
    qtbot: QtBot, window: MainWindow, place: MapPlace, fakes: FakeServices
) -> None:
    page, tracks = window.page, fakes.music_map.tracks
    page.begin_journey()
    page.show_place(Place.MAP)
    ends = [tracks[row_of(fakes, title)] for title in ("Low Tide", "Last Tram")]
    page.journey.pass_through(ends)
    qtbot.waitUntil(lambda: len(place.path.journey) > 2)
    rows = [row for row, _ in place.path.journey]
    assert [row for row, is_waypoint in place.path.journey if is_waypoint] == [rows[0], rows[-1]]
    assert not place.path.shown_ahead
    place.canvas.grab()  # draws it
    page.step_back()
    qtbot.waitUntil(lambda: not place.path.journey)
    assert place.path.shown_ahead


def test_a_song_from_outside_gets_its_place_once_it_is_in_the_library(
    qtbot: QtBot, place: MapPlace, fakes: FakeServices
) -> None:
    outside = Path("/elsewhere/New Song.ogg")
    fakes.jukebox.play_files([outside])
    qtbot.waitUntil(lambda: place.path.now is None)
    known = replace(music.track("New Song.ogg"), path=outside, id=TrackId(2**63 - 1))
    fakes.journeys.tracks.append(known)
    fakes.music_map.tracks.append(known)
    fakes.music_map.want()
    qtbot.waitUntil(lambda: place.path.now == len(fakes.music_map.tracks) - 1)


def test_arrow_keys_go_from_song_to_song_and_enter_plays(
    qtbot: QtBot, canvas: MapCanvas, fakes: FakeServices
) -> None:
    canvas.setFocus()
    start = canvas.point_of(row_of(fakes, playing(fakes)))
    QTest.keyClick(canvas, KEY.Key_Right)
    assert canvas.cursor_row is not None
    reached = canvas.point_of(canvas.cursor_row)
    steps = (KEY.Key_Left, KEY.Key_Up, KEY.Key_Down)
    assert reached.x() > start.x() or any(QTest.keyClick(canvas, key) for key in steps)
    QTest.keyClick(canvas, KEY.Key_Return, SHIFT)
    track = fakes.music_map.tracks[canvas.cursor_row]
    qtbot.waitUntil(lambda: fakes.jukebox.state.queue[0].track.path == track.path)
    QTest.keyClick(canvas, KEY.Key_Return)
    qtbot.waitUntil(lambda: playing(fakes) == track.title)


def test_the_path_is_on_the_map(place: MapPlace, fakes: FakeServices) -> None:
    fakes.jukebox.be_at(100)
    fakes.jukebox.next()
    state = fakes.jukebox.state
    place.show_jukebox(state)
    path = place.canvas._path
    assert path.now == row_of(fakes, playing(fakes))
    assert [fakes.music_map.tracks[row] for row in path.past] == list(state.history)
    assert len(path.ahead) == len(state.queue)


def test_the_wheel_and_keys_look_closer(canvas: MapCanvas) -> None:
    point = QPointF(canvas.point_of(3))
    event = QWheelEvent(
        point, canvas.mapToGlobal(point), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
    assert canvas._view.zoom > 1.4
    assert (canvas.point_of(3) - point).manhattanLength() < 1, "what is pointed at stays there"
    QTest.keyClick(canvas, KEY.Key_Home)
    assert canvas._view.zoom == 1
    QTest.keyClick(canvas, KEY.Key_Plus)
    before = canvas.point_of(0)
    drag(canvas, [QPoint(4, 4), QPoint(24, 30), QPoint(44, 30)])
    moved = canvas.point_of(0) - before
    assert (round(moved.x()), round(moved.y())) == (40, 26)


def test_a_lasso_makes_a_radio_or_a_playlist(
    qtbot: QtBot, place: MapPlace, canvas: MapCanvas, fakes: FakeServices
) -> None:
    QTest.mouseClick(place.tools[Tool.LASSO], LEFT)
    drag(canvas, around(canvas))
    assert place.chosen_bar.isVisible()
    QTest.mouseClick(place.chosen_bar.radio, LEFT)
    qtbot.waitUntil(lambda: fakes.jukebox.state.radio == "a part of the map")
    QTest.mouseClick(place.chosen_bar.playlist, LEFT)
    dialog = place.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Circle")
    dialog.accept()
    qtbot.waitUntil(lambda: [one.tracks for one in fakes.playlists.playlists()] == [20])
    canvas.setFocus()
    QTest.keyClick(canvas, KEY.Key_Escape)
    assert not place.chosen_bar.isVisible()


def test_with_shift_any_drag_is_a_lasso(place: MapPlace, canvas: MapCanvas) -> None:
    drag(canvas, around(canvas), SHIFT)
    assert place.chosen_bar.isVisible()


def test_a_line_makes_a_journey(
    qtbot: QtBot, window: MainWindow, place: MapPlace, canvas: MapCanvas, fakes: FakeServices
) -> None:
    QTest.mouseClick(place.tools[Tool.LINE], LEFT)
    first, last = row_of(fakes, "Low Tide"), row_of(fakes, "Last Tram")
    start, end = at(canvas, first), at(canvas, last)
    points = [start + (end - start) * number / 8 for number in range(9)]
    drag(canvas, points)
    journey = window.page.journey
    qtbot.waitUntil(lambda: len(journey.waypoints) >= 2 and journey.isVisible())
    assert journey.waypoints[0].title == "Low Tide"
    assert journey.waypoints[-1].title == "Last Tram"


def test_the_menu_of_a_point(
    qtbot: QtBot, place: MapPlace, canvas: MapCanvas, fakes: FakeServices
) -> None:
    spot = at(canvas, row_of(fakes, "Fog on the Glass"))
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(canvas, QContextMenuEvent(reason, spot, canvas.mapToGlobal(spot)))
    menu = next(one for one in place.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text().startswith("Play next")).trigger()
    menu.close()
    qtbot.waitUntil(lambda: fakes.jukebox.state.queue[0].track.title == "Fog on the Glass")


def test_a_press_on_the_legend_lets_one_colour_stand_out(place: MapPlace) -> None:
    first, second, *_ = place.legend.entries
    QTest.mouseClick(first, LEFT)
    assert place.canvas.points.lit == 0
    QTest.mouseClick(second, LEFT)
    assert (place.canvas.points.lit, first.isChecked()) == (1, False)
    second.setFocus()
    QTest.keyClick(second, KEY.Key_Return)
    assert place.canvas.points.lit is None


def test_colours_can_tell_something_else(qtbot: QtBot, place: MapPlace) -> None:
    place.color_by(Colouring.DECADE)
    qtbot.waitUntil(
        lambda: [one.accessibleName() for one in place.legend.entries] == ["2020", "2010"]
    )


def test_it_says_how_far_it_is(qtbot: QtBot, place: MapPlace, fakes: FakeServices) -> None:
    fakes.music_map.show(making=Progress("Drawing the map", 100, 400))
    qtbot.waitUntil(lambda: "25 %" in place.note)


def test_a_few_songs_make_no_map(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(FakeServices(some_tracks()[:3]).with_music())
    window.page.show_place(Place.MAP)
    place = window.page.fronts.map
    assert place is not None
    assert "at least five" in place.empty.text
    with qtbot.waitSignal(window.page.folders_wanted):
        QTest.mouseClick(place.empty.button, LEFT)


def test_what_went_wrong_is_said_and_can_be_tried_again(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    fakes = FakeServices(some_tracks()[:3]).with_music()
    window = open_window(fakes)
    window.page.show_place(Place.MAP)
    place = window.page.fronts.map
    assert place is not None
    fakes.music_map.show(trouble="No room on the disk.")
    qtbot.waitUntil(lambda: place.empty.text == "No room on the disk.")
    before = fakes.music_map.times_wanted
    QTest.mouseClick(place.empty.button, LEFT)
    assert fakes.music_map.times_wanted == before + 1


@pytest.mark.parametrize("size", [(420, 340), (1024, 600), (2400, 1400)])
def test_it_fits_any_window(
    qtbot: QtBot, window: MainWindow, place: MapPlace, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.wait(20)
    assert (window.width(), window.height()) == size


# The parts without a window.


@given(
    st.floats(-1, 1), st.floats(-1, 1), st.floats(0.2, 5), st.integers(0, 600), st.integers(0, 400)
)
def test_what_is_zoomed_at_stays_or_the_map_is_held(
    x: float, y: float, factor: float, right: int, down: int
) -> None:
    view = Viewport(600, 400, zoom=3, x=x / 3, y=y / 3)
    spot = np.array([[x, y]], np.float32)
    zoomed = view.zoomed(factor, QPointF(right, down))
    assert 1 <= zoomed.zoom <= 60
    assert np.isfinite(zoomed.on_screen(spot)).all()


@given(st.integers(0, 1000))
def test_a_lasso_holds_what_a_circle_holds(seed: int) -> None:
    points = np.random.default_rng(seed).uniform(-2, 2, (200, 2)).astype(np.float32)
    angles = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    away = np.linalg.norm(points, axis=1)
    sure = np.abs(away - 1) > 0.01
    assert (inside(points, circle)[sure] == (away < 1)[sure]).all()


@given(st.integers(1, 30), st.integers(2, 40), st.integers(0, 100))
def test_a_line_passes_no_song_twice(songs: int, bends: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    points = chance.uniform(0, 600, (songs, 2)).astype(np.float32)
    line = chance.uniform(0, 600, (bends, 2)).astype(np.float32)
    rows = along(line, points)
    assert len(rows) == len(set(rows))
    assert len(rows) >= min(2, songs)


def test_a_line_ends_where_it_was_drawn_to() -> None:
    points = np.array([[0, 0], [10, 0], [300, 0]], np.float32)
    # Halfway, too, the song at the end is the nearest that is left.
    assert along(np.array([[0, 0], [301, 0]], np.float32), points)[-1] == 2
    assert along(np.array([[0, 0], [500, 0]], np.float32), points[1:]) == [0, 1]


def test_a_hand_that_rests_draws_no_line() -> None:
    assert len(thinned([(5.0, 5.0)] * 40)) == 1
    assert along(thinned([(5.0, 5.0)]), np.zeros((3, 2), np.float32)) == []


@pytest.mark.parametrize("count", [0, 3, 4000])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_any_number_of_points_is_painted(theme: object, count: int, ratio: float) -> None:
    seen = np.random.default_rng(0).uniform(-50, 350, (count, 2)).astype(np.float32)
    codes = np.arange(count, dtype=np.int64) % 2
    colors = [QColor("red"), QColor(0, 0, 255, 30)]
    image = paint_points(QSize(300, 200), ratio, seen, codes, colors)
    assert (image.width(), image.height()) == (300 * ratio, 200 * ratio)


def test_songs_that_are_not_on_the_map_are_left_out() -> None:
    assert rows_on_map(np.array([2, 5, 9]), [9, 3, 2, 100]) == [2, 0]


def test_the_keys_stay_with_the_map_when_it_is_drawn(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    tracks, fakes.music_map.tracks = fakes.music_map.tracks, []
    window = open_window(fakes)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.page.show_place(Place.LIBRARY)
    window.page.show_place(Place.MAP)
    place = window.page.fronts.map
    assert place is not None
    assert window.focusWidget() is place.empty
    fakes.music_map.tracks = tracks
    fakes.music_map.want()
    qtbot.waitUntil(place.canvas.isVisible)
    assert window.focusWidget() is place.canvas
