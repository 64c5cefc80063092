"""From tracks to one file: measure each, lay them out, render until it is as loud as wanted."""

from __future__ import annotations

import errno
import logging
import math
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import MixUnusable, UnreadableAudio
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.native.av_writing import (
    SOUND_FORMATS,
    Chapter,
    SoundFormat,
    open_for_sound,
)
from deej_desktop.services.mixing.cue_sheet import write_cue_sheet
from deej_desktop.services.mixing.limiter import limited, true_peak
from deej_desktop.services.mixing.render import rendered
from deej_desktop.services.mixing.sound import Meter, metered, stereo_blocks
from deej_desktop.services.mixing.timeline import Take, Timeline, lay_out

_log = logging.getLogger(__name__)

TARGET_LUFS = -14.0
"""As loud as the streaming services play."""

_CEILING_DB = -1.0
"""No true peak is higher."""

_HEADROOM_DB = 0.1
"""By so much two ways to look between samples may differ."""

_LOSSY_HEADROOM_DB = 1.0
"""Lossy coding adds about as much to peaks; where it adds more, there is another try."""

_MORE_HEADROOM_DB = 0.15

_CLOSE_ENOUGH_LU = 0.2
_MOST_TRIES = 4
_SILENCE = 0.001


@dataclass(frozen=True, slots=True)
class MixReport:
    """What became of a mix.

    Attributes:
        chapters: The tracks in it and when each begins.
        length: How long it is.
        lufs: How loud it is, or None for next to nothing.
        left_out: Why tracks are not in it, one sentence each.
    """

    chapters: tuple[Chapter, ...]
    length: Seconds
    lufs: float | None
    left_out: tuple[str, ...]


def mix(
    tracks: Sequence[Track],
    path: Path,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
    *,
    fade_s: Seconds | None = None,
    cue_sheet: bool = False,
) -> MixReport:
    """Render `tracks` into `path`, whole or not at all, in the format of its suffix.

    Args:
        tracks: In order.
        path: A file that is there is replaced.
        progress: Told of tracks that were measured, then of seconds that were written.
        cancel: Asks to stop.
        fade_s: How long two tracks overlap; None: as suits them.
        cue_sheet: Whether to write the titles and times into a .cue beside it, too.

    Raises:
        MixUnusable: No track can be read, the suffix is not known, nothing can be written there, or
            one of the tracks is there.
        MissingLibrary: FFmpeg, or an encoder of its, is missing.
        Cancelled: If asked to stop; nothing is left behind.
    """
    cancel = cancel or CancelToken()
    sound = _format_of(path)
    partial = path.absolute().parent / f".deej-{os.getpid()}.partial"
    # All this takes minutes, so what hinders is told before.
    _see_that_it_can_be_written(path, partial, tracks)
    takes, left_out = _measured(tracks, sound.sample_rate, progress, cancel)
    if not takes:
        raise MixUnusable("Nothing of this playlist can be read; check that its files are there.")
    timeline = lay_out(takes, sound.sample_rate, TARGET_LUFS, fade_s)
    chapters = tuple(
        Chapter(_title(part.track), Seconds(start / sound.sample_rate))
        for part, start in zip(timeline.parts, timeline.starts, strict=True)
    )
    try:
        lufs = _written(
            timeline, partial, sound, displayable(path.stem), chapters, progress, cancel
        )
        if cue_sheet:
            performers = [(part.track.artist, part.track.title) for part in timeline.parts]
            write_cue_sheet(path, performers, [chapter.start for chapter in chapters])
        partial.replace(path)
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return MixReport(chapters, _length(timeline), lufs, tuple(left_out))


