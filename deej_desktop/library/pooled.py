"""What pooling keeps: of every track its sums, of every slice what it met, and where to look.

Pooling goes on from here when tracks come and go, without looking at the whole library again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.units import EncoderId, TrackId
from deej_desktop.library.store import Store

_CHUNK = 500
"""Rows at a time: few enough to ask for by number, and to stay in the processor's own memory."""

_ROWS = "SELECT slices_id, plain, common, head, tail FROM track_vector"
_WANTED = (
    "SELECT slices.id, count(*) FROM track JOIN slices"
    " ON slices.content_id = track.content_id AND encoder_id = ?"
    " WHERE missing = 0 GROUP BY slices.id"
)
_PRESENT = (
    "SELECT track.id, slices.id FROM track JOIN slices"
    " ON slices.content_id = track.content_id AND encoder_id = ?"
)


class OvertakenError(Exception):
    """Somebody else has changed what was being pooled, so it has to be begun anew."""


class Pooling(NamedTuple):
    """How the vectors that are stored were made.

    Attributes:
        epsilon: Cosine distance under which two slices were the same.
        speaking: How many of the tracks say something.
        made_for: How many of them there were when the cells were made.
        revision: Rises with every change.
    """

    epsilon: float
    speaking: int
    made_for: int
    revision: int


class Counts(NamedTuple):
    """What the slices of a recording met.

    Attributes:
        copies: For how many tracks it stands.
        tf: For each slice those of the same track that say the same, (n,); 0 for silence.
        df: For each slice the tracks that say the same, (n,); 0 for silence.
    """

    copies: int
    tf: IntArray
    df: IntArray


class Row(NamedTuple):
    """What is kept of a recording.

    Attributes:
        slices_id: Where its slices are stored.
        plain: The part of its vector that the number of tracks weighs, (d,).
        common: The part that is taken off, (d,).
        head: What it begins like, (d,).
        tail: What it ends like, (d,).
        counts: What its slices met.
    """

    slices_id: int
    plain: FloatArray
    common: FloatArray
    head: FloatArray
    tail: FloatArray
    counts: Counts


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
                f"{_ROWS} NOT INDEXED WHERE encoder_id = ? ORDER BY slices_id", (self._encoder_id,)
            )
            return _pooled_tracks(rows, present, self.pooling())

    def changed_since(
        self, revision: int, most: int, besides: Iterable[TrackId] = ()
    ) -> PooledTracks | None:
        """The present tracks whose sums are others since `revision`; None for more than `most`.

        Those `besides` that were pooled come with them, whenever that was.
        """
        with self._store.reading() as connection:
            rows = connection.execute(
                f"{_ROWS} WHERE encoder_id = ? AND revision > ? LIMIT ?",
                (self._encoder_id, revision, most + 1),
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
                    "SELECT slices_id FROM track_vector WHERE encoder_id = ?", (self._encoder_id,)
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
                    "SELECT slices.id, (SELECT count(*) FROM track"
                    " WHERE content_id = slices.content_id AND missing = 0) AS present"
                    " FROM slices LEFT JOIN word_count ON slices_id = slices.id"
                    " WHERE slices.encoder_id = ? AND present != coalesce(copies, 0)"
                    " UNION ALL SELECT slices_id, 0"
                    " FROM gone_slices JOIN word_count ON slices_id = id"
                    " WHERE gone_slices.encoder_id = ?",
                    (self._encoder_id, self._encoder_id),
                ).fetchall()
            )

    def counts(self, slices_ids: Iterable[int]) -> dict[int, Counts]:
        """What the slices of those recordings met that are pooled."""
        found = {}
        for slices_id, copies, tf, df in self._by_id(
            "SELECT slices_id, copies, tf, df FROM word_count WHERE slices_id", slices_ids
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
                "SELECT members FROM cell WHERE encoder_id = ? AND number", cells, self._encoder_id
            )
        )

    def begin(self) -> None:
        """From now on keep what is replaced, since it may be pooled at this moment."""
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO pooling VALUES (?, 0, 0, x'', 0, 0)",
                (self._encoder_id,),
            )

    def replace_all(
        self, made: Pooling, cells: bytes, rows: Iterable[Row], members: Iterable[tuple[int, bytes]]
    ) -> None:
        """Keep a pooling of the whole library in place of all before; all or nothing.

        Args:
            made: How; the revision is the store's own.
            cells: What tells where to look.
            rows: For each recording.
            members: What lies in each cell, by its number.
        """
        with self._store.writing() as connection:
            self.begin()
            for table in ("track_vector", "word_count", "cell"):
                connection.execute(
                    f"DELETE FROM {table} WHERE encoder_id = ?",  # noqa: S608 - our own names
                    (self._encoder_id,),
                )
            connection.execute(
                "UPDATE pooling SET cells = ?, made_for = ? WHERE encoder_id = ?",
                (cells, made.made_for, self._encoder_id),
            )
            self.change(made, rows, (), members)

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
            for slices_id in left:
                for table in ("track_vector", "word_count"):
                    connection.execute(
                        f"DELETE FROM {table} WHERE slices_id = ?",  # noqa: S608 - our own names
                        (slices_id,),
                    )
            for row in rows:
                blobs = (np.ascontiguousarray(part, "<f4").tobytes() for part in row[1:5])
                connection.execute(
                    "INSERT OR REPLACE INTO track_vector VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (row.slices_id, self._encoder_id, *blobs, revision),
                )
                copies, tf, df = row.counts
                connection.execute(
                    "INSERT OR REPLACE INTO word_count VALUES (?, ?, ?, ?, ?)",
                    (
                        row.slices_id,
                        self._encoder_id,
                        copies,
                        tf.astype("<u4").tobytes(),
                        df.astype("<u4").tobytes(),
                    ),
                )
            connection.executemany(
                "INSERT INTO cell (encoder_id, number, members) VALUES (?, ?, ?)",
                ((self._encoder_id, number, blob) for number, blob in members),
            )
            connection.execute(
                "DELETE FROM gone_slices WHERE encoder_id = ? AND id NOT IN"
                " (SELECT slices_id FROM word_count WHERE encoder_id = ?)",
                (self._encoder_id, self._encoder_id),
            )
        return made._replace(revision=revision)

    def _by_id(self, query: str, names: Iterable[int], *before: object) -> Iterator[Sequence[Any]]:
        """The rows of `query` for some numbers, asked for some at a time."""
        waiting = iter(names)
        while chunk := list(islice(waiting, _CHUNK)):
            marks = ", ".join("?" * len(chunk))
            with self._store.reading() as connection:
                rows = connection.execute(f"{query} IN ({marks})", (*before, *chunk)).fetchall()
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
