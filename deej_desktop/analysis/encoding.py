"""Encoding in one worker process, whoever asks: what cannot wait goes between a file's slices."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum

import numpy as np

from deej_desktop.analysis.card import EncoderCard, unusable
from deej_desktop.analysis.workers import Worker, WorkerFault, WorkerLost
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.units import Seconds

_log = logging.getLogger(__name__)

_LIMIT = Seconds(300.0)

_TOGETHER = 16
"""Slices encoded before another may have its turn: little work, and quick to hand over."""


class Urgency(IntEnum):
    """Who goes first; the same for files and for slices."""

    STOP = 0
    URGENT = 1
    USUAL = 2
    LAST = 3


class _Task:
    """Slices to encode, as far as that has come."""

    def __init__(self, slices: FloatArray) -> None:
        self.future: Future[FloatArray] = Future()
        self._slices = slices
        self._vectors: list[FloatArray] = []
        self._next = 0

    def begin(self) -> bool:
        """Whether it is still wanted."""
        return self._next > 0 or self.future.set_running_or_notify_cancel()

    def advance(self, encode: Callable[[FloatArray], FloatArray]) -> bool:
        """Encode some more; whether that was the last."""
        end = self._next + _TOGETHER
        self._vectors.append(encode(self._slices[self._next : end]))
        self._next = end
        if end < len(self._slices):
            return False
        self.future.set_result(np.concatenate(self._vectors))
        return True


class EncodingQueue:
    """Hands slices to the encoder's process, the urgent first, and promises their vectors.

    The process starts when the first are given.
    """

    def __init__(
        self,
        card: EncoderCard,
        prepare: Callable[[], Callable[[FloatArray], FloatArray]],
        most_waiting: int,
    ) -> None:
        """Make ready to encode.

        Args:
            card: The encoder's.
            prepare: Loads it in the worker process; picklable.
            most_waiting: How many usual tasks may wait before `encode` does.
        """
        self._card = card
        self._worker: Worker[FloatArray, FloatArray] = Worker("deej encoder", prepare)
        self._numbers = itertools.count()
        # By urgency, then by arrival; without a task it ends the thread.
        self._tasks: queue.PriorityQueue[tuple[Urgency, int, _Task | None]] = queue.PriorityQueue()
        self._places = threading.Semaphore(most_waiting)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Load the encoder in the background, if that has not begun."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._encode_all, daemon=True)
                self._thread.start()

    def encode(self, slices: FloatArray, *, urgent: bool = False) -> Future[FloatArray]:
        """Promise the vectors of slices; waits while too many that are not urgent do.

        Args:
            slices: As the card's preprocessing makes them, shape (n, n_mels, frames).
            urgent: Before all others, even in the midst of them.

        Returns:
            A promise of shape (n, dimensions), or of `EncoderUnusable`, `MissingLibrary`, or
            `Cancelled` if this is closed before.
        """
        self.start()
        task = _Task(slices)
        if not urgent:
            self._places.acquire()
        urgency = Urgency.URGENT if urgent else Urgency.USUAL
        self._tasks.put((urgency, next(self._numbers), task))
        return task.future

    def close(self) -> None:
        """End the process; what waits is `Cancelled`. Nothing more may be given from now on."""
        self.interrupt()
        with self._lock:
            if self._thread is not None:
                self._tasks.put((Urgency.LAST, next(self._numbers), None))
                self._thread.join()

    def interrupt(self) -> None:
        """End the process alone: all that was given, and still is, is soon `Cancelled`."""
        self._worker.close()

    def _encode_all(self) -> None:
        try:
            self._worker.start()
        except (DeejError, WorkerLost) as error:
            _log.info("The encoder does not start: %r", error)  # as those who ask will be told
        while True:
            urgency, number, task = self._tasks.get()
            if task is None:
                return
            if not self._advance(task):
                self._tasks.put((urgency, number, task))  # after the urgent, before the later
            elif urgency is Urgency.USUAL:
                self._places.release()

    def _advance(self, task: _Task) -> bool:
        try:
            return not task.begin() or task.advance(self._encode)
        except Exception as error:  # noqa: BLE001 - raised again where the future is asked
            task.future.set_exception(error)
            return True

    def _encode(self, slices: FloatArray) -> FloatArray:
        try:
            return self._worker.ask_twice(slices, _LIMIT)
        except (WorkerLost, WorkerFault) as error:
            raise unusable(self._card.name, "its process does not stay alive") from error
