"""What pooling hands to the store, and gets from it."""

from __future__ import annotations

from typing import NamedTuple

from deej_desktop.domain.arrays import FloatArray, IntArray


class OvertakenError(Exception):
    """Somebody else has changed what was being pooled, so it has to be begun anew."""


class Pooling(NamedTuple):
    """How the vectors that are stored were made.

    Attributes:
        epsilon: Cosine distance under which two slices were the same.
        speaking: How many of the tracks say something.
        made_for: How many of them there were when the cells were made.
        revision: Rises with every change.
    """

    epsilon: float
    speaking: int
    made_for: int
    revision: int


class Counts(NamedTuple):
    """What the slices of a recording met.

    Attributes:
        copies: For how many tracks it stands.
        tf: For each slice those of the same track that say the same, (n,); 0 for silence.
        df: For each slice the tracks that say the same, (n,); 0 for silence.
    """

    copies: int
    tf: IntArray
    df: IntArray


class Row(NamedTuple):
    """What is kept of a recording.

    Attributes:
        slices_id: Where its slices are stored.
        plain: The part of its vector that the number of tracks weighs, (d,).
        common: The part that is taken off, (d,).
        head: What it begins like, (d,).
        tail: What it ends like, (d,).
        counts: What its slices met.
    """

    slices_id: int
    plain: FloatArray
    common: FloatArray
    head: FloatArray
    tail: FloatArray
    counts: Counts
