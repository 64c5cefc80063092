"""The store: one SQLite file that holds all Deej knows of the listener's music.

Write-ahead logging lets any number of threads and processes read while one writes, and a process
killed at any moment leaves the last finished transaction.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from deej_desktop.domain.errors import StoreUnusable
from deej_desktop.domain.text import displayable
from deej_desktop.library import schema
from deej_desktop.library.store_errors import told_to_a_person
from deej_desktop.native.libc import give_memory_back

FILE_NAME = "deej.db"

_BUSY_TIMEOUT_S = 30.0
_CLOSE_TIMEOUT_S = 10.0
_CACHE_KIB = 8192
_LARGEST_LOG = 64_000_000

_log = logging.getLogger(__name__)


class Store:
    """Gives each thread its own connection to the database, and one writer at a time.

    Use `open`. Safe to share among threads; a process opens its own.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._handles: weakref.WeakSet[_Handle] = weakref.WeakSet()
        self._handles_lock = threading.Lock()
        self._write_lock = threading.RLock()
        self._closed = False
        self.commits = 0
        """How many transactions of this process may have changed something."""

    @classmethod
    def open(cls, data_dir: Path) -> Store:
        """Open the store in `data_dir`, made or brought up to date where needed.

        Raises:
            StoreUnusable: The folder cannot be written, the disk is full, the file is damaged, is
                no database of ours, or was written by a newer Deej.
        """
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnusable(
                f"The data folder {displayable(data_dir)} cannot be made"
                f" ({error.strerror}); choose another with --data-dir."
            ) from error
        store = cls(data_dir / FILE_NAME)
        try:
            store._prepare()
        except BaseException:
            store.close()
            raise
        return store

    @property
    def path(self) -> Path:
        """The database file."""
        return self._path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection, seeing one unchanging state until the block ends.

        Blocks may be nested, and may stand inside `writing`. Do not `yield` to a caller from
        inside one: a state that is held on to keeps the log from being folded into the file.

        Raises:
            StoreUnusable: The store is closed, damaged or out of reach.
        """
        with self._transaction("DEFERRED") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection in a transaction: all of the block is kept, or none.

        A block inside another joins it, so that several steps can be made one.

        Raises:
            StoreUnusable: As for `reading`, or the disk is full or not writable; nothing of the
                block is kept then.
        """
        try:
            with self._write_lock, self._transaction("IMMEDIATE") as connection:
                yield connection
        finally:
            self.commits += 1

    def give_memory_back(self) -> None:
        """Let go of what connections have read and keep for later, but for those in use now.

        Each thread's keeps megabytes of it, long after what needed them.
        """
        with self._handles_lock:
            handles = list(self._handles)
        for handle in handles:
            if handle.lock.acquire(blocking=False):
                try:
                    if not self._closed:
                        handle.connection.execute("PRAGMA shrink_memory")
                finally:
                    handle.lock.release()
        give_memory_back()

    def close(self) -> None:
        """Close the connections of all threads; a block still running is waited for."""
        with self._write_lock:
            self._closed = True
            with self._handles_lock:
                handles = list(self._handles)
            for handle in handles:
                handle.close()

    @contextmanager
    def _transaction(self, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[sqlite3.Connection]:
        handle = self._handle()
        with handle.lock, told_to_a_person(self._path):
            connection = handle.connection
            if handle.transaction is not None:
                if kind == "IMMEDIATE" and handle.transaction == "DEFERRED":
                    raise RuntimeError("writing() cannot stand inside reading()")
                yield connection
                return
            connection.execute(f"BEGIN {kind}")
            handle.transaction = kind
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # When the disk is full, SQLite has rolled back already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                handle.transaction = None

    def _handle(self) -> _Handle:
        if self._closed:
            raise StoreUnusable("Deej's database has been closed; start Deej again.")
        handle: _Handle | None = getattr(self._local, "handle", None)
        if handle is None:
            with told_to_a_person(self._path):
                handle = _Handle(_connect(self._path))
            self._local.handle = handle
            with self._handles_lock:
                self._handles.add(handle)
        return handle

    def _prepare(self) -> None:
        handle = self._handle()
        connection = handle.connection
        with told_to_a_person(self._path):
            if self._version(connection) == 0:
                connection.execute(f"PRAGMA page_size = {schema.PAGE_SIZE}")
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            if mode != "wal":
                # Network file systems; slower, and as safe.
                _log.warning("No write-ahead log on this file system: %s", mode)
        for migration in schema.MIGRATIONS:
            if migration.version > self._version(connection):
                self._migrate(migration)

    def _migrate(self, migration: schema.Migration) -> None:
        with self.writing() as connection:
            if self._version(connection) >= migration.version:
                return  # Another process was quicker.
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {migration.version}")
        _log.info("The database is at version %d", migration.version)

    def _version(self, connection: sqlite3.Connection) -> int:
        """Return the schema version, 0 for an empty database.

        Raises:
            StoreUnusable: It is not ours or from a newer Deej.
        """
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application != schema.APPLICATION_ID and (tables or application or version):
            raise StoreUnusable(
                f"{displayable(self._path)} belongs to another program;"
                " choose another data folder with --data-dir."
            )
        if version > schema.SCHEMA_VERSION:
            raise StoreUnusable(
                f"{displayable(self._path)} was written by a newer Deej; install that version"
                " or choose another data folder with --data-dir."
            )
        return int(version)


class _Handle:
    """One thread's connection; closed when the thread ends or the store is closed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.lock = threading.RLock()
        self.transaction: str | None = None

    def close(self) -> None:
        if not self.lock.acquire(timeout=_CLOSE_TIMEOUT_S):
            _log.warning("A thread still reads the database; it is left to end by itself")
            return
        try:
            self.connection.close()
        finally:
            self.lock.release()

    def __del__(self) -> None:
        self.connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    # Only its own thread uses a connection, but another one may close it at the end.
    connection = sqlite3.connect(
        path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is replaced is deleted, and what is deleted has to be noticed.
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_LOG}")
    except BaseException:
        connection.close()
        raise
    return connection
