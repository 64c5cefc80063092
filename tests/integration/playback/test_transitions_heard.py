"""Transitions as they are heard, recorded from the sound server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Decibels, Seconds
from deej_desktop.playback.player import Cue, Finished, Started, Transition
from tests.audio import silence, tone, write_audio
from tests.integration.playback.hearing import LOUD_DB, heard, judge
from tests.player_contract import RealStage, wait_for
from tests.pulse import RATE, SoundServer, level_db, tone_db


def play_through(
    server: SoundServer, stage: RealStage, first: Cue, second: Cue, transition: Transition
) -> FloatArray:
    """Everything that is heard of two cues played one after the other."""
    first, second = replace(first), replace(second)  # what was told of earlier tries is not meant
    with server.recording() as recording:
        stage.player.play(first)
        stage.player.set_next(second, transition)
        wait_for(stage, Started, second)
        wait_for(stage, Finished, second)
        return recording.samples()


def between(samples: FloatArray, start_s: float, end_s: float) -> FloatArray:
    return samples[round(start_s * RATE) : round(end_s * RATE)]


def quiet_ms(levels: FloatArray, below_db: float) -> int:
    """How many of 1 ms windows are below a level."""
    return int((levels < below_db).sum())


@pytest.mark.parametrize("suffix", [".mp3", ".ogg"])
def test_a_cross_fade_keeps_the_level(
    server: SoundServer, stage: RealStage, tmp_path: Path, suffix: str
) -> None:
    first = Cue(write_audio(tmp_path / f"a{suffix}", tone(440, 8)), Seconds(8.0))
    second = Cue(write_audio(tmp_path / f"b{suffix}", tone(1320, 8)), Seconds(8.0))

    def keeps_the_level() -> None:
        samples = play_through(server, stage, first, second, Transition.cross_fade(4))
        start, _ = heard(samples, 440)
        both_from, both_to = start + 4.0, start + 8.0
        # A rise of 4 s passes -30 dB after 0.08 s.
        rising_from = heard(samples, 1320, within_db=30)[0] - 0.08
        assert rising_from == pytest.approx(both_from, abs=0.15)
        music = between(samples, start + 0.5, both_to + 2)
        steady_db = float(np.median(level_db(between(samples, start + 1, start + 3.5), 0.1)))
        levels = level_db(music, 0.1, 0.02)
        assert float(levels.min()) > steady_db - 1.0
        assert float(levels.max()) < steady_db + 1.0
        assert float(level_db(music, 0.02, 0.005).min()) > -60

    judge(keeps_the_level)


@pytest.mark.parametrize("suffix", [".flac", ".opus"])
def test_tracks_of_an_album_leave_no_hole(
    server: SoundServer, stage: RealStage, tmp_path: Path, suffix: str
) -> None:
    first = Cue(write_audio(tmp_path / f"a{suffix}", tone(440, 4)), Seconds(4.0))
    second = Cue(write_audio(tmp_path / f"b{suffix}", tone(1320, 3)), Seconds(3.0))

    def leave_no_hole() -> None:
        samples = play_through(server, stage, first, second, Transition.seamless())
        start, _ = heard(samples, 440)
        music = between(samples, start + 0.5, start + 6)
        assert quiet_ms(level_db(music, 0.001), -60) <= 20

    judge(leave_no_hole)


def test_silent_ends_are_not_heard(server: SoundServer, stage: RealStage, tmp_path: Path) -> None:
    ends = np.concatenate([tone(440, 4), silence(5)])
    begins = np.concatenate([silence(3), tone(1320, 3)])
    first = Cue(write_audio(tmp_path / "a.flac", ends), Seconds(9.0), end_s=Seconds(4.0))
    second = Cue(write_audio(tmp_path / "b.flac", begins), Seconds(6.0), start_s=Seconds(3.0))
    samples = play_through(server, stage, first, second, Transition.seamless())
    start, _ = heard(samples, 440)
    music = between(samples, start + 0.5, start + 6)
    assert quiet_ms(level_db(music, 0.001), -60) < 300


def test_levelled_tracks_are_heard_alike(
    server: SoundServer, stage: RealStage, tmp_path: Path
) -> None:
    loud = Cue(write_audio(tmp_path / "a.flac", tone(440, 4)), Seconds(4.0), Decibels(-9.0))
    soft_tone = tone(1320, 4) * np.float32(10 ** (-12 / 20))
    soft = Cue(write_audio(tmp_path / "b.flac", soft_tone), Seconds(4.0), Decibels(3.0))
    samples = play_through(server, stage, loud, soft, Transition.cross_fade(1))
    levels = []
    for hertz in (440, 1320):
        start, end = heard(samples, hertz)
        levels.append(np.median(tone_db(between(samples, start + 1.2, end - 1.2), hertz, 0.1)))
    assert float(levels[0]) == pytest.approx(LOUD_DB - 9, abs=0.75)
    assert float(levels[1]) == pytest.approx(LOUD_DB - 9, abs=0.75)


@pytest.mark.parametrize("suffix", [".mp3", ".m4a"])
def test_a_fade_in_never_begins_with_a_burst(
    server: SoundServer, stage: RealStage, tmp_path: Path, suffix: str
) -> None:
    first = Cue(write_audio(tmp_path / f"a{suffix}", tone(440, 3)), Seconds(3.0))
    second = Cue(write_audio(tmp_path / f"b{suffix}", tone(1320, 3)), Seconds(3.0))
    samples = play_through(server, stage, first, second, Transition.cross_fade(1.5))
    start, _ = heard(samples, 440)
    # The first tenth of the rise reaches sin(9 degrees), 16 dB below the full level.
    beginning = between(samples, start + 1.2, start + 1.64)
    assert float(tone_db(beginning, 1320, 0.01, 0.002).max()) < LOUD_DB - 10
