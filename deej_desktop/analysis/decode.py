"""From a file to mono samples, and what counts as a file too damaged to judge a track by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from deej_desktop.analysis.sound_meter import LOUDEST, SoundMeter, tamed
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.units import Seconds
from deej_desktop.native.av import Decoder, open_audio

BLOCK_SECONDS = Seconds(10.0)
"""Sound in a block, except the last: large enough for numpy, small enough to forget."""


def decode_blocks(
    path: Path, sample_rate: int, meter: SoundMeter | None = None
) -> Iterator[FloatArray]:
    """Decode a file to mono, block by block, so that a long one needs no more memory.

    Mono is the mean of the channels. Damaged stretches are passed over. Whether too much is damaged
    shows only at the end, so what came before an `UnreadableAudio` should be forgotten.

    Args:
        path: An audio file in any format that FFmpeg reads.
        sample_rate: Of the result, in Hz.
        meter: Measures all that is decoded; made for `sample_rate`.

    Yields:
        Samples, shape (n,), mostly in -1..1 and always finite.

    Raises:
        UnreadableAudio: The file is missing, empty, unreadable, no audio, or breaks off or is
            damaged by a clear margin.
        MissingLibrary: PyAV is not installed or broken.
    """
    with open_audio(path) as audio:
        original = None if meter is None else meter.feed_original
        decoder = Decoder(audio, sample_rate, original, mono=meter is None)
        declared_s = audio.declared_s
        decoded = 0
        for block in _joined(_mono(decoder.blocks(), meter), round(BLOCK_SECONDS * sample_rate)):
            decoded += block.size
            yield block
        if decoded == 0 or decoder.broken > decoder.packets / 2:
            raise UnreadableAudio(path, "it is damaged or no audio at all")
        if declared_s is not None:
            _judge(path, declared_s, decoder.end_s, Seconds(decoded / sample_rate))


def decode_mono(path: Path, sample_rate: int, at_most: Seconds | None = None) -> FloatArray:
    """Decode a whole file, or its first `at_most` seconds, as `decode_blocks` does.

    An hour takes 300 MB at 22,050 Hz; prefer `decode_blocks` for files of unknown length.

    Returns:
        Samples, shape (n,) with n > 0.

    Raises:
        UnreadableAudio: As `decode_blocks`.
        MissingLibrary: As `decode_blocks`.
    """
    wanted = None if at_most is None else round(at_most * sample_rate)
    blocks: list[FloatArray] = []
    count = 0
    for block in decode_blocks(path, sample_rate):
        blocks.append(block)
        count += block.size
        if wanted is not None and count >= wanted:
            break
    return np.concatenate(blocks)[:wanted]


def decode_stretch(decoder: Decoder, start_s: Seconds, count: int) -> FloatArray:
    """Decode `count` samples in mono from about `start_s` on, or as many as there are; (n,)."""
    blocks = [np.zeros(0, np.float32)]
    missing = count
    for block in _mono(decoder.blocks_from(start_s)):
        blocks.append(block[:missing])
        missing -= block.size
        if missing <= 0:
            break
    return np.concatenate(blocks)


def _judge(path: Path, declared_s: Seconds, end_s: Seconds, decoded_s: Seconds) -> None:
    margin_s = max(1.0, 0.02 * declared_s)
    if end_s < declared_s - margin_s:
        reason = f"it breaks off after {_clock(end_s)} of {_clock(declared_s)}"
        raise UnreadableAudio(path, reason)
    if decoded_s < declared_s / 2 - margin_s:
        reason = f"only {_clock(decoded_s)} of its {_clock(declared_s)} can be decoded"
        raise UnreadableAudio(path, reason)


def _clock(seconds: Seconds) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02}"


def _joined(blocks: Iterator[FloatArray], size: int) -> Iterator[FloatArray]:
    waiting: list[FloatArray] = []
    count = 0
    for block in blocks:
        waiting.append(block)
        count += block.size
        if count >= size:
            yield np.concatenate(waiting)
            waiting, count = [], 0
    if count:
        yield np.concatenate(waiting)


def _mono(blocks: Iterator[FloatArray], meter: SoundMeter | None = None) -> Iterator[FloatArray]:
    for planes in blocks:
        # Whatever is no number is neither; a sum of rows is had sooner than their mean.
        if not (planes.max(initial=0.0) <= LOUDEST and planes.min(initial=0.0) >= -LOUDEST):
            planes = tamed(planes)
        if meter is not None:
            meter.feed(planes)
        if len(planes) == 1:
            yield planes[0]
            continue
        mono = planes.sum(axis=0)
        mono *= np.float32(1 / len(planes))
        yield mono
