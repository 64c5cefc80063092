"""Which rows of the map: of certain songs, near a point, on the way in a direction."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray


def rows_on_map(ids: IntArray, wanted: Sequence[int]) -> list[int]:
    """Return the rows of those of `wanted` that are among the ascending `ids`."""
    rows = np.searchsorted(ids, wanted)
    return [
        row
        for row, one in zip(rows.tolist(), wanted, strict=True)
        if row < len(ids) and ids[row] == one
    ]


def nearest_to(seen: FloatArray, point: tuple[float, float], within: float = np.inf) -> int | None:
    """Return the row of the point of the screen, of those `seen` (n, 2), that is nearest."""
    if not len(seen):
        return None
    away = np.sum((seen - np.array(point, np.float32)) ** 2, axis=1)
    nearest = int(np.argmin(away))
    return nearest if away[nearest] <= within**2 else None


def next_towards(seen: FloatArray, row: int, direction: tuple[float, float]) -> int | None:
    """Return the nearest row from `row` in a direction, a little aside allowed, if there is one."""
    by = seen - seen[row]
    ahead = by @ np.array(direction, np.float32)
    aside = np.abs(by @ np.array([direction[1], -direction[0]], np.float32))
    cost = np.where((ahead > 0.5) & (aside < 1.5 * ahead + 1), ahead + 2 * aside, np.inf)
    cost[row] = np.inf
    return int(np.argmin(cost)) if np.isfinite(cost.min()) else None
