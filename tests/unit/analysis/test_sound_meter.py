from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from av.filter import Graph
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.analysis.decode import decode_blocks
from deej_desktop.analysis.loudness import integrated_loudness, k_weighting
from deej_desktop.analysis.sound_meter import MOST_COLUMNS, SoundMeter
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.sound import Sound, Waveform
from tests.audio import silence, tone, tune, write_audio

RATE = 22_050


def measured(path: Path) -> Sound:
    meter = SoundMeter(RATE)
    for _ in decode_blocks(path, RATE, meter):
        pass
    return meter.finish()


def ffmpegs_loudness(path: Path) -> float:
    """By FFmpeg's own meter, which works on every sample."""
    with av.open(str(path)) as container:
        graph = Graph()
        source = graph.add_abuffer(template=container.streams.audio[0])
        meter = graph.add("ebur128", "metadata=1")
        graph.link_nodes(source, meter, graph.add("abuffersink")).configure()
        integrated = -70.0
        for frame in container.decode(audio=0):
            graph.push(frame)
            while True:
                try:
                    found = graph.pull()
                except av.error.BlockingIOError:
                    break
                integrated = float(found.metadata["lavfi.r128.I"])
    return integrated


def noise(seconds: float, exponent: float, channels: int = 2, seed: int = 0) -> FloatArray:
    """Noise whose power falls with frequency to the `exponent`: 0 is white, 1 pink, 2 brown."""
    length = round(seconds * 44_100)
    hertz = np.fft.rfftfreq(length, 1 / 44_100)
    white = np.fft.rfft(np.random.default_rng(seed).standard_normal((channels, length)))
    sound = np.fft.irfft(white * np.maximum(hertz, 20) ** (-exponent / 2), length)
    return np.asarray(0.5 * sound.T / np.abs(sound).max(), np.float32)


def both(left: FloatArray, right: FloatArray) -> FloatArray:
    return np.stack([left, right], axis=1)


