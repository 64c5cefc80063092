"""The scan: finds what has changed in the folders, reads it, listens to it, and pools it.

Reading (tags and content ids) runs in the thread that scans and is always a little ahead of
listening, which runs in worker processes. Every step is in the store before the next begins, so
that a scan that was stopped, or killed, goes on where it was.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.heard import Heard
from deej_desktop.analysis.mel import MelSlices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError, NothingFound, UnreadableAudio
from deej_desktop.domain.progress import Progress, ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds, TrackId
from deej_desktop.library.catalogue import Arrival, Catalogue
from deej_desktop.library.changes import Changes, compare
from deej_desktop.library.content_id import content_id
from deej_desktop.library.failures import Failures, Stage
from deej_desktop.library.scanner import FolderProblem, FoundFile, look_at, walk
from deej_desktop.library.store import Store
from deej_desktop.library.tags import read_tags
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.api import FailedFile, ScanReport
from deej_desktop.services.pooling import keep_heard, pool_library

_log = logging.getLogger(__name__)

_FIRST_POOLING = 5
"""Tracks listened to after which a first playlist can be made; then at every doubling of all."""


class Ear(Protocol):
    """Listens to files, and to live sound, in worker processes."""

    @property
    def capacity(self) -> int:
        """How many files it is worth giving it at a time."""

    def listen(
        self, path: Path, listen: Listen = Listen.FULL, *, urgent: bool = False
    ) -> Future[Heard]:
        """Promise what is heard in a file, or `UnreadableAudio`.

        It may be listened to more closely than was asked for. An urgent file comes before all that
        wait and are not.
        """

    def slices(self, path: Path) -> Future[MelSlices]:
        """Promise the audible slices of a file before encoding, ahead of what waits; as above."""

    def encode(self, slices: FloatArray) -> Future[FloatArray]:
        """Promise the vectors (n, d) of live slices (n, n_mels, frames), ahead of all files."""


class Indexer:
    """Brings the store up to date with the folders, for one encoder.

    `changed` is emitted, in the thread that scans, whenever the music that can be chosen from is
    another: tracks came, went or moved, were retagged, or have new vectors.
    """

    def __init__(
        self,
        store: Store,
        card: EncoderCard,
        epsilon: float,
        ear: Callable[[], AbstractContextManager[Ear]],
    ) -> None:
        self.changed: Signal[None] = Signal()
        self._catalogue = Catalogue(store)
        self._failures = Failures(store)
        self._vectors = VectorStore(store, card.id)
        self._epsilon = epsilon
        self._ear = ear

    def prepare(self, cancel: CancelToken | None = None) -> None:
        """Tell of the music that is known already, and finish what an earlier scan left undone.

        Raises:
            Cancelled: If asked to stop.
            StoreUnusable: The store cannot be read or written.
        """
        self.changed.emit(None)
        self._pool(ignore_progress, cancel or CancelToken())

    def scan(
        self,
        folders: Sequence[Path],
        *,
        force: bool = False,
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> ScanReport:
        """Bring the store up to date with `folders`.

        Args:
            folders: Where to look.
            force: Read and listen to everything again, failed files included.
            progress: Told how far it has come.
            cancel: May stop it; what was finished stays.

        Raises:
            Cancelled: If asked to stop.
            NothingFound: None of the folders can be looked into and nothing is known of them.
            EncoderUnusable: The encoder is broken.
            MissingLibrary: A library that listening needs is missing.
            StoreUnusable: The store cannot be written.
        """
        scan = _Scan(
            self._catalogue,
            self._failures,
            self._vectors,
            self._ear,
            self._pool,
            progress,
            cancel or CancelToken(),
        )
        try:
            return scan.run(folders, force=force)
        finally:
            if scan.touched:
                self.changed.emit(None)

    def _pool(self, progress: ProgressSink, cancel: CancelToken) -> None:
        if pool_library(self._vectors, self._epsilon, progress, cancel):
            self.changed.emit(None)


class _Scan:
    """One scan."""

    def __init__(
        self,
        catalogue: Catalogue,
        failures: Failures,
        vectors: VectorStore,
        ear: Callable[[], AbstractContextManager[Ear]],
        pool: Callable[[ProgressSink, CancelToken], None],
        progress: ProgressSink,
        cancel: CancelToken,
    ) -> None:
        self._catalogue = catalogue
        self._failures = failures
        self._vectors = vectors
        self._ear = ear
        self._pool = pool
        self._progress = progress
        self._cancel = cancel
        self._problems: list[FailedFile] = []
        self._fresh: set[TrackId] = set()
        self._moved = 0
        self.touched = False

    def run(self, folders: Sequence[Path], *, force: bool) -> ScanReport:
        start = time.monotonic()
        found = self._walk(folders)
        if not found and self._problems and not self._catalogue.known_beneath(folders):
            problem = self._problems[0]
            raise NothingFound(
                f"Nothing was scanned: {displayable(problem.path)} cannot be used"
                f" ({problem.reason})."
            )
        if force:
            self._failures.forget(failure.file.path for failure in self._failures.beneath(folders))
        known = self._catalogue.known_beneath(folders)
        changes = compare(found, known, self._failures.beneath(folders))
        self._failures.forget(changes.stale_failures)
        self._catalogue.mark_missing(changes.vanished)
        self._catalogue.mark_present(changes.returned)
        self.touched = bool(changes.vanished or changes.returned)
        to_read = found if force else changes.to_read
        self._listen_to_all(to_read, force=force)
        self._pool(self._progress, self._cancel)
        return self._report(folders, found, changes, start)

    def _walk(self, folders: Sequence[Path]) -> list[FoundFile]:
        found = []
        for item in walk(folders, self._cancel):
            if isinstance(item, FolderProblem):
                _log.warning("%s: %s", displayable(item.path), item.reason)
                self._problems.append(FailedFile(item.path, item.reason))
            else:
                found.append(item)
                if len(found) % 100 == 0:
                    self._progress(Progress("Looking for music", len(found)))
        return found

    def _listen_to_all(self, to_read: Sequence[FoundFile], *, force: bool) -> None:
        waiting = self._vectors.lacking()
        self._fresh.update(waiting)
        if not to_read and not waiting:
            return
        meter = ProgressMeter("Listening", len(to_read) + len(waiting), self._progress)
        tracks = self._tracks_to_hear(waiting, to_read, meter, force=force)
        # Moved and retagged files need no ear, and starting one takes seconds.
        first = next(tracks, None)
        if first is None:
            return
        next_pooling = max(_FIRST_POOLING, self._vectors.count())
        listened = 0
        with self._ear() as ear:
            pending: dict[Future[Heard], Track] = {ear.listen(first.path): first}
            while True:
                while len(pending) < ear.capacity and (track := next(tracks, None)) is not None:
                    pending[ear.listen(track.path)] = track
                if not pending:
                    break
                for future in self._finished(pending):
                    track = pending.pop(future)
                    self._keep(track, future)
                    meter.advance(track.title)
                    listened += 1
                if listened >= next_pooling:
                    next_pooling *= 2
                    self._pool(ignore_progress, self._cancel)

    def _finished(self, pending: Collection[Future[Heard]]) -> set[Future[Heard]]:
        """Wait until one is finished, or not much longer: somebody may ask to stop meanwhile."""
        finished, _ = wait(pending, timeout=0.5, return_when=FIRST_COMPLETED)
        if self._cancel.cancelled:
            for future in pending:
                future.cancel()
            self._cancel.raise_if_cancelled()
        return finished

    def _tracks_to_hear(
        self,
        waiting: Sequence[TrackId],
        to_read: Sequence[FoundFile],
        meter: ProgressMeter,
        *,
        force: bool,
    ) -> Iterator[Track]:
        """Tracks from earlier scans first, then files as they are read."""
        begun = set()
        for track_id in waiting:
            track = self._catalogue.with_id(track_id)
            if track is not None:
                begun.add(track.content_id)
                yield track
        for file in to_read:
            self._cancel.raise_if_cancelled()
            track = self._read(file)
            known = track is not None and not force and self._vectors.has_slices(track.content_id)
            if track is None or known or track.content_id in begun:
                meter.advance(displayable(file.path.name))
                continue
            begun.add(track.content_id)
            yield track

    def _read(self, file: FoundFile) -> Track | None:
        try:
            identity = content_id(file.path)
            reading = read_tags(file.path)
        except UnreadableAudio as error:
            self._fail(file, Stage.READ, error)
            return None
        track, arrival = self._catalogue.enter(file, identity, reading.duration_s, reading.tags)
        if track.id is not None and arrival in (Arrival.NEW, Arrival.REPLACED):
            self._fresh.add(track.id)
        self._moved += arrival is Arrival.MOVED
        self.touched = True
        return track

    def _keep(self, track: Track, future: Future[Heard]) -> None:
        try:
            keep_heard(self._vectors, track, future.result())
        except UnreadableAudio as error:
            self._fail_to_hear(track, error)

    def _fail_to_hear(self, track: Track, error: UnreadableAudio) -> None:
        try:
            file = look_at(track.path)
        except DeejError:
            # It vanished meanwhile, so it did not fail: it is missing.
            _log.info("%s is gone", displayable(track.path))
            assert track.id is not None
            self._catalogue.mark_missing([track.id])
        else:
            self._fail(file, Stage.LISTEN, error)

    def _fail(self, file: FoundFile, stage: Stage, error: UnreadableAudio) -> None:
        _log.warning("%s", error, exc_info=error.__cause__)
        self._failures.add(file, stage, error.reason)

    def _report(
        self, folders: Sequence[Path], found: Sequence[FoundFile], changes: Changes, start: float
    ) -> ScanReport:
        failed = [
            FailedFile(failure.file.path, failure.reason)
            for failure in self._failures.beneath(folders)
        ]
        known = self._catalogue.known_beneath(folders)
        return ScanReport(
            found=len(found),
            indexed=len(self._fresh.intersection(self._vectors.population().track_ids)),
            unchanged=len(changes.unchanged) + len(changes.returned),
            moved=self._moved,
            missing=sum(file.missing for file in known),
            failed=(*self._problems, *failed),
            seconds=Seconds(time.monotonic() - start),
        )
