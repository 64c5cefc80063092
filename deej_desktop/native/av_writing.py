"""The door to FFmpeg (PyAV), outwards: writing stereo sound into one file, with chapters."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MissingLibrary
from deej_desktop.domain.units import Seconds

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer


class SoundFormat(NamedTuple):
    """How sound is written.

    Attributes:
        codec: FFmpeg's name of the encoder.
        container: FFmpeg's name of the container.
        sample_rate: In Hz.
        bit_rate: Bits a second, or None for a format that loses nothing.
    """

    codec: str
    container: str
    sample_rate: int = 44_100
    bit_rate: int | None = 256_000


SOUND_FORMATS: Mapping[str, SoundFormat] = {
    ".mp3": SoundFormat("libmp3lame", "mp3"),
    ".m4a": SoundFormat("aac", "ipod"),
    ".flac": SoundFormat("flac", "flac", bit_rate=None),
    # Opus, which FFmpeg encodes far better than Vorbis; it has one sample rate.
    ".ogg": SoundFormat("libopus", "ogg", 48_000, 192_000),
    ".opus": SoundFormat("libopus", "opus", 48_000, 192_000),
}
"""What can be written, by the ending of the file's name in lower case."""


_VORBIS_COMMENTS = ("flac", "ogg", "opus")
"""Containers whose chapters are tags; FFmpeg leaves them out, or rounds them to whole seconds."""


class Chapter(NamedTuple):
    """A named part of a file, from `start` until the next begins."""

    title: str
    start: Seconds


class SoundWriter:
    """Takes the sound of an open file, block by block."""

    def __init__(self, container: OutputContainer, stream: AudioStream) -> None:
        self._container = container
        self._stream = stream
        self._written = 0
        self._is_pcm = stream.codec_context.name == "flac"
        self._dither = np.random.default_rng(0)

    def write(self, block: FloatArray) -> None:
        """Write the next samples, shape (2, n), in -1..1."""
        from av import AudioFrame

        rate = self._stream.codec_context.sample_rate
        if self._is_pcm:
            frame = AudioFrame.from_ndarray(self._whole_numbers(block), "s16", "stereo")
        else:
            frame = AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "stereo")
        frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), self._written
        self._written += block.shape[1]
        self._container.mux(self._stream.encode(frame))

    def finish(self) -> None:
        """Write what the encoder still holds."""
        self._container.mux(self._stream.encode(None))

    def _whole_numbers(self, block: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
        # Noise of a triangular distribution turns what rounding distorts into a faint hiss.
        noise = self._dither.random((2, *block.shape), np.float32)
        rounded = np.round(block * 32_766 + noise[0] - noise[1])
        return np.ascontiguousarray(rounded.T.reshape(1, -1).clip(-32_768, 32_767), np.int16)


@contextmanager
def open_for_sound(
    path: Path,
    sound: SoundFormat,
    tags: Mapping[str, str],
    chapters: Sequence[Chapter],
    length: Seconds,
) -> Iterator[SoundWriter]:
    """Open `path` for stereo sound, to be closed when the block ends.

    Args:
        path: A file that is there is replaced.
        sound: How to write it.
        tags: By FFmpeg's names.
        chapters: In order, the first at the beginning.
        length: How long all of it will be.

    Raises:
        OSError: The file cannot be written; FFmpeg's own errors are `OSError` too, or ValueError.
        MissingLibrary: PyAV is not installed or broken, or lacks the encoder.
    """
    try:
        import av
        from av.codec import Codec
        from av.codec.codec import UnknownCodecError
    except ImportError as error:
        raise MissingLibrary("PyAV", "write sound files", "install Deej again") from error
    try:
        Codec(sound.codec, "w")
    except UnknownCodecError as error:
        raise MissingLibrary(
            f"FFmpeg's encoder {sound.codec}", "write this kind of file", "choose another kind"
        ) from error
    url = os.fsdecode(b"file:" + os.fsencode(path))
    with av.open(url, "w", format=sound.container) as container:
        container.metadata.update(tags)
        stream = container.add_stream(sound.codec, rate=sound.sample_rate, layout="stereo")
        assert isinstance(stream, av.AudioStream)
        if sound.bit_rate is not None:
            stream.bit_rate = sound.bit_rate
        if sound.container in _VORBIS_COMMENTS:
            container.metadata.update(_as_comments(chapters))
        else:
            _set_chapters(container, chapters, length)
        writer = SoundWriter(container, stream)
        yield writer
        writer.finish()


def _set_chapters(container: OutputContainer, chapters: Sequence[Chapter], length: Seconds) -> None:
    ends = [*(chapter.start for chapter in chapters[1:]), length]
    container.set_chapters(
        [
            {
                "id": number,
                "start": round(1000 * chapter.start),
                "end": round(1000 * end),
                "time_base": Fraction(1, 1000),
                "metadata": {"title": chapter.title},
            }
            for number, (chapter, end) in enumerate(zip(chapters, ends, strict=True), start=1)
        ]
    )


def _as_comments(chapters: Sequence[Chapter]) -> dict[str, str]:
    """Chapters as Vorbis comments, the way of OGM files that players understand."""
    comments: dict[str, str] = {}
    for number, chapter in enumerate(chapters, start=1):
        seconds, milliseconds = divmod(round(1000 * chapter.start), 1000)
        hours, minutes = divmod(seconds // 60, 60)
        time = f"{hours:02}:{minutes:02}:{seconds % 60:02}.{milliseconds:03}"
        comments |= {f"CHAPTER{number:03}": time, f"CHAPTER{number:03}NAME": chapter.title}
    return comments