SOUNDS: dict[str, Callable[[], FloatArray]] = {
    "one channel": lambda: tone(1_000, 6),
    "two channels": lambda: both(tone(997, 6), tone(997, 6)),
    "opposite": lambda: both(tone(440, 6), -tone(440, 6)),
    "bass": lambda: both(tone(60, 6), 0.2 * tone(3_000, 6)),
    "treble": lambda: both(tone(15_000, 6), tone(9_000, 6)),
    "white": lambda: noise(6, 0),
    "pink": lambda: noise(6, 1),
    "brown": lambda: noise(6, 2),
    "music": lambda: tune(12, seed=3),
    "mostly quiet": lambda: np.concatenate([0.01 * tune(10, seed=1), tune(5, seed=2)]),
    "mostly silent": lambda: np.concatenate([np.zeros((400_000, 2), np.float32), tune(4, seed=5)]),
    "six channels": lambda: noise(6, 1, channels=6),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_loudness_is_that_of_ffmpegs_meter(tmp_path: Path, name: str) -> None:
    path = write_audio(tmp_path / "a.wav", SOUNDS[name](), codec="pcm_f32le")
    # Brown noise lies where the weights are steepest; music comes within a tenth.
    assert measured(path).loudness_lufs == pytest.approx(ffmpegs_loudness(path), abs=0.4)


def test_the_recommendations_calibration() -> None:
    # A sine of 997 Hz at full scale in one channel is -3.01 LUFS.
    power = np.full(50, 0.5 * k_weighting(997), np.float32)
    assert integrated_loudness(power) == pytest.approx(-3.01, abs=0.01)


def test_passages_too_quiet_to_matter_do_not() -> None:
    loud, quiet = np.full(100, 1e-2, np.float32), np.full(400, 1e-4, np.float32)
    alone = integrated_loudness(loud)
    assert integrated_loudness(np.concatenate([loud, quiet])) == pytest.approx(alone, abs=0.2)
    assert integrated_loudness(np.full(100, 1e-9, np.float32)) is None
    assert integrated_loudness(loud[:3]) is None


def test_the_peak_is_the_largest_sample(tmp_path: Path) -> None:
    samples = tone(440, 3)
    samples[77_777] = -0.95
    path = write_audio(tmp_path / "a.flac", both(tone(440, 3), samples))
    assert measured(path).peak == pytest.approx(0.95, abs=1e-3)


@pytest.mark.parametrize(("before", "after"), [(0.0, 0.0), (1.234, 2.345), (0.05, 0.0)])
def test_where_sound_begins_and_ends(tmp_path: Path, before: float, after: float) -> None:
    # Hiss is silence, too, and one channel is enough to be heard.
    sound = both(np.full(44_100 * 2, 0.2, np.float32), np.zeros(44_100 * 2, np.float32))
    hiss = (0.0008 * np.sign(noise(5, 0))).astype(np.float32)
    parts = (hiss[: round(before * 44_100)], sound, hiss[: round(after * 44_100)])
    found = measured(write_audio(tmp_path / "a.wav", np.concatenate(parts), codec="pcm_f32le"))
    assert found.starts_s == pytest.approx(before, abs=1e-4)
    assert found.ends_s == pytest.approx(before + 2, abs=1e-4)


def test_the_outline_shows_where_it_is_loud_and_what_is_heard_there(tmp_path: Path) -> None:
    parts = [silence(2), tone(80, 2), tone(1_000, 2), tone(8_000, 2), tone(14_000, 2)]
    outline = measured(write_audio(tmp_path / "a.flac", np.concatenate(parts))).waveform
    assert len(outline) == 100
    middles = [10, 30, 50, 70, 90]
    np.testing.assert_allclose(outline.peaks[middles], [0, 0.25, 0.25, 0.25, 0.25], rtol=0.03)
    bands = outline.bands[:, middles]
    rms = 0.25 / np.sqrt(2)
    expected = np.array([[0, rms, 0, 0, 0], [0, 0, rms, 0, 0], [0, 0, 0, rms, rms]])
    np.testing.assert_allclose(bands, expected, atol=0.01)


def test_a_long_recording_has_no_more_columns(tmp_path: Path) -> None:
    quiet, loud = 0.1 * tone(440, 99, 8_000), tone(440, 1, 8_000)
    path = write_audio(tmp_path / "a.wav", np.concatenate([quiet, loud, quiet]), 8_000)
    outline = measured(path).waveform
    assert len(outline) == MOST_COLUMNS
    assert outline.peaks.argmax() in range(395, 405)


@pytest.mark.parametrize("seconds", [0.01, 0.3, 0.95])
def test_next_to_nothing_has_no_loudness(tmp_path: Path, seconds: float) -> None:
    found = measured(write_audio(tmp_path / "a.wav", tone(440, seconds)))
    assert (found.loudness_lufs is None) == (seconds < 0.4)
    assert found.ends_s == pytest.approx(seconds, abs=0.002)
    assert len(found.waveform) == np.ceil(seconds * 10)


def test_silence_starts_and_never_ends(tmp_path: Path) -> None:
    found = measured(write_audio(tmp_path / "a.wav", silence(2)))
    assert found.loudness_lufs is None
    assert found.peak == pytest.approx(0)
    assert found.starts_s == pytest.approx(0)
    assert found.ends_s == pytest.approx(2)


def test_what_is_no_number_spoils_nothing_else(tmp_path: Path) -> None:
    samples = tone(440, 4)
    samples[1_000], samples[50_000], samples[60_000] = np.nan, np.inf, 1e30
    found = measured(write_audio(tmp_path / "a.wav", samples, codec="pcm_f32le"))
    assert np.isfinite([found.peak, found.loudness_lufs or np.nan]).all()


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 96_000])
def test_any_sample_rate(tmp_path: Path, rate: int) -> None:
    path = write_audio(tmp_path / "a.wav", tone(500, 3.0, rate), rate)
    found = measured(path)
    assert found.loudness_lufs == pytest.approx(ffmpegs_loudness(path), abs=0.2)
    assert len(found.waveform) == 30


def test_a_file_that_changes_midway_is_measured_to_its_end(tmp_path: Path) -> None:
    first = write_audio(tmp_path / "a.mp3", tone(440, 3), 44_100)
    second = write_audio(tmp_path / "b.mp3", both(tone(880, 3, RATE), tone(880, 3, RATE)), RATE)
    joined = tmp_path / "both.mp3"
    joined.write_bytes(first.read_bytes() + second.read_bytes())
    found = measured(joined)
    assert found.ends_s == pytest.approx(6, abs=0.3)
    assert found.loudness_lufs == pytest.approx(-15.5, abs=1.5)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=20))
def test_an_outline_is_kept_within_its_steps(levels: list[float]) -> None:
    peaks = np.array(levels, np.float32)
    outline = Waveform.of(peaks, np.stack([peaks, peaks / 2, 0 * peaks]))
    assert len(outline) == len(levels)
    heard = peaks > 0.0011
    np.testing.assert_allclose(outline.peaks[heard], peaks[heard], rtol=0.02)
    np.testing.assert_allclose(outline.peaks[~heard], 0, atol=0.0012)
    assert not outline.bands[2].any()
