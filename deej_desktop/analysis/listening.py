"""Listening to files in worker processes: decoders, one a core, that feed one encoder.

A file that crashes a decoder, or makes it hang, costs that file alone. The process that listens
for itself (the GUI's) neither decodes nor imports TensorFlow.
"""

from __future__ import annotations

import itertools
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from threadpoolctl import threadpool_limits
from typing_extensions import Self

from deej_desktop.analysis.card import EncoderCard, Preprocessing, read_card
from deej_desktop.analysis.encoder import Encoder, load_encoder
from deej_desktop.analysis.encoding import EncodingQueue, Urgency
from deej_desktop.analysis.heard import Decoded, Heard, decoded_file
from deej_desktop.analysis.mel import MelSlices
from deej_desktop.analysis.workers import (
    Worker,
    WorkerFault,
    WorkerLost,
    WorkerNotReady,
    WorkerTooSlow,
)
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import Cancelled, ListeningFailed, UnreadableAudio
from deej_desktop.domain.sound import Listen, Sound
from deej_desktop.domain.units import Seconds

DECODE_LIMIT = Seconds(300.0)
"""Longest time for one file; ten hours of music take a minute of it."""

Decode = Callable[[Path, Preprocessing, Listen], Decoded]
"""Decodes a file, or raises `UnreadableAudio`; picklable."""

Load = Callable[[Path], Encoder]
"""Loads the encoder in a folder, or raises `EncoderUnusable`; picklable."""


class _Request(NamedTuple):
    """A file to decode.

    Attributes:
        path: The file.
        listen: How closely.
        future: What was promised of it.
        then: What becomes of it; may raise, or wait.
    """

    path: Path
    listen: Listen
    future: Future[Any]
    then: Callable[[Decoded], None]


