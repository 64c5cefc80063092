"""Pausing, going on and stopping as they are heard: fades, short and smooth."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Cue, Started
from tests.audio import write_audio
from tests.integration.playback.hearing import LOUD_DB, judge
from tests.player_contract import RealStage, wait_for
from tests.pulse import RATE, SoundServer, level_db

_WINDOW_S, _HOP_S = 0.02, 0.01
_FROM_HZ, _HZ_PER_S = 500.0, 100.0


def rising(seconds: float) -> FloatArray:
    """A tone at a quarter of full scale that rises steadily, so that its pitch tells the place."""
    t = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * (_FROM_HZ * t + _HZ_PER_S / 2 * t**2)
    return np.asarray(0.25 * np.sin(phase), dtype=np.float32)


def place(samples: FloatArray) -> float:
    """Where in `rising` a short piece of it is from."""
    taper = np.hanning(samples.size)
    spectrum = np.abs(np.fft.rfft(samples * taper, 1 << 17))
    hertz = float(np.argmax(spectrum)) * RATE / (1 << 17)
    return (hertz - _FROM_HZ) / _HZ_PER_S


def clicks_db(samples: FloatArray) -> float:
    """The highest level, in windows of 10 ms, of what is above any tone that was played."""
    n = RATE // 100
    windows = np.lib.stride_tricks.sliding_window_view(samples, n)[:: n // 4]
    taper = np.hanning(n)
    above = np.abs(np.fft.rfft(windows * taper, axis=1))[:, 30:] / taper.sum() * 2
    return float(10 * np.log10(np.max(np.sum(above**2, axis=1)) / 2 + 1e-12))


def assert_falls(samples: FloatArray) -> None:
    """From the full level to silence, in no less than 60 ms and never rising on the way."""
    levels = level_db(samples, _WINDOW_S, _HOP_S)
    assert levels[0] > LOUD_DB - 1
    assert float(np.abs(samples[-RATE // 10 :]).max()) < 1e-4
    assert float(np.diff(levels).max()) < 1
    between = (levels < LOUD_DB - 1) & (levels > LOUD_DB - 45)
    assert int(between.sum()) >= 6, levels


def test_pauses_and_stops_are_short_fades_that_lose_nothing(
    server: SoundServer, stage: RealStage, tmp_path: Path
) -> None:
    path = write_audio(tmp_path / "rising.flac", rising(20))

    def lose_nothing() -> None:
        cue = Cue(path, Seconds(20.0))
        with server.recording() as recording:
            stage.player.play(cue)
            wait_for(stage, Started, cue)
            moments = []
            for act in (stage.player.pause, stage.player.resume, stage.player.stop):
                stage.pass_time(0.8)
                moments.append(round(recording.seconds() * RATE))
                act()
            stage.pass_time(0.6)
            samples = recording.samples()
        paused, resumed, stopped = moments
        early = RATE // 20
        assert_falls(samples[paused - early : resumed - early])
        assert_falls(samples[resumed - 4 * early : stopped][::-1])
        assert_falls(samples[stopped - early :])
        assert clicks_db(samples[paused - early :]) < LOUD_DB - 25
        loud = np.flatnonzero(level_db(samples, _WINDOW_S, _HOP_S) > LOUD_DB - 3) * _HOP_S * RATE
        last, first = (int(loud[loud < resumed].max()), int(loud[loud > resumed].min()))
        piece = RATE // 20
        went_on_at, had_come_to = place(samples[first:][:piece]), place(samples[:last][-piece:])
        assert 0 < went_on_at - had_come_to < 0.5

    judge(lose_nothing)
