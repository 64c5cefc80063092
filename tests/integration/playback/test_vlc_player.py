from __future__ import annotations

from pathlib import Path

import pytest

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Cue, Failed
from tests.player_contract import PlayerContract, RealStage, wait_for


class TestVlcPlayer(PlayerContract):
    """What every player must do, done by libVLC on a real sound server."""


@pytest.mark.parametrize("content", [b"\x00\xffgarbage" * 2000, b"No music, but words.\n" * 200])
def test_what_is_no_music_is_told(stage: RealStage, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.mp3"
    path.write_bytes(content)
    cue = Cue(path, Seconds(100.0))
    stage.player.play(cue)
    assert wait_for(stage, Failed, cue).idle


def test_a_playlist_is_no_music(stage: RealStage, tmp_path: Path) -> None:
    path = tmp_path / "list.mp3"
    path.write_text("#EXTM3U\nhttp://127.0.0.1:9/a.mp3\n")
    cue = Cue(path, Seconds(100.0))
    stage.player.play(cue)
    assert "no audio" in wait_for(stage, Failed, cue).reason
