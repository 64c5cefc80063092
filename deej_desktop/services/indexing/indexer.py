"""Bringing the store up to date with the folders, for one encoder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.sound import Listen
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.failures import Failures
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.api import ScanReport
from deej_desktop.services.indexing.ear import Ear as Ear
from deej_desktop.services.indexing.file_reader import Reader, ReadingHere
from deej_desktop.services.indexing.pace import Pace
from deej_desktop.services.indexing.scan import Scan
from deej_desktop.services.pooling.library import pool_library


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
        pace: Pace | None = None,
        reader: Callable[[], AbstractContextManager[Reader]] = ReadingHere,
    ) -> None:
        """Make ready.

        Args:
            store: To bring up to date.
            card: The encoder's.
            epsilon: Cosine distance under which two slices are the same; what is computed after it
                is changed goes by the new one.
            ear: Starts what listens.
            pace: May hold up scans.
            reader: Starts what reads files.
        """
        self.changed: Signal[None] = Signal()
        self._catalogue = Catalogue(store)
        self._failures = Failures(store)
        self._vectors = VectorStore(store, card.id)
        self.epsilon = epsilon
        self._ear = ear
        self._reader = reader
        self._attended: Path | None = None
        self.pace = pace or Pace()

    def attend(self, path: Path) -> None:
        """The listener has turned to a file; its folder is listened to before the rest."""
        self._attended = path

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
        listens: Collection[Listen] = tuple(Listen),
        force: bool = False,
        touched: Callable[[], Collection[Path]] = tuple,
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> ScanReport:
        """Bring the store up to date with `folders`.

        Args:
            folders: Where to look.
            listens: How closely to listen: a first time to all, then closely to all, or one alone.
            force: Read and listen to everything again, failed files included.
            touched: Asked all the time for places where something has changed since the last
                time; they are looked at again.
            progress: Told how far it has come.
            cancel: May stop it; what was finished stays.

        Raises:
            Cancelled: If asked to stop.
            NothingFound: None of the folders can be looked into and nothing is known of them.
            EncoderUnusable: The encoder is broken.
            MissingLibrary: A library that listening needs is missing.
            StoreUnusable: The store cannot be written.
        """
        scan = Scan(
            self._catalogue,
            self._failures,
            self._vectors,
            ear=self._ear,
            reader=self._reader,
            pool=self._pool,
            epsilon=lambda: self.epsilon,
            attended=lambda: self._attended,
            touched_places=touched,
            pace=self.pace,
            progress=progress,
            cancel=cancel or CancelToken(),
        )
        try:
            return scan.run(folders, listens, force=force)
        finally:
            if scan.touched:
                self.changed.emit(None)

    def pool(self, progress: ProgressSink, cancel: CancelToken) -> None:
        """Compare the tracks anew where that is due, such as for another epsilon.

        Raises:
            Cancelled: If asked to stop.
            StoreUnusable: The store cannot be read or written.
        """
        self._pool(progress, cancel)

    def _pool(self, progress: ProgressSink, cancel: CancelToken) -> None:
        if pool_library(self._vectors, self.epsilon, progress, cancel):
            self.changed.emit(None)
