"""One track more among many: which slices say what it says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deej_desktop.analysis.mp3tovec import mean_direction, weights_of
from deej_desktop.analysis.neighbours import pairs_within, parts, tracks_met, within
from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Others:
    """Slices of other tracks that may say what a track says.

    Attributes:
        units: Unit length, (m, d).
        owners: The track of each, ascending from 0, (m,).
        copies: How many tracks each of these stands for, (t,).
    """

    units: FloatArray
    owners: IntArray
    copies: IntArray


@dataclass(frozen=True, slots=True)
class Meeting:
    """How one track meets others.

    Attributes:
        tf: Of each of its slices: those of its own within epsilon, itself among them, (n,).
        df: Of each of its slices: other tracks that have a slice within epsilon, (n,).
        near: Which of the others' slices are within epsilon of any of its own, (m,).
    """

    tf: IntArray
    df: IntArray
    near: BoolArray


def nobody(units: FloatArray) -> Others:
    """No others, for slices like `units` (n, d)."""
    none = np.zeros(0, np.int64)
    return Others(units[:0], none, none)


def meet(units: FloatArray, others: Others, epsilon: float) -> Meeting:
    """Find out which slices of others say the same as those of one track.

    Args:
        units: Its slices that say something, unit length, (n, d).
        others: All that may be near; what is missing here is taken to be far.
        epsilon: Cosine distance within which two slices are the same word.
    """
    tf = np.count_nonzero(within(units, units, epsilon), axis=1)
    df = np.zeros(len(units), np.float64)
    near = np.zeros(len(others.units), np.bool_)
    for part in parts(others.owners):
        row, column = pairs_within(units, others.units[part], epsilon)
        near[part.start + column] = True
        df += tracks_met(row, others.owners[part][column], others.copies, len(units))
    return Meeting(tf, df.astype(np.int64), near)


def vector_of_newcomer(units: FloatArray, meeting: Meeting, population: int) -> FloatArray:
    """The Mp3ToVec (d,) that a track would have if it joined `population` others."""
    weights = weights_of(meeting.tf, meeting.df + 1, population + 1)
    return mean_direction(units, weights)
