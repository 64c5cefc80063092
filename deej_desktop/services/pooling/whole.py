"""Pooling a whole library at once, whatever its size: what is large lies in files meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from deej_desktop.analysis.cells import Cells
from deej_desktop.analysis.mp3tovec import SAMPLED, cells_for, speaking
from deej_desktop.analysis.neighbours import Neighbours, count_neighbours
from deej_desktop.analysis.pile import Spoken, pile_up
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import StoreUnusable
from deej_desktop.domain.progress import ProgressMeter, ProgressSink
from deej_desktop.domain.text import displayable
from deej_desktop.library.pooled import PooledStore
from deej_desktop.library.pooled_rows import Counts, Pooling, Row
from deej_desktop.services.pooling.joining import row_of

_CHUNK = 500
"""Tracks whose slices are read at a time: some megabytes."""

_AT_ONCE = 4_000_000
"""Bytes of cells that are written at a time."""

_NONE = np.zeros(0, np.int64)


def pool_whole(
    pooled: PooledStore,
    copies: Mapping[int, int],
    epsilon: float,
    progress: ProgressSink,
    cancel: CancelToken,
) -> None:
    """Pool all recordings anew, and put that in place of what was pooled before.

    Args:
        pooled: Where to keep it.
        copies: For how many tracks each recording counts, by where its slices are stored.
        epsilon: Cosine distance under which two slices are the same.
        progress: Told how far it has come.
        cancel: May stop it; what was pooled before stays in force.

    Raises:
        Cancelled: If asked to stop.
        OvertakenError: Somebody else has pooled meanwhile.
        StoreUnusable: The store cannot be read or written, or there is no room beside it.
    """
    pooled.begin()
    slices_ids = sorted(copies)
    each = np.array([copies[slices_id] for slices_id in slices_ids], np.int64)
    cells = _cells(pooled, slices_ids, cancel)
    if cells is None:
        made, found = Pooling(epsilon, 0, 0, 0), Neighbours(_NONE, _NONE)
        filed: Iterable[tuple[int, bytes]] = ()
    else:
        try:
            pile = pile_up(lambda: _spoken(pooled, slices_ids, cancel), cells, pooled.folder)
        except OSError as error:
            raise StoreUnusable(
                f"There is no room in {displayable(pooled.folder)} to compare all tracks"
                f" ({error.strerror}); free some space, and Deej will go on from here."
            ) from error
        found = count_neighbours(pile, each, epsilon, progress, cancel)
        speak = int(each[np.unique(pile.owners)].sum())
        made, filed = Pooling(epsilon, speak, made_for=speak, revision=0), pile.cells()
    with pooled.staging() as staging:
        meter = ProgressMeter("Comparing", len(slices_ids), progress)
        rows = _rows(pooled, slices_ids, copies, found, cancel)
        while some := list(islice(rows, _CHUNK)):
            staging.add(some)
            meter.advance(steps=len(some))
        for members in _together(filed):
            cancel.raise_if_cancelled()
            staging.put(members)
        staging.take_effect(made, b"" if cells is None else cells.to_bytes())


def _together(filed: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """Cells with what they hold, some megabytes at a time."""
    some, size = [], 0
    for number, members in filed:
        some.append((number, members))
        size += len(members)
        if size > _AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _cells(pooled: PooledStore, slices_ids: Sequence[int], cancel: CancelToken) -> Cells | None:
    """Cells for these recordings; None if none of them says anything."""
    for step in (len(slices_ids) // SAMPLED + 1, 1):
        sample = [own for own in _spoken(pooled, slices_ids[::step], cancel) if len(own.rows)]
        if sample:
            return cells_for(sample, 1 / step)
    return None


def _spoken(
    pooled: PooledStore, slices_ids: Sequence[int], cancel: CancelToken
) -> Iterator[Spoken]:
    for slices_id, slices in _slices(pooled, slices_ids, cancel):
        yield Spoken(slices_id, *speaking(slices))


def _slices(
    pooled: PooledStore, slices_ids: Sequence[int], cancel: CancelToken
) -> Iterator[tuple[int, FloatArray]]:
    for start in range(0, len(slices_ids), _CHUNK):
        cancel.raise_if_cancelled()
        chunk = slices_ids[start : start + _CHUNK]
        found = pooled.slices(chunk)
        for slices_id in chunk:
            yield slices_id, found[slices_id]


def _rows(
    pooled: PooledStore,
    slices_ids: Sequence[int],
    copies: Mapping[int, int],
    found: Neighbours,
    cancel: CancelToken,
) -> Iterator[Row]:
    start = 0
    for slices_id, slices in _slices(pooled, slices_ids, cancel):
        rows, _ = speaking(slices)
        end = start + len(rows)
        tf, df = np.zeros((2, len(slices)), np.int64)
        tf[rows], df[rows] = found.tf[start:end], found.df[start:end]
        start = end
        yield row_of(slices_id, slices, Counts(copies[slices_id], tf, df))
