"""How any file sounds: from the library, or from outside it, listened to on the fly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.mp3tovec import head_and_tail
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.excerpt import most_typical
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.session import Sound
from deej_desktop.services.indexing.ear import Ear
from deej_desktop.services.indexing.file_reader import Reader, ReadingHere
from deej_desktop.services.pooling.library import keep_heard
from deej_desktop.services.pooling.track_vectors import vector_in_library

Result = TypeVar("Result")

_LOOK_UP_S = 0.5
"""Seconds between two looks whether somebody has asked to stop."""


class Hearing:
    """Knows tracks and their sound, whether or not the library has them."""

    def __init__(
        self,
        store: Store,
        card: EncoderCard,
        epsilon: float,
        ear: Callable[[], AbstractContextManager[Ear]],
        reader: Reader | None = None,
    ) -> None:
        """Make ready.

        Args:
            store: Of the library.
            card: The encoder's.
            epsilon: Cosine distance under which two slices are the same.
            ear: Starts what listens.
            reader: Reads files from outside; else they are read in the thread that asks.
        """
        self._catalogue = Catalogue(store)
        self._vectors = VectorStore(store, card.id)
        self.epsilon = epsilon
        self._ear = ear
        self._reader = reader or ReadingHere()

    def track_at(self, path: Path, cancel: CancelToken | None = None) -> Track:
        """The library's track at `path`, or one made from what the file says of itself.

        Raises:
            UnreadableAudio: There is no such file, or it is no audio.
            MissingLibrary: A library that reading needs is missing.
            ListeningFailed: No file can be read.
            Cancelled: If asked to stop.
        """
        known = self._catalogue.at(path)
        if known is not None:
            return known
        path = path.absolute()
        read = _kept(self._reader.read(path), cancel or CancelToken())
        return Track(None, path, read.content_id, read.duration_s, read.tags)

    def excerpt_of(self, track: Track, seconds: Seconds) -> Seconds:
        """Where in `track` the part of so many seconds begins that is most like all of it.

        Of a track that nobody has listened to yet, the middle.
        """
        if track.duration_s <= seconds:
            return Seconds(0.0)
        share = seconds / track.duration_s
        slices = self._vectors.slices(track.content_id)
        start = (1.0 - share) / 2 if slices is None else most_typical(slices, share)
        return Seconds(start * track.duration_s)

    def sound_of(self, track: Track, cancel: CancelToken | None = None) -> Sound:
        """How `track` sounds in this library. Takes seconds if nobody has listened to it yet.

        What was heard is kept, so that the same file need not be listened to again.

        Raises:
            UnreadableAudio: It cannot be decoded, or is silent.
            EncoderUnusable: The encoder is broken.
            MissingLibrary: A library that listening needs is missing.
            Cancelled: If asked to stop.
        """
        cancel = cancel or CancelToken()
        slices = self._slices(track, cancel)
        head, tail = head_and_tail(slices)
        return Sound(vector_in_library(self._vectors, track, self.epsilon), head, tail)

    def made_known(
        self,
        space: Space,
        tracks: Sequence[Track],
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Space:
        """`space` with `tracks` in it; those that nobody knows are listened to.

        Raises:
            DeejError: As for `sound_of`.
        """
        unknown = [track for track in tracks if space.row_of(track) is None]
        if not unknown:
            return space
        meter = ProgressMeter("Listening", len(unknown), progress)
        for track in unknown:
            if space.row_of(track) is None:  # two names may stand for one track
                sound = self.sound_of(track, cancel)
                space, _ = space.with_outsider(track, sound.vector, sound.head, sound.tail)
            meter.advance(track.title)
        return space

    def _slices(self, track: Track, cancel: CancelToken) -> FloatArray:
        slices = self._vectors.slices(track.content_id)
        if slices is None:
            with self._ear() as ear:
                heard = _kept(ear.listen(track.path, Listen.FIRST, urgent=True), cancel)
            keep_heard(self._vectors, track, heard)
            # As the store keeps them, so that the second time gives the same as the first.
            slices = self._vectors.slices(track.content_id)
            assert slices is not None
        return slices


def _kept(promise: Future[Result], cancel: CancelToken) -> Result:
    """What was promised, waited for no longer than until somebody asks to stop."""
    while not wait([promise], timeout=_LOOK_UP_S).done:
        if cancel.cancelled:
            promise.cancel()
            raise Cancelled
    return promise.result()
