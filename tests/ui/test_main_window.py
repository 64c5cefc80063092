from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from deej_desktop.domain.progress import Progress
from deej_desktop.domain.units import Seconds
from deej_desktop.services.api import FailedFile, Notice
from deej_desktop.ui.dialogs.failures import FailuresDialog
from deej_desktop.ui.dialogs.folders import FoldersDialog
from deej_desktop.ui.drops import carrying
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.widgets.choice_card import ChoiceCard
from deej_desktop.ui.widgets.cover import CoverView
from deej_desktop.ui.widgets.drop_overlay import DropOverlay
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.notice_bar import Message
from deej_desktop.ui.widgets.trouble import Trouble
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def drag(window: MainWindow, paths: list[Path], place: QPoint, *, drop: bool = True) -> QDropEvent:
    """Drag `paths` over the window as a file manager does that would rather move than copy."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(place, MOVE | COPY, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, enter)
    move = QDragMoveEvent(place, MOVE | COPY, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, move)
    last = QDropEvent(QPointF(place), MOVE | COPY, data, LEFT, NO_KEYS)
    if drop:
        QApplication.sendEvent(window, last)
    else:
        QApplication.sendEvent(window, QDragLeaveEvent())
    return last


def button(window: QWidget, name: str) -> QAbstractButton:
    return next(
        one
        for one in window.findChildren(QAbstractButton)
        if name in (one.accessibleName(), one.text())
    )


def names_in(window: QWidget) -> list[str]:
    return [one.accessibleName() for one in window.findChildren(QAbstractButton)]


def titles(fakes: FakeServices) -> list[str]:
    return [entry.track.title for entry in fakes.jukebox.state.queue]


@pytest.fixture
def fakes() -> FakeServices:
    return FakeServices().with_music()


def playing(fakes: FakeServices, number: int = 5) -> FakeServices:
    fakes.jukebox.play_files([fakes.jukebox.tracks[number].path])
    return fakes


def test_a_dropped_song_plays_and_songs_follow(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(fakes)
    song = fakes.jukebox.tracks[7]
    answer = drag(window, [song.path], window.rect().center())
    assert answer.isAccepted()
    assert answer.dropAction() == COPY, "a move would let the file manager delete the song"
    qtbot.waitUntil(lambda: song.title in window.windowTitle())
    assert window.page.up_next.view.model().rowCount() == 11


def test_a_song_from_outside_the_library_plays_itself(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(fakes)
    outside = Path("/elsewhere/a song.mp3")
    drag(window, [outside], window.rect().center())
    qtbot.waitUntil(lambda: "a song" in window.windowTitle())
    assert fakes.jukebox.state.playing is not None
    assert fakes.jukebox.state.playing.path == outside


def test_while_something_plays_a_drop_can_wait_its_turn(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(playing(fakes))
    before = window.windowTitle()
    right = QPoint(window.width() * 3 // 4, window.height() // 2)
    drag(window, [fakes.jukebox.tracks[15].path], right)
    assert titles(fakes)[0] == fakes.jukebox.tracks[15].title
    assert window.windowTitle() == before
    left = QPoint(window.width() // 4, window.height() // 2)
    drag(window, [fakes.jukebox.tracks[18].path], left)
    qtbot.waitUntil(lambda: fakes.jukebox.tracks[18].title in window.windowTitle())


def test_a_drop_in_the_middle_only_steers(open_window: OpenWindow, fakes: FakeServices) -> None:
    window = open_window(playing(fakes))
    before = fakes.jukebox.state.playing
    song = fakes.jukebox.tracks[15]
    drag(window, [song.path], window.rect().center())
    assert [steer.track for steer in fakes.jukebox.state.steers] == [song]
    assert fakes.jukebox.state.playing == before


def test_places_to_drop_come_and_go_with_the_drag(
    open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(fakes)
    overlay = window.findChild(DropOverlay)
    assert isinstance(overlay, DropOverlay)
    data = QMimeData()
    data.setUrls([QUrl("file:///a.mp3")])
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 200), COPY, data, LEFT, NO_KEYS))
    assert overlay.isVisible()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert overlay.isHidden()


def test_text_cannot_be_dropped(open_window: OpenWindow, fakes: FakeServices) -> None:
    window = open_window(fakes)
    data = QMimeData()
    data.setText("no file")
    enter = QDragEnterEvent(QPoint(200, 200), COPY, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_a_row_dragged_out_of_the_path_is_not_offered_a_place(
    open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(playing(fakes))
    data = carrying(fakes.jukebox.tracks[1], key=1)
    enter = QDragEnterEvent(QPoint(200, 200), COPY, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_a_dropped_folder_plays_and_may_be_kept(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices, tmp_path: Path
) -> None:
    window = open_window(fakes)
    drag(window, [tmp_path], window.rect().center())
    assert fakes.jukebox.played_files == [tmp_path]
    qtbot.waitUntil(lambda: tmp_path.name in window.notices.text)
    QTest.mouseClick(button(window.notices, "Add to my music"), LEFT)
    assert fakes.library.state.folders == (music.FOLDER, tmp_path)


def test_knobs_change_what_comes_next_at_once(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(playing(fakes))
    before = titles(fakes)
    knob = window.page.deck.drunk.knob
    middle = knob.rect().center()
    QTest.mousePress(knob, LEFT, NO_KEYS, middle)
    QTest.mouseMove(knob, middle - QPoint(0, 120))
    assert fakes.jukebox.state.drunk > 0.6
    assert titles(fakes) != before, "already while the knob is held"
    QTest.mouseRelease(knob, LEFT, NO_KEYS, middle - QPoint(0, 120))
    model = window.page.up_next.view.model()
    qtbot.waitUntil(lambda: titles(fakes)[0] in model.index(1, 0).data(Qt.ItemDataRole.DisplayRole))
    window.page.deck.keep_on.knob.setValue(1)
    assert fakes.jukebox.state.keep_on == 1


def test_transport(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> None:
    window = open_window(playing(fakes))
    first = window.windowTitle()
    qtbot.waitUntil(lambda: button(window, "Next song").isEnabled())
    QTest.mouseClick(button(window, "Next song"), LEFT)
    qtbot.waitUntil(lambda: window.windowTitle() != first)
    QTest.mouseClick(button(window, "Previous song"), LEFT)
    qtbot.waitUntil(lambda: window.windowTitle() == first)
    QTest.mouseClick(button(window, "Pause"), LEFT)
    assert fakes.jukebox.state.paused
    qtbot.waitUntil(lambda: "Play" in names_in(window))


@pytest.mark.parametrize("focused", ["window", "knob", "list", "position"])
def test_the_space_bar_pauses_wherever_the_keyboard_is(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices, focused: str
) -> None:
    window = open_window(playing(fakes))
    widget: QWidget = {
        "window": window,
        "knob": window.page.deck.keep_on.knob,
        "list": window.page.up_next.view,
        "position": window.page.deck.position.slider,
    }[focused]
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    assert fakes.jukebox.state.paused


def test_keys_of_the_window(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> None:
    window = open_window(playing(fakes))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_Right, control)
    heard = [len(fakes.jukebox.state.history)]
    QTest.keyClick(window, Qt.Key.Key_MediaPrevious)
    heard.append(len(fakes.jukebox.state.history))
    assert heard == [1, 0]
    QTest.keyClick(window, Qt.Key.Key_Down, control)
    volumes = [fakes.jukebox.state.volume]
    QTest.keyClick(window, Qt.Key.Key_M, control)
    volumes.append(fakes.jukebox.state.volume)
    assert volumes == [pytest.approx(0.75), 0.0]


def test_media_keys(open_window: OpenWindow, fakes: FakeServices) -> None:
    window = open_window(playing(fakes))
    key = Qt.Key
    paused = []
    for one in (
        key.Key_MediaPause,
        key.Key_MediaPause,
        key.Key_MediaPlay,
        key.Key_MediaTogglePlayPause,
    ):
        press(window, one)
        paused.append(fakes.jukebox.state.paused)
    assert paused == [True, True, False, True]
    press(window, key.Key_MediaStop)
    assert fakes.jukebox.state.playing is None


def press(window: MainWindow, key: Qt.Key) -> None:
    """Press a key that no text goes with, of which QTest knows nothing."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)


