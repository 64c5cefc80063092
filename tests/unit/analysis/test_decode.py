from __future__ import annotations

import os
import struct
import tempfile
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.decode import BLOCK_SECONDS, decode_blocks, decode_mono
from deej_desktop.analysis.sound_meter import SoundMeter
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.units import Seconds
from tests.audio import FORMATS, silence, tone, tune, write_audio

RATE = 22_050


def loudest_hertz(samples: FloatArray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size)))
    return float(spectrum.argmax() * RATE / samples.size)


def write_pcm(path: Path, channels: int, rate: int, samples: FloatArray) -> Path:
    """A plain WAV of 16 bits, (n,) in each channel, which `write_audio` is too good for."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        integers = np.repeat((samples * 32_767).astype("<i2")[:, None], channels, axis=1)
        file.writeframes(integers.tobytes())
    return path


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_decoded_to_its_sound(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", tone(1_000, 3))
    samples = decode_mono(path, RATE)
    assert samples.dtype == np.float32
    assert samples.size / RATE == pytest.approx(3, abs=0.15)
    assert loudest_hertz(samples) == pytest.approx(1_000, abs=2)
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.25 / np.sqrt(2), rel=0.05)


@pytest.mark.parametrize("codec", [("a.m4a", "alac"), ("a.wav", "pcm_f32le"), ("a.wav", "pcm_u8")])
def test_other_codecs_in_known_containers(tmp_path: Path, codec: tuple[str, str]) -> None:
    path = write_audio(tmp_path / codec[0], tone(500, 2), codec=codec[1])
    assert loudest_hertz(decode_mono(path, RATE)) == pytest.approx(500, abs=2)


@pytest.mark.parametrize("channels", [1, 2, 3, 6, 9, 30])
def test_channels_are_averaged(tmp_path: Path, channels: int) -> None:
    path = write_pcm(tmp_path / "a.wav", channels, 44_100, tone(440, 1))
    assert np.abs(decode_mono(path, RATE)).max() == pytest.approx(0.25, rel=0.02)


def test_opposite_channels_cancel(tmp_path: Path) -> None:
    left = tone(440, 1)
    path = write_audio(tmp_path / "a.flac", np.stack([left, -left], axis=1))
    assert np.abs(decode_mono(path, RATE)).max() < 1e-3


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 48_000, 96_000, 192_000])
def test_any_usual_sample_rate(tmp_path: Path, rate: int) -> None:
    path = write_pcm(tmp_path / "a.wav", 1, rate, tone(440, 2, rate))
    samples = decode_mono(path, RATE)
    assert samples.size / RATE == pytest.approx(2, abs=0.01)
    assert loudest_hertz(samples) == pytest.approx(440, abs=2)


def test_blocks_are_the_whole_in_bounded_pieces(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.flac", tune(25, seed=1))
    blocks = list(decode_blocks(path, RATE))
    assert len(blocks) == 3
    assert all(block.size < (BLOCK_SECONDS + 1) * RATE for block in blocks)
    np.testing.assert_array_equal(np.concatenate(blocks), decode_mono(path, RATE))


@pytest.mark.parametrize("channels", [1, 2, 9])
def test_the_sound_is_the_same_while_it_is_measured(tmp_path: Path, channels: int) -> None:
    path = write_pcm(tmp_path / "a.wav", channels, 44_100, tone(440, 5))
    measured = np.concatenate(list(decode_blocks(path, RATE, SoundMeter(RATE))))
    np.testing.assert_allclose(measured, decode_mono(path, RATE), atol=1e-6)


def test_only_the_beginning_is_decoded_if_that_is_wanted(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.mp3", tune(25, seed=1))
    beginning = decode_mono(path, RATE, at_most=Seconds(12))
    assert beginning.size == 12 * RATE
    np.testing.assert_array_equal(beginning, decode_mono(path, RATE)[: 12 * RATE])


def test_a_name_in_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9 \n http:.ogg")
    write_audio(tmp_path / "a.ogg", tone(440, 2)).rename(path)
    assert decode_mono(path, RATE).size > RATE


def test_not_numbers_and_infinities_become_finite(tmp_path: Path) -> None:
    samples = tone(440, 2)
    samples[1_000], samples[50_000], samples[60_000] = np.nan, np.inf, 1e30
    decoded = decode_mono(write_audio(tmp_path / "a.wav", samples, codec="pcm_f32le"), RATE)
    assert np.isfinite(decoded).all()
    assert np.abs(decoded).max() <= 1e4
    assert loudest_hertz(decoded[:20_000]) == pytest.approx(440, abs=2)


def test_a_file_whose_sample_rate_changes_midway(tmp_path: Path) -> None:
    first = write_audio(tmp_path / "a.mp3", tone(440, 3), 44_100)
    second = write_audio(tmp_path / "b.mp3", tone(880, 3, 22_050), 22_050)
    both = tmp_path / "both.mp3"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    samples = decode_mono(both, RATE)
    assert samples.size / RATE == pytest.approx(6, abs=0.3)
    assert loudest_hertz(samples[RATE : 2 * RATE]) == pytest.approx(440, abs=2)
    assert loudest_hertz(samples[4 * RATE : 5 * RATE]) == pytest.approx(880, abs=2)


def cut(path: Path) -> bytes:
    content = path.read_bytes()
    return content[: len(content) * 2 // 3]


@pytest.mark.parametrize("suffix", [".flac", ".wv", ".aiff", ".wma"])
def test_a_file_that_breaks_off_is_refused_with_its_place(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", tune(30, seed=1))
    path.write_bytes(cut(path))
    with pytest.raises(UnreadableAudio, match=r"breaks off after 0:(1\d|20) of 0:\d\d"):
        decode_mono(path, RATE)


def test_an_m4a_without_its_index_is_refused(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.m4a", tune(10, seed=1))
    path.write_bytes(cut(path))
    with pytest.raises(UnreadableAudio, match="damaged or no audio"):
        decode_mono(path, RATE)


@pytest.mark.parametrize("suffix", [".mp3", ".ogg", ".opus", ".wav"])
def test_where_headers_lie_a_shorter_file_is_a_shorter_track(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", tune(30, seed=1))
    path.write_bytes(cut(path))
    assert decode_mono(path, RATE).size / RATE == pytest.approx(20, abs=2.5)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus", ".m4a"])
def test_a_few_broken_frames_are_passed_over(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", tune(30, seed=1))
    content = bytearray(path.read_bytes())
    for place in (0.3, 0.5):
        start = int(len(content) * place)
        content[start : start + 60] = bytes(range(100, 160))
    path.write_bytes(content)
    assert decode_mono(path, RATE).size / RATE > 26


def test_a_file_that_is_mostly_damaged_is_refused(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.flac", tune(30, seed=1))
    content = bytearray(path.read_bytes())
    start, end = len(content) // 10, len(content) * 9 // 10
    content[start:end] = np.random.default_rng(1).bytes(end - start)
    path.write_bytes(content)
    with pytest.raises(UnreadableAudio, match=r"only 0:0\d of its 0:30 can be decoded"):
        decode_mono(path, RATE)


@pytest.mark.parametrize("size", [0, 0xFFFF_FFFF, 0x7FFF_FFFF])
def test_a_wav_written_to_a_pipe_states_no_length(tmp_path: Path, size: int) -> None:
    path = write_audio(tmp_path / "a.wav", tone(440, 5))
    content = bytearray(path.read_bytes())
    place = content.index(b"data") + 4
    content[place : place + 4] = struct.pack("<I", size)
    path.write_bytes(content)
    assert decode_mono(path, RATE).size / RATE == pytest.approx(5, abs=0.01)


def test_a_flac_written_to_a_pipe_states_no_length(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.flac", tone(440, 5))
    content = bytearray(path.read_bytes())
    content[21] &= 0xF0  # the 36 bits of STREAMINFO that count the samples
    content[22:26] = bytes(4)
    path.write_bytes(content)
    assert decode_mono(path, RATE).size / RATE == pytest.approx(5, abs=0.01)


def random_bytes(path: Path) -> None:
    path.write_bytes(np.random.default_rng(1).bytes(100_000))


def playlist(path: Path) -> None:
    segment = write_audio(path.with_name("segment.mp3"), tone(440, 2))
    path.write_text(f"ffconcat version 1.0\nfile {segment.name}\n")


def stream(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://localhost:9/a.mp3\n")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_bytes(b""), "it is empty"),
        (lambda path: path.write_text("This is no music.\n" * 500), "damaged or no audio"),
        (lambda path: path.write_bytes(bytes(50_000)), "damaged or no audio"),
        (random_bytes, "damaged or no audio"),
        (playlist, "damaged or no audio"),
        (stream, "damaged or no audio"),
        (lambda path: None, "no longer there"),
        (lambda path: path.mkdir(), "it is a folder"),
        (lambda path: write_pcm(path, 1, 3, silence(1)), "damaged or no audio"),
        (lambda path: write_pcm(path, 1, 2_000_000_000, silence(1)), "damaged or no audio"),
        (lambda path: write_pcm(path, 100, 44_100, silence(1)), "damaged or no audio"),
        (lambda path: write_pcm(path, 2, 44_100, silence(0)), "damaged or no audio"),
    ],
)
def test_what_is_no_audio_is_refused_with_a_reason(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "a.mp3"
    make(path)
    with pytest.raises(UnreadableAudio, match=reason) as caught:
        decode_mono(path, RATE)
    assert caught.value.path == path
    assert str(caught.value).startswith("a.mp3 cannot be used: ")


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """No administrator, who may read everything; tests often run as one in a container."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.usefixtures("unprivileged")
def test_a_file_that_may_not_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:  # one that the unprivileged may enter
        path = write_audio(Path(folder) / "a.mp3", tone(440, 1))
        path.chmod(0)
        with pytest.raises(UnreadableAudio, match="may not read it"):
            decode_mono(path, RATE)
