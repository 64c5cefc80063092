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
        self,
        frame: AudioFrame,
        sample_rate: int,
        original: Callable[[Original], None] | None,
        *,
        mono: bool,
    ) -> None:
        """Make ready for frames like `frame`.

        Args:
            frame: The first of them.
            sample_rate: Wanted, in Hz.
            original: Given the sound as it was before, some seconds ahead of the resampled.
            mono: Whether the mean of the channels alone is wanted, or each of them.

        Raises:
            av.error.InvalidDataError: Its sample rate is none.
        """
        import av.error
        from av.audio.fifo import AudioFifo

        rate, channels = frame.sample_rate, frame.layout.nb_channels
        if rate not in _USUAL_RATES:
            raise av.error.InvalidDataError(22, f"a sample rate of {rate} Hz")
        self._original = original
        # Where just a stretch is wanted, decoding further is for nothing.
        self._wanted = _SECONDS_TOGETHER * rate if original else rate // 4
        self._gathered = AudioFifo()
        self._gather = self._gathered.write
        self._count = 0
        self._weights = _weights(frame)
        filters = [] if frame.format.name == "fltp" else [("aformat", "sample_fmts=fltp")]
        if channels > (1 if mono else _MOST_PLANES):
            every = "+".join(f"c{number}" for number in range(channels))
            # "<" scales the gains to a sum of one, whatever the layout is called: the mean.
            filters.append(("pan", f"mono|c0<{every}"))
        self._filters = [*filters, ("aresample", f"{sample_rate}:osf=fltp")]
        self._planar: _Chain | None = None
        if original is not None and filters:
            self._planar, self._filters = _Chain(frame, filters), self._filters[-1:]
        self._resampling: _Chain | None = None

    def put(self, frame: AudioFrame) -> bool:
        """Take a frame; whether something is ready then."""
        frame.pts = None  # gaps and jumps of the clock must not become silence
        self._gather(frame)
        self._count += frame.samples
        return self._count >= self._wanted

    def ready(self) -> Iterator[FloatArray]:
        """Yield what is ready, shape (channels, n), of some seconds or less."""
        while self._count >= self._wanted:
            self._count -= self._wanted
            yield from self._converted(self._gathered.read(self._wanted))

    def rest(self) -> Iterator[FloatArray]:
        """Yield what is left when no more frames come."""
        yield from self._converted(self._gathered.read())
        if self._resampling is not None:
            for frame in self._resampling.through(None):
                yield np.stack(_planes(frame))

    def _converted(self, gathered: AudioFrame | None) -> Iterator[FloatArray]:
        if gathered is None:
            return
        gathered.pts = None
        for frame in [gathered] if self._planar is None else self._planar.through(gathered):
            if self._original is not None:
                self._original(Original(_planes(frame), frame.sample_rate, self._weights))
            if self._resampling is None:
                self._resampling = _Chain(frame, self._filters)
            for resampled in self._resampling.through(frame):
                yield np.stack(_planes(resampled))


class _Chain:
    """FFmpeg's filters, one after the other, for frames like a given one."""

    def __init__(self, frame: AudioFrame, filters: Sequence[_Filter]) -> None:
        from av.filter import Graph

        self._graph = graph = Graph()
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

    def through(self, frame: AudioFrame | None) -> Iterator[AudioFrame]:
        """Put a frame in, or the end, and yield what comes out."""
        from av.audio.frame import AudioFrame
        from av.error import BlockingIOError as FFmpegWaits
        from av.error import EOFError as FFmpegEnd

        self._graph.push(frame)
        while True:
            try:
                pulled = self._graph.pull()
            except (FFmpegEnd, FFmpegWaits):
                return
            assert isinstance(pulled, AudioFrame)
            yield pulled


def _planes(frame: AudioFrame) -> list[FloatArray]:
    return [np.frombuffer(memoryview(plane), np.float32, frame.samples) for plane in frame.planes]


def _weights(frame: AudioFrame) -> FloatArray:
    if frame.layout.nb_channels > _MOST_PLANES:
        return np.ones(1, np.float32)
    names = [channel.name for channel in frame.layout.channels]
    return np.array([_CHANNEL_WEIGHTS.get(name, 1.0) for name in names], np.float32)
