"""Reading what files say of themselves, in a process that may crash or hang without harm.

Damaged files are as hard on what takes containers and tags apart as on decoders.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from typing_extensions import Self

from deej_desktop.analysis.workers import (
    Worker,
    WorkerFault,
    WorkerLost,
    WorkerNotReady,
    WorkerTooSlow,
)
from deej_desktop.domain.errors import Cancelled, DeejError, ListeningFailed, UnreadableAudio
from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.content_id import content_id_of
from deej_desktop.library.covers import cover_of
from deej_desktop.library.tags import read_tags
from deej_desktop.native.av import open_audio

READ_LIMIT = Seconds(60.0)
"""Longest time for one file. Few are read from end to end, such as an MP3 that does not say how
long it is; a gigabyte from a slow network folder may take as long."""

COVER_LIMIT = Seconds(10.0)
"""Longest time for a picture, which is an ornament."""

Answer = TypeVar("Answer")

_Question = tuple[Callable[[Path], Any], Path]


class FileReading(NamedTuple):
    """What a file says of itself.

    Attributes:
        content_id: Which recording it is.
        tags: What it says.
        duration_s: How long it plays.
    """

    content_id: ContentId
    tags: Tags
    duration_s: Seconds


def read_file(path: Path) -> FileReading:
    """Read what a file says of itself.

    Raises:
        UnreadableAudio: The file is missing, empty, unreadable or holds no audio.
    """
    with open_audio(path) as audio:  # once for both, which is most of the work
        return FileReading(content_id_of(path, audio), *read_tags(path, audio))


class Reader(Protocol):
    """Reads files, one after the other."""

    @property
    def capacity(self) -> int:
        """How many files it is worth giving it at a time."""

    def read(self, path: Path) -> Future[FileReading]:
        """Promise what a file says of itself, or `UnreadableAudio`."""

    def cover(self, path: Path) -> Future[bytes | None]:
        """Promise the picture in a file, or beside it, or `UnreadableAudio`."""


class FileReader:
    """Reads in other processes, started when they are first needed and ended by `close`.

    A file that crashes one, or makes it hang, costs that file alone. Any thread may ask and close.
    """

    capacity = 4  # so that the next is read while what was read is written down

    def __init__(
        self,
        limit: Seconds = READ_LIMIT,
        read: Callable[[Path], FileReading] = read_file,
        *,
        processes: int = 1,
    ) -> None:
        """Make ready to read.

        Args:
            limit: Longest time for one file.
            read: What reads it, or raises `UnreadableAudio`; picklable.
            processes: That may be at work at a time; a further one is started only when all others
                are.
        """
        self._limit = limit
        self._read = read
        self._workers: list[Worker[_Question, Any]] = [
            Worker("deej reader", _prepare) for _ in range(processes)
        ]
        # Those that run already come first.
        self._free: queue.LifoQueue[Worker[_Question, Any]] = queue.LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="reading")
        self._lock = threading.Lock()
        self._closed = False

    def read(self, path: Path) -> Future[FileReading]:
        """Promise what a file says of itself.

        Returns:
            A promise, or one of an exception: `UnreadableAudio` if the file is to blame,
            `MissingLibrary` or `ListeningFailed` if no file can be read, `Cancelled` if this was
            closed.
        """
        return self._submit(self._read, path, self._limit)

    def cover(self, path: Path) -> Future[bytes | None]:
        """Promise the picture in a file, or beside it, as `library.covers.cover_of`; as above."""
        return self._submit(cover_of, path, min(COVER_LIMIT, self._limit))

    def close(self) -> None:
        """End the processes at once; what was not read by then is `Cancelled`."""
        with self._lock:
            self._closed = True
        for worker in self._workers:
            worker.close()
        # What waits is not given up by the pool, which knows another word for cancelled.
        self._threads.shutdown(wait=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _submit(
        self, function: Callable[[Path], Answer], path: Path, limit: Seconds
    ) -> Future[Answer]:
        with self._lock:
            if not self._closed:
                return self._threads.submit(self._ask, function, path, limit)
        promise: Future[Answer] = Future()
        promise.set_exception(Cancelled())
        return promise

    def _ask(self, function: Callable[[Path], Answer], path: Path, limit: Seconds) -> Answer:
        worker = self._free.get()
        try:
            answer: Answer = worker.ask_twice((function, path), limit)
        except WorkerNotReady as error:
            raise ListeningFailed(
                "The process that reads files cannot be started: start Deej again, and install it"
                " again if that does not help."
            ) from error
        except WorkerTooSlow as error:
            raise UnreadableAudio(path, f"it took longer than {limit:g} s to read") from error
        except WorkerLost as error:
            raise UnreadableAudio(path, "reading it crashed") from error
        except WorkerFault as error:
            raise UnreadableAudio(path, "reading it failed") from error
        finally:
            self._free.put(worker)
        return answer


class ReadingHere:
    """Reads in the thread that asks, when it asks; for files that can be trusted."""

    capacity = 1

    def read(self, path: Path) -> Future[FileReading]:
        """See `Reader`."""
        return _made(read_file, path)

    def cover(self, path: Path) -> Future[bytes | None]:
        """See `Reader`."""
        return _made(cover_of, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing has to be ended."""


def _made(function: Callable[[Path], Answer], path: Path) -> Future[Answer]:
    promise: Future[Answer] = Future()
    try:
        promise.set_result(function(path))
    except DeejError as error:
        promise.set_exception(error)
    return promise


def _prepare() -> Callable[[_Question], Any]:
    return lambda question: question[0](question[1])
