"""A round of listening: to all that nobody has listened to so closely, each in its turn."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

from deej_desktop.analysis.heard import Heard
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressMeter, ProgressSink
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.scanner import FoundFile
from deej_desktop.library.vectors import Unheard
from deej_desktop.services.indexing.ear import Ear
from deej_desktop.services.indexing.fair_order import FairOrder, album_of
from deej_desktop.services.indexing.file_reader import FileReading, Reader
from deej_desktop.services.indexing.intake import Intake
from deej_desktop.services.indexing.pace import Pace

ACTIVITIES = {Listen.FIRST: "First listen", Listen.FULL: "Listening closely"}
"""What progress calls a round."""

_LOOK_EVERY_S = 0.5
"""Somebody may ask to stop, or to wait, meanwhile."""


class _Begun(NamedTuple):
    """A file that is being read.

    Attributes:
        file: Which.
        is_favoured: Whether it came out of turn.
        promise: Of what it says.
    """

    file: FoundFile
    is_favoured: bool
    promise: Future[FileReading]


class ListeningRound:
    """One round. Files are read ahead of listening; both are done in other processes."""

    def __init__(
        self,
        listen: Listen,
        catalogue: Catalogue,
        intake: Intake,
        reader: Reader,
        *,
        is_known: Callable[[ContentId], bool],
        attended: Callable[[], Path | None],
        late: Callable[[], Sequence[FoundFile]],
        compare: Callable[[], float],
        pace: Pace,
        cancel: CancelToken,
    ) -> None:
        """Make ready.

        Args:
            listen: How closely.
            catalogue: Knows the tracks.
            intake: Takes in what is read and heard.
            reader: Reads files.
            is_known: Whether a recording needs no listening to.
            attended: The file that the listener has just turned to, if any.
            late: What came or changed meanwhile and has to be read, each once.
            compare: Compares all tracks anew if the listener wants that now; for how many seconds.
            pace: May hold it up.
            cancel: May stop it.
        """
        self._listen = listen
        self._catalogue = catalogue
        self._intake = intake
        self._reader = reader
        self._is_known = is_known
        self._attended = attended
        self._late = late
        self._compare = compare
        self._favoured: Path | None = None
        self._pace = pace
        self._cancel = cancel
        self._unread: FairOrder[FoundFile] = FairOrder()
        self._unheard: FairOrder[TrackId] = FairOrder()
        self._begun: set[ContentId] = set()
        self._pending: dict[Future[Heard], Track] = {}
        self._being_read: deque[_Begun] = deque()

    def run(
        self,
        to_read: Sequence[FoundFile],
        waiting: Iterable[Unheard],
        ear: Callable[[], AbstractContextManager[Ear]],
        progress: ProgressSink,
        after_each: Callable[[], None],
    ) -> None:
        """Read and listen until nothing is left.

        Args:
            to_read: New and changed files.
            waiting: Tracks known already.
            ear: Starts what listens, once there is something to listen to.
            progress: Told how far it has come.
            after_each: Called whenever another track has been listened to.

        Raises:
            DeejError: As `Indexer.scan`.
        """
        self._line_up(to_read)
        for known in waiting:
            self._add(known.id, known.location, known.album, known.album_artist)
        meter = ProgressMeter(
            ACTIVITIES[self._listen], len(self._unread) + len(self._unheard), progress
        )
        # Moved and retagged files need no ear, and starting one takes seconds.
        while (track := self._next(meter)) is not None:
            self._wait_until_welcome(meter)
            with ear() as opened:
                self._begin(track, opened)
                self._hear(opened, meter, after_each)

    def _hear(self, ear: Ear, meter: ProgressMeter, after_each: Callable[[], None]) -> None:
        """Listen until nothing is left, or something hinders."""
        while True:
            while len(self._pending) < ear.capacity and not self._pace.hindrance(self._listen):
                track = self._next(meter)
                if track is None:
                    break
                self._begin(track, ear)
            if not self._pending:
                return
            for promise in self._finished(meter):
                track = self._pending.pop(promise)
                self._intake.keep(track, promise)
                meter.advance(track.title)
                after_each()

    def _begin(self, track: Track, ear: Ear) -> None:
        self._pending[ear.listen(track.path, self._listen)] = track

    def _next(self, meter: ProgressMeter) -> Track | None:
        """The next track to listen to, if there is one by now, or none is being listened to."""
        attended = self._attended()
        if attended != self._favoured and attended is not None:
            self._favoured = attended
            self._unread.favour(os.fspath(attended))
            self._unheard.favour(os.fspath(attended))
        while True:
            self._look_up(meter)
            self._read_on()
            is_wanted = any(begun.is_favoured for begun in self._being_read)
            if is_wanted or not (self._unheard or self._pending):
                wait(self._next_read(), timeout=_LOOK_EVERY_S)
            self._take_in(meter)
            track_id = self._unheard.take()
            if track_id is not None:
                track = self._catalogue.with_id(track_id)
                if track is not None and track.content_id not in self._begun:
                    self._begun.add(track.content_id)
                    return track
                meter.advance()
            elif self._pending or not (self._unread or self._being_read):
                return None

    def _line_up(self, files: Sequence[FoundFile]) -> int:
        for file in files:
            self._unread.add(file, file.location, os.path.dirname(file.location))  # noqa: PTH120
        return len(files)

    def _read_on(self) -> None:
        """Have the reader always know what to read next."""
        while len(self._being_read) < self._reader.capacity:
            is_favoured = self._unread.has_favoured
            file = self._unread.take()
            if file is None:
                return
            self._being_read.append(_Begun(file, is_favoured, self._reader.read(file.path)))

    def _next_read(self) -> list[Future[FileReading]]:
        # They are read in the order in which they were begun.
        return [self._being_read[0].promise] if self._being_read else []

    def _take_in(self, meter: ProgressMeter) -> None:
        """Take in what has been read."""
        while self._being_read and self._being_read[0].promise.done():
            file, _, promise = self._being_read.popleft()
            track = self._intake.enter(file, promise)
            if track is None or self._is_known(track.content_id):
                meter.advance(displayable(file.path.name))
            else:
                assert track.id is not None
                self._add(track.id, file.location, track.tags.album, track.tags.album_artist)

    def _add(self, track_id: TrackId, location: str, album: str, album_artist: str) -> None:
        self._unheard.add(track_id, location, album_of(location, album, album_artist))

    def _finished(self, meter: ProgressMeter) -> set[Future[Heard]]:
        """What is finished by now; waits for it, or until more is read, and not for long."""
        self._look_up(meter)
        self._read_on()
        under_way: list[Future[Any]] = [*self._pending, *self._next_read()]
        wait(under_way, timeout=_LOOK_EVERY_S, return_when=FIRST_COMPLETED)
        self._take_in(meter)
        return {promise for promise in self._pending if promise.done()}

    def _look_up(self, meter: ProgressMeter) -> None:
        """Heed what was asked for meanwhile."""
        if self._cancel.cancelled:
            for promise in self._pending:
                promise.cancel()
            self._cancel.raise_if_cancelled()
        meter.expect(self._line_up(self._late()))
        if taken_s := self._compare():
            meter.go_on(taken_s)

    def _wait_until_welcome(self, meter: ProgressMeter) -> None:
        hindrance = self._pace.hindrance(self._listen)

        def compare() -> None:
            if self._compare():
                meter.hold(hindrance)

        if hindrance:
            meter.hold(hindrance)
            meter.go_on(self._pace.wait(self._listen, self._cancel, compare))