def test_more_and_less_have_keys_on_every_keyboard(
    open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(playing(fakes))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    said = []
    for key, modifiers in (
        (Qt.Key.Key_Plus, control | shift),
        (Qt.Key.Key_Minus, control),
        (Qt.Key.Key_Plus, control),
    ):
        QTest.keyClick(window, key, modifiers)
        said.append(fakes.jukebox.state.steers[-1].kind.value)
    assert said == ["more", "less", "more"]


def test_everything_can_be_reached_with_tab(open_window: OpenWindow, fakes: FakeServices) -> None:
    window = open_window(playing(fakes))
    window.activateWindow()
    reached: list[QWidget] = []
    for _ in range(40):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if focused in reached:
            break
        assert focused is not None
        reached.append(focused)
    deck = window.page.deck
    for wanted in (
        deck.keep_on.knob,
        deck.drunk.knob,
        deck.position.slider,
        deck.volume.slider,
        window.page.up_next.view,
        button(window, "Next song"),
        button(window, "Find a song"),
        button(window, "More like this"),
        button(window, "Music folders"),
        button(window, "Menu"),
    ):
        assert wanted in reached
    nameless = [one for one in reached if not one.accessibleName() and not _text(one)]
    assert nameless == []


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_a_scan_shows_how_far_it_is_and_how_long_it_takes(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(fakes)
    fakes.library.report(Progress("Listening to your music", 128, 432, "a.mp3", Seconds(310)))
    status = window.header.status
    qtbot.waitUntil(lambda: "Listening" in status.text)
    for part in ("128 of 432", "5 minutes left"):
        assert part in status.text
    QTest.mouseClick(button(window, "Stop listening to the music"), LEFT)
    qtbot.waitUntil(lambda: status.text == "20 songs")


def test_listening_can_wait_and_go_on(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(fakes)
    fakes.library.report(Progress("Listening closely", 12, 432, "", Seconds(600)))
    status = window.header.status
    qtbot.waitUntil(lambda: "12 of 432" in status.text)
    QTest.mouseClick(button(status, "Listen to the music later"), LEFT)
    qtbot.waitUntil(lambda: "Paused" in status.text)
    assert fakes.library.state.paused
    QTest.mouseClick(button(status, "Go on listening to the music"), LEFT)
    qtbot.waitUntil(lambda: "Paused" not in status.text)


def test_failures_are_offered_and_shown(qtbot: QtBot, open_window: OpenWindow) -> None:
    failed = [FailedFile(Path("/music/a.mp3"), "it is empty")]
    window = open_window(FakeServices(failed=failed).with_music())
    QTest.mouseClick(button(window, "1 files could not be used"), LEFT)
    dialog = window.findChild(QDialog)
    assert isinstance(dialog, FailuresDialog)
    dialog.reject()


def test_folders_are_chosen(qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices) -> None:
    window = open_window(fakes)
    QTest.mouseClick(button(window, "Music folders"), LEFT)
    dialog = window.findChild(QDialog)
    assert isinstance(dialog, FoldersDialog)
    assert dialog.folders == (music.FOLDER,)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert fakes.library.scans == 2


def test_the_first_run_offers_the_demo(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    fakes = FakeServices()
    (tmp_path / "dub").mkdir()
    song = tmp_path / "dub" / "01 Low Tide.ogg"
    song.touch()
    fakes.have_demo(tmp_path)
    window = open_window(fakes)
    assert window.welcome.isVisible()
    QTest.mouseClick(button(window, "Try the demo music"), LEFT)
    assert fakes.library.state.folders == (tmp_path,)
    qtbot.waitUntil(lambda: fakes.jukebox.played_files == [song])
    qtbot.waitUntil(window.page.isVisible)
    # No button that happens to be there is left with the keys, and the ring of the focus.
    assert window.focusWidget() is window.centralWidget()


def test_the_first_run_proposes_the_system_s_music_folder(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    (tmp_path / "Music").mkdir()
    window = open_window(FakeServices())
    card = button(window, "Choose your music folder…")
    assert isinstance(card, ChoiceCard)
    qtbot.waitUntil(lambda: card.accessibleName() == "Choose another folder…")
    fakes = window.findChildren(ChoiceCard)[0]
    assert fakes.accessibleDescription() == str(tmp_path / "Music")


def test_a_folder_dropped_on_the_first_page_is_the_music(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    fakes = FakeServices()
    window = open_window(fakes)
    drag(window, [tmp_path], window.rect().center())
    qtbot.waitUntil(lambda: fakes.library.state.folders == (tmp_path,))
    assert fakes.jukebox.played_files == []
    qtbot.waitUntil(window.page.isVisible)


def test_without_a_seed_it_surprises(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(fakes)
    assert window.page.idle.isVisible()
    QTest.mouseClick(button(window, "Surprise me"), LEFT)
    qtbot.waitUntil(lambda: window.windowTitle() != "Deej")
    assert window.page.now_playing.isVisible()


def test_notices_are_shown_one_after_the_other(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(fakes)
    for text in ("First.", "First.", "Second."):
        fakes.jukebox.notices.emit(Notice(text, "error"))
    qtbot.waitUntil(lambda: window.notices.text == "First.")
    QTest.mouseClick(button(window.notices, "Dismiss"), LEFT)
    assert window.notices.text == "Second."
    QTest.mouseClick(button(window.notices, "Dismiss"), LEFT)
    assert window.notices.isHidden()


def test_without_sound_it_says_so_as_long_as_that_is_so(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    fakes.be_silent("libVLC is missing; install it.")
    window = open_window(playing(fakes))
    assert window.notices.text == "libVLC is missing; install it."
    QTest.mouseClick(button(window.notices, "Dismiss"), LEFT)
    assert window.page.deck.volume.slider.isHidden()
    for size in ((1080, 720), (480, 360)):
        window.resize(*size)
        sign = button(window, "No sound")
        assert sign.isVisible()
        QTest.mouseClick(sign, LEFT)
        assert window.notices.text == "libVLC is missing; install it."
        QTest.mouseClick(button(window.notices, "Dismiss"), LEFT)


def test_why_nothing_is_heard_stands_beneath_a_cover_that_makes_room(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    fakes = playing(fakes)
    fakes.jukebox.show(why="")  # as of a song that was dropped
    window = open_window(fakes)
    panel = window.page.now_playing
    (cover,), (trouble,) = panel.findChildren(CoverView), panel.findChildren(Trouble)
    song = fakes.jukebox.state.playing
    assert song is not None
    title = next(one for one in panel.findChildren(ElidedLabel) if one.text() == song.title)
    reason = "There is no sound output: no sound server answers and no sound card was found."
    fakes.jukebox.show(interrupted=reason)
    qtbot.waitUntil(lambda: trouble.isVisible() and trouble.height() > 30)

    def bottom(widget: QWidget) -> int:
        return widget.mapTo(panel, widget.rect().bottomLeft()).y()

    qtbot.waitUntil(lambda: bottom(cover) < title.mapTo(panel, QPoint()).y())
    assert bottom(trouble) <= panel.height()


def test_with_sound_there_is_no_such_sign(open_window: OpenWindow, fakes: FakeServices) -> None:
    window = open_window(playing(fakes))
    assert button(window, "No sound").isHidden()
    assert window.page.deck.volume.slider.isVisible()


def test_a_long_notice_stays_inside_the_window(open_window: OpenWindow) -> None:
    window = open_window(FakeServices())
    window.resize(420, 360)
    window.show_message(Message("A sentence that goes on. " * 12, "warning"))
    assert window.rect().contains(window.notices.geometry())


@pytest.mark.parametrize("size", [(480, 360), (640, 760), (1080, 720), (2600, 1500)])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_nothing_overlaps_or_hangs_out_at_any_size(
    qtbot: QtBot,
    open_window: OpenWindow,
    fakes: FakeServices,
    size: tuple[int, int],
    direction: Qt.LayoutDirection,
) -> None:
    window = open_window(playing(fakes))
    window.setLayoutDirection(direction)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    qtbot.wait(30)
    deck = window.page.deck
    shown = [
        window.page.now_playing,
        window.page.up_next.view,
        deck.keep_on.knob,
        deck.transport,
        deck.drunk.knob,
        deck.position,
    ]
    rects = [one.rect().translated(one.mapTo(window, QPoint())) for one in shown]
    for number, rect in enumerate(rects):
        assert window.rect().contains(rect)
        assert not any(rect.intersects(other) for other in rects[number + 1 :])
    assert not window.grab().isNull()


def test_closing_while_everything_is_under_way_is_safe(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(playing(fakes))
    fakes.jukebox.set_drunk(0.4)
    window.close()
    fakes.jukebox.next()
    fakes.library.report(Progress("Listening", 1))
    qtbot.wait(30)


def test_closing_leaves_the_screen_before_it_waits_for_work(
    open_window: OpenWindow, fakes: FakeServices
) -> None:
    window = open_window(fakes)
    seen: list[bool] = []
    window.gone.connect(lambda: seen.append(window.isVisible()))
    window.close()
    assert seen == [False]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_monkey_at_the_controls_breaks_nothing(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices, seed: int, tmp_path: Path
) -> None:
    window = open_window(fakes)
    chance = random.Random(seed)
    keys = [
        Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return,
        Qt.Key.Key_Delete, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Backspace, Qt.Key.Key_D,
        Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Slash, Qt.Key.Key_Escape, Qt.Key.Key_O,
    ]  # fmt: skip

    def place_in(widget: QWidget) -> QPoint:
        return QPoint(chance.randrange(widget.width()), chance.randrange(widget.height()))

    for _ in range(150):
        action = chance.randrange(6)
        if action == 0:
            paths = [chance.choice(fakes.jukebox.tracks).path, tmp_path][: chance.randint(1, 2)]
            drag(window, paths, place_in(window), drop=chance.random() < 0.8)
        elif action == 1:
            window.resize(chance.randint(400, 1600), chance.randint(320, 1000))
        elif action == 2:
            QTest.keyClick(window.focusWidget() or window, chance.choice(keys))
        else:
            target = window.childAt(place_in(window))
            if target is not None and not _opens_dialog(target):
                QTest.mouseClick(target, LEFT, NO_KEYS, place_in(target))
        QApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    assert window.isVisible()
    assert not window.grab().isNull()


def _opens_dialog(target: QWidget) -> bool:
    names = ("Menu", "Music folders", "Choose a song…", "Choose your music folders…", "Save…")
    return isinstance(target, QAbstractButton) and (
        target.accessibleName() in names or target.text() in names
    )
