"""Fetching the tracks that are in sight, a page at a time, off the GUI thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from deej_desktop.domain.arrays import IntArray
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.ui.tasks import LatestQuestion, Tasks

PAGE = 64
"""Rows that are fetched together."""
_KEPT = 40
"""Pages that are kept: what was just seen is there at once when one scrolls back."""

Fetch = Callable[[Sequence[TrackId]], Sequence[Track]]


class Pages(QObject):
    """The tracks behind a long list of ids; what is asked for last is fetched first."""

    loaded = Signal(int, int)
    """The first and the last row that are now there."""

    def __init__(self, fetch: Fetch, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._tasks = tasks
        self._ids: Sequence[int] | IntArray = ()
        self._generation = 0
        self._pages: OrderedDict[int, Sequence[Track | None]] = OrderedDict()
        self._all: Sequence[Track] | None = None
        self._wanted: list[int] = []
        self._ready: dict[int, Track] = {}
        self._making_ready: LatestQuestion[Sequence[int], Sequence[Track]] = LatestQuestion(
            tasks, self._fetch_rows, self._keep_ready, lambda _rows, _trouble: None
        )
        self._is_fetching = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._go_on)

    def hold(self, ids: Sequence[int] | IntArray) -> None:
        """Stand for other ids from now on."""
        self._ids = ids
        self._all = None
        self._generation += 1
        self._pages.clear()
        self._wanted.clear()
        self._ready = {}
        self._making_ready.forget()

    def fill(self, tracks: Sequence[Track]) -> None:
        """Stand for these tracks, all of which are there."""
        self.hold(())
        self._all = tracks

    def tracks_in(self, rows: Sequence[int]) -> Callable[[], Sequence[Track]]:
        """Return what gives the tracks of `rows`, to be called off the GUI thread."""
        if self._all is not None:
            tracks = [self._all[row] for row in rows]
            return lambda: tracks
        ids = [TrackId(int(self._ids[row])) for row in rows]
        return partial(self._fetch, ids)

    def make_ready(self, rows: Sequence[int]) -> None:
        """Fetch the tracks of `rows` alone for `known`, whether they are in sight or not."""
        if self._all is None:
            self._making_ready.ask(rows)

    def get(self, row: int) -> Track | None:
        """Return the track in `row`, or None while it is fetched or if it is gone."""
        if self._all is not None:
            return self._all[row]
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        return page[row - number * PAGE]

    def known(self, row: int) -> Track | None:
        """Return the track in `row` if it is there, and fetch nothing."""
        if self._all is not None:
            return self._all[row]
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page is not None else self._ready.get(row)

    def _fetch_rows(self, rows: Sequence[int]) -> Sequence[Track]:
        return self.tracks_in(rows)()

    def _keep_ready(self, rows: Sequence[int], tracks: Sequence[Track]) -> None:
        track_of = {track.id: track for track in tracks}
        found = ((row, track_of.get(TrackId(int(self._ids[row])))) for row in rows)
        self._ready = {row: track for row, track in found if track is not None}

    def _ask(self, number: int) -> None:
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)
        # What has scrolled out of sight meanwhile need not be fetched any more.
        del self._wanted[:-8]
        if not self._is_fetching:
            # After the painting, which may ask for a second page.
            self._soon.start()

    def _go_on(self) -> None:
        if not self._wanted or self._is_fetching:
            return
        number = self._wanted.pop()
        ids = [TrackId(int(one)) for one in self._ids[number * PAGE : (number + 1) * PAGE]]
        self._is_fetching = True
        generation = self._generation
        self._tasks.run(
            partial(self._fetch, ids),
            lambda tracks: self._came(generation, number, ids, tracks),
            lambda _: self._came(generation, number, ids, ()),
        )

    def _came(
        self, generation: int, number: int, ids: Sequence[TrackId], tracks: Sequence[Track]
    ) -> None:
        self._is_fetching = False
        if generation == self._generation:
            track_of = {track.id: track for track in tracks}
            self._pages[number] = [track_of.get(one) for one in ids]
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
            self.loaded.emit(number * PAGE, number * PAGE + len(ids) - 1)
        self._go_on()
