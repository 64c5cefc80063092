"""One scan: finds what has changed in the folders, reads it, listens to it, and pools it.

Every step is in the store before the next begins, so that a scan that was stopped, or killed, goes
on where it was.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import NothingFound
from deej_desktop.domain.progress import Progress, ProgressSink
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.text import displayable
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.changes import Changes, compare
from deej_desktop.library.failures import Failures
from deej_desktop.library.scanner import FolderProblem, FoundFile, walk
from deej_desktop.library.vectors import Unheard, VectorStore
from deej_desktop.services.api import FailedFile, ScanReport
from deej_desktop.services.indexing.ear import Ear
from deej_desktop.services.indexing.file_reader import Reader
from deej_desktop.services.indexing.intake import Intake
from deej_desktop.services.indexing.listening_round import ListeningRound
from deej_desktop.services.indexing.pace import Pace
from deej_desktop.services.indexing.pooling_turns import PoolingTurns

_log = logging.getLogger(__name__)


class Scan:
    """One scan; used once."""

    def __init__(
        self,
        catalogue: Catalogue,
        failures: Failures,
        vectors: VectorStore,
        *,
        ear: Callable[[], AbstractContextManager[Ear]],
        reader: Callable[[], AbstractContextManager[Reader]],
        pool: Callable[[ProgressSink, CancelToken], None],
        epsilon: Callable[[], float],
        attended: Callable[[], Path | None],
        touched_places: Callable[[], Collection[Path]],
        pace: Pace,
        progress: ProgressSink,
        cancel: CancelToken,
    ) -> None:
        self._catalogue = catalogue
        self._failures = failures
        self._vectors = vectors
        self._intake = Intake(catalogue, failures, vectors)
        self._ear = ear
        self._reader = reader
        self._pool = pool
        self._attended = attended
        self._touched_places = touched_places
        self._pace = pace
        self._progress = progress
        self._cancel = cancel
        self._turns = PoolingTurns(lambda tell: pool(tell, cancel), epsilon, progress)
        self._problems: list[FailedFile] = []
        self._touched = False
        self._found: Sequence[FoundFile] = ()
        self._late: set[FoundFile] = set()

    @property
    def touched(self) -> bool:
        """Whether tracks came, went, or are told of in other words, so far."""
        return self._touched or self._intake.touched

    def run(
        self, folders: Sequence[Path], listens: Collection[Listen], *, force: bool
    ) -> ScanReport:
        """Scan; see `Indexer.scan`."""
        start = time.monotonic()
        self._found = found = self._walk(folders)
        if not found and self._problems and not self._catalogue.known_beneath(folders):
            problem = self._problems[0]
            raise NothingFound(
                f"Nothing was scanned: {displayable(problem.path)} cannot be used"
                f" ({problem.reason})."
            )
        if force:
            self._failures.forget(failure.file.path for failure in self._failures.beneath(folders))
        changes = self._compare(folders, found)
        with self._reader() as reader:
            self._listen(found, changes.to_read, listens, reader, force=force)
        self._pool(self._progress, self._cancel)
        return self._report(folders, found, changes, start)

    def _compare(self, places: Sequence[Path], found: Sequence[FoundFile]) -> Changes:
        """Take down which files came and went; those that have to be read are still to do."""
        known = self._catalogue.known_beneath(places)
        changes = compare(found, known, self._failures.beneath(places))
        self._failures.forget(changes.stale_failures)
        self._catalogue.mark_missing(changes.vanished)
        self._catalogue.mark_present(changes.returned)
        self._touched = self._touched or bool(changes.vanished or changes.returned)
        return changes

    def _look_again(self) -> Sequence[FoundFile]:
        """What has to be read in the places where something has changed since they were walked."""
        places = list(self._touched_places())
        if not places:
            return ()
        found = [item for item in walk(places, self._cancel) if isinstance(item, FoundFile)]
        to_read = set(self._compare(places, found).to_read)
        # What was found before and not read yet has its place in the line.
        late = to_read.difference(self._found, self._late) | (to_read & self._intake.lost)
        self._intake.lost -= late
        self._late |= late
        return sorted(late, key=lambda file: file.location)

    def _listen(
        self,
        found: Sequence[FoundFile],
        to_read: Sequence[FoundFile],
        listens: Collection[Listen],
        reader: Reader,
        *,
        force: bool,
    ) -> None:
        waiting = self._vectors.lacking(Listen.FULL)
        self._intake.fresh.update(track.id for track in waiting if track.is_new)
        rounds = [listen for listen in Listen if listen in listens]
        for listen in rounds:
            if force and listen is rounds[-1]:
                read_anyway = {file.location for file in found}
                waiting = [track for track in waiting if track.location not in read_anyway]
                self._round(listen, found, waiting, reader, again=True)
                return
            new = [track for track in waiting if track.is_new]
            todo = new if listen is Listen.FIRST else waiting
            if to_read or todo:
                self._round(listen, to_read, todo, reader, again=False)
                to_read, waiting = (), self._vectors.lacking(Listen.FULL)

    def _round(
        self,
        listen: Listen,
        to_read: Sequence[FoundFile],
        waiting: Sequence[Unheard],
        reader: Reader,
        *,
        again: bool,
    ) -> None:
        def is_known(content_id: ContentId) -> bool:
            heard = self._vectors.heard(content_id)
            if again:  # but what was heard closely is not heard less closely
                return heard is Listen.FULL and listen is Listen.FIRST
            return heard is Listen.FULL or heard is listen

        ListeningRound(
            listen,
            self._catalogue,
            self._intake,
            reader,
            is_known=is_known,
            attended=self._attended,
            late=self._look_again,
            compare=self._turns.follow,
            pace=self._pace,
            cancel=self._cancel,
        ).run(to_read, waiting, self._ear, self._progress, self._turns.heard)

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

    def _report(
        self, folders: Sequence[Path], found: Sequence[FoundFile], changes: Changes, start: float
    ) -> ScanReport:
        failed = [
            FailedFile(failure.file.path, failure.reason)
            for failure in self._failures.beneath(folders)
        ]
        indexed = 0
        if self._intake.fresh:
            # Those elsewhere that waited were listened to as well.
            here = {known.id for known in self._catalogue.known_beneath(folders)}
            heard = self._vectors.population().track_ids
            indexed = len(here & self._intake.fresh.intersection(heard))
        return ScanReport(
            found=len(found) + len(self._late),
            indexed=indexed,
            closely=self._intake.heard_closely,
            unchanged=len(changes.unchanged) + len(changes.returned),
            moved=self._intake.moved,
            missing=self._catalogue.missing_beneath(folders),
            failed=(*self._problems, *failed),
            seconds=Seconds(time.monotonic() - start),
        )
