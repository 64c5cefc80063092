"""The library as the window sees it: scans in the background, and what came of them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import (
    Cancelled,
    DeejError,
    EncoderUnusable,
    MissingLibrary,
    NothingFound,
)
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.sound import Listen, Waveform
from deej_desktop.domain.track import Track
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.failures import Failures
from deej_desktop.library.search import Search
from deej_desktop.library.sound import SoundStore
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.api import FailedFile, HowHeard, LibraryState, Notice, ScanReport
from deej_desktop.services.indexing.file_reader import Reader, ReadingHere
from deej_desktop.services.indexing.indexer import Indexer

_log = logging.getLogger(__name__)

_COUNT_EVERY_S = 2.0
"""Seconds of a scan between two looks at the counts: in a large store they take a while."""


@dataclass(frozen=True, slots=True)
class Successor:
    """Another encoder that is to take over in the library.

    Attributes:
        indexer: Listens with it.
        vectors: What it has heard.
        take_over: Called in the indexing thread when it is in use, before `indexer.changed` tells
            of the music as it hears it.
        give_up: Called in that thread, instead, when it turns out to be unusable.
    """

    indexer: Indexer
    vectors: VectorStore
    take_over: Callable[[], None]
    give_up: Callable[[], None]


class LibraryKeeper:
    """Implements `deej_desktop.services.api.LibraryApi`; scans run in the one indexing thread."""

    def __init__(
        self,
        store: Store,
        vectors: VectorStore,
        indexer: Indexer,
        search: Search | None = None,
        reader: Reader | None = None,
    ) -> None:
        """Keep the library in `store`.

        Args:
            store: The listener's.
            vectors: Of `store`, as the encoder in use hears it.
            indexer: Scans with that encoder.
            search: May be shared with others that use it.
            reader: Reads covers; else they are read in the thread that asks.
        """
        self.changed: Signal[LibraryState] = Signal()
        self.notices: Signal[Notice] = Signal()
        self._catalogue = Catalogue(store)
        self._failures = Failures(store)
        self._sounds = SoundStore(store)
        self._search = search or Search(store)
        self._reader = reader or ReadingHere()
        self._vectors = vectors
        self._indexer = indexer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="indexing")
        self._lock = threading.Lock()
        self._telling = threading.RLock()
        self._successor: Successor | None = None
        self._scan: Future[None] | None = None
        self._cancel = CancelToken()
        self._chosen: tuple[Path, ...] | None = None  # folders that are not in the store yet
        self._touched: set[Path] = set()  # places to look at that the running scan has not taken
        self._looks_everywhere = False
        self._second_chance = False
        self._next_count = 0.0
        self._state = self._counted()

    @property
    def state(self) -> LibraryState:
        """See `LibraryApi`."""
        return self._state

    def set_folders(self, folders: Sequence[Path]) -> None:
        """See `LibraryApi`."""
        with self._lock:
            # A scan of folders that are no longer wanted must not go on for hours.
            self._cancel.cancel()
            self._chosen = tuple(folders)
            self._submit()

    def start_scan(self) -> None:
        """See `LibraryApi`."""
        with self._lock:
            if not self._scanning or self._cancel.cancelled:
                self._submit()
            elif not self._looks_everywhere:
                self._touched.update(self._state.folders)
                self._looks_everywhere = True

    def try_again(self) -> None:
        """See `LibraryApi`."""
        with self._lock:
            self._second_chance = True
            if not self._scanning or self._cancel.cancelled:
                self._submit()
            else:
                self._touched.update(self._state.folders)

    def look_at(self, places: Collection[Path]) -> None:
        """Look at some files and folders again, because they have changed. Does not wait."""
        with self._lock:
            if not self._scanning:
                self._submit(tuple(places))
            elif not self._cancel.cancelled:
                self._touched.update(places)
            # Else the listener wants no scan now; the next one looks at everything.

    def pause_scan(self) -> None:
        """See `LibraryApi`."""
        self._indexer.pace.pause()
        self._publish(lambda state: state)

    def resume_scan(self) -> None:
        """See `LibraryApi`."""
        self._indexer.pace.resume()
        self._publish(lambda state: state)

    def cancel_scan(self) -> None:
        """See `LibraryApi`."""
        with self._lock:  # or a scan that is about to go on would not hear of it
            self._cancel.cancel()

    def failures(self) -> tuple[FailedFile, ...]:
        """See `LibraryApi`."""
        return tuple(FailedFile(item.file.path, item.reason) for item in self._failures.all())

    def search(self, words: str, limit: int = 50) -> tuple[Track, ...]:
        """See `LibraryApi`."""
        return tuple(hit.track for hit in self._search.find(words, limit))

    def cover(self, track: Track) -> bytes | None:
        """See `LibraryApi`."""
        return self._reader.cover(track.path).result()

    def waveform(self, track: Track) -> Waveform | None:
        """See `LibraryApi`."""
        sound = self._sounds.of(track.content_id)
        return sound.waveform if sound is not None else None

    def how_heard(self, track: Track) -> HowHeard:
        """See `LibraryApi`."""
        sound = self._sounds.of(track.content_id)
        failure = self._failures.of(track.path)
        return HowHeard(
            self._vectors.heard(track.content_id),
            sound.loudness_lufs if sound is not None else None,
            failure.reason if failure is not None else "",
        )

    def close(self) -> None:
        """Stop the scan, if one runs, and wait for its safe point."""
        self.cancel_scan()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def prepare(self) -> None:
        """Load what is known of the music, in the background, before anything is scanned."""
        self._thread.submit(self._guarded, self._indexer.prepare, self._cancel)

    def compare_anew(self) -> None:
        """Compare the tracks anew in the background, as another epsilon asks for."""
        self._thread.submit(self._guarded, self._compare, self._cancel)

    def be_followed_by(self, successor: Successor | None) -> None:
        """Have another encoder take over as soon as it has listened to all music once.

        Until then the library stays as it is heard now. If it is stopped before, the next scan
        goes on with it. None: the encoder that listens now is to stay.
        """
        with self._lock:
            self._successor = successor
            self._cancel.cancel()
            self._submit()

    @property
    def _scanning(self) -> bool:
        return self._scan is not None and not self._scan.done()

    def _submit(self, places: tuple[Path, ...] | None = None) -> None:
        self._touched.clear()
        self._looks_everywhere = places is None
        self._cancel = cancel = CancelToken()
        work = partial(self._work, places)
        self._scan = self._thread.submit(self._guarded, work, cancel)

    def _work(self, places: tuple[Path, ...] | None, cancel: CancelToken) -> None:
        try:
            if self._change_folders():
                places = None
            self._next_count = 0.0
            self._show(Progress("Looking for music", 0))
            if self._successor is not None:
                self._hand_over(self._successor, cancel)
            where = self._catalogue.folders() if places is None else places
            self._give_second_chance()
            report = self._indexer.scan(
                where, touched=self._take_touched, progress=self._show, cancel=cancel
            )
            self._tell(report)
        except NothingFound:
            if places is None:
                raise
            _log.info("What had changed is gone again")
        finally:
            self._go_on(cancel)

    def _take_touched(self) -> tuple[Path, ...]:
        if not self._touched:  # as nearly always, and a scan asks all the time
            return ()
        with self._lock:
            places = tuple(self._touched)
            self._touched.clear()
        self._give_second_chance()
        return places

    def _give_second_chance(self) -> None:
        with self._lock:
            wanted, self._second_chance = self._second_chance, False
        if wanted:
            self._failures.forget(failure.file.path for failure in self._failures.all())

    def _go_on(self, cancel: CancelToken) -> None:
        """After a scan, look at what it was told of too late."""
        with self._lock:
            if self._cancel is not cancel:
                return  # another scan waits already
            self._scan = None
            if self._touched and not cancel.cancelled:
                self._submit(tuple(self._touched))

    def _hand_over(self, successor: Successor, cancel: CancelToken) -> None:
        indexer = successor.indexer
        try:
            if successor.vectors.lacking(Listen.FIRST):
                folders = self._catalogue.folders()
                indexer.scan(folders, listens=(Listen.FIRST,), progress=self._show, cancel=cancel)
        except (EncoderUnusable, MissingLibrary):
            self._successor = None
            successor.give_up()
            raise
        with self._lock:
            cancel.raise_if_cancelled()  # such as for yet another encoder
            self._successor = None
            self._indexer, self._vectors = indexer, successor.vectors
        successor.take_over()
        indexer.prepare(cancel)

    def _compare(self, cancel: CancelToken) -> None:
        self._indexer.pool(self._show, cancel)

    def _guarded(self, work: Callable[[CancelToken], None], cancel: CancelToken) -> None:
        try:
            work(cancel)
        except Cancelled:
            _log.info("The scan was stopped")
        except DeejError as error:
            _log.warning("The scan failed: %s", error, exc_info=error.__cause__)
            self.notices.emit(Notice(str(error), "error"))
        except Exception:  # noqa: BLE001 - the window must hear of it, whatever it is
            _log.exception("The scan failed")
            self.notices.emit(
                Notice("The scan failed unexpectedly; the log has the details.", "error")
            )
        finally:
            self._end()

    def _end(self) -> None:
        try:
            counted = self._counted()
        except DeejError as error:
            # The counts stay as they were; that it still scans would be wrong for ever.
            _log.warning("The library cannot be counted: %s", error, exc_info=error.__cause__)
            self._publish(lambda state: replace(state, scanning=None))
        else:
            self._publish(lambda _: counted)

    def _change_folders(self) -> bool:
        """Keep the folders that were chosen, now or when the disk was full; whether there are."""
        with self._lock:
            folders = self._chosen
        if folders is None:
            return False
        known = self._catalogue.folders()
        for folder in known:
            if folder not in folders:
                self._catalogue.remove_folder(folder)
        for folder in folders:
            if folder not in known:
                self._catalogue.add_folder(folder)
        with self._lock:
            if self._chosen is folders:
                self._chosen = None
        return True

    def _show(self, progress: Progress) -> None:
        now = time.monotonic()
        if now < self._next_count:
            self._publish(lambda state: replace(state, scanning=progress))
        else:
            self._next_count = now + _COUNT_EVERY_S
            counted = self._counted()
            self._publish(lambda _: replace(counted, scanning=progress))

    def _tell(self, report: ScanReport) -> None:
        _log.info("Scanned: %s", replace(report, failed=()))
        if report.indexed:
            tracks = "1 new track" if report.indexed == 1 else f"{report.indexed} new tracks"
            self.notices.emit(Notice(f"Deej has listened to {tracks}."))

    def _counted(self) -> LibraryState:
        counts = self._catalogue.counts()
        return LibraryState(
            folders=tuple(self._catalogue.folders()),
            tracks=counts.tracks,
            indexed=self._vectors.count(),
            closely=self._vectors.count(Listen.FULL),
            missing=counts.missing,
            failed=len(self._failures.all()),
        )

    def _publish(self, change: Callable[[LibraryState], LibraryState]) -> None:
        # Scans tell of themselves in one thread, and are paused in another.
        with self._telling:
            self._state = replace(change(self._state), paused=self._indexer.pace.paused)
            self.changed.emit(self._state)
