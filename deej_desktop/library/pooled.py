"""What pooling keeps: of every track its sums, of every slice what it met, and where to look.

Pooling goes on from here when tracks come and go, without looking at the whole library again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.units import EncoderId, TrackId
from deej_desktop.library.pooled_rows import Counts, OvertakenError, Pooling, Row
from deej_desktop.library.pooled_tables import (
    TABLES,
    Tables,
    forget_replaced,
    write_members,
    write_rows,
)
from deej_desktop.library.staging import Staging
from deej_desktop.library.store import Store

_CHUNK = 500
"""Rows at a time: few enough to ask for by number, and to stay in the processor's own memory."""

_ROWS = "SELECT slices_id, plain, common, head, tail FROM {vectors}"
_CHANGED = f"{_ROWS} WHERE encoder_id = ? AND revision > ? LIMIT ?"
_DELETIONS = (
    "DELETE FROM {vectors} WHERE slices_id = ?",
    "DELETE FROM {counts} WHERE slices_id = ?",
)
_WANTED = (
    "SELECT slices.id, count(*) FROM track JOIN slices"
    " ON slices.content_id = track.content_id AND encoder_id = ?"
    " WHERE missing = 0 GROUP BY slices.id"
)
_PRESENT = (
    "SELECT track.id, slices.id FROM track JOIN slices"
    " ON slices.content_id = track.content_id AND encoder_id = ?"
)


@dataclass(frozen=True, eq=False)
class PooledTracks:
    """Present tracks as they were pooled, row k belonging to `track_ids[k]`.

    Attributes:
        track_ids: In ascending order, (T,).
        slices_ids: Where the slices of each are stored, (T,).
        plain: See `Row`, (T, d).
        common: (T, d).
        heads: (T, d).
        tails: (T, d).
        pooling: How they were made; None if nothing was pooled.
    """

    track_ids: tuple[TrackId, ...]
    slices_ids: IntArray
    plain: FloatArray
    common: FloatArray
    heads: FloatArray
    tails: FloatArray
    pooling: Pooling | None


