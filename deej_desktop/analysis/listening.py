"""Listening to files in worker processes: decoders, one a core, that feed one encoder.

A file that crashes a decoder, or makes it hang, costs that file alone. The process that listens
for itself (the GUI's) neither decodes nor imports TensorFlow.
"""

from __future__ import annotations

import itertools
import logging
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, TypeVar

from typing_extensions import Self

from deej_desktop.analysis.card import EncoderCard, Preprocessing, read_card, unusable
from deej_desktop.analysis.decode import decode_blocks
from deej_desktop.analysis.encoder import Encoder, load_encoder
from deej_desktop.analysis.mel import MelSlices, mel_slices_of
from deej_desktop.analysis.workers import (
    Worker,
    WorkerFault,
    WorkerLost,
    WorkerNotReady,
    WorkerTooSlow,
)
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import Cancelled, DeejError, ListeningFailed, UnreadableAudio
from deej_desktop.domain.units import Seconds

_log = logging.getLogger(__name__)

DECODE_LIMIT = Seconds(300.0)
"""Longest time for one file; ten hours of music take a minute of it."""

_ENCODE_LIMIT = Seconds(300.0)

Decode = Callable[[Path, Preprocessing], MelSlices]
"""Makes a file's slices, or raises `UnreadableAudio`; picklable."""

Load = Callable[[Path], Encoder]
"""Loads the encoder in a folder, or raises `EncoderUnusable`; picklable."""

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def slices_of_file(path: Path, preprocessing: Preprocessing) -> MelSlices:
    """Decode a file and cut it into slices, in bounded memory whatever its length.

    Raises:
        UnreadableAudio: See `decode_blocks`.
        MissingLibrary: PyAV is not installed or broken.
    """
    return mel_slices_of(decode_blocks(path, preprocessing.sample_rate), preprocessing)


class _Urgency(IntEnum):
    STOP = 0
    URGENT = 1
    USUAL = 2


class _Request(NamedTuple):
    path: Path
    future: Future[FloatArray]


class Listener:
    """Turns files into slice vectors.

    Processes start when the first file comes and end with `close`, or with this process, however
    that ends.
    """

    def __init__(
        self,
        folder: Path,
        jobs: int | None = None,
        *,
        decode_limit: Seconds = DECODE_LIMIT,
        decode: Decode = slices_of_file,
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
        self._requests: queue.PriorityQueue[tuple[_Urgency, int, _Request | None]]
        self._requests = queue.PriorityQueue()
        self._sliced: queue.Queue[tuple[_Request, FloatArray] | None] = queue.Queue(self._jobs)
        prepare_decoder = partial(_prepare_decoder, decode, self._card.preprocessing)
        self._decoders: list[Worker[Path, MelSlices]] = [
            Worker("deej decoder", prepare_decoder) for _ in range(self._jobs)
        ]
        self._encoder: Worker[FloatArray, FloatArray] = Worker(
            "deej encoder", partial(_prepare_encoder, load, folder)
        )
        self._decoding: list[threading.Thread] = []
        self._encoding: list[threading.Thread] = []
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

    def listen(self, path: Path, *, urgent: bool = False) -> Future[FloatArray]:
        """Listen to a file.

        Args:
            path: The file.
            urgent: Before all that waits and is not urgent.

        Returns:
            A promise of its slice vectors as the encoder gives them, shape (n, dimensions) with
            n > 0, in order of time, silent slices left out. Or of an exception:
            `UnreadableAudio` if the file is to blame, `EncoderUnusable`, `MissingLibrary` or
            `ListeningFailed` if no file could be listened to, `Cancelled` if this was closed.
        """
        request = _Request(path, Future())
        with self._lock:
            if self._closed:
                request.future.set_exception(Cancelled())
                return request.future
            self._start_threads()
            urgency = _Urgency.URGENT if urgent else _Urgency.USUAL
            self._requests.put((urgency, next(self._numbers), request))
        return request.future

    def close(self) -> None:
        """End all processes; files not yet listened to are `Cancelled`."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        for decoder in self._decoders:
            decoder.close()
        self._encoder.close()
        for _ in self._decoders:
            self._requests.put((_Urgency.STOP, next(self._numbers), None))
        for thread in self._decoding:
            thread.join()
        self._sliced.put(None)
        for thread in self._encoding:
            thread.join()
        while not self._requests.empty():
            _, _, request = self._requests.get()
            if request is not None and request.future.set_running_or_notify_cancel():
                request.future.set_exception(Cancelled())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _start_threads(self) -> None:
        if self._decoding:
            return
        self._decoding = [
            threading.Thread(target=self._decode_all, args=(decoder,), daemon=True)
            for decoder in self._decoders
        ]
        self._encoding = [threading.Thread(target=self._encode_all, daemon=True)]
        for thread in (*self._decoding, *self._encoding):
            thread.start()

    def _decode_all(self, decoder: Worker[Path, MelSlices]) -> None:
        while (request := self._requests.get()[2]) is not None:
            if not request.future.set_running_or_notify_cancel():
                continue
            try:
                slices = self._decode(decoder, request.path)
            except Exception as error:  # noqa: BLE001 - raised again where the future is asked
                request.future.set_exception(error)
            else:
                self._sliced.put((request, slices))

    def _decode(self, decoder: Worker[Path, MelSlices], path: Path) -> FloatArray:
        try:
            found = self._ask(decoder, path, self._decode_limit)
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
        if not len(found.slices):
            raise UnreadableAudio(path, "it is silent")
        return found.slices

    def _encode_all(self) -> None:
        try:
            self._encoder.start()  # while the first files are decoded
        except (DeejError, WorkerLost) as error:
            _log.info("The encoder does not start: %r", error)  # as those who ask will be told
        while (item := self._sliced.get()) is not None:
            request, slices = item
            try:
                request.future.set_result(self._encode(slices))
            except Exception as error:  # noqa: BLE001 - raised again where the future is asked
                request.future.set_exception(error)

    def _encode(self, slices: FloatArray) -> FloatArray:
        try:
            return self._ask(self._encoder, slices, _ENCODE_LIMIT)
        except (WorkerLost, WorkerFault) as error:
            raise unusable(self._card.name, "its process does not stay alive") from error

    def _ask(self, worker: Worker[Question, Answer], question: Question, limit: Seconds) -> Answer:
        try:
            try:
                return worker.ask(question, limit)
            except WorkerTooSlow:
                raise
            except WorkerLost:
                # It may have been lost to a system short of memory; what crashes it does so again.
                return worker.ask(question, limit)
        except WorkerLost as error:
            if self._closed:
                raise Cancelled from error
            raise


def _prepare_decoder(decode: Decode, preprocessing: Preprocessing) -> Callable[[Path], MelSlices]:
    return lambda path: decode(path, preprocessing)


def _prepare_encoder(load: Load, folder: Path) -> Callable[[FloatArray], FloatArray]:
    return load(folder).encode
