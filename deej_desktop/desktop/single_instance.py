"""One window for each listener and data folder: a second `deej` hands its files to the first.

Who holds the lock in the data folder has the window; it listens on a local socket. Both are plain
Python rather than Qt, so that handing over takes no application object and no window system.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from typing_extensions import Self

from deej_desktop.desktop.lock_file import LockFile

_log = logging.getLogger(__name__)

PATIENCE_S = 60.0
"""How long a second `deej` waits for the first, which may be starting or ending."""

_ANSWER_S = 10.0
"""How long somebody who is there may take for an answer before we take it for hung."""

_AGAIN_S = 0.1
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - no secret: Wayland's leave to come to the front


@dataclass(frozen=True, slots=True)
class Errand:
    """What a second `deej` asks of the first.

    Attributes:
        files: To be played; none if it is only to come to the front.
        token: The window system's leave to come to the front, or "".
    """

    files: tuple[Path, ...]
    token: str = ""

    def to_bytes(self) -> bytes:
        """As it travels."""
        # JSON in ASCII keeps names whole whose bytes are no UTF-8: they travel as \udcXX.
        return json.dumps({"files": [str(f) for f in self.files], "token": self.token}).encode()

    @staticmethod
    def from_bytes(data: bytes) -> Errand:
        """The opposite of `to_bytes`.

        Raises:
            ValueError: It is nothing of the kind.
        """
        try:
            content = json.loads(data)
            return Errand(tuple(map(Path, content["files"])), str(content["token"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"No errand: {data[:100]!r}") from error


class _Answer(Enum):
    """What becomes of an errand: nobody is there (yet), or somebody who says nothing."""

    TAKEN = "taken"
    NOBODY = "nobody"
    SILENCE = "silence"


class SingleInstance:
    """Is the one window of a data folder, or hands over to the one that is.

    As a context manager it lets go of the lock at the end.
    """

    def __init__(self, data_dir: Path, patience_s: float = PATIENCE_S) -> None:
        self._lock = LockFile(data_dir / "window.lock")
        self._patience_s = patience_s
        self._data_dir = data_dir

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def hand_over(self, files: Sequence[Path]) -> bool:
        """Hand `files` to the window that is open already, and bring it up.

        Returns:
            Whether that was done. If not, the caller is to open a window: there is none, or the
            one there is does not answer.
        """
        errand = Errand(tuple(files), os.environ.get(_TOKEN, ""))
        deadline = time.monotonic() + self._patience_s
        while not self._is_ours():
            answer = self._send(errand)
            if answer is _Answer.TAKEN:
                return True
            if answer is _Answer.SILENCE or time.monotonic() > deadline:
                _log.warning("Another Deej holds the data folder but does not answer")
                return False
            time.sleep(_AGAIN_S)
        return False

    @contextmanager
    def listening(self, take: Callable[[Errand], None]) -> Iterator[None]:
        """For as long as the block lasts, call `take` in a thread for whatever is handed over."""
        listener = self._listener()
        if listener is None:
            yield
            return
        reception = _Reception(listener, take)
        try:
            yield
        finally:
            reception.close()
            # A socket that waits for a visitor is woken by one.
            with suppress(OSError):
                Client(listener.address).close()
            reception.join(_ANSWER_S)
            listener.close()

    def _is_ours(self) -> bool:
        try:
            return self._lock.acquire()
        except OSError as error:
            _log.info("No lock in the data folder, so there may be several windows: %s", error)
            return True

    def _send(self, errand: Errand) -> _Answer:
        try:
            with Client(_address(self._data_dir)) as connection:
                connection.send_bytes(errand.to_bytes())
                if not connection.poll(_ANSWER_S):
                    return _Answer.SILENCE
                connection.recv_bytes()
                return _Answer.TAKEN
        except (OSError, EOFError) as error:
            _log.debug("Nobody to hand over to yet: %r", error)
            return _Answer.NOBODY

    def _listener(self) -> Listener | None:
        try:
            if not self._lock.acquire():
                return None
            address = _address(self._data_dir)
            if sys.platform != "win32":
                # Left behind by a crash; with the lock in hand it cannot be anybody else's.
                Path(address).unlink(missing_ok=True)
            return Listener(address, backlog=16)
        except OSError as error:
            _log.warning("Nobody can hand files over to this window: %s", error)
            return None


class _Reception(threading.Thread):
    """Takes errands, one visitor after the other."""

    def __init__(self, listener: Listener, take: Callable[[Errand], None]) -> None:
        super().__init__(name="single-instance", daemon=True)
        self._listener = listener
        self._take = take
        self._closing = False
        self.start()

    def close(self) -> None:
        """Take nothing more; the next visitor ends the thread."""
        self._closing = True

    def run(self) -> None:
        """See `threading.Thread`."""
        while not self._closing:
            try:
                with self._listener.accept() as connection:
                    self._receive(connection)
            except (OSError, EOFError, ValueError) as error:
                _log.info("A visitor left without an errand: %r", error)
                time.sleep(_AGAIN_S)  # lest a lasting trouble keeps a processor busy

    def _receive(self, connection: Connection) -> None:
        if self._closing or not connection.poll(_ANSWER_S):
            return
        errand = Errand.from_bytes(connection.recv_bytes())
        # If the visitor has lost patience, this fails, and nothing must come of the errand.
        connection.send_bytes(b"taken")
        if errand.token:
            os.environ[_TOKEN] = errand.token  # where Qt looks for it, and forgets it then
        self._take(errand)


def _address(data_dir: Path) -> str:
    name = "deej-" + hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    # A socket's path has to be short, and not every disk can hold one: not in the data folder.
    return str(_runtime_folder() / name)


def _runtime_folder() -> Path:
    """A folder of this user alone that is gone after a restart.

    Raises:
        OSError: There is none.
    """
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given and Path(given).is_dir():
        return Path(given)
    folder = Path(tempfile.gettempdir()) / f"deej-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not ours alone")
    return folder
