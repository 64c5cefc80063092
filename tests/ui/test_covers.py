from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.track import Track
from deej_desktop.ui.covers import LARGE, SMALL, CoverArt, Covers
from deej_desktop.ui.tasks import Task, Tasks
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.cover import CoverView
from tests.fakes import music


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


def picture(width: int, height: int, color: str) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def loaded(qtbot: QtBot, tasks: Tasks, data: bytes | None) -> CoverArt | None:
    covers = Covers(lambda _: data, tasks)
    track = music.track("a.ogg")
    with qtbot.waitSignal(covers.loaded) as signal:
        assert covers.get(track, SMALL) is None
    assert signal.args == [track.path]
    return covers.get(track, SMALL)


@pytest.mark.parametrize(("width", "height"), [(400, 400), (640, 200), (10, 300), (1, 1)])
def test_any_picture_becomes_a_square(qtbot: QtBot, tasks: Tasks, width: int, height: int) -> None:
    art = loaded(qtbot, tasks, picture(width, height, "#c03020"))
    assert art is not None
    assert (art.image.width(), art.image.height()) == (SMALL, SMALL)
    assert art.image.pixelColor(SMALL // 2, SMALL // 2).name() == "#c03020"
    assert art.tint.hslHueF() == pytest.approx(QColor("#c03020").hslHueF(), abs=0.02)


@pytest.mark.parametrize("data", [None, b"", b"no picture", picture(9, 9, "red")[:40]])
def test_what_is_no_picture_is_no_cover(qtbot: QtBot, tasks: Tasks, data: bytes | None) -> None:
    assert loaded(qtbot, tasks, data) is None


def test_a_picture_that_claims_to_be_enormous_is_not_read(qtbot: QtBot, tasks: Tasks) -> None:
    header = b"P6\n90000 90000\n255\n"
    assert loaded(qtbot, tasks, header + b"\0" * 64) is None


def test_a_cover_is_fetched_once(qtbot: QtBot, tasks: Tasks) -> None:
    asked: list[Track] = []

    def fetch(track: Track) -> bytes | None:
        asked.append(track)
        return None

    covers = Covers(fetch, tasks)
    track = music.track("a.ogg")
    with qtbot.waitSignal(covers.loaded):
        for _ in range(3):
            covers.get(track, SMALL)
    covers.get(track, SMALL)
    assert asked == [track]


class ByHand(Tasks):
    """Work that is done only when the test says so, in the order in which it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way: deque[Callable[[], None]] = deque()

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[str], None] | None = None,
    ) -> Task[Any]:
        """Keep it for later."""
        self.under_way.append(lambda: done(work()))
        return Task(done, failed or self.failed.emit)


def test_what_was_asked_for_last_comes_first_and_what_scrolled_by_not_at_all(qtbot: QtBot) -> None:
    fetched: list[str] = []
    tasks = ByHand()
    covers = Covers(lambda track: fetched.append(track.path.stem), tasks)
    for start in (0, 300, 450):
        for number in range(start, start + 50):
            side = LARGE if number == 7 else SMALL
            assert covers.get(music.track(f"{number}.ogg"), side) is None
        qtbot.wait(5)
    # Of the threads, one is left for whatever else is to be done.
    assert len(tasks.under_way) == 2
    while tasks.under_way:
        tasks.under_way.popleft()()
    assert len(fetched) == 122
    assert fetched[:5] == ["0", "1", "7", "450", "451"]
    assert fetched.index("499") < fetched.index("300") < fetched.index("349")
    assert "2" not in fetched
    tasks.close()


def test_large_pictures_of_all_that_has_played_are_not_kept(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deej_desktop.ui.covers._MOST_BYTES", 3 * 4 * LARGE * LARGE)
    fetched: list[str] = []

    def fetch(track: Track) -> bytes:
        fetched.append(track.path.stem)
        return picture(9, 9, "red")

    tasks = ByHand()
    covers = Covers(fetch, tasks)

    def is_kept(number: int) -> bool:
        return covers.get(music.track(f"{number}.ogg"), LARGE) is not None

    for number in range(5):
        assert not is_kept(number)
        tasks.under_way.popleft()()
    assert [is_kept(number) for number in (2, 3, 4)] == [True, True, True]
    assert not is_kept(0)
    tasks.under_way.popleft()()
    assert fetched == ["0", "1", "2", "3", "4", "0"]
    assert [is_kept(number) for number in (0, 3, 4, 2)] == [True, True, True, False]
    tasks.close()


def test_a_file_that_cannot_be_read_is_no_reason_to_interrupt(qtbot: QtBot, tasks: Tasks) -> None:
    def fetch(track: Track) -> bytes | None:
        raise UnreadableAudio(track.path, "it is no longer there")

    covers = Covers(fetch, tasks)
    with qtbot.assertNotEmitted(tasks.failed), qtbot.waitSignal(covers.loaded):
        covers.get(music.track("a.ogg"), SMALL)


def test_tracks_without_a_cover_get_sleeves_of_their_own(qtbot: QtBot, theme: Theme) -> None:
    view = CoverView(theme)
    qtbot.addWidget(view)
    view.resize(200, 200)
    sleeves = []
    for name in ("Slow Harbour", "Rooftop Hours", "Slow Harbour"):
        view.show_cover(None, name)
        sleeves.append(view.grab().toImage())
    assert sleeves[0] == sleeves[2]
    assert sleeves[0] != sleeves[1]
    assert view.accessibleName() == "Cover of Slow Harbour"
