"""Journeys that are planned in memory, in the order of the library."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.track import Track
from deej_desktop.services.api import JourneyPlan, JourneyStop, JourneyWish
from tests.fakes import music


class FakeJourneys:
    """Puts the tracks of the library between two waypoints that lie between them there.

    A jump is the number of places in the library's list that it leaps over.
    """

    def __init__(self, tracks: Sequence[Track]) -> None:
        self.tracks = list(tracks)
        self.wishes: list[JourneyWish] = []
        self.saved: list[tuple[JourneyPlan, Path]] = []
        self.trouble: DeejError | None = None
        self.may_plan = threading.Event()
        self.may_plan.set()

    def track_at(self, path: Path) -> Track:
        if self.trouble is not None:
            raise self.trouble
        known = next((track for track in self.tracks if track.path == path), None)
        return known or replace(music.track(path.name), path=path, id=None)

    def plan(self, wish: JourneyWish) -> JourneyPlan:
        self.wishes.append(wish)
        self.may_plan.wait(timeout=20)
        if self.trouble is not None:
            raise self.trouble
        count = wish.between if wish.minutes is None else max(0, round(wish.minutes / 4))
        rows = [self._row(track) for track in wish.waypoints]
        if wish.mood is not None:
            # Anywhere in the list there is something of every mood.
            rows.append(next(row for row in range(len(self.tracks) - 1, 0, -1) if row not in rows))
        path = rows[:1]
        for start, end in pairwise(rows):
            step = 1 if end > start else -1
            free = [row for row in range(start + step, end, step) if row not in (*path, *rows)]
            path += [free[i * len(free) // count] for i in range(min(count, len(free)))]
            path.append(end)
        jumps = [0.0] + [min(2.0, abs(b - a) / 10) for a, b in pairwise(path)]
        stops = tuple(
            JourneyStop(self.tracks[row], row in rows, jump, "On the way.")
            for row, jump in zip(path, jumps, strict=False)
        )
        largest = max(range(1, len(path)), key=lambda at: jumps[at]) if len(path) > 1 else None
        missing = (len(rows) - 1) * count + len(rows) - len(path)
        return JourneyPlan(
            stops,
            largest,
            self._bridge(path, largest),
            f"{missing} tracks fewer than asked for." if missing > 0 else "",
        )

    def save(self, journey: JourneyPlan, path: Path) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.saved.append((journey, path))

    def _row(self, track: Track) -> int:
        if track not in self.tracks:
            self.tracks.append(track)
        return self.tracks.index(track)

    def _bridge(self, path: Sequence[int], largest: int | None) -> Track | None:
        if largest is None:
            return None
        start, end = sorted(path[largest - 1 : largest + 1])
        free = [row for row in range(start + 1, end) if row not in path]
        return self.tracks[free[len(free) // 2]] if free else None
