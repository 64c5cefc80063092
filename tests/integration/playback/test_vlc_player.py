from __future__ import annotations

import os
from pathlib import Path

import pytest

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Cue, Failed, Finished, Started, Transition
from tests.audio import tone, tune, write_audio
from tests.player_contract import PlayerContract, RealStage, names, wait_for


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


def test_a_drive_that_is_pulled_out_is_told_and_the_next_plays(
    stage: RealStage, tmp_path: Path
) -> None:
    path = write_audio(tmp_path / "lost.wav", tone(440, 60))
    lost = Cue(path, Seconds(60.0))
    other = Cue(write_audio(tmp_path / "other.wav", tone(440, 1)), Seconds(1.0))
    stage.player.play(lost)
    stage.player.set_next(other, Transition.cross_fade(0.5))
    stage.until(lambda: stage.player.position() > 1, "a second played")
    os.truncate(path, 0)
    path.unlink()
    failed = wait_for(stage, Failed, lost)
    assert failed.reason == "lost.wav cannot be played: it is no longer there."
    assert not failed.idle
    wait_for(stage, Finished, other)


def test_a_file_that_is_replaced_and_one_that_is_moved_play_on(
    stage: RealStage, tmp_path: Path
) -> None:
    replaced = Cue(write_audio(tmp_path / "replaced.wav", tone(440, 3.5)), Seconds(3.5))
    moved = Cue(write_audio(tmp_path / "moved.wav", tone(660, 3.5)), Seconds(3.5))
    stage.player.play(replaced)
    stage.player.set_next(moved, Transition.cut())
    wait_for(stage, Started, replaced)
    write_audio(tmp_path / "retagged.wav", tone(440, 3.5)).replace(replaced.path)
    wait_for(stage, Started, moved)
    stage.until(lambda: stage.player.position() > 1, "its file is open")
    moved.path.rename(tmp_path / "elsewhere.wav")
    wait_for(stage, Finished, moved)
    assert names(stage) == ["Started replaced", "Started moved", "Finished moved"]


def test_a_next_that_is_moved_at_the_last_moment_is_told(stage: RealStage, tmp_path: Path) -> None:
    first = Cue(write_audio(tmp_path / "first.wav", tone(440, 1.5)), Seconds(1.5))
    moved = Cue(write_audio(tmp_path / "moved.wav", tone(660, 2)), Seconds(2.0))
    stage.player.play(first)
    stage.player.set_next(moved, Transition.cut())
    stage.until(lambda: stage.player.position() > 0.7, "the next is open")
    moved.path.rename(tmp_path / "elsewhere.wav")
    sentence = "moved.wav cannot be played: it is no longer there."
    assert wait_for(stage, Failed, moved).reason == sentence


def test_a_track_that_was_cut_short_is_followed_at_once(stage: RealStage, tmp_path: Path) -> None:
    whole = write_audio(tmp_path / "whole.flac", tune(20, seed=1))
    path = tmp_path / "half.flac"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 10])
    cut_short = Cue(path, Seconds(20.0))
    other = Cue(write_audio(tmp_path / "other.wav", tone(440, 1)), Seconds(1.0))
    stage.player.play(cut_short)
    stage.player.set_next(other, Transition.cross_fade(2))
    wait_for(stage, Finished, other)
    assert names(stage) == ["Started half", "Started other", "Finished other"]


def test_a_duration_that_is_far_too_long(stage: RealStage, tmp_path: Path) -> None:
    lie = Cue(write_audio(tmp_path / "a.mp3", tone(440, 2)), Seconds(1000.0))
    other = Cue(write_audio(tmp_path / "b.mp3", tone(440, 1)), Seconds(1.0))
    stage.player.play(lie)
    stage.player.set_next(other, Transition.cross_fade(2))
    wait_for(stage, Finished, other)
    assert names(stage) == ["Started a", "Started b", "Finished b"]


def test_a_pipe_with_nobody_at_the_other_end_holds_nothing_up(
    stage: RealStage, tmp_path: Path
) -> None:
    path = tmp_path / "pipe.mp3"
    os.mkfifo(path)
    pipe = Cue(path, Seconds(10.0))
    other = Cue(write_audio(tmp_path / "b.mp3", tone(440, 1)), Seconds(1.0))
    stage.player.play(pipe)
    stage.player.play(other)
    wait_for(stage, Finished, other)
    stage.player.play(pipe)
    wait_for(stage, Failed, pipe)
