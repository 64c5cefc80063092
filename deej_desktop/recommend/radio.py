"""Radio: which few tracks stand for an album, an artist, a folder or a playlist."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from deej_desktop.recommend.space import Space
from deej_desktop.recommend.twins import SIMILARITY as ALIKE


def radio_seeds(space: Space, rows: Sequence[int], count: int = 5) -> list[int]:
    """Up to `count` of `rows` that stand for all of them.

    First the one nearest to their common direction, then always the one least like those taken
    already (farthest-first traversal; Gonzalez, 1985), so that every side of them is heard.
    The most typical one comes last, where a session begins from.

    Args:
        space: The library.
        rows: The tracks; silent ones and copies stand for nothing.
        count: How many seeds at most.
    """
    members = [row for row in dict.fromkeys(rows) if space.audible[row]]
    if not members or count <= 0:
        return []
    vectors = space.sound.vectors[members]
    typical = int(np.argmax(vectors @ vectors.sum(axis=0)))
    taken = [typical]
    likeness = vectors @ vectors[typical]
    while len(taken) < min(count, len(members)):
        farthest = int(np.argmin(np.where(np.isin(range(len(members)), taken), np.inf, likeness)))
        if likeness[farthest] > ALIKE:
            break
        taken.append(farthest)
        likeness = np.maximum(likeness, vectors @ vectors[farthest])
    return [members[at] for at in reversed(taken)]
