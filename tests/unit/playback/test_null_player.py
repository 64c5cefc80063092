from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.null_player import SilentPlayer
from deej_desktop.playback.player import Cue, Failed, Finished, Started, Transition
from tests.player_contract import PlayerContract, RealStage, Stage, VirtualStage, names, wait_for


class TestNullPlayer(PlayerContract):
    @pytest.fixture
    def stage(self) -> Iterator[Stage]:
        stage = VirtualStage()
        yield stage
        stage.player.close()


def test_the_silent_player_lives_in_real_time(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(b"not looked into")
    first, second = Cue(path, Seconds(0.4)), Cue(path, Seconds(0.3))
    stage = RealStage(SilentPlayer())
    stage.player.play(first)
    wait_for(stage, Started, first)
    stage.player.set_next(second, Transition.cut())
    wait_for(stage, Finished, second)
    stage.player.close()
    assert names(stage) == ["Started a", "Started a", "Finished a"]


def test_where_nothing_can_be_played_every_cue_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(b"not looked into")
    cue = Cue(path, Seconds(1.0))
    stage = RealStage(SilentPlayer("libVLC is missing; install it."))
    stage.player.play(cue)
    failed = wait_for(stage, Failed, cue)
    stage.player.close()
    assert failed == Failed(cue, "libVLC is missing; install it.", idle=True, hopeless=True)


def test_time_stands_still_for_the_null_player(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(b"not looked into")
    stage = VirtualStage()
    cue = Cue(path, Seconds(200.0))
    stage.player.play(cue)
    stage.player.advance(1.0)
    assert stage.player.position() == stage.player.position() == pytest.approx(1.0)
    stage.player.advance(198.9)
    assert names(stage) == ["Started a"]
    stage.player.advance(0.2)
    assert names(stage) == ["Started a", "Finished a"]
