"""What every player must do, whether it is heard or not.

A test class derives from `PlayerContract` and provides the fixture `stage`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.null_player import NullPlayer
from deej_desktop.playback.player import (
    Cue,
    Failed,
    Finished,
    Paused,
    Player,
    PlayerEvent,
    PlayState,
    Resumed,
    Started,
    Stopped,
    Transition,
)
from tests.audio import tone, write_audio
from tests.pulse import wait_until

E = TypeVar("E", bound=PlayerEvent)

PATIENCE_S = 20.0
"""How long a test waits for what should come in a moment: machines may be busy."""


class Stage(Protocol):
    """A player, what it told, and a way to let time pass for it."""

    told: list[PlayerEvent]

    @property
    def player(self) -> Player:
        """The player."""

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let time pass until `condition` holds."""

    def pass_time(self, seconds: float) -> None:
        """Let about so much time pass."""


class RealStage:
    """For players that live in real time."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.told: list[PlayerEvent] = []
        player.events.connect(self.told.append)

    def until(self, condition: Callable[[], bool], what: str) -> None:
        wait_until(condition, PATIENCE_S, f"{what}; told so far: {self.told}")

    def pass_time(self, seconds: float) -> None:
        time.sleep(seconds)


class VirtualStage:
    """For the player whose time passes when told."""

    def __init__(self) -> None:
        self.player = NullPlayer()
        self.told: list[PlayerEvent] = []
        self.player.events.connect(self.told.append)

    def until(self, condition: Callable[[], bool], what: str) -> None:
        for _ in range(round(PATIENCE_S / 0.05)):
            if condition():
                return
            self.player.advance(0.05)
        raise TimeoutError(f"In vain: {what}; told so far: {self.told}")

    def pass_time(self, seconds: float) -> None:
        self.player.advance(seconds)


def wait_for(stage: Stage, kind: type[E], cue: Cue) -> E:
    """Let time pass until the player has told `kind` of `cue`, and return that."""

    def found() -> list[E]:
        return [event for event in stage.told if isinstance(event, kind) and event.cue is cue]

    stage.until(lambda: bool(found()), f"{kind.__name__} of {cue.path.name}")
    return found()[-1]


def names(stage: Stage) -> list[str]:
    """What was told, in short: "Started a"."""
    return [f"{type(event).__name__} {event.cue.path.stem}" for event in stage.told]


def state(stage: Stage) -> PlayState:
    """The player's state; asked anew each time, which mypy cannot know of a property."""
    return stage.player.state


