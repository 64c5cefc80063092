"""What a scan learns of files and of how they sound, written down as it comes."""

from __future__ import annotations

import logging
from concurrent.futures import Future

from deej_desktop.analysis.heard import Heard
from deej_desktop.domain.errors import DeejError, UnreadableAudio
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import Arrival, Catalogue
from deej_desktop.library.failures import Failures, Stage
from deej_desktop.library.scanner import FoundFile, look_at
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.indexing.file_reader import FileReading
from deej_desktop.services.pooling.library import keep_heard

_log = logging.getLogger(__name__)


class Intake:
    """Takes in files; every step is in the store before the next begins.

    Attributes:
        fresh: The tracks that were not known before, or not by how they sound.
        moved: How many tracks turned out to be known under another name.
        heard_closely: How many were listened to in full.
        touched: Whether anything was written about tracks.
        lost: The files that were gone when they were to be read.
    """

    def __init__(self, catalogue: Catalogue, failures: Failures, vectors: VectorStore) -> None:
        self._catalogue = catalogue
        self._failures = failures
        self._vectors = vectors
        self.fresh: set[TrackId] = set()
        self.moved = 0
        self.heard_closely = 0
        self.touched = False
        self.lost: set[FoundFile] = set()

    def enter(self, file: FoundFile, promise: Future[FileReading]) -> Track | None:
        """Take down what a file says of itself; None if it cannot be read, or is gone.

        Raises:
            DeejError: No file can be read, or the store cannot be written.
        """
        try:
            reading = promise.result()
        except UnreadableAudio as error:
            try:
                look_at(file.path)
            except DeejError:
                # With its drive, perhaps: what comes back as it was must not count as failed.
                _log.info("%s is gone", displayable(file.path))
                self.lost.add(file)
            else:
                self._fail(file, Stage.READ, error)
            return None
        track, arrival = self._catalogue.enter(
            file, reading.content_id, reading.duration_s, reading.tags
        )
        if track.id is not None and arrival in (Arrival.NEW, Arrival.REPLACED):
            self.fresh.add(track.id)
        self.moved += arrival is Arrival.MOVED
        self.touched = True
        return track

    def keep(self, track: Track, promise: Future[Heard]) -> None:
        """Take down what was heard of a track, or why nothing was.

        Raises:
            DeejError: No file can be listened to, or the store cannot be written.
        """
        try:
            heard = promise.result()
            keep_heard(self._vectors, track, heard)
            self.heard_closely += heard.listen is Listen.FULL
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
            self.touched = True
        else:
            # A first listen may have passed over the damage.
            self._vectors.forget(track.content_id)
            self._fail(file, Stage.LISTEN, error)

    def _fail(self, file: FoundFile, stage: Stage, error: UnreadableAudio) -> None:
        _log.warning("%s", error, exc_info=error.__cause__)
        self._failures.add(file, stage, error.reason)
