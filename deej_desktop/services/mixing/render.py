"""Rendering a timeline: parts one after the other, with equal-power cross-fades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.services.mixing.sound import stereo_blocks
from deej_desktop.services.mixing.timeline import Part, Timeline


def rendered(timeline: Timeline, gain: float) -> Iterator[FloatArray]:
    """The sound of a mix, multiplied by `gain`, in blocks (2, n).

    Raises:
        UnreadableAudio: A file went away meanwhile.
    """
    fading = np.zeros((2, 0), np.float32)  # the end of the part before
    for part in timeline.parts:
        keep = _Tail(part.overlap)
        blocks = _heard(part, timeline.sample_rate, gain)
        yield from keep.all_but(_faded_in(blocks, fading))
        fading = keep.tail
    if fading.size:
        yield fading


def _heard(part: Part, sample_rate: int, gain: float) -> Iterator[FloatArray]:
    """What is heard of a part, at its level, of exactly its length."""
    factor = np.float32(part.gain * gain)
    at = 0
    for block in stereo_blocks(part.track.path, sample_rate):
        begin, end = max(part.begin, at), min(part.end, at + block.shape[1])
        if begin < end:
            yield block[:, begin - at : end - at] * factor
        at += block.shape[1]
        if at >= part.end:
            return
    if at < part.end:  # the file has become shorter; the rest keeps its time
        yield np.zeros((2, part.end - max(at, part.begin)), np.float32)


def _faded_in(blocks: Iterable[FloatArray], fading: FloatArray) -> Iterator[FloatArray]:
    """The blocks, their beginning mixed with the end of the part before, at equal power."""
    length = fading.shape[1]
    angles = (np.arange(length, dtype=np.float32) + 0.5) * np.float32(np.pi / 2 / max(1, length))
    rising, falling = np.sin(angles), np.cos(angles)
    at = 0
    for block in blocks:
        share = min(block.shape[1], length - at)
        if share > 0:
            here = slice(at, at + share)
            mixed = block.copy()
            mixed[:, :share] *= rising[here]
            mixed[:, :share] += fading[:, here] * falling[here]
            at += share
            yield mixed
        else:
            yield block


class _Tail:
    """Holds back the last samples of a stream.

    Attributes:
        tail: Those samples, once the stream has ended.
    """

    def __init__(self, samples: int) -> None:
        self._samples = samples
        self.tail = np.zeros((2, 0), np.float32)

    def all_but(self, blocks: Iterable[FloatArray]) -> Iterator[FloatArray]:
        """The stream without its last samples."""
        for block in blocks:
            held = np.concatenate([self.tail, block], axis=1)
            free = held.shape[1] - self._samples
            if free > 0:
                yield held[:, :free]
                held = held[:, free:]
            self.tail = held
