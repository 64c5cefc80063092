"""Long columns of numbers out of SQLite, without a Python object for each."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

import numpy as np

from deej_desktop.domain.arrays import IntArray

_CHUNK = 200_000
"""Digits that are read at a time: a few milliseconds, so that no other thread waits longer."""


def numbers(connection: sqlite3.Connection, query: str) -> IntArray:
    """Return the whole numbers, int64, that `query` selects as its only column `n`, in order.

    SQLite joins them to one text while Python's other threads run; rows fetched one by one would
    hold them up for as long as it takes.
    """
    # SQLite keeps the order of a subquery for group_concat, as its documentation promises.
    (text,) = connection.execute(f"SELECT group_concat(n) FROM ({query})").fetchone()  # noqa: S608
    if text is None:
        return np.zeros(0, np.int64)
    cuts = [0]
    while cuts[-1] < len(text):
        end = text.find(",", cuts[-1] + _CHUNK)
        cuts.append(len(text) if end < 0 else end + 1)
    parts = [
        np.fromstring(text[start:end].rstrip(","), dtype=np.int64, sep=",")
        for start, end in pairwise(cuts)
    ]
    return np.concatenate(parts)
