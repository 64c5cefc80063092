"""Slice vectors of one encoder made from those of another, where the one is a map of the other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.units import EncoderId
from deej_desktop.library.store import Store

_CHUNK = 500
"""Recordings at a time: some megabytes, and a fraction of a second for whoever waits to write."""


def derive_vectors(
    store: Store,
    source: EncoderId,
    target: EncoderId,
    change: Callable[[FloatArray], FloatArray],
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Store for `target` what `change` makes of all slice vectors of `source`.

    What `target` has already is left alone, so that what was cut short goes on where it was.

    Args:
        store: The listener's.
        source: The encoder that listened.
        target: The encoder that need not.
        change: Maps the vectors (n, d) of a recording.
        progress: Told after some hundred recordings.
        cancel: Asked before them.

    Raises:
        Cancelled: If asked to stop; what was finished stays.
        StoreUnusable: The store cannot be read or written.
    """
    with store.reading() as connection:
        missing = connection.execute(
            "SELECT content_id FROM slices WHERE encoder_id = ? EXCEPT"
            " SELECT content_id FROM slices WHERE encoder_id = ? ORDER BY content_id",
            (source, target),
        ).fetchall()
    meter = ProgressMeter("Bringing the library up to date", len(missing), progress)
    for start in range(0, len(missing), _CHUNK):
        if cancel is not None:
            cancel.raise_if_cancelled()
        chunk = missing[start : start + _CHUNK]
        with store.writing() as connection:
            for (content_id,) in chunk:
                row = connection.execute(
                    "SELECT count, vectors, listen FROM slices"
                    " WHERE encoder_id = ? AND content_id = ?",
                    (source, content_id),
                ).fetchone()
                if row is None:
                    continue
                count, blob, listen = row
                vectors = np.frombuffer(blob, "<f2").reshape(count, -1).astype(np.float32)
                connection.execute(
                    "INSERT OR IGNORE INTO slices"
                    " (content_id, encoder_id, count, vectors, listen) VALUES (?, ?, ?, ?, ?)",
                    (content_id, target, count, change(vectors).astype("<f2").tobytes(), listen),
                )
        meter.advance(steps=len(chunk))


def forget_vectors(store: Store, encoder_id: EncoderId) -> None:
    """Delete all that an encoder has heard.

    Raises:
        StoreUnusable: The store cannot be written.
    """
    with store.writing() as connection:
        for table in ("slices", "pooling"):
            connection.execute(
                f"DELETE FROM {table} WHERE encoder_id = ?",  # noqa: S608 - our own names
                (encoder_id,),
            )
