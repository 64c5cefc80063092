"""Part of the door to FFmpeg (PyAV): from decoded frames to samples at one rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from deej_desktop.domain.arrays import FloatArray

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

_USUAL_RATES = range(1_000, 1_000_000)
"""Sample rates in Hz that can be music; from others a small file could become terabytes."""

_MOST_PLANES = 8
"""Channels that PyAV can give one by one; of more, the mean is taken at once."""

_CHANNEL_WEIGHTS = {"LFE": 0.0, "BL": 1.41, "BR": 1.41, "BC": 1.41, "SL": 1.41, "SR": 1.41}
"""What counts towards loudness by other than 1: effects not at all, what is behind more."""

_SECONDS_TOGETHER = 4
"""Of a whole file: fewer cost more calls, more do not stay in a processor's cache."""

_Filter: TypeAlias = tuple[str, str]


class Original(NamedTuple):
    """Decoded sound as it is in its file.

    Attributes:
        planes: The channels, of shape (n,) each, mostly in -1..1; may hold NaN and infinity.
        sample_rate: In Hz.
        weights: By what the power of each counts towards loudness (ITU-R BS.1770-5), (channels,).
    """

    planes: Sequence[FloatArray]
    sample_rate: int
    weights: FloatArray


class Conversion:
    """Resamples frames of one kind, by FFmpeg's own resampler.

    Frames are gathered before they are converted: one by one costs twice as much.
    """

    def __init__(
        self, frame: AudioFrame, sample_rate: int, original: Callable[[Original], None] | None
    ) -> None:
        """Make ready for frames like `frame`.

        Args:
            frame: The first of them.
            sample_rate: Wanted, in Hz.
            original: Given the sound as it was before, some seconds ahead of the resampled.

        Raises:
            av.error.InvalidDataError: Its sample rate is none.
        """
        import av.error

        rate, channels = frame.sample_rate, frame.layout.nb_channels
        if rate not in _USUAL_RATES:
            raise av.error.InvalidDataError(22, f"a sample rate of {rate} Hz")
        self._original = original
        # Where just a stretch is wanted, decoding further is for nothing.
        self._gathered = _SECONDS_TOGETHER * rate if original else rate // 4
        self._put = 0
        self._weights = _weights(frame)
        filters = [("asetnsamples", f"n={self._gathered}:p=0"), ("aformat", "sample_fmts=fltp")]
        if channels > _MOST_PLANES:
            every = "+".join(f"c{number}" for number in range(channels))
            # "<" scales the gains to a sum of one, whatever the layout is called: the mean.
            filters.append(("pan", f"mono|c0<{every}"))
        self._resample = ("aresample", f"{sample_rate}:osf=fltp")
        if original is None:
            filters.append(self._resample)
        self._first = _Chain(frame, filters)
        self._push = self._first.push
        self._second: _Chain | None = None

    def put(self, frame: AudioFrame) -> bool:
        """Take a frame; whether something is ready then."""
        frame.pts = None  # gaps and jumps of the clock must not become silence
        self._push(frame)
        self._put += frame.samples
        if self._put < self._gathered:
            return False
        self._put = 0
        return True

    def ready(self) -> Iterator[FloatArray]:
        """Yield what is ready, shape (channels, n), of some seconds or less."""
        for frame in self._first.pull():
            if self._original is None:
                yield np.stack(_planes(frame))
                continue
            self._original(Original(_planes(frame), frame.sample_rate, self._weights))
            if self._second is None:
                self._second = _Chain(frame, [self._resample])
            self._second.push(frame)
            for resampled in self._second.pull():
                yield np.stack(_planes(resampled))

    def rest(self) -> Iterator[FloatArray]:
        """Yield what is left when no more frames come."""
        self._push(None)
        yield from self.ready()
        if self._second is not None:
            self._second.push(None)
            for frame in self._second.pull():
                yield np.stack(_planes(frame))


class _Chain:
    """FFmpeg's filters, one after the other, for frames like a given one."""

    def __init__(self, frame: AudioFrame, filters: Sequence[_Filter]) -> None:
        from av.filter import Graph

        self._graph = graph = Graph()
        self.push: Callable[[AudioFrame | None], None] = graph.push
        graph.link_nodes(
            graph.add(
                "abuffer",
                sample_rate=str(frame.sample_rate),
                sample_fmt=frame.format.name,
                channel_layout=frame.layout.name,
                time_base=f"1/{frame.sample_rate}",
            ),
            *(graph.add(name, arguments) for name, arguments in filters),
            graph.add("abuffersink"),
        ).configure()

    def pull(self) -> Iterator[AudioFrame]:
        from av.audio.frame import AudioFrame
        from av.error import BlockingIOError as FFmpegWaits
        from av.error import EOFError as FFmpegEnd

        while True:
            try:
                frame = self._graph.pull()
            except (FFmpegEnd, FFmpegWaits):
                return
            assert isinstance(frame, AudioFrame)
            yield frame


def _planes(frame: AudioFrame) -> list[FloatArray]:
    return [np.frombuffer(memoryview(plane), np.float32, frame.samples) for plane in frame.planes]


def _weights(frame: AudioFrame) -> FloatArray:
    if frame.layout.nb_channels > _MOST_PLANES:
        return np.ones(1, np.float32)
    names = [channel.name for channel in frame.layout.channels]
    return np.array([_CHANNEL_WEIGHTS.get(name, 1.0) for name in names], np.float32)
