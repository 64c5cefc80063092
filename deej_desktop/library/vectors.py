"""The vectors of one encoder: of slices, as it gave them, and of tracks, as they were pooled.

Vectors belong to a content id, so they survive any change of name, place or tags. An object of
this class sees one encoder's vectors only.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.sound import Listen, Sound
from deej_desktop.domain.units import ContentId, EncoderId, TrackId
from deej_desktop.library.pooled import PooledStore
from deej_desktop.library.sound import write_sound
from deej_desktop.library.store import Store

_LISTEN = (
    "iif(listen = 'full' AND EXISTS"
    " (SELECT 1 FROM sound WHERE sound.content_id = slices.content_id), 'full', 'first')"
)
"""How closely slices were listened for; before there were measures nothing was listened to so."""

_CHUNK = 500
"""Tracks whose slices are read at a time: some megabytes."""


@dataclass(frozen=True)
class Population:
    """The tracks whose slices can be pooled at one moment, in the order of their ids.

    Attributes:
        track_ids: One for each present file that has been listened to.
        content_ids: What each sounds like; copies share one.
        slice_ids: Where the slices of each are stored.
    """

    track_ids: tuple[TrackId, ...]
    content_ids: tuple[ContentId, ...]
    slice_ids: tuple[int, ...]

    def without(self, track_id: TrackId | None) -> Population:
        """The same but for one track, if it is among them."""
        if track_id not in self.track_ids:
            return self
        at = self.track_ids.index(track_id)
        return Population(
            self.track_ids[:at] + self.track_ids[at + 1 :],
            self.content_ids[:at] + self.content_ids[at + 1 :],
            self.slice_ids[:at] + self.slice_ids[at + 1 :],
        )

    @property
    def digest(self) -> str:
        """Differs whenever a track was added, removed or listened to anew."""
        ids = np.array(self.slice_ids, dtype=np.int64)
        return hashlib.blake2b(ids.tobytes(), digest_size=16).hexdigest()


class Unheard(NamedTuple):
    """A track still to be listened to, and what its turn depends on.

    Attributes:
        id: Its row.
        location: Its path as text.
        album: As tagged, or "".
        album_artist: As tagged, or "".
        is_new: Whether it has not been listened to at all.
    """

    id: TrackId
    location: str
    album: str
    album_artist: str
    is_new: bool


class VectorStore:
    """What one encoder has heard."""

    def __init__(self, store: Store, encoder_id: EncoderId) -> None:
        self._store = store
        self._encoder_id = encoder_id

    @property
    def encoder_id(self) -> EncoderId:
        """The space that these vectors live in."""
        return self._encoder_id

    @property
    def pooled(self) -> PooledStore:
        """What pooling has kept of them."""
        return PooledStore(self._store, self._encoder_id)

    def is_pooled(self, epsilon: float) -> bool:
        """Whether the stored track vectors are what pooling at `epsilon` would give now."""
        made = self.pooled.pooling()
        return made is not None and made.epsilon == epsilon and not self.pooled.changes()

    def save_slices(
        self, content_id: ContentId, vectors: FloatArray, sound: Sound | None = None
    ) -> None:
        """Keep the slices of one recording, in place of those it had, and its sound.

        Args:
            content_id: The recording.
            vectors: As the encoder gave them, (n, d) with n of at least 1; kept as float16.
            sound: What a full listen measured; None after a first listen.

        Raises:
            ValueError: There is no slice, or a number that float16 cannot hold.
        """
        with np.errstate(over="ignore"):
            halves = vectors.astype("<f2")
        if halves.ndim != 2 or not halves.size or not np.isfinite(halves).all():
            raise ValueError(f"Not slice vectors: shape {vectors.shape}")
        listen = Listen.FIRST if sound is None else Listen.FULL
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO slices (content_id, encoder_id, count, vectors, listen)"
                " VALUES (?, ?, ?, ?, ?)",
                (content_id, self._encoder_id, len(halves), halves.tobytes(), listen.value),
            )
            if sound is not None:
                write_sound(connection, content_id, sound)

    def heard(self, content_id: ContentId) -> Listen | None:
        """How closely a recording has been listened to; None if not at all."""
        with self._store.reading() as connection:
            row = connection.execute(
                f"SELECT {_LISTEN} FROM slices WHERE content_id = ? AND encoder_id = ?",  # noqa: S608
                (content_id, self._encoder_id),
            ).fetchone()
        return None if row is None else Listen(row[0])

    def forget(self, content_id: ContentId) -> None:
        """Forget what was heard of a recording that turned out to be damaged."""
        with self._store.writing() as connection:
            connection.execute(
                "DELETE FROM slices WHERE content_id = ? AND encoder_id = ?",
                (content_id, self._encoder_id),
            )

    def slices_id(self, content_id: ContentId) -> int | None:
        """Where the slices of one recording are stored; None if it has not been listened to."""
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT id FROM slices WHERE content_id = ? AND encoder_id = ?",
                (content_id, self._encoder_id),
            ).fetchone()
        return None if row is None else int(row[0])

    def slices(self, content_id: ContentId) -> FloatArray | None:
        """The slice vectors (n, d) of one recording; None if it has not been listened to."""
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT count, vectors FROM slices WHERE content_id = ? AND encoder_id = ?",
                (content_id, self._encoder_id),
            ).fetchone()
        return None if row is None else _halves(*row)

    def lacking(self, listen: Listen) -> list[Unheard]:
        """The present tracks not yet listened to so closely that have not failed, by id.

        Of copies that sound the same, one is enough.
        """
        not_enough = "slices.id IS NULL"
        if listen is Listen.FULL:
            not_enough += f" OR {_LISTEN} = 'first'"
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT min(track.id), path, album, album_artist, slices.id IS NULL"  # noqa: S608
                # By itself SQLite takes the index that the vectors have to be read beside.
                " FROM track LEFT JOIN slices INDEXED BY slices_heard"
                " ON slices.content_id = track.content_id AND encoder_id = ?"
                f" WHERE missing = 0 AND ({not_enough})"
                " AND path NOT IN (SELECT path FROM failure)"
                " GROUP BY track.content_id ORDER BY 1",
                (self._encoder_id,),
            ).fetchall()
        return [
            Unheard(TrackId(row_id), os.fsdecode(path), album, album_artist, bool(is_new))
            for row_id, path, album, album_artist, is_new in rows
        ]

    def population(self) -> Population:
        """The present tracks that have been listened to; copies of a file count each."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT track.id, track.content_id, slices.id FROM track JOIN slices"
                " ON slices.content_id = track.content_id AND encoder_id = ?"
                " WHERE missing = 0 ORDER BY track.id",
                (self._encoder_id,),
            ).fetchall()
        track_ids, content_ids, slice_ids = zip(*rows, strict=True) if rows else ((), (), ())
        return Population(track_ids, content_ids, slice_ids)

    def count(self, listen: Listen = Listen.FIRST) -> int:
        """How many present tracks have been listened to, at least so closely."""
        enough = f"AND {_LISTEN} = 'full'" if listen is Listen.FULL else ""
        with self._store.reading() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM track JOIN slices"  # noqa: S608
                f" ON slices.content_id = track.content_id AND encoder_id = ? {enough}"
                " WHERE missing = 0",
                (self._encoder_id,),
            ).fetchone()
        return int(count)

    def slices_of(self, population: Population) -> Iterator[FloatArray]:
        """The slice vectors (n, d) of each track of `population` in turn, copies repeated.

        Slices that were replaced in the meantime come as they are now.
        """
        for start in range(0, len(population.content_ids), _CHUNK):
            chunk = population.content_ids[start : start + _CHUNK]
            found = self.slices_among(chunk)
            for content_id in chunk:
                yield found[content_id]

    def slices_among(self, content_ids: Sequence[ContentId]) -> dict[ContentId, FloatArray]:
        """The slice vectors (n, d) of those recordings, some hundreds, that were listened to."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT content_id, count, vectors FROM slices"  # noqa: S608
                f" WHERE encoder_id = ? AND content_id IN ({_marks(content_ids)})",
                (self._encoder_id, *content_ids),
            ).fetchall()
        return {content_id: _halves(count, blob) for content_id, count, blob in rows}

    def slices_ids(self, content_ids: Sequence[ContentId]) -> dict[ContentId, int]:
        """Where the slices of those of some recordings that were listened to are stored.

        Slices that take the place of others are stored elsewhere.
        """
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT content_id, id FROM slices"  # noqa: S608
                f" WHERE encoder_id = ? AND content_id IN ({_marks(content_ids)})",
                (self._encoder_id, *content_ids),
            ).fetchall()
        return dict(rows)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _halves(count: int, blob: bytes) -> FloatArray:
    return np.frombuffer(blob, "<f2").reshape(count, -1).astype(np.float32)