class Listener:
    """Turns files and live sound into slice vectors.

    Processes start when they are first needed and end with `close`, or with this process, however
    that ends.
    """

    def __init__(
        self,
        folder: Path,
        jobs: int | None = None,
        *,
        decode_limit: Seconds = DECODE_LIMIT,
        decode: Decode = decoded_file,
        load: Load = load_encoder,
    ) -> None:
        """Make ready to listen.

        Args:
            folder: The encoder's.
            jobs: Decoders at work at a time; one a core if None.
            decode_limit: Longest time for one file.
            decode: What decoders do.
            load: How the encoder is loaded.

        Raises:
            EncoderUnusable: The encoder's card cannot be read.
        """
        self._card = read_card(folder)
        self._jobs = max(1, jobs or os.cpu_count() or 1)
        self._decode_limit = decode_limit
        self._numbers = itertools.count()
        # By urgency, then by arrival; without a request it ends a thread.
        self._requests: queue.PriorityQueue[tuple[Urgency, int, _Request | None]]
        self._requests = queue.PriorityQueue()
        prepare_decoder = partial(_prepare_decoder, decode, self._card.preprocessing)
        self._decoders: list[Worker[tuple[Path, Listen], Decoded]] = [
            Worker("deej decoder", prepare_decoder) for _ in range(self._jobs)
        ]
        self._encodings = EncodingQueue(
            self._card, partial(_prepare_encoder, load, folder), self._jobs
        )
        self._decoding: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._closed = False

    @property
    def card(self) -> EncoderCard:
        """The encoder's."""
        return self._card

    @property
    def capacity(self) -> int:
        """How many files it is worth giving it at a time; more only wait in a queue."""
        return 3 * self._jobs

    def listen(
        self, path: Path, listen: Listen = Listen.FULL, *, urgent: bool = False
    ) -> Future[Heard]:
        """Listen to a file.

        Args:
            path: The file.
            listen: How closely; closer if that is easier.
            urgent: Before all that waits and is not urgent.

        Returns:
            A promise of what was heard. Or of an exception: `UnreadableAudio` if the file is to
            blame, `EncoderUnusable`, `MissingLibrary` or `ListeningFailed` if no file could be
            listened to, `Cancelled` if this was closed.
        """
        promise: Future[Heard] = Future()

        def encode(decoded: Decoded) -> None:
            vectors = self._encodings.encode(decoded.slices.slices, urgent=urgent)
            vectors.add_done_callback(partial(_keep, promise, decoded.sound))

        self._request(_Request(path, listen, promise, encode), urgent=urgent)
        return promise

    def slices(self, path: Path) -> Future[MelSlices]:
        """Promise the audible slices of a file as they were before encoding, ahead of what waits.

        Fails as `listen` does, but for the encoder.
        """
        promise: Future[MelSlices] = Future()

        def keep(decoded: Decoded) -> None:
            promise.set_result(decoded.slices)

        self._request(_Request(path, Listen.FULL, promise, keep), urgent=True)
        return promise

    def encode(self, slices: FloatArray) -> Future[FloatArray]:
        """Encode slices of live sound, before all that waits, in the midst of files even.

        Args:
            slices: As the card's preprocessing makes them, shape (n, n_mels, frames).

        Returns:
            A promise of their vectors, shape (n, dimensions); fails as `listen` does, but for
            files.
        """
        with self._lock:
            if not self._closed:
                return self._encodings.encode(slices, urgent=True)
        promise: Future[FloatArray] = Future()
        promise.set_exception(Cancelled())
        return promise

    def close(self) -> None:
        """End all processes; files not yet listened to are `Cancelled`."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        for decoder in self._decoders:
            decoder.close()
        self._encodings.interrupt()
        for _ in self._decoders:
            self._requests.put((Urgency.STOP, next(self._numbers), None))
        for thread in self._decoding:
            thread.join()
        self._encodings.close()
        while not self._requests.empty():
            _, _, request = self._requests.get()
            if request is not None and request.future.set_running_or_notify_cancel():
                request.future.set_exception(Cancelled())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _request(self, request: _Request, *, urgent: bool) -> None:
        with self._lock:
            if self._closed:
                request.future.set_exception(Cancelled())
                return
            self._start_threads()
            urgency = Urgency.URGENT if urgent else Urgency.USUAL
            self._requests.put((urgency, next(self._numbers), request))

    def _start_threads(self) -> None:
        if self._decoding:
            return
        self._decoding = [
            threading.Thread(target=self._decode_all, args=(decoder,), daemon=True)
            for decoder in self._decoders
        ]
        for thread in self._decoding:
            thread.start()
        self._encodings.start()  # while the first files are decoded

    def _decode_all(self, decoder: Worker[tuple[Path, Listen], Decoded]) -> None:
        while (request := self._requests.get()[2]) is not None:
            if not request.future.set_running_or_notify_cancel():
                continue
            try:
                request.then(self._decode(decoder, request.path, request.listen))
            except Exception as error:  # noqa: BLE001 - raised again where the future is asked
                request.future.set_exception(error)

    def _decode(
        self, decoder: Worker[tuple[Path, Listen], Decoded], path: Path, listen: Listen
    ) -> Decoded:
        try:
            decoded = decoder.ask_twice((path, listen), self._decode_limit)
        except WorkerNotReady as error:
            raise ListeningFailed(
                "The processes that listen to music cannot be started: start Deej again, and"
                " install it again if that does not help."
            ) from error
        except WorkerTooSlow as error:
            reason = f"it took longer than {self._decode_limit:g} s to decode"
            raise UnreadableAudio(path, reason) from error
        except WorkerLost as error:
            raise UnreadableAudio(path, "the decoder crashed on it") from error
        except WorkerFault as error:
            raise UnreadableAudio(path, "the decoder failed on it") from error
        if not len(decoded.slices.slices):
            raise UnreadableAudio(path, "it is silent")
        return decoded


def _keep(promise: Future[Heard], sound: Sound | None, vectors: Future[FloatArray]) -> None:
    """Keep a promise by that of the vectors, which is kept or broken."""
    error = vectors.exception()
    if error is None:
        promise.set_result(Heard(vectors.result(), sound))
    else:
        promise.set_exception(error)


def _prepare_decoder(
    decode: Decode, preprocessing: Preprocessing
) -> Callable[[tuple[Path, Listen]], Decoded]:
    threadpool_limits(1, user_api="blas")  # there is a decoder for each core
    return lambda question: decode(question[0], preprocessing, question[1])


def _prepare_encoder(load: Load, folder: Path) -> Callable[[FloatArray], FloatArray]:
    return load(folder).encode
