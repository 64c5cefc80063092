"""The door to FFmpeg (PyAV): opening audio files, decoding them, telling why one cannot be."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MissingLibrary, UnreadableAudio
from deej_desktop.domain.units import Seconds
from deej_desktop.native.av_conversion import Conversion, Original

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

_log = logging.getLogger(__name__)

_CONTAINERS = "aac,aiff,ape,asf,au,caf,dsf,flac,matroska,mov,mp3,mpc,mpc8,ogg,tak,tta,w64,wav,wv"
"""Formats that hold music; those that make FFmpeg open further files are left out."""

_EXACT_LENGTHS = frozenset({"aiff", "ape", "asf", "caf", "flac", "mov", "tak", "tta", "w64", "wv"})
"""Formats whose headers state the true length. MP3's are too often stale, a WAV's and an Ogg's are
measured by FFmpeg from what is there, and raw AAC has none."""

_RUN_UP_S = 0.1
"""Decoded before a place that is sought; longer than what MP3 and Opus carry over."""

_FRUITLESS_READS = 64
"""Damaged stretches passed over in a row before the rest of a file is given up."""


class OpenAudio(NamedTuple):
    """An open file and its first audio stream."""

    container: InputContainer
    stream: AudioStream

    @property
    def duration_s(self) -> Seconds | None:
        """The playing time as the header states it or FFmpeg estimates it."""
        if self.stream.duration is not None and self.stream.time_base is not None:
            return Seconds(float(self.stream.duration * self.stream.time_base))
        if self.container.duration is not None:
            return Seconds(self.container.duration / 1_000_000)
        return None

    @property
    def declared_s(self) -> Seconds | None:
        """The playing time that the header states, where headers of its format can be believed."""
        names = set(self.container.format.name.split(","))
        duration = self.stream.duration
        if not names & _EXACT_LENGTHS or duration is None or self.stream.time_base is None:
            return None
        return Seconds(float(duration * self.stream.time_base))


@contextmanager
def open_audio(path: Path, *, hasty: bool = False) -> Iterator[OpenAudio]:
    """Open `path` for demuxing or decoding; closed again when the block ends.

    FFmpeg's own errors inside the block, too, become `UnreadableAudio`.

    Args:
        path: The file.
        hasty: Guess where a place is rather than read all that comes before it.

    Raises:
        UnreadableAudio: The file is missing, empty, unreadable, no audio, or damaged.
        MissingLibrary: PyAV is not installed or broken.
    """
    try:
        import av
        import av.error
        import av.logging
    except ImportError as error:
        raise MissingLibrary("PyAV", "read audio files", "install Deej again") from error
    av.logging.set_level(av.logging.PANIC)
    try:
        if path.stat().st_size == 0:
            raise UnreadableAudio(path, "it is empty")
        # FFmpeg takes "file:" literally, so that a name like "http:x.mp3" stays a name.
        url = os.fsdecode(b"file:" + os.fsencode(path))
        # A file must not make FFmpeg open others, let alone the network, as playlists can.
        options = {"protocol_whitelist": "file", "format_whitelist": _CONTAINERS}
        if hasty:
            options["fflags"] = "fastseek"
        with av.open(url, options=options, metadata_errors="replace") as container:
            if not container.streams.audio:
                raise UnreadableAudio(path, "it holds no audio")
            yield OpenAudio(container, container.streams.audio[0])
    except FileNotFoundError as error:
        raise UnreadableAudio(path, "it is no longer there") from error
    except PermissionError as error:
        raise UnreadableAudio(path, "you may not read it; check its permissions") from error
    except IsADirectoryError as error:
        raise UnreadableAudio(path, "it is a folder") from error
    except (av.error.InvalidDataError, av.error.ArgumentError) as error:
        raise UnreadableAudio(path, "it is damaged or no audio at all") from error
    except (av.error.FFmpegError, OSError) as error:
        raise UnreadableAudio(path, f"it cannot be read ({error.strerror})") from error


class Decoder:
    """Decodes an open file to one sample rate, passing over damaged stretches.

    A file whose rate, channels or sample format change midway goes on in the new ones.

    Attributes:
        packets: How many have been read so far.
        broken: How many of them could not be decoded.
        end_s: Where in the file the last decoded sound ended.
    """

    def __init__(
        self,
        audio: OpenAudio,
        sample_rate: int,
        original: Callable[[Original], None] | None = None,
        *,
        mono: bool = False,
    ) -> None:
        """Make ready to decode.

        Args:
            audio: The file.
            sample_rate: Wanted, in Hz.
            original: Given the sound as it was before, some seconds ahead of the resampled.
            mono: Whether the mean of the channels alone is wanted, or each of them.
        """
        # Files are decoded beside each other, one a core, so none needs threads of its own.
        audio.stream.codec_context.thread_count = 1
        self._audio = audio
        self._sample_rate = sample_rate
        self._original = original
        self._mono = mono
        self.packets = 0
        self.broken = 0
        self.end_s = Seconds(0.0)

    def blocks(self) -> Iterator[FloatArray]:
        """Decode from where the file stands to its end.

        Yields:
            Samples in the file's own scale, mostly -1..1, shape (channels, n), of some seconds
            or less; NaN and infinity are passed on where a file holds them.

        Raises:
            av.error.FFmpegError: The sound cannot be converted; `open_audio` translates it.
        """
        return self._converted(self._frames())

    def blocks_from(self, start_s: Seconds) -> Iterator[FloatArray]:
        """As `blocks`, from another place in the file, as near as its format finds it."""
        stream = self._audio.stream
        assert stream.time_base is not None
        start_s = Seconds(start_s + float((stream.start_time or 0) * stream.time_base))
        # What comes right after a seek may lack what the codec built up before.
        place = round(max(0.0, start_s - _RUN_UP_S) / stream.time_base)
        self._audio.container.seek(place, stream=stream)
        return self._converted(frame for frame in self._frames() if self.end_s > start_s)

    def _read(self) -> Iterator[Packet[AudioStream]]:
        from av.error import EOFError as FFmpegEnd
        from av.error import FFmpegError

        fruitless = 0
        while fruitless < _FRUITLESS_READS:
            try:
                for packet in self._audio.container.demux(self._audio.stream):
                    fruitless = 0
                    yield packet
            except FFmpegEnd:
                return
            except FFmpegError as error:
                # Reading again goes on behind the damage, if the format can find its place.
                _log.debug("A damaged stretch is passed over: %s", error)
                fruitless += 1
            else:
                return

    def _frames(self) -> Iterator[AudioFrame]:
        from av.error import FFmpegError

        decode = self._audio.stream.decode
        for packet in self._read():
            self.packets += 1
            try:
                frames = decode(packet)
            except FFmpegError:
                self.broken += 1
                continue
            for frame in frames:
                if (time := frame.time) is not None:
                    self.end_s = Seconds(time + frame.samples / frame.sample_rate)
                yield frame

    def _converted(self, frames: Iterator[AudioFrame]) -> Iterator[FloatArray]:
        conversion: Conversion | None = None
        kind = None
        for frame in frames:
            # Asked of every frame, so nothing here that makes text of a layout.
            this_kind = (frame.sample_rate, frame.format.name, frame.layout.nb_channels)
            if conversion is None or this_kind != kind:
                if conversion is not None:
                    yield from conversion.rest()
                conversion = Conversion(frame, self._sample_rate, self._original, mono=self._mono)
                kind = this_kind
            if conversion.put(frame):
                yield from conversion.ready()
        if conversion is not None:
            yield from conversion.rest()


def recoded(samples: FloatArray, sample_rate: int, bit_rate: int) -> FloatArray:
    """What is left of mono `samples` (n,) after they were an MP3 of `bit_rate` bits a second.

    Args:
        samples: In -1..1, n > 0.
        sample_rate: One that MP3 knows: 8,000, 11,025, 12,000, or up to four times these.
        bit_rate: For mono, 32,000 is poor and 96,000 good.

    Returns:
        About as many samples, in time with those given.

    Raises:
        MissingLibrary: PyAV is not installed or broken.
    """
    try:
        from av import AudioCodecContext, AudioFrame, CodecContext
    except ImportError as error:
        raise MissingLibrary("PyAV", "read audio files", "install Deej again") from error
    encoder, decoder = CodecContext.create("libmp3lame", "w"), CodecContext.create("mp3float", "r")
    assert isinstance(encoder, AudioCodecContext)
    assert isinstance(decoder, AudioCodecContext)
    encoder.sample_rate, encoder.layout, encoder.format = sample_rate, "mono", "fltp"
    encoder.bit_rate, encoder.time_base = bit_rate, Fraction(1, sample_rate)
    encoder.open()
    blocks: list[FloatArray] = []
    starts = [*range(0, samples.size, encoder.frame_size), None]
    for start in starts:
        frame = None
        if start is not None:
            block = samples[None, start : start + encoder.frame_size]
            frame = AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "mono")
            frame.sample_rate, frame.time_base, frame.pts = sample_rate, encoder.time_base, start
        for packet in encoder.encode(frame):
            blocks += [part.to_ndarray()[0] for part in decoder.decode(packet)]
    blocks += [part.to_ndarray()[0] for part in decoder.decode(None)]
    return np.concatenate(blocks)
