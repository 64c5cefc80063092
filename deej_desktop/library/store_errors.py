"""What SQLite's errors mean to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deej_desktop.domain.errors import StoreUnusable
from deej_desktop.domain.text import displayable

_DAMAGED = "{path} is damaged or no database; move it away, and Deej will start a new one."

# Python 3.10 does not tell SQLite's error codes, so its fixed English sentences have to do.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "disk is full",
        "The disk is full, so {path} cannot grow; free some space, and Deej will go on from here.",
    ),
    (
        "readonly database",
        "{path} cannot be written; check its permissions or choose another folder with --data-dir.",
    ),
    (
        "unable to open",
        "{path} cannot be opened; check its permissions or choose another folder with --data-dir.",
    ),
    ("locked", "{path} is held by another program; close that one and try again."),
    ("not a database", _DAMAGED),
    ("malformed", _DAMAGED),
    ("disk i/o error", "{path} cannot be read or written; check the disk it lies on."),
    ("closed database", "Deej's database has been closed; start Deej again."),
)


@contextmanager
def told_to_a_person(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite in this block that a person can mend into `StoreUnusable`.

    Faults of ours, such as wrong SQL, pass unchanged.
    """
    try:
        yield
    except sqlite3.Error as error:
        message = str(error).lower()
        for words, sentence in _SENTENCES:
            if words in message:
                raise StoreUnusable(sentence.format(path=displayable(path))) from error
        raise
