"""The smoothest order of a playlist in which not everything is known, and some comes twice."""

from __future__ import annotations

from collections.abc import Sequence

from deej_desktop.recommend.reorder import smoothest_order
from deej_desktop.recommend.space import Space


def smoothest_places(
    space: Space, rows: Sequence[int | None], *, last_stays: bool = False
) -> list[int]:
    """The places of a playlist in the order that is smoothest to listen to.

    The first that is known stays first. What nobody has listened to, and what comes a second
    time, comes after the rest.

    Args:
        space: The library.
        rows: The row of each track of the playlist, or None where it is not known.
        last_stays: Whether the last track stays the last, if it is known.
    """
    places: dict[int, int] = {}
    for place, row in enumerate(rows):
        if row is not None:
            places.setdefault(row, place)
    known = list(places.values())
    last_fixed = last_stays and len(rows) - 1 in known
    order = [places[row] for row in smoothest_order(space, list(places), last_fixed=last_fixed)]
    rest = [place for place in range(len(rows)) if place not in set(known)]
    return [*order[:-1], *rest, order[-1]] if last_fixed else [*order, *rest]
