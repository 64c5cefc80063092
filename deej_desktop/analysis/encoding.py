"""Encoding in one worker process, whoever asks: what cannot wait goes between a file's slices."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from deej_desktop.analysis.card import EncoderCard, unusable
from deej_desktop.analysis.workers import Worker, WorkerFault, WorkerLost
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.units import Seconds

_log = logging.getLogger(__name__)

_LIMIT = Seconds(300.0)

_TOGETHER = 16
"""Slices in a batch, of one track or several: little work, so that what is urgent waits shortly."""


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

    @property
    def left(self) -> int:
        """How many slices are still to be encoded."""
        return len(self._slices) - self._next

    def upcoming(self, most: int) -> FloatArray:
        """The slices that are next, (n, n_mels, frames)."""
        return self._slices[self._next : self._next + most]

    def take(self, vectors: FloatArray) -> bool:
        """Keep the vectors of those that were next; whether they were the last."""
        self._vectors.append(vectors)
        self._next += len(vectors)
        if self.left:
            return False
        self.future.set_result(np.concatenate(self._vectors))
        return True


class _Turn(NamedTuple):
    """A task's place in the queue: by urgency, then by arrival. Without a task it is the end."""

    urgency: Urgency
    number: int
    task: _Task | None


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
        self._turns: queue.PriorityQueue[_Turn] = queue.PriorityQueue()
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
        self._turns.put(_Turn(urgency, next(self._numbers), task))
        return task.future

    def close(self) -> None:
        """End the process; what waits is `Cancelled`. Nothing more may be given from now on."""
        self.interrupt()
        with self._lock:
            if self._thread is not None:
                self._turns.put(_Turn(Urgency.LAST, next(self._numbers), None))
                self._thread.join()

    def interrupt(self) -> None:
        """End the process alone: all that was given, and still is, is soon `Cancelled`."""
        self._worker.close()

    def _encode_all(self) -> None:
        try:
            self._worker.start()
        except (DeejError, WorkerLost) as error:
            _log.info("The encoder does not start: %r", error)  # as those who ask will be told
        while (first := self._turns.get()).task is not None:
            batch = [first]
            if first.urgency is Urgency.USUAL:
                self._fill(batch, first.task.left)
            self._advance(batch)

    def _fill(self, batch: list[_Turn], count: int) -> None:
        """Join what waits, and is not urgent, to a batch of `count` slices until it is full."""
        while count < _TOGETHER:
            try:
                turn = self._turns.get_nowait()
            except queue.Empty:
                return
            if turn.task is None or turn.urgency is not Urgency.USUAL:
                self._turns.put(turn)
                return
            batch.append(turn)
            count += turn.task.left

    def _advance(self, batch: Sequence[_Turn]) -> None:
        """Encode what is next of each task in a batch."""
        begun: list[tuple[_Turn, _Task, FloatArray]] = []
        room = _TOGETHER
        for turn in batch:
            task = turn.task
            if task is not None and task.begin():
                begun.append((turn, task, task.upcoming(room)))
                room -= len(begun[-1][2])
            else:
                self._finished(turn)
        if not begun:
            return
        parts = [part for _, _, part in begun]
        try:
            vectors = self._encode(np.concatenate(parts) if len(parts) > 1 else parts[0])
        except Exception as error:  # noqa: BLE001 - raised again where the future is asked
            for turn, task, _ in begun:
                task.future.set_exception(error)
                self._finished(turn)
            return
        ends = np.cumsum([len(part) for part in parts])
        for (turn, task, _), own in zip(begun, np.split(vectors, ends[:-1]), strict=True):
            if task.take(own):
                self._finished(turn)
            else:
                self._turns.put(turn)  # after the urgent, before the later

    def _finished(self, turn: _Turn) -> None:
        if turn.urgency is Urgency.USUAL:
            self._places.release()

    def _encode(self, slices: FloatArray) -> FloatArray:
        try:
            return self._worker.ask_twice(slices, _LIMIT)
        except (WorkerLost, WorkerFault) as error:
            raise unusable(self._card.name, "its process does not stay alive") from error
