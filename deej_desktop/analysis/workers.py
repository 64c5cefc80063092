"""A process that may crash or hang without harm: it answers one question at a time.

Each worker has a pipe of its own, so that one that is killed at any moment, by us, by a fault or
by a system short of memory, leaves no lock or queue behind that others need; a shared pool does.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.units import Seconds
from deej_desktop.native.libc import keep_freed_memory
from deej_desktop.native.psutil import step_back

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Question = TypeVar("Question")
Answer = TypeVar("Answer")

START_LIMIT = Seconds(300.0)
"""A worker that is not ready by then never will be; a cold disk may take a minute."""

_ORPHANED = 3
"""Exit status of a worker whose parent is gone."""


class WorkerLost(Exception):  # noqa: N818 - the caller says what that means
    """The process ended without an answer."""


class WorkerNotReady(WorkerLost):
    """The process ended, or took too long, before it could be asked anything."""


class WorkerTooSlow(WorkerLost):
    """The process took too long, and was ended."""


class WorkerFault(Exception):  # noqa: N818 - as above
    """The worker's function raised what it should not; the traceback is the message."""


class Worker(Generic[Question, Answer]):
    """A process made for one kind of question; started when needed, and again after it is lost.

    One thread at a time may ask; any may close.
    """

    def __init__(self, name: str, prepare: Callable[[], Callable[[Question], Answer]]) -> None:
        """Describe the worker without starting it.

        Args:
            name: Of the process, for whoever lists them.
            prepare: Called in the process to get the function that answers; must be picklable.
        """
        self._name = name
        self._prepare = prepare
        self._lock = threading.Lock()
        self._closed = False
        self._process: SpawnProcess | None = None
        self._connection: Connection[Any, Any] | None = None

    def start(self) -> None:
        """Start the process if it is not running, and wait until it is ready.

        Raises:
            WorkerNotReady: It did not get so far, or the worker is closed.
            DeejError: As `prepare` raised it.
        """
        if self._process is not None and self._process.is_alive():
            return
        with self._lock:
            if self._closed:
                raise WorkerNotReady
            self._launch()
        try:
            self._receive(START_LIMIT)
        except DeejError:
            self._end()
            raise
        except (WorkerLost, WorkerFault) as error:
            self._end()
            raise WorkerNotReady from error

    def ask(self, question: Question, limit: Seconds) -> Answer:
        """Have `question` answered within the time `limit`, starting not counted.

        Raises:
            WorkerLost: The process ended, was ended by `close`, or was ended for its slowness.
            WorkerFault: The function raised something unexpected.
            DeejError: As the function, or `prepare`, raised it.
        """
        self.start()
        assert self._connection is not None
        try:
            self._connection.send(question)
        except OSError as error:
            self._end()
            raise WorkerLost from error
        answer: Answer = self._receive(limit)
        return answer

    def ask_twice(self, question: Question, limit: Seconds) -> Answer:
        """As `ask`, but what was lost once is tried again.

        It may have been lost to a system short of memory; what crashes it does so again.

        Raises:
            Cancelled: The worker was closed.
        """
        try:
            try:
                return self.ask(question, limit)
            except WorkerTooSlow:
                raise
            except WorkerLost:
                return self.ask(question, limit)
        except WorkerLost as error:
            if self._closed:
                raise Cancelled from error
            raise

    def close(self) -> None:
        """End the process at once; whoever waits for an answer gets `WorkerLost`."""
        with self._lock:
            self._closed = True
        self._end()

    def _launch(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._prepare), name=self._name, daemon=True
        )
        with _interrupts_held_back():
            self._process.start()
        # Theirs alone may stay open, or its end would not be noticed here.
        theirs.close()

    def _receive(self, limit: Seconds) -> Any:  # noqa: ANN401 - whatever the function gives
        assert self._connection is not None
        try:
            if not self._connection.poll(limit):
                self._end()
                raise WorkerTooSlow
            value, error, fault = self._connection.recv()
        except (EOFError, OSError) as lost:
            self._end()
            raise WorkerLost from lost
        if error is not None:
            raise error
        if fault is not None:
            raise WorkerFault(fault)
        return value

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Start a process that never sees Ctrl-C, which is its parent's to answer.

    What a thread holds back, the processes it starts hold back for ever.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield  # on Windows the process ignores it as soon as it can
        return
    # Python lets interrupts through again when it starts its tracker, so that has to be before.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    connection: Connection[Any, Any], prepare: Callable[[], Callable[[Question], Answer]]
) -> None:
    """The life of a worker: answer until the other end of the pipe is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    step_back()
    keep_freed_memory()
    answer, error, fault = _attempted(prepare)
    gc.freeze()  # what is there by now stays, and need not be looked through for garbage
    try:
        connection.send((None, error, fault))
        while answer is not None:
            connection.send(_attempted(answer, connection.recv()))
    except (EOFError, OSError):
        return


def _attempted(
    function: Callable[..., Answer],
    *arguments: Any,  # noqa: ANN401 - none, or a question
) -> tuple[Answer | None, DeejError | None, str | None]:
    try:
        return function(*arguments), None, None
    except DeejError as error:
        return None, error, None
    except Exception:  # noqa: BLE001 - whatever it was, it is told to whoever asked
        return None, None, traceback.format_exc()


def _end_with_parent() -> None:
    """End this process when its parent is gone, even in the midst of an answer."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(_ORPHANED)
