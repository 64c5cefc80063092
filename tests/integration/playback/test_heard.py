"""What is really heard, recorded from the sound server."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import (
    BANDS_HZ,
    Cue,
    Equaliser,
    Finished,
    Started,
    Transition,
)
from tests.audio import tone, write_audio
from tests.integration.playback.hearing import HOP_S, LOUD_DB, WINDOW_S, heard, judge, latest_db
from tests.player_contract import RealStage, wait_for
from tests.pulse import RATE, SoundServer, level_db, tone_db


def cue_of(folder: Path, hertz: float, seconds: float, suffix: str = ".flac") -> Cue:
    path = write_audio(folder / f"{hertz:g}{suffix}", tone(hertz, seconds))
    return Cue(path, Seconds(seconds))


@pytest.mark.parametrize("suffix", [".ogg", ".flac"])
def test_the_next_track_follows_at_the_same_level(
    server: SoundServer, stage: RealStage, tmp_path: Path, suffix: str
) -> None:
    first, second = cue_of(tmp_path, 440, 3, suffix), cue_of(tmp_path, 1320, 3, suffix)
    with server.recording() as recording:
        stage.player.play(first)
        stage.player.set_next(second, Transition.cut())
        wait_for(stage, Started, second)
        wait_for(stage, Finished, second)
        samples = recording.samples()
    first_from, first_to = heard(samples, 440)
    second_from, second_to = heard(samples, 1320)
    assert first_to - first_from == pytest.approx(3.0, abs=0.4)
    assert second_to - second_from == pytest.approx(3.0, abs=0.4)
    assert second_from == pytest.approx(first_to, abs=0.4)
    for hertz, start in ((440, first_from), (1320, second_from)):
        levels = tone_db(samples, hertz, WINDOW_S, HOP_S)
        middle = levels[round((start + 0.5) / HOP_S) : round((start + 2) / HOP_S)]
        assert float(np.median(middle)) == pytest.approx(LOUD_DB, abs=1)


def test_volume_is_heard(server: SoundServer, stage: RealStage, tmp_path: Path) -> None:
    cue = cue_of(tmp_path, 440, 20)
    stage.player.set_volume(0.5)
    with server.recording() as recording:
        stage.player.play(cue)
        wait_for(stage, Started, cue)

        quiet_db = LOUD_DB + 20 * np.log10(0.5**3)
        recording.wait_for(lambda s: abs(latest_db(s, 440) - quiet_db) < 0.5, 20, "half the volume")
        stage.player.set_volume(1.0)
        recording.wait_for(lambda s: abs(latest_db(s, 440) - LOUD_DB) < 0.5, 20, "the full volume")
        samples = recording.samples()
    # From the first moment on it was never louder than asked.
    levels = tone_db(samples, 440, 0.02, HOP_S)
    start = int(np.flatnonzero(levels > quiet_db - 20)[0])
    assert float(levels[start : start + 20].max()) < quiet_db + 1


def test_the_equaliser_is_heard_at_once_and_without_a_hole(
    server: SoundServer, stage: RealStage, tmp_path: Path
) -> None:
    cue = cue_of(tmp_path, 1000, 30)

    def is_heard() -> None:
        with server.recording() as recording:
            stage.player.set_equaliser(Equaliser())
            stage.player.play(cue)
            recording.wait_for(
                lambda s: abs(latest_db(s, 1000) - LOUD_DB) < 0.3, 20, "a flat sound"
            )
            begun = recording.seconds()
            band = BANDS_HZ.index(1000.0)
            raised = tuple(12.0 if index == band else 0.0 for index in range(len(BANDS_HZ)))
            stage.player.set_equaliser(Equaliser(raised))
            recording.wait_for(lambda s: latest_db(s, 1000) > LOUD_DB + 3, 20, "the band raised")
            stage.player.set_equaliser(Equaliser(preamp_db=-10.0))
            recording.wait_for(
                lambda s: abs(latest_db(s, 1000) - LOUD_DB + 10) < 0.5, 20, "the preamp lowered"
            )
            samples = recording.samples()[round(begun * RATE) :]
        assert float(level_db(samples, 0.02, 0.01).min()) > -40

    judge(is_heard)


def test_the_device_can_be_chosen(stage: RealStage, server: SoundServer, tmp_path: Path) -> None:
    cue, later = cue_of(tmp_path, 440, 30), cue_of(tmp_path, 1320, 30)
    assert {"cap", "other"} <= {device.id for device in stage.player.devices()}

    def sounds(samples: FloatArray, hertz: float = 440) -> bool:
        return latest_db(samples, hertz) > LOUD_DB - 1

    def silent(samples: FloatArray) -> bool:
        return samples.size > RATE and float(np.abs(samples[-8820:]).max()) < 1e-4

    with server.recording("cap") as cap, server.recording("other") as other:
        stage.player.play(cue)
        cap.wait_for(sounds, 20, "sound on the first device")
        stage.player.set_device("other")
        other.wait_for(sounds, 20, "sound on the second device")
        cap.wait_for(silent, 20, "silence on the first device")
        stage.player.play(later)
        other.wait_for(lambda s: sounds(s, 1320), 20, "the next track on the second device too")
        stage.player.set_device("unplugged")
        stage.player.play(cue)
        cap.wait_for(sounds, 20, "sound on the device that the system chose")
