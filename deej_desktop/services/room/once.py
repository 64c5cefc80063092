"""Listening once, to a file or to a microphone for some seconds, and saying what was heard."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import (
    Progress,
    ProgressMeter,
    ProgressSink,
    ignore_progress,
)
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.gate import Heard
from deej_desktop.microphone.resampling import resampled
from deej_desktop.services.room.hearing import SOUND, WINDOW, Impression, RoomHearing, summed_up
from deej_desktop.services.room.session import Sound

_EVERY = Seconds(1.0)
_LOOK_EVERY_S = 0.05
_PATIENCE_S = 60.0
"""How long no candidate may come from the decoders before the rest are left out."""


class Moment(NamedTuple):
    """The latest sound at a time, as `RoomHearing.hear` takes it."""

    sound: FloatArray
    now: Seconds


def moments_of(
    samples: FloatArray, sample_rate: int, progress: ProgressSink = ignore_progress
) -> Iterator[Moment]:
    """Go through a recording (n,) second by second, faster than it was played."""
    needed = round(WINDOW * sample_rate)
    if 0 < samples.size < needed:
        # Over and over: silence around it would make music sound like speech.
        samples = np.tile(samples, -(-needed // samples.size))[-needed:]
    every, most = round(_EVERY * sample_rate), round(SOUND * sample_rate)
    for end in range(needed, samples.size + 1, every):
        progress(Progress("Listening", end // sample_rate, samples.size // sample_rate))
        yield Moment(samples[max(0, end - most) : end], Seconds(end / sample_rate))


def moments_with(
    sound: Sound,
    seconds: Seconds,
    sample_rate: int,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Iterator[Moment]:
    """Wait for sound second by second, until a microphone has recorded so many of them.

    Raises:
        MicrophoneUnusable: The microphone was lost.
        Cancelled: If asked to stop.
    """
    end = Seconds(max(seconds, WINDOW))
    due = WINDOW
    while True:
        if cancel is not None:
            cancel.raise_if_cancelled()
        sound.check()
        progress(Progress("Listening", min(int(sound.lasted), int(end)), int(end)))
        if sound.lasted >= due:
            latest = resampled(sound.latest(SOUND), sound.sample_rate, sample_rate)
            now = sound.lasted
            yield Moment(latest, now)
            if now >= end:
                return
            # Counted from now, in case whoever hears it was slow; the last of it is always heard.
            due = Seconds(min(end, now + _EVERY))
        else:
            time.sleep(_LOOK_EVERY_S)


def listen_once(
    moments: Iterable[Moment],
    hearing: RoomHearing,
    cancel: CancelToken | None = None,
    progress: ProgressSink = ignore_progress,
) -> Impression:
    """Hear all of `moments` and say what they were; what is no music has nothing to go with it.

    Raises:
        Cancelled: If asked to stop.
        DeejError: As `RoomHearing.hear`.
    """
    heard: list[Heard] = []
    impression = Impression(Heard.SILENCE)
    last = None
    for last in moments:
        if cancel is not None:
            cancel.raise_if_cancelled()
        impression = hearing.hear(*last)
        heard.append(impression.heard)
    if last is not None and hearing.left:
        impression = _settled(last, hearing, cancel, progress)
    kind = Heard.MUSIC if impression.this_is is not None else summed_up(heard)
    if kind is not Heard.MUSIC:
        return Impression(kind)
    return replace(impression, heard=kind)


def _settled(
    last: Moment, hearing: RoomHearing, cancel: CancelToken | None, progress: ProgressSink
) -> Impression:
    """What is known once all candidates were compared, for which they have to be decoded."""
    left, until = hearing.left, time.monotonic() + _PATIENCE_S
    meter = ProgressMeter("Comparing", left, progress)
    while True:
        if cancel is not None:
            cancel.raise_if_cancelled()
        impression = hearing.settle(*last)
        if hearing.left < left:
            meter.advance(steps=left - hearing.left)
            left, until = hearing.left, time.monotonic() + _PATIENCE_S
        if not left or time.monotonic() > until:
            return impression
        time.sleep(_LOOK_EVERY_S)
