"""The one way in which the window has work done outside its thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal

from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.ui.sentences import said

_log = logging.getLogger(__name__)

T = TypeVar("T")
Q = TypeVar("Q")

_WORKERS = 3


class Task(Generic[T]):
    """One piece of work under way; `drop()` when its result is no longer wanted."""

    def __init__(self, done: Callable[[T], None], failed: Callable[[str], None]) -> None:
        self.done = done
        self.failed = failed
        self._wanted = True

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the result."""
        return self._wanted

    def drop(self) -> None:
        """Forget the result; work that has not begun is left out. For the GUI thread."""
        self._wanted = False


class Tasks(QObject):
    """Runs functions in a few threads and hands their results back in the GUI thread.

    An error that nobody asked to hear of is emitted as `failed`, a sentence for the listener.
    """

    failed = Signal(str)
    closing = Signal()
    """What takes long had better end now."""
    _finished = Signal(object, object, str)
    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="window-task")
        self._closed = False
        self._under_way = 0
        self._closes_when_idle = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._count_off, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[str], None] | None = None,
    ) -> Task[T]:
        """Run `work` in another thread, then `done(result)` in this one.

        Args:
            work: Must not touch a widget.
            done: Takes the result.
            failed: Takes a sentence that says what went wrong; the signal `failed` by default.
        """
        task = Task(done, failed if failed is not None else self.failed.emit)
        if not self._closed:
            self._under_way += 1
            self._pool.submit(self._work, task, work)
        return task

    def close_when_idle(self) -> None:
        """Close once all work is done, whatever it leads to, and its results are delivered."""
        self._closes_when_idle = True
        if self._under_way == 0:
            self.close()

    def close(self) -> None:
        """Let the work under way end, leave out the rest and deliver nothing more."""
        self._closed = True
        self.closing.emit()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, task: Task[T], work: Callable[[], T]) -> None:
        try:
            self._do(task, work)
        finally:
            if not self._closed:
                self._ended.emit()

    def _count_off(self) -> None:
        self._under_way -= 1
        if self._under_way == 0 and self._closes_when_idle and not self._closed:
            self.close()

    def _do(self, task: Task[T], work: Callable[[], T]) -> None:
        if self._closed or not task.wanted:
            return
        result, trouble = None, ""
        try:
            result = work()
        except Cancelled:
            return
        except DeejError as error:
            _log.info("A task failed: %s", error, exc_info=error.__cause__)
            trouble = str(error)
        except Exception:  # noqa: BLE001 - and it is logged
            # Whatever it was, the listener is told and the window lives on.
            _log.exception("A task failed for a reason of ours")
            trouble = self.tr("Something went wrong inside Deej; its log file tells more.")
        if not self._closed:
            self._finished.emit(task, result, trouble)

    def _deliver(self, task: Task[Any], result: object, trouble: str) -> None:
        if self._closed or not task.wanted:
            return
        if trouble:
            task.failed(said(trouble))
        else:
            task.done(cast("Any", result))


class LatestQuestion(Generic[Q, T]):
    """Asks one question at a time; of those that come meanwhile, only the latest is asked next.

    The answer to a question that is out of date is dropped.
    """

    def __init__(
        self,
        tasks: Tasks,
        ask: Callable[[Q], T],
        answered: Callable[[Q, T], None],
        failed: Callable[[Q, str], None],
    ) -> None:
        """Make one kind of question.

        Args:
            tasks: Where it is asked.
            ask: Finds the answer, in another thread.
            answered: Takes a question and its answer.
            failed: Takes a question and a sentence that says why there is no answer.
        """
        self._tasks = tasks
        self._ask = ask
        self._answered = answered
        self._failed = failed
        self._wanted: tuple[Q] | None = None
        self._is_asking = False

    @property
    def is_open(self) -> bool:
        """Whether an answer is awaited."""
        return self._wanted is not None

    def ask(self, question: Q) -> None:
        """Ask `question`; those before it are out of date."""
        self._wanted = (question,)
        if not self._is_asking:
            self._go_on()

    def forget(self) -> None:
        """Want no answer any more."""
        self._wanted = None

    def _go_on(self) -> None:
        if self._wanted is None:
            return
        wanted = self._wanted
        (question,) = wanted
        self._is_asking = True
        self._tasks.run(
            lambda: self._ask(question),
            lambda answer: self._came(wanted, lambda: self._answered(question, answer)),
            lambda trouble: self._came(wanted, lambda: self._failed(question, trouble)),
        )

    def _came(self, asked: tuple[Q], deliver: Callable[[], None]) -> None:
        self._is_asking = False
        if self._wanted == asked:
            # Asked again meanwhile, it is asked once more: the answer may have become another.
            if self._wanted is asked:
                self._wanted = None
            deliver()
        self._go_on()