class PooledStore:
    """What pooling has kept for one encoder."""

    def __init__(self, store: Store, encoder_id: EncoderId) -> None:
        self._store = store
        self._encoder_id = encoder_id

    def reading(self) -> AbstractContextManager[object]:
        """See one state in several steps; see `Store.reading`."""
        return self._store.reading()

    def writing(self) -> AbstractContextManager[object]:
        """Make several steps one; see `Store.writing`."""
        return self._store.writing()

    @property
    def folder(self) -> Path:
        """Where the store lies, and where there is room for more."""
        return self._store.path.parent

    def pooling(self) -> Pooling | None:
        """How the stored vectors were made; None before the first pooling."""
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT epsilon, speaking, made_for, revision FROM pooling"
                " WHERE encoder_id = ? AND revision > 0",
                (self._encoder_id,),
            ).fetchone()
        return None if row is None else Pooling(*row)

    def load(self) -> PooledTracks:
        """All tracks that are present and were pooled."""
        with self._store.reading() as connection:
            present = connection.execute(
                f"{_PRESENT} WHERE missing = 0 ORDER BY track.id", (self._encoder_id,)
            ).fetchall()
            # In the order they lie on the disk, and joined here: half the time of SQLite's join.
            rows = connection.execute(
                self._now(f"{_ROWS} NOT INDEXED WHERE encoder_id = ? ORDER BY slices_id"),
                (self._encoder_id,),
            )
            return _pooled_tracks(rows, present, self.pooling())

    def changed_since(
        self, revision: int, most: int, besides: Iterable[TrackId] = ()
    ) -> PooledTracks | None:
        """The present tracks whose sums are others since `revision`; None for more than `most`.

        Those `besides` that were pooled come with them, whenever that was.
        """
        with self._store.reading() as connection:
            (whole,) = connection.execute(
                "SELECT coalesce(max(whole), 0) FROM pooling WHERE encoder_id = ?",
                (self._encoder_id,),
            ).fetchone()
            rows = connection.execute(
                self._now(_CHANGED),
                (self._encoder_id, revision if revision >= whole else -1, most + 1),
            ).fetchall()
            if len(rows) > most:
                return None
            known = {slices_id for slices_id, *_ in rows}
            asked = self._by_id(f"{_PRESENT} AND track.id", besides, self._encoder_id)
            rows += self._by_id(
                f"{_ROWS} WHERE slices_id", {slices_id for _, slices_id in asked} - known
            )
            present = self._by_id(
                f"{_PRESENT} WHERE missing = 0 AND slices.id",
                [slices_id for slices_id, *_ in rows],
                self._encoder_id,
            )
            there = sorted((track_id, slices_id) for track_id, slices_id in present)
            return _pooled_tracks(sorted(rows), there, self.pooling())

    def recordings(self) -> set[int]:
        """Where the slices of all recordings are stored that are pooled now."""
        with self._store.reading() as connection:
            return {
                slices_id
                for (slices_id,) in connection.execute(
                    self._now("SELECT slices_id FROM {vectors} WHERE encoder_id = ?"),
                    (self._encoder_id,),
                )
            }

    def copies(self) -> dict[int, int]:
        """For how many present tracks each recording stands, by where its slices are."""
        with self._store.reading() as connection:
            return dict(connection.execute(_WANTED, (self._encoder_id,)).fetchall())

    def changes(self) -> dict[int, int]:
        """The same of those recordings only that were pooled for another number of tracks."""
        with self._store.reading() as connection:
            return dict(
                connection.execute(
                    self._now(
                        "SELECT slices.id, (SELECT count(*) FROM track"
                        " WHERE content_id = slices.content_id AND missing = 0) AS present"
                        " FROM slices LEFT JOIN {counts} ON slices_id = slices.id"
                        " WHERE slices.encoder_id = ? AND present != coalesce(copies, 0)"
                        " UNION ALL SELECT slices_id, 0"
                        " FROM gone_slices JOIN {counts} ON slices_id = id"
                        " WHERE gone_slices.encoder_id = ?"
                    ),
                    (self._encoder_id, self._encoder_id),
                ).fetchall()
            )

    def counts(self, slices_ids: Iterable[int]) -> dict[int, Counts]:
        """What the slices of those recordings met that are pooled."""
        found = {}
        for slices_id, copies, tf, df in self._by_id(
            "SELECT slices_id, copies, tf, df FROM {counts} WHERE slices_id", slices_ids
        ):
            found[slices_id] = Counts(copies, _counts(tf), _counts(df))
        return found

    def slices(self, slices_ids: Iterable[int]) -> dict[int, FloatArray]:
        """The slices (n, d) of recordings as they are stored, those replaced meanwhile too.

        Raises:
            OvertakenError: Some are there no more.
        """
        wanted = list(slices_ids)
        found = {
            row_id: np.frombuffer(blob, "<f2").reshape(count, -1).astype(np.float32)
            for table in ("gone_slices", "slices")
            for row_id, count, blob in self._by_id(
                f"SELECT id, count, vectors FROM {table} WHERE id",  # noqa: S608 - our own names
                wanted,
            )
        }
        if len(found) < len(wanted):
            raise OvertakenError
        return found

    def cells(self) -> bytes | None:
        """What tells where to look for slices; None before the first pooling."""
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT cells FROM pooling WHERE encoder_id = ? AND revision > 0",
                (self._encoder_id,),
            ).fetchone()
        return None if row is None else bytes(row[0])

    def members(self, cells: Iterable[int]) -> bytes:
        """All that lies in some cells, one after the other; some of it may be gone."""
        return b"".join(
            blob
            for (blob,) in self._by_id(
                "SELECT members FROM {cells} WHERE encoder_id = ? AND number",
                cells,
                self._encoder_id,
            )
        )

    def begin(self) -> None:
        """From now on keep what is replaced, since it may be pooled at this moment."""
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO pooling"
                " (encoder_id, epsilon, speaking, cells, made_for, revision)"
                " VALUES (?, 0, 0, x'', 0, 0)",
                (self._encoder_id,),
            )

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """Make a pooling of the whole library beside the one in force.

        Raises:
            OvertakenError: Somebody else has begun to do so since.
        """
        self.begin()
        staging = Staging(self._store, self._encoder_id)
        try:
            yield staging
        finally:
            staging.clear()

    def change(
        self,
        made: Pooling,
        rows: Iterable[Row],
        left: Iterable[int],
        members: Iterable[tuple[int, bytes]],
    ) -> Pooling:
        """Keep what came of tracks that joined and left; all or nothing.

        Args:
            made: How everything is pooled now.
            rows: The recordings that joined, or met those that joined or left.
            left: The recordings that left.
            members: What joined each cell, by its number.

        Returns:
            How everything is pooled now, with the revision.
        """
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE pooling SET epsilon = ?, speaking = ?, revision = revision + 1"
                " WHERE encoder_id = ?",
                (made.epsilon, made.speaking, self._encoder_id),
            )
            (revision,) = connection.execute(
                "SELECT revision FROM pooling WHERE encoder_id = ?", (self._encoder_id,)
            ).fetchone()
            tables = self._tables()
            for slices_id in left:
                for query in _DELETIONS:
                    connection.execute(tables.named(query), (slices_id,))
            write_rows(connection, tables, self._encoder_id, rows, revision)
            write_members(connection, tables, self._encoder_id, members)
            forget_replaced(connection, tables, self._encoder_id)
        return made._replace(revision=revision)

    def _tables(self) -> Tables:
        """Where what is in force lies."""
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT side FROM pooling WHERE encoder_id = ?", (self._encoder_id,)
            ).fetchone()
        return TABLES[0 if row is None else row[0]]

    def _now(self, query: str) -> str:
        """A query of what is in force, with the names of the tables as they are at the moment."""
        return self._tables().named(query)

    def _by_id(self, query: str, names: Iterable[int], *before: object) -> Iterator[Sequence[Any]]:
        """The rows of `query` for some numbers, asked for some at a time."""
        waiting = iter(names)
        while chunk := list(islice(waiting, _CHUNK)):
            marks = ", ".join("?" * len(chunk))
            with self._store.reading() as connection:
                rows = connection.execute(
                    f"{self._now(query)} IN ({marks})", (*before, *chunk)
                ).fetchall()
            yield from rows


