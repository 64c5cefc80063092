"""When each track of a mix begins and ends, how loud it is, and how it gives way to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from deej_desktop.analysis.loudness import integrated_loudness
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.services.sound.transitions import belong_together, transition_between

_LEFT_S = 0.1
"""So much of a silent tail stays: what rings on is softer than what counts as sound."""


@dataclass(frozen=True, slots=True)
class Take:
    """A track as it was measured.

    Attributes:
        track: The track.
        samples: How many there are.
        first: The first that is no silence.
        last: The last that is none.
        powers: The weighted power in each tenth of a second, shape (n,).
    """

    track: Track
    samples: int
    first: int
    last: int
    powers: FloatArray


@dataclass(frozen=True, slots=True)
class Part:
    """A track in its place.

    Attributes:
        track: The track.
        begin: From which of its samples on it is heard.
        end: Up to which.
        gain: By what it is multiplied.
        overlap: For how many samples the next part is heard together with its end.
    """

    track: Track
    begin: int
    end: int
    gain: float
    overlap: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """All parts in order."""

    parts: tuple[Part, ...]
    sample_rate: int

    @property
    def starts(self) -> tuple[int, ...]:
        """The sample of the mix that each part begins with."""
        starts, at = [], 0
        for part in self.parts:
            starts.append(at)
            at += part.end - part.begin - part.overlap
        return tuple(starts)

    @property
    def samples(self) -> int:
        """How long the mix is."""
        return sum(part.end - part.begin - part.overlap for part in self.parts)


def lay_out(
    takes: Sequence[Take], sample_rate: int, target_lufs: float, fade_s: Seconds | None = None
) -> Timeline:
    """Put tracks one after the other, each as loud as `target_lufs`.

    Tracks that follow each other on an album keep what one is louder than the other, and whatever
    is between them; all others lose their silent ends and overlap.

    Args:
        takes: The tracks, at least one.
        sample_rate: In Hz.
        target_lufs: How loud each should be.
        fade_s: How long two overlap; None: as suits them.
    """
    together = [belong_together(a.track, b.track) for a, b in pairwise(takes)]
    bounds = [
        _bounds(take, sample_rate, after=after, before=before)
        for take, after, before in zip(takes, [False, *together], [*together, False], strict=True)
    ]
    lengths = [end - begin for begin, end in bounds]
    overlaps = []
    for at, seamless in enumerate(together):
        shorter_s = min(lengths[at], lengths[at + 1]) / sample_rate
        fade = transition_between(takes[at].track, takes[at + 1].track, shorter_s, fade_s)
        # Half a track is left for the fade before, so that no three are heard at once.
        most = min(lengths[at], lengths[at + 1]) // 2
        overlaps.append(0 if seamless else min(round(fade.overlap_s * sample_rate), most))
    gains = _gains(takes, together, target_lufs)
    return Timeline(
        tuple(
            Part(take.track, begin, end, gain, overlap)
            for take, (begin, end), gain, overlap in zip(
                takes, bounds, gains, [*overlaps, 0], strict=True
            )
        ),
        sample_rate,
    )


def _bounds(take: Take, sample_rate: int, *, after: bool, before: bool) -> tuple[int, int]:
    """What is heard of a take that comes after, or before, one that it belongs to."""
    end = min(take.samples, take.last + 1 + round(_LEFT_S * sample_rate))
    return (0 if after else take.first, take.samples if before else end)


def _gains(takes: Sequence[Take], together: Sequence[bool], target_lufs: float) -> list[float]:
    """The gain of each take: one for all that belong together."""
    runs: list[list[Take]] = [[takes[0]]]
    for take, joined in zip(takes[1:], together, strict=True):
        if joined:
            runs[-1].append(take)
        else:
            runs.append([take])
    gains = []
    for run in runs:
        lufs = integrated_loudness(np.concatenate([take.powers for take in run]))
        gain = 1.0 if lufs is None else 10 ** ((target_lufs - lufs) / 20)
        gains += [gain] * len(run)
    return gains
