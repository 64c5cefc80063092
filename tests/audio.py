"""Audio the tests make themselves: music-like sound, and files of it in every format.

Everything is deterministic: the same arguments give the same sound, and on one machine the same
bytes. Arrays are float32 in -1..1, shaped (n,) for mono or (n, channels).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from deej_desktop.domain.arrays import FloatArray

FORMATS = (".mp3", ".m4a", ".flac", ".ogg", ".opus", ".wav", ".aiff", ".wv", ".wma")
"""The suffixes `write_audio` knows."""

_CODECS = {
    ".mp3": "libmp3lame",
    ".m4a": "aac",
    ".flac": "flac",
    ".ogg": "vorbis",
    ".opus": "libopus",
    ".wav": "pcm_s16le",
    ".aiff": "pcm_s16be",
    ".wv": "wavpack",
    ".wma": "wmav2",
}
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}
_SCALES = ((0, 2, 4, 7, 9), (0, 3, 5, 7, 10), (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10))


def write_audio(
    path: Path,
    samples: FloatArray,
    sample_rate: int = 44_100,
    *,
    tags: Mapping[str, str] | None = None,
    codec: str | None = None,
) -> Path:
    """Encode `samples` into `path` in the format of its suffix, and return `path`.

    Args:
        path: Its suffix is one of `FORMATS`; the folder exists.
        samples: (n,) or (n, channels) with 1, 2 or 6 channels, in -1..1.
        sample_rate: In Hz; Opus stores 48,000 whatever is given.
        tags: By FFmpeg's names: title, artist, album, album_artist, genre, date, track, disc.
            A .wav gets a RIFF INFO list, which mutagen does not read.
        codec: FFmpeg's name of another encoder for the container, such as "alac" in .m4a or
            "pcm_f32le" in .wav.
    """
    planes = np.atleast_2d(samples.T).astype(np.float32)
    name = codec or _CODECS[path.suffix.lower()]
    if name == "vorbis" and planes.shape[0] == 1:
        planes = np.repeat(planes, 2, axis=0)  # FFmpeg's Vorbis encoder knows stereo alone
    layout = _LAYOUTS[planes.shape[0]]
    rate = 48_000 if name == "libopus" else sample_rate
    options = {"fflags": "+bitexact"}
    if path.suffix.lower() == ".aiff":
        options["write_id3v2"] = "1"
    with av.open(str(path), "w", options=options) as container:
        container.metadata.update(tags or {})
        stream = container.add_stream(name, rate=rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        # FFmpeg calls its own Vorbis encoder experimental; that is good enough to be decoded.
        stream.codec_context.options = {"strict": "experimental"}
        stream.bit_rate = 96_000 * planes.shape[0]
        for start in range(0, planes.shape[1], sample_rate):
            block = np.ascontiguousarray(planes[:, start : start + sample_rate])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
            frame.sample_rate = sample_rate
            frame.pts = start
            frame.time_base = Fraction(1, sample_rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def tone(hertz: float, seconds: float, sample_rate: int = 44_100) -> FloatArray:
    """A sine at a quarter of full scale; shape (n,)."""
    time = np.arange(round(seconds * sample_rate)) / sample_rate
    return (0.25 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def silence(seconds: float, sample_rate: int = 44_100) -> FloatArray:
    """Digital silence; shape (n,)."""
    return np.zeros(round(seconds * sample_rate), np.float32)


def tune(seconds: float, seed: int, sample_rate: int = 44_100) -> FloatArray:
    """A little piece in stereo; another seed is another piece in another style.

    The seed decides key, scale, tempo, how bright the instrument is, how much drum and bass there
    is and every note. A longer piece begins like a shorter one of the same seed.

    Returns:
        (n, 2), peak about 0.7.
    """
    style = np.random.default_rng([seed, 0])
    scale = np.array(_SCALES[style.integers(len(_SCALES))])
    beat_s = 60 / style.uniform(70, 170)
    root = 110 * 2 ** (style.integers(12) / 12)
    partials, brightness = int(style.integers(2, 12)), style.uniform(0.4, 0.9)
    ring_s, drums, bass = style.uniform(0.08, 0.8), style.uniform(0, 0.5), style.uniform(0.1, 0.5)

    length = round(seconds * sample_rate)
    voices = {"melody": np.zeros(length), "bass": np.zeros(length), "drums": np.zeros(length)}
    notes = np.random.default_rng([seed, 1])
    for number in range(int(seconds / (beat_s / 2)) + 1):
        start = round(number * beat_s / 2 * sample_rate)
        step, octave, hit = notes.choice(scale), notes.integers(1, 3), notes.random()
        noise = notes.standard_normal(sample_rate // 10)
        melody = _pluck(root * 2 ** (octave + step / 12), ring_s, partials, brightness, sample_rate)
        _add(voices["melody"], start, melody)
        if number % 4 == 0:
            low = _pluck(
                root / 2 * 2 ** (scale[number // 8 % len(scale)] / 12), 0.6, 3, 0.5, sample_rate
            )
            _add(voices["bass"], start, low)
        if number % 2 == 0 or hit < drums:
            _add(voices["drums"], start, noise * np.exp(-np.arange(noise.size) / sample_rate * 60))
    middle = bass * 2 * voices["bass"] + drums * 0.6 * voices["drums"]
    both = np.stack([voices["melody"] + middle, 0.6 * voices["melody"] + middle], axis=1)
    return (0.7 * np.tanh(0.6 * both)).astype(np.float32)


def _pluck(
    hertz: float, ring_s: float, partials: int, brightness: float, sample_rate: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    time = np.arange(round(3 * ring_s * sample_rate)) / sample_rate
    wave = np.zeros(time.size)
    for partial in range(1, partials + 1):
        if partial * hertz < sample_rate / 2:
            phase = 2 * np.pi * partial * hertz * time
            wave += brightness ** (partial - 1) * np.sin(phase) * np.exp(-time * partial / ring_s)
    return wave


def _add(
    voice: np.ndarray[tuple[int], np.dtype[np.float64]],
    start: int,
    sound: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    part = sound[: max(0, voice.size - start)]
    voice[start : start + part.size] += part