def _counts(blob: bytes) -> IntArray:
    return np.frombuffer(blob, "<u4").astype(np.int64)


def _pooled_tracks(
    rows: Iterable[Sequence[Any]], present: Sequence[tuple[int, int]], pooling: Pooling | None
) -> PooledTracks:
    """What was pooled of tracks `present`, from rows of recordings in ascending order."""
    track_ids, slices_ids = _numbers(present).reshape(-1, 2).T
    parts, found = _sums_of(rows, slices_ids)
    if not found.all():
        track_ids, slices_ids, parts = track_ids[found], slices_ids[found], parts[:, found]
    plain, common, heads, tails = parts
    ids = tuple(map(TrackId, track_ids.tolist()))
    return PooledTracks(ids, slices_ids, plain, common, heads, tails, pooling)


def _sums_of(
    rows: Iterable[Sequence[Any]], slices_ids: IntArray
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """The four parts (4, T, d) of each of `slices_ids` (T,), and which of them there are."""
    parts, found = np.zeros((4, 0, 0), np.float32), np.zeros(len(slices_ids), np.bool_)
    ascending = np.argsort(slices_ids, kind="stable")
    wanted = slices_ids[ascending]
    waiting = iter(rows)
    while chunk := list(islice(waiting, _CHUNK)):
        known = np.array([slices_id for slices_id, *_ in chunk], np.int64)
        blob = b"".join(chain.from_iterable(row[1:] for row in chunk))
        block = np.frombuffer(blob, "<f4").reshape(len(chunk), len(parts), -1)
        if not parts.size:
            parts = np.zeros((len(parts), len(slices_ids), block.shape[2]), np.float32)
        some = slice(*np.searchsorted(wanted, [known[0], known[-1] + 1]))
        at = np.searchsorted(known, wanted[some])
        is_here = known[at] == wanted[some]
        places = ascending[some][is_here]
        parts[:, places] = block[at[is_here]].swapaxes(0, 1)
        found[places] = True
    return parts, found


def _numbers(rows: Iterable[Sequence[int]]) -> IntArray:
    return np.fromiter(chain.from_iterable(rows), np.int64)
