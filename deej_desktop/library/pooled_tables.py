"""The tables that what was pooled lies in: two sets, and of each encoder one is in force.

Whatever pools a whole library does so in the other one, as long as that takes, and then has it
take the place of the first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from deej_desktop.domain.units import EncoderId
from deej_desktop.library.pooled_rows import Row


class Tables(NamedTuple):
    """The names of a set of tables.

    Attributes:
        vectors: The sums of each recording.
        counts: What its slices met.
        cells: Where to look for slices.
    """

    vectors: str
    counts: str
    cells: str

    def named(self, query: str) -> str:
        """A query with their names in the place of `{vectors}`, `{counts}` and `{cells}`."""
        return query.format(**self._asdict())


TABLES = (
    Tables("track_vector", "word_count", "cell"),
    Tables("second_track_vector", "second_word_count", "second_cell"),
)
"""The sets, by the side that the table `pooling` says is in force."""


def write_rows(
    connection: sqlite3.Connection,
    tables: Tables,
    encoder_id: EncoderId,
    rows: Iterable[Row],
    revision: int,
) -> None:
    """Keep what is known of some recordings, in place of what was."""
    for row in rows:
        blobs = (np.ascontiguousarray(part, "<f4").tobytes() for part in row[1:5])
        connection.execute(
            tables.named("INSERT OR REPLACE INTO {vectors} VALUES (?, ?, ?, ?, ?, ?, ?)"),
            (row.slices_id, encoder_id, *blobs, revision),
        )
        copies, tf, df = row.counts
        connection.execute(
            tables.named("INSERT OR REPLACE INTO {counts} VALUES (?, ?, ?, ?, ?)"),
            (
                row.slices_id,
                encoder_id,
                copies,
                tf.astype("<u4").tobytes(),
                df.astype("<u4").tobytes(),
            ),
        )


def write_members(
    connection: sqlite3.Connection,
    tables: Tables,
    encoder_id: EncoderId,
    members: Iterable[tuple[int, bytes]],
) -> None:
    """Put something into cells, by their numbers, besides what lies there."""
    connection.executemany(
        tables.named("INSERT INTO {cells} (encoder_id, number, members) VALUES (?, ?, ?)"),
        ((encoder_id, number, blob) for number, blob in members),
    )


def forget_replaced(connection: sqlite3.Connection, tables: Tables, encoder_id: EncoderId) -> None:
    """Forget the slices that were replaced and have been pooled out."""
    connection.execute(
        tables.named(
            "DELETE FROM gone_slices WHERE encoder_id = ? AND id NOT IN"
            " (SELECT slices_id FROM {counts} WHERE encoder_id = ?)"
        ),
        (encoder_id, encoder_id),
    )
