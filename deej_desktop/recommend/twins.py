"""Twins: tracks that sound and last the same, so that they are taken for one recording."""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray

SIMILARITY = 0.999
"""From here on two tracks of one length are taken for copies of one recording."""

SECONDS = 1.0
"""How far the lengths of two copies of one recording may be apart."""


def twins_of(row: int, vectors: FloatArray, lengths_s: FloatArray) -> IntArray:
    """The other rows (n,) that are twins of `row`.

    Args:
        row: Which track.
        vectors: (T, d) unit rows.
        lengths_s: (T,), NaN where unknown: such a track has no twins.
    """
    near = np.flatnonzero(np.abs(lengths_s - lengths_s[row]) <= SECONDS)
    alike = vectors[near] @ vectors[row] >= SIMILARITY
    twins: IntArray = near[alike & (near != row)]
    return twins


def without_twins(vectors: FloatArray, lengths_s: FloatArray) -> IntArray:
    """The rows (n,) that are left when of two twins the later one goes.

    Args:
        vectors: (T, d) unit rows.
        lengths_s: (T,), NaN where unknown.
    """
    stays = np.ones(len(lengths_s), dtype=np.bool_)
    order = np.argsort(lengths_s, kind="stable")
    lengths = lengths_s[order]
    # By length, twins are neighbours: compare each with the next, the next but one, and so on.
    for step in range(1, len(order)):
        near = np.flatnonzero(lengths[step:] - lengths[:-step] <= SECONDS)
        if not near.size:
            break
        one, other = order[near], order[near + step]
        alike = np.einsum("ij,ij->i", vectors[one], vectors[other]) >= SIMILARITY
        stays[np.maximum(one, other)[alike]] = False
    return np.flatnonzero(stays)
