"""Listening once, to a file or to a microphone for some seconds, and saying what was heard."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import Progress, ProgressSink, ignore_progress
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.gate import Heard
from deej_desktop.microphone.resampling import resampled
from deej_desktop.services.room.hearing import SOUND, WINDOW, Impression, RoomHearing, summed_up
from deej_desktop.services.room.session import Sound

_EVERY = Seconds(1.0)
_LOOK_EVERY_S = 0.05
_SETTLE_LIMIT_S = 30.0


class Moment(NamedTuple):
    """The latest sound at a time, as `RoomHearing.hear` takes it."""

    sound: FloatArray
    now: Seconds


def moments_of(samples: FloatArray, sample_rate: int) -> Iterator[Moment]:
    """Go through a recording (n,) second by second, faster than it was played."""
    needed = round(WINDOW * sample_rate)
    samples = np.pad(samples, (max(0, needed - samples.size), 0))
    every, most = round(_EVERY * sample_rate), round(SOUND * sample_rate)
    for end in range(needed, samples.size + 1, every):
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
    moments: Iterable[Moment], hearing: RoomHearing, cancel: CancelToken | None = None
) -> Impression:
    """Hear all of `moments` and say what they were; what is no music has nothing to go with it.

    Raises:
        Cancelled: If asked to stop.
        DeejError: As `RoomHearing.hear`.
    """
    heard: list[Heard] = []
    impression = Impression(Heard.SILENCE)
    moment = None
    for moment in moments:
        if cancel is not None:
            cancel.raise_if_cancelled()
        impression = hearing.hear(*moment)
        heard.append(impression.heard)
    until = time.monotonic() + _SETTLE_LIMIT_S
    while moment is not None and not hearing.settled and time.monotonic() < until:
        if cancel is not None:
            cancel.raise_if_cancelled()
        time.sleep(_LOOK_EVERY_S)
        impression = hearing.settle(*moment)
    kind = Heard.MUSIC if impression.this_is is not None else summed_up(heard)
    if kind is not Heard.MUSIC:
        return Impression(kind)
    return replace(impression, heard=kind)
