"""The sound server goes away and comes back while music plays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Cue, Finished, Interrupted, PlayState, Restored, Started
from deej_desktop.playback.vlc_player import VlcPlayer
from tests.audio import tone, write_audio
from tests.integration.playback.hearing import LOUD_DB
from tests.player_contract import RealStage, names, state, wait_for
from tests.pulse import RATE, SoundServer, level_db, missing_programs, sound_server


@pytest.fixture
def mortal_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A server of the test's own, which may be killed."""
    if missing := missing_programs():
        pytest.skip(f"needs {', '.join(missing)} to hear what is played")
    with sound_server(("cap", "other")) as server:
        monkeypatch.setenv("PULSE_SERVER", server.address)
        yield server


def steps(folder: Path) -> Cue:
    """A cue whose pitch tells the place: 300 Hz in its first second, 400 Hz in the next, ..."""
    path = write_audio(
        folder / "steps.flac", np.concatenate([tone(300 + 100 * n, 1) for n in range(40)])
    )
    return Cue(path, Seconds(40.0))


def place_heard(samples: FloatArray) -> float:
    """The middle of the second of `steps` that was heard last; far off in silence."""
    latest = samples[-round(0.4 * RATE) :]
    if latest.size == 0 or level_db(latest, latest.size / RATE)[0] < LOUD_DB - 6:
        return float("inf")
    hertz = float(np.argmax(np.abs(np.fft.rfft(latest)))) * RATE / latest.size
    return round((hertz - 300) / 100) + 0.5


def test_music_goes_on_where_it_was(mortal_server: SoundServer, tmp_path: Path) -> None:
    cue = steps(tmp_path)
    stage = RealStage(VlcPlayer())
    try:
        stage.player.play(cue)
        wait_for(stage, Started, cue)
        stage.until(lambda: stage.player.position() > 3, "three seconds played")
        mortal_server.kill()
        reason = wait_for(stage, Interrupted, cue).reason
        assert "sound server" in reason
        assert state(stage) is PlayState.WAITING
        place = stage.player.position()
        stage.pass_time(1.5)
        assert stage.player.position() == place
        mortal_server.start()
        with mortal_server.recording() as recording:
            restored = wait_for(stage, Restored, cue)
            assert restored.position == pytest.approx(place, abs=1.0)
            samples = recording.wait_for(
                lambda s: abs(place_heard(s) - stage.player.position()) < 1.2,
                20,
                "the music of that place",
            )
        silent_for = np.flatnonzero(np.abs(samples) > 0.01)[0] / RATE
        assert silent_for < 5
    finally:
        stage.player.close()


def test_paused_music_stays_paused(mortal_server: SoundServer, tmp_path: Path) -> None:
    cue = steps(tmp_path)
    stage = RealStage(VlcPlayer())
    try:
        stage.player.play(cue)
        wait_for(stage, Started, cue)
        stage.until(lambda: stage.player.position() > 1, "a second played")
        stage.player.pause()
        stage.pass_time(0.5)
        place = stage.player.position()
        mortal_server.kill()
        mortal_server.start()
        stage.pass_time(1.5)
        assert state(stage) is PlayState.PAUSED
        assert not any(isinstance(event, Interrupted) for event in stage.told)
        stage.player.resume()
        assert wait_for(stage, Restored, cue).position == pytest.approx(place, abs=0.5)
        stage.until(lambda: stage.player.position() > place + 0.5, "it plays")
    finally:
        stage.player.close()


def unplug(server: SoundServer, sink: str) -> None:
    modules = server.control("list", "short", "modules").splitlines()
    (module,) = [line.split()[0] for line in modules if f"sink_name={sink}" in line]
    server.control("unload-module", module)


def test_an_output_that_is_unplugged(mortal_server: SoundServer, tmp_path: Path) -> None:
    cue = steps(tmp_path)
    stage = RealStage(VlcPlayer())

    def plays_on(samples: FloatArray) -> bool:
        return abs(place_heard(samples) - stage.player.position()) < 1.2

    try:
        stage.player.play(cue)
        wait_for(stage, Started, cue)
        stage.until(lambda: stage.player.position() > 1, "a second played")
        with mortal_server.recording("other") as recording:
            unplug(mortal_server, "cap")
            recording.wait_for(plays_on, 20, "the music of that place on the other output")
        assert names(stage) == ["Started steps"]
        unplug(mortal_server, "other")
        assert "headphones" in wait_for(stage, Interrupted, cue).reason
        assert state(stage) is PlayState.WAITING
        place = stage.player.position()
        mortal_server.control("load-module", "module-null-sink", "sink_name=again", f"rate={RATE}")
        with mortal_server.recording("again") as recording:
            assert wait_for(stage, Restored, cue).position == pytest.approx(place, abs=1.0)
            recording.wait_for(plays_on, 20, "the music of that place")
    finally:
        stage.player.close()


def test_without_any_output_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without a sound card: nothing is lost and nothing races through."""
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    cue = Cue(write_audio(tmp_path / "a.flac", tone(440, 1)), Seconds(1.0))
    stage = RealStage(VlcPlayer())
    try:
        stage.player.play(cue)
        assert "no sound output" in wait_for(stage, Interrupted, cue).reason
        stage.pass_time(2)
        assert not any(isinstance(event, Started | Finished) for event in stage.told)
        assert state(stage) is PlayState.WAITING
        assert stage.player.current is cue
    finally:
        stage.player.close()
