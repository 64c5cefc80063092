from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import EncoderUnusable
from deej_desktop.microphone.gate import Heard
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.services.api import Notice
from deej_desktop.services.room.api import RoomState
from deej_desktop.services.room.room import Room
from deej_desktop.services.room.session import RoomEngines
from tests.audio import silence
from tests.fakes.microphone import FakeMicrophone
from tests.fakes.services import FakeJukebox
from tests.unit.services.room.conftest import RATE, Library, heard_in_room, song

PATIENCE_S = 60.0


class Bench:
    """A room, what it told, and what it is connected to."""

    def __init__(self, library: Library, samples: FloatArray) -> None:
        self.microphone = FakeMicrophone(samples, RATE)
        self.jukebox = FakeJukebox(library.space().tracks)
        engines = RoomEngines(
            library.card, library.vectors, library.space, library.ear.lend, RuleOptions,
            self.microphone.record,
        )  # fmt: skip
        self.room = Room(engines, self.jukebox)
        self.states: list[RoomState] = []
        self.notices: list[Notice] = []
        self.room.changed.connect(self.states.append)
        self.room.notices.connect(self.notices.append)

    def wait(self, condition: Callable[[RoomState], bool]) -> RoomState:
        until = time.monotonic() + PATIENCE_S
        while not condition(state := self.room.state):
            assert time.monotonic() < until, state
            time.sleep(0.01)
        return state

    def wait_until_off(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while self.microphone.on:
            assert time.monotonic() < until
            time.sleep(0.01)


MakeBench = Callable[[FloatArray], Bench]


@pytest.fixture
def bench(library: Library) -> Iterator[MakeBench]:
    made: list[Bench] = []

    def make(samples: FloatArray) -> Bench:
        made.append(Bench(library, samples))
        return made[-1]

    yield make
    for one in made:
        one.room.close()
        assert one.microphone.on == 0


def test_it_hears_names_and_proposes_and_stops_when_told(bench: MakeBench) -> None:
    b = bench(heard_in_room(song(3, start=5.0, end=25.0)))
    b.room.start("Fake")
    known = b.wait(lambda state: state.this_is is not None)
    assert known.listening
    assert known.device == "Fake"
    assert known.heard is Heard.MUSIC
    assert known.this_is is not None
    assert known.this_is.track.title == "Tune 3"
    assert known.follows
    assert known.goes_with
    assert known.listened >= 5
    assert 0 < max(state.level for state in b.states) <= 1
    assert b.microphone.opened == ["Fake"]

    b.room.stop()
    assert not b.room.state.listening
    assert b.room.state.level == 0
    assert b.room.state.follows == known.follows
    b.wait_until_off()
    told = len(b.states)
    time.sleep(0.3)
    assert len(b.states) == told, "what is off tells nothing"
    assert b.notices == []


def test_when_the_music_ends_it_takes_over_if_it_may(bench: MakeBench) -> None:
    evening = np.concatenate([song(3, start=5.0, end=20.0), silence(10.0, RATE)])
    b = bench(evening)
    b.room.set_automatic(True)
    assert b.states[-1].automatic
    b.room.start()
    b.wait(lambda state: not state.listening and bool(b.jukebox.played_files))
    best = b.room.state.follows[0].track
    assert b.jukebox.played_files == [best.path]
    assert b.jukebox.state.playing == best
    assert [track.title for track in b.jukebox.state.history] == ["Tune 3"]
    assert max(state.quiet for state in b.states) >= 2
    b.wait_until_off()


def test_when_the_music_ends_it_waits_unless_it_may_take_over(bench: MakeBench) -> None:
    b = bench(np.concatenate([song(3, end=12.0), silence(10.0, RATE)]))
    b.room.start()
    state = b.wait(lambda state: state.quiet > 2.5)
    assert state.listening
    assert b.jukebox.played_files == []
    b.room.take_over(state.goes_with[1].track)
    assert b.jukebox.played_files == [state.goes_with[1].track.path]
    b.wait_until_off()


class Disk:
    """Sees every file that Python opens to write to, while it is watched; hooks stay for ever."""

    def __init__(self) -> None:
        self.watched = False
        self.written: list[str] = []
        sys.addaudithook(self._see)

    def _see(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and self.watched:
            path, _, flags = arguments
            assert isinstance(flags, int)
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and "__pycache__" not in str(path):
                self.written.append(str(path))


def test_what_it_hears_is_written_nowhere(bench: MakeBench, tmp_path: Path) -> None:
    disk = Disk()
    b = bench(song(3, start=5.0, end=25.0))
    disk.watched = True
    b.room.start()
    b.wait(lambda state: state.this_is is not None)
    b.room.stop()
    b.wait_until_off()
    assert disk.written == []
    (tmp_path / "any").touch()
    assert disk.written == [str(tmp_path / "any")]
    disk.watched = False


def test_it_never_listens_to_itself(bench: MakeBench) -> None:
    b = bench(song(3))
    b.jukebox.play_files([b.jukebox.tracks[0].path])
    b.room.start()
    assert b.jukebox.state.paused
    b.wait(lambda state: state.listening)
    b.jukebox.play()
    assert not b.room.state.listening
    b.wait_until_off()


def test_a_microphone_that_is_lost_is_told_of(bench: MakeBench) -> None:
    b = bench(song(3))
    b.room.start()
    b.wait(lambda state: state.listening)
    b.microphone.lost = True
    b.wait(lambda state: not state.listening)
    b.wait_until_off()
    (notice,) = b.notices
    assert notice.severity == "error"
    assert "was lost" in notice.text


def test_another_microphone_takes_the_place_of_the_first(bench: MakeBench) -> None:
    b = bench(song(3))
    b.room.start("one")
    b.wait(lambda state: state.listening)
    b.room.start("other")
    b.wait(lambda state: state.listening)
    assert b.microphone.opened == ["one", "other"]
    assert b.microphone.on == 1


def test_before_anything_was_heard_there_is_nothing_to_take_over_with(bench: MakeBench) -> None:
    b = bench(song(3))
    b.room.take_over()
    assert "Nothing fits yet" in b.notices[0].text
    assert b.jukebox.played_files == []


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [(EncoderUnusable("The encoder is broken."), "is broken"), (ValueError("ours"), "the log")],
)
def test_what_fails_ends_the_listening_with_a_sentence(
    bench: MakeBench, failure: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    b = bench(song(3))

    def fail() -> None:
        raise failure

    monkeypatch.setattr("deej_desktop.services.room.session.Session._prepare", lambda *_: fail())
    b.room.start()
    b.wait(lambda _: bool(b.notices))
    assert sentence in b.notices[0].text
    b.wait(lambda state: not state.listening)
    b.wait_until_off()