def _see_that_it_can_be_written(path: Path, partial: Path, tracks: Sequence[Track]) -> None:
    """Raise `MixUnusable` if not, or if the mix would replace one of its own tracks."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        partial.touch()
        partial.unlink()
        there = path.stat() if path.exists() else None
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error
    for track in tracks:
        with suppress(OSError):  # it is left out, and told of, when it is measured
            if there is not None and os.path.samestat(there, track.path.stat()):
                raise _unwritable(path, "it is one of the tracks")


def _unwritable(path: Path, reason: str) -> MixUnusable:
    return MixUnusable(
        f"The mix {displayable(path)} cannot be written ({reason}); choose another place."
    )


def _written(
    timeline: Timeline,
    path: Path,
    sound: SoundFormat,
    title: str,
    chapters: Sequence[Chapter],
    progress: ProgressSink,
    cancel: CancelToken,
) -> float | None:
    """Write the mix and return its loudness; again if it came out too soft, or its peaks too high.

    Peaks that are held down make it softer, and lossy coding makes peaks higher.
    """
    is_lossy = sound.bit_rate is not None
    ceiling_db = _CEILING_DB - (_LOSSY_HEADROOM_DB if is_lossy else _HEADROOM_DB)
    tags = {"title": title, "album": title, "artist": "Various Artists"}
    gain_db = 0.0
    for _ in range(_MOST_TRIES):
        meter = Meter(sound.sample_rate)
        blocks = limited(rendered(timeline, _share(gain_db)), sound.sample_rate, _share(ceiling_db))
        told = ProgressMeter("Mixing", round(_length(timeline)), progress)
        with open_for_sound(path, sound, tags, chapters, _length(timeline)) as writer:
            for block in _counted(metered(blocks, meter), sound.sample_rate, told):
                cancel.raise_if_cancelled()
                writer.write(block)
        lufs = meter.lufs
        too_soft = 0.0 if lufs is None else TARGET_LUFS - lufs
        too_high = _excess_db(path, sound.sample_rate, cancel) if is_lossy else 0.0
        if abs(too_soft) <= _CLOSE_ENOUGH_LU and too_high <= 0:
            break
        _log.info("A mix is %.2f LU too soft, its peaks are %.2f dB too high", too_soft, too_high)
        gain_db += too_soft if abs(too_soft) > _CLOSE_ENOUGH_LU else 0.0
        ceiling_db -= too_high + _MORE_HEADROOM_DB if too_high > 0 else 0.0
    return lufs


def _excess_db(path: Path, sample_rate: int, cancel: CancelToken) -> float:
    """By how much the peaks of a file that was written are higher than they may be."""

    def blocks() -> Iterator[FloatArray]:
        for block in stereo_blocks(path, sample_rate):
            cancel.raise_if_cancelled()
            yield block

    return 20 * math.log10(max(true_peak(blocks(), sample_rate), 1e-9)) - _CEILING_DB


def _share(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _measured(
    tracks: Sequence[Track], sample_rate: int, progress: ProgressSink, cancel: CancelToken
) -> tuple[list[Take], list[str]]:
    """Measure the tracks; those that cannot be read are left out, with a sentence each."""
    takes, left_out = [], []
    told = ProgressMeter("Measuring", len(tracks), progress)
    for track in tracks:
        try:
            takes.append(_measure(track, sample_rate, cancel))
        except UnreadableAudio as error:
            _log.info("Not in the mix: %s", error, exc_info=error.__cause__)
            left_out.append(str(error))
        told.advance(track.title)
    return takes, left_out


def _measure(track: Track, sample_rate: int, cancel: CancelToken) -> Take:
    meter = Meter(sample_rate)
    samples, first, last = 0, None, 0
    for block in metered(stereo_blocks(track.path, sample_rate), meter):
        cancel.raise_if_cancelled()
        heard = np.flatnonzero(np.abs(block).max(axis=0) > _SILENCE)
        if heard.size:
            first = samples + int(heard[0]) if first is None else first
            last = samples + int(heard[-1])
        samples += block.shape[1]
    if first is None:
        raise UnreadableAudio(track.path, "nothing can be heard in it")
    return Take(track, samples, first, last, meter.powers)


def _counted(
    blocks: Iterator[FloatArray], sample_rate: int, told: ProgressMeter
) -> Iterator[FloatArray]:
    """The same blocks; each second of them is told."""
    samples = seconds = 0
    for block in blocks:
        yield block
        samples += block.shape[1]
        told.advance(steps=samples // sample_rate - seconds)
        seconds = samples // sample_rate


def _length(timeline: Timeline) -> Seconds:
    return Seconds(timeline.samples / timeline.sample_rate)


def _title(track: Track) -> str:
    return f"{track.artist} - {track.title}" if track.artist else track.title


def _format_of(path: Path) -> SoundFormat:
    try:
        return SOUND_FORMATS[path.suffix.lower()]
    except KeyError:
        raise MixUnusable(
            f"{displayable(path.name)} says nothing of the kind of file; name it "
            f"{', '.join(SOUND_FORMATS)}."
        ) from None
