"""Seams: among near-equal candidates the one whose head fits the tail before it."""

from __future__ import annotations

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.recommend.directions import along
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.similarity import best_rows
from deej_desktop.recommend.space import Space

_NEARLY_EQUAL = 0.02
"""Candidates are near-equal within this share of the library's spread of similarities."""

_MOST_COMPARED = 64


def best_seam(
    space: Space,
    session: SessionView,
    similar: FloatArray,
    allowed: IntArray,
    drawn: int,
    drunk: float,
) -> int:
    """The row with the best seam among candidates hardly less close than the one drawn.

    Args:
        space: The library.
        session: Its last track is the one to follow.
        similar: (T,) the similarities of all tracks to what was heard.
        allowed: (n,) the rows of the candidates.
        drawn: The row that was drawn.
        drunk: The more chance is wanted, the less the seam has to say.
    """
    margin = np.float32(_NEARLY_EQUAL * space.closeness.spread * (1.0 - drunk))
    if not session.heard or margin <= 0:
        return drawn
    tail = space.sound.tails[session.heard[-1]].astype(np.float32)
    lost = similar[drawn] - similar[allowed]
    near = allowed[(lost >= 0) & (lost <= margin)]
    if near.size == 1 or not np.any(tail):
        return drawn
    near = best_rows(similar, near, _MOST_COMPARED)
    return int(near[np.argmax(along(space.sound.heads[near], tail))])