class PlayerContract:
    """The tests."""

    @pytest.fixture(scope="class")
    @classmethod
    def music(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("music")
        for name, seconds in (("a", 2.0), ("b", 1.5), ("c", 1.5), ("long", 20.0)):
            write_audio(folder / f"{name}.flac", tone(440, seconds))
        return folder

    @pytest.fixture
    def a(self, music: Path) -> Cue:
        return Cue(music / "a.flac", Seconds(2.0))

    @pytest.fixture
    def b(self, music: Path) -> Cue:
        return Cue(music / "b.flac", Seconds(1.5))

    @pytest.fixture
    def c(self, music: Path) -> Cue:
        return Cue(music / "c.flac", Seconds(1.5))

    @pytest.fixture
    def long(self, music: Path) -> Cue:
        return Cue(music / "long.flac", Seconds(20.0))

    def test_is_idle_at_first(self, stage: Stage) -> None:
        assert state(stage) is PlayState.IDLE
        assert stage.player.current is None
        assert float(stage.player.position()) == 0
        assert stage.player.volume == 1

    def test_plays_to_the_end(self, stage: Stage, a: Cue) -> None:
        stage.player.play(a)
        wait_for(stage, Started, a)
        assert state(stage) is PlayState.PLAYING
        assert stage.player.current is a
        wait_for(stage, Finished, a)
        assert names(stage) == ["Started a", "Finished a"]
        assert state(stage) is PlayState.IDLE
        assert float(stage.player.position()) == 0

    @pytest.mark.parametrize(
        "transition", [Transition.cut(), Transition.seamless(), Transition.cross_fade(0.6)]
    )
    def test_the_next_follows_by_itself(
        self, stage: Stage, a: Cue, b: Cue, transition: Transition
    ) -> None:
        stage.player.play(a)
        stage.player.set_next(b, transition)
        wait_for(stage, Started, b)
        assert stage.player.current is b
        wait_for(stage, Finished, b)
        assert names(stage) == ["Started a", "Started b", "Finished b"]

    def test_the_last_next_counts(self, stage: Stage, a: Cue, b: Cue, c: Cue) -> None:
        stage.player.play(a)
        stage.player.set_next(b, Transition.cut())
        wait_for(stage, Started, a)
        stage.player.set_next(c, Transition.cut())
        wait_for(stage, Finished, c)
        assert names(stage) == ["Started a", "Started c", "Finished c"]

    def test_a_next_can_be_taken_back(self, stage: Stage, a: Cue, b: Cue) -> None:
        stage.player.play(a)
        stage.player.set_next(b, Transition.cut())
        wait_for(stage, Started, a)
        stage.player.set_next(None, Transition.cut())
        wait_for(stage, Finished, a)
        stage.pass_time(0.5)
        assert names(stage) == ["Started a", "Finished a"]

    def test_position_moves_on_and_never_back(self, stage: Stage, a: Cue, b: Cue) -> None:
        stage.player.play(a)
        stage.player.set_next(b, Transition.cross_fade(0.5))
        places: list[tuple[Cue | None, float]] = []

        def look() -> bool:
            before = stage.player.current
            place = stage.player.position()
            if stage.player.current is before:
                places.append((before, place))
            return any(isinstance(event, Finished) for event in stage.told)

        stage.until(look, "the end")
        for cue in (a, b):
            mine = [place for current, place in places if current is cue]
            assert mine == sorted(mine)
            assert mine[-1] == pytest.approx(cue.duration_s, abs=0.7)

    def test_pause_stays_and_resume_goes_on(self, stage: Stage, long: Cue) -> None:
        stage.player.play(long)
        wait_for(stage, Started, long)
        stage.until(lambda: stage.player.position() > 0.5, "half a second played")
        stage.player.pause()
        wait_for(stage, Paused, long)
        stage.pass_time(0.5)
        place = stage.player.position()
        stage.pass_time(0.5)
        assert stage.player.position() == place
        assert state(stage) is PlayState.PAUSED
        stage.player.resume()
        wait_for(stage, Resumed, long)
        stage.until(lambda: stage.player.position() > place + 0.3, "playing goes on")
        assert state(stage) is PlayState.PLAYING

    def test_pausing_twice_is_pausing_once(self, stage: Stage, long: Cue) -> None:
        stage.player.play(long)
        wait_for(stage, Started, long)
        for _ in range(2):
            stage.player.pause()
        for _ in range(2):
            stage.player.resume()
        wait_for(stage, Resumed, long)
        stage.pass_time(0.2)
        assert names(stage) == ["Started long", "Paused long", "Resumed long"]

    def test_paused_while_opening_stays_silent(self, stage: Stage, long: Cue) -> None:
        stage.player.play(long)
        stage.player.pause()
        stage.pass_time(0.7)
        place = stage.player.position()
        assert place < 0.5
        stage.pass_time(0.5)
        assert stage.player.position() == place
        stage.player.resume()
        stage.until(lambda: stage.player.position() > 0.7, "it plays")

    def test_seek_goes_there(self, stage: Stage, long: Cue) -> None:
        stage.player.play(long)
        wait_for(stage, Started, long)
        stage.player.seek(Seconds(10.0))
        stage.until(lambda: stage.player.position() > 10.3, "playing after the seek")
        assert stage.player.position() < 13
        stage.player.seek(Seconds(2.0))
        stage.until(lambda: stage.player.position() < 9, "back")
        stage.until(lambda: stage.player.position() > 2.3, "playing after the seek back")

    def test_seek_while_paused(self, stage: Stage, long: Cue) -> None:
        stage.player.play(long)
        wait_for(stage, Started, long)
        stage.player.pause()
        stage.pass_time(0.5)
        stage.player.seek(Seconds(12.0))
        stage.until(lambda: stage.player.position() >= 11.9, "the seek")
        stage.pass_time(0.5)
        assert stage.player.position() == pytest.approx(12.0, abs=0.2)
        stage.player.resume()
        stage.until(lambda: stage.player.position() > 12.3, "playing goes on there")

    def test_seek_past_the_end_goes_on_with_the_next(self, stage: Stage, long: Cue, b: Cue) -> None:
        stage.player.play(long)
        stage.player.set_next(b, Transition.cross_fade(1))
        wait_for(stage, Started, long)
        stage.player.seek(Seconds(1000.0))
        wait_for(stage, Finished, b)
        assert names(stage) == ["Started long", "Started b", "Finished b"]

    def test_seek_before_it_is_open(self, stage: Stage, long: Cue) -> None:
        stage.player.play(long)
        stage.player.seek(Seconds(8.0))
        wait_for(stage, Started, long)
        stage.until(lambda: stage.player.position() > 8.2, "playing there")
        assert stage.player.position() < 12

    def test_stop_ends_everything(self, stage: Stage, a: Cue, b: Cue) -> None:
        stage.player.play(a)
        stage.player.set_next(b, Transition.cut())
        wait_for(stage, Started, a)
        stage.player.stop()
        wait_for(stage, Stopped, a)
        assert state(stage) is PlayState.IDLE
        stage.pass_time(2.5)
        assert names(stage) == ["Started a", "Stopped a"]

    def test_play_replaces_what_plays_and_what_was_next(
        self, stage: Stage, a: Cue, b: Cue, c: Cue
    ) -> None:
        stage.player.play(a)
        stage.player.set_next(c, Transition.cut())
        wait_for(stage, Started, a)
        stage.player.play(b)
        wait_for(stage, Finished, b)
        assert names(stage) == ["Started a", "Started b", "Finished b"]

    def test_many_skips_at_once_play_the_last(self, stage: Stage, a: Cue, b: Cue, c: Cue) -> None:
        for cue in (a, b, c, a, b, c) * 3:
            stage.player.play(cue)
        wait_for(stage, Finished, c)
        assert names(stage)[-2:] == ["Started c", "Finished c"]
        assert not any(isinstance(event, Failed) for event in stage.told)

    def test_play_leaves_a_pause(self, stage: Stage, a: Cue, long: Cue) -> None:
        stage.player.play(long)
        wait_for(stage, Started, long)
        stage.player.pause()
        stage.player.play(a)
        wait_for(stage, Finished, a)

    def test_pause_during_a_cross_fade(self, stage: Stage, a: Cue, long: Cue) -> None:
        stage.player.play(a)
        stage.player.set_next(long, Transition.cross_fade(1))
        wait_for(stage, Started, long)
        stage.player.pause()
        wait_for(stage, Paused, long)
        stage.pass_time(1)
        place = stage.player.position()
        assert place < 1.5
        stage.player.resume()
        stage.until(lambda: stage.player.position() > place + 1.2, "it plays past the fade")
        assert names(stage) == ["Started a", "Started long", "Paused long", "Resumed long"]

    def test_skip_during_a_cross_fade(self, stage: Stage, a: Cue, b: Cue, long: Cue) -> None:
        stage.player.play(a)
        stage.player.set_next(long, Transition.cross_fade(1))
        wait_for(stage, Started, long)
        stage.player.play(b)
        wait_for(stage, Finished, b)
        assert names(stage) == ["Started a", "Started long", "Started b", "Finished b"]

    def test_seek_during_a_cross_fade(self, stage: Stage, a: Cue, long: Cue) -> None:
        stage.player.play(a)
        stage.player.set_next(long, Transition.cross_fade(1))
        wait_for(stage, Started, long)
        stage.player.seek(Seconds(10.0))
        stage.until(lambda: stage.player.position() > 10.3, "playing there")
        assert names(stage) == ["Started a", "Started long"]

    def test_a_change_of_mind_during_a_cross_fade(
        self, stage: Stage, a: Cue, b: Cue, c: Cue, long: Cue
    ) -> None:
        stage.player.play(a)
        stage.player.set_next(long, Transition.cross_fade(1))
        wait_for(stage, Started, long)
        for cue in (b, c):
            stage.player.set_next(cue, Transition.cross_fade(0.5))
        stage.player.seek(Seconds(19.0))
        wait_for(stage, Finished, c)
        assert names(stage) == ["Started a", "Started long", "Started c", "Finished c"]

    def test_start_and_end_of_a_cue(self, stage: Stage, music: Path, b: Cue) -> None:
        middle = Cue(music / "long.flac", Seconds(20.0), start_s=Seconds(5.0), end_s=Seconds(6.0))
        stage.player.play(middle)
        started = wait_for(stage, Started, middle)
        assert started.position == 5.0
        assert stage.player.position() >= 5.0
        wait_for(stage, Finished, middle)
        again = Cue(middle.path, middle.duration_s, start_s=Seconds(18.5))
        stage.player.play(again)
        stage.player.set_next(b, Transition.seamless())
        wait_for(stage, Started, b)

    @pytest.mark.parametrize("what", ["missing", "empty", "folder"])
    def test_what_cannot_be_played_is_told(self, stage: Stage, tmp_path: Path, what: str) -> None:
        path = tmp_path / f"{what}.mp3"
        if what == "empty":
            path.touch()
        elif what == "folder":
            path.mkdir()
        cue = Cue(path, Seconds(100.0))
        stage.player.play(cue)
        failed = wait_for(stage, Failed, cue)
        assert failed.idle
        assert not failed.hopeless
        assert failed.reason.startswith(f"{what}.mp3 cannot be played: ")
        assert failed.reason.endswith(".")
        assert state(stage) is PlayState.IDLE
        assert names(stage) == [f"Failed {what}"]

    def test_goes_on_with_the_next_when_the_current_fails(
        self, stage: Stage, tmp_path: Path, b: Cue, c: Cue
    ) -> None:
        missing = Cue(tmp_path / "missing.mp3")

        def ask(event: PlayerEvent) -> None:
            if isinstance(event, Started) and event.cue is c:
                stage.player.play(missing)
                stage.player.set_next(b, Transition.cut())

        stage.player.events.connect(ask)
        stage.player.play(c)
        assert not wait_for(stage, Failed, missing).idle
        wait_for(stage, Finished, b)
        assert names(stage) == ["Started c", "Failed missing", "Started b", "Finished b"]

    def test_a_next_that_fails_is_told_in_time_for_another(
        self, stage: Stage, tmp_path: Path, a: Cue, b: Cue
    ) -> None:
        missing = Cue(tmp_path / "missing.mp3")
        stage.player.play(a)
        stage.player.set_next(missing, Transition.cut())
        assert not wait_for(stage, Failed, missing).idle
        assert stage.player.current is a
        stage.player.set_next(b, Transition.cut())
        wait_for(stage, Finished, b)
        assert names(stage) == ["Started a", "Failed missing", "Started b", "Finished b"]

    def test_a_file_that_is_deleted_is_left_for_the_next(
        self, stage: Stage, tmp_path: Path, long: Cue, b: Cue
    ) -> None:
        path = tmp_path / "doomed.flac"
        path.write_bytes(long.path.read_bytes())
        doomed = Cue(path, long.duration_s)
        stage.player.play(doomed)
        stage.player.set_next(b, Transition.cut())
        stage.until(lambda: stage.player.position() > 1, "its file is open")
        path.unlink()
        failed = wait_for(stage, Failed, doomed)
        sentence = "doomed.flac was deleted while it played, so the next song follows."
        assert failed == Failed(doomed, sentence, idle=False)
        wait_for(stage, Finished, b)
        assert names(stage) == ["Started doomed", "Failed doomed", "Started b", "Finished b"]

    def test_the_same_file_twice(self, stage: Stage, b: Cue) -> None:
        again = Cue(b.path, b.duration_s)
        stage.player.play(b)
        stage.player.set_next(again, Transition.seamless())
        wait_for(stage, Finished, again)
        assert [event.cue for event in stage.told if isinstance(event, Started)][1] is again

    def test_a_name_that_is_no_utf8(self, stage: Stage, tmp_path: Path, b: Cue) -> None:
        path = tmp_path / os.fsdecode(b"caf\xe9 #1 100%?.flac")
        path.write_bytes(b.path.read_bytes())
        cue = Cue(path, b.duration_s)
        stage.player.play(cue)
        wait_for(stage, Finished, cue)

    def test_a_duration_that_nobody_knows(self, stage: Stage, b: Cue, music: Path) -> None:
        unknown = Cue(music / "long.flac")
        stage.player.play(unknown)
        wait_for(stage, Started, unknown)
        stage.player.set_next(b, Transition.cross_fade(2))
        stage.player.seek(Seconds(5.0))
        stage.until(lambda: stage.player.position() > 5.2, "playing there")
        stage.player.play(b)
        wait_for(stage, Finished, b)

    def test_listeners_may_call_the_player(self, stage: Stage, a: Cue, b: Cue) -> None:
        def go_on(event: PlayerEvent) -> None:
            if isinstance(event, Finished) and event.cue is a:
                stage.player.play(b)

        stage.player.events.connect(go_on)
        stage.player.play(a)
        wait_for(stage, Finished, b)

    def test_volume_stays_in_its_range(self, stage: Stage) -> None:
        stage.player.set_volume(0.3)
        assert stage.player.volume == 0.3
        stage.player.set_volume(7.0)
        assert stage.player.volume == 1
        stage.player.set_volume(-1.0)
        assert stage.player.volume == 0

    def test_nothing_happens_when_there_is_nothing_to_do(self, stage: Stage) -> None:
        stage.player.pause()
        stage.player.resume()
        stage.player.seek(Seconds(3.0))
        stage.player.stop()
        stage.player.set_next(None, Transition.cut())
        stage.pass_time(0.3)
        assert stage.told == []

    def test_closing_is_final(self, stage: Stage, a: Cue) -> None:
        stage.player.play(a)
        wait_for(stage, Started, a)
        stage.player.close()
        stage.player.close()
        stage.player.play(a)
        stage.player.stop()
        assert names(stage) == ["Started a"]
