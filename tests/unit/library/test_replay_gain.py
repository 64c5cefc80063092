from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.domain.track import ReplayGain
from deej_desktop.library.replay_gain import replay_gain_from
from deej_desktop.library.tags import read_tags
from tests.audio import FORMATS, tune, write_audio
from tests.unit.library.retag import tell_loudness, tell_volume

RATE = 22_050
PIECE = tune(1, seed=1, sample_rate=RATE)

TOLD = {
    "replaygain_track_gain": "-7.89 dB",
    "replaygain_track_peak": "0.988553",
    "replaygain_album_gain": "+1.5 dB",
    "replaygain_album_peak": "1.250000",
}
MEANT = ReplayGain(-7.89, 0.988553, 1.5, 1.25)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_tells_its_loudness(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", PIECE, RATE)
    tell_loudness(path, TOLD)
    assert read_tags(path).tags.replay_gain == MEANT


def test_opus_has_gains_of_its_own(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.opus", PIECE, RATE)
    tell_loudness(path, {"r128_track_gain": "-2560", "r128_album_gain": "384"})
    assert read_tags(path).tags.replay_gain == ReplayGain(-5.0, None, 6.5, None)


def test_an_older_frame_of_id3_is_known(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.mp3", PIECE, RATE)
    tell_volume(path, "track", -6.5, 0.75)
    told = read_tags(path).tags.replay_gain
    assert told.track_gain_db == pytest.approx(-6.5, abs=0.01)
    assert told.track_peak == pytest.approx(0.75, abs=0.01)
    assert told.album_gain_db is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("-3,5 dB", -3.5),
        ("4", 4.0),
        ("loud", None),
        ("", None),
        ("-900 dB", None),
        ("nan dB", None),
    ],
)
def test_odd_texts_are_understood_or_left_out(said: str, meant: float | None) -> None:
    assert replay_gain_from({"REPLAYGAIN_TRACK_GAIN": [said]}).track_gain_db == meant


def test_a_peak_of_nothing_says_nothing() -> None:
    assert replay_gain_from({"replaygain_track_peak": "0.000"}) == ReplayGain()


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*TOLD, "r128_track_gain"]), st.text(max_size=20)))
def test_no_text_does_harm(said: dict[str, str]) -> None:
    told = replay_gain_from(said)
    assert told.track_gain_db is None or abs(told.track_gain_db) <= 60
