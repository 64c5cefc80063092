"""Tracks that come and go: pooled exactly, by looking only at what is near them.

A track more or less changes the counts of the slices that say what it says, and of no others; the
sums of their tracks are made anew, and all other tracks stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from deej_desktop.analysis.cells import MEMBER, Cells, Members, seeming_near
from deej_desktop.analysis.mp3tovec import head_and_tail, speaking, sums_of, unit_slices
from deej_desktop.analysis.newcomer import Meeting, Others, meet
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressMeter, ProgressSink
from deej_desktop.library.pooled import PooledStore
from deej_desktop.library.pooled_rows import Counts, OvertakenError, Pooling, Row

_NOTHING = np.zeros(0, np.int64)


class Met(NamedTuple):
    """What a track has met.

    Attributes:
        meeting: How its own slices fare.
        sharing: Each recording that shares a word with it: its number, what it had met before, and
            the rows of its slices that say what a slice of the track says.
    """

    meeting: Meeting
    sharing: list[tuple[int, Counts, IntArray]]


class Neighbourhood:
    """Finds out what of a pooled library says what a track says.

    Args:
        pooled: Of the library, which was pooled at least once.
        epsilon: Cosine distance under which two slices are the same.
    """

    def __init__(self, pooled: PooledStore, epsilon: float) -> None:
        cells = pooled.cells()
        assert cells is not None
        self.cells = Cells.from_bytes(cells)
        self._pooled = pooled
        self._epsilon = epsilon

    def meet(self, units: FloatArray, besides: int | None = None) -> Met:
        """How unit slices (n, d) meet all tracks but one.

        Args:
            units: Unit length; of a track that is not pooled, or
            besides: of the recording of this number.
        """
        members = self._seeming_near(units)
        counts = self._pooled.counts(np.unique(members["key"]).tolist())
        if besides is not None:
            counts.pop(besides, None)
        # What is not counted has left since it was put into its cell.
        members = members[np.isin(members["key"], list(counts))]
        keys, starts, sizes = np.unique(members["key"], return_index=True, return_counts=True)
        slices = self._pooled.slices(keys.tolist())
        ends = starts + sizes
        rows = [members["row"][start:end] for start, end in zip(starts, ends, strict=True)]
        theirs = [slices[key][own] for key, own in zip(keys.tolist(), rows, strict=True)]
        nothing = units[:0]
        others = Others(
            unit_slices(np.concatenate([nothing, *theirs])),
            np.repeat(np.arange(len(keys)), sizes),
            np.array([counts[key].copies for key in keys.tolist()], np.int64),
        )
        meeting = meet(units, others, self._epsilon)
        sharing = []
        for key, own, start in zip(keys.tolist(), rows, starts.tolist(), strict=True):
            near = own[meeting.near[start : start + len(own)]]
            if len(near):
                sharing.append((key, counts[key], near))
        return Met(meeting, sharing)

    def _seeming_near(self, units: FloatArray) -> Members:
        """Slices that may be near, sorted by track and row."""
        shadows = self.cells.shadows(units)
        blob = self._pooled.members(self.cells.near(shadows, self._epsilon).tolist())
        members = seeming_near(shadows, np.frombuffer(blob, MEMBER), self._epsilon)
        # Whoever came, went and came again is there twice.
        _, first = np.unique(members[["key", "row"]], return_index=True)
        return members[first]


def join_and_leave(
    pooled: PooledStore,
    made: Pooling,
    changes: Mapping[int, int],
    progress: ProgressSink,
    cancel: CancelToken,
) -> None:
    """Pool recordings in and out, one after the other; whatever stops it, what was done stays.

    Args:
        pooled: Of the library.
        made: How it is pooled.
        changes: For how many tracks some recordings are to count, by where their slices are.
        progress: Told how far it has come.
        cancel: May stop it.

    Raises:
        Cancelled: If asked to stop.
        OvertakenError: Somebody else has pooled meanwhile.
        StoreUnusable: The store cannot be read or written.
    """
    neighbourhood = Neighbourhood(pooled, made.epsilon)
    meter = ProgressMeter("Comparing", len(changes), progress)
    for slices_id, copies in sorted(changes.items()):
        cancel.raise_if_cancelled()
        with pooled.writing():
            if pooled.pooling() != made:
                raise OvertakenError
            made = _set_copies(pooled, neighbourhood, made, slices_id, copies)
        meter.advance()


def _set_copies(
    pooled: PooledStore, neighbourhood: Neighbourhood, made: Pooling, slices_id: int, copies: int
) -> Pooling:
    """Have a recording count for so many tracks; 0 takes it out."""
    before = pooled.counts([slices_id]).get(slices_id, Counts(0, _NOTHING, _NOTHING))
    slices = pooled.slices([slices_id])[slices_id]
    rows, units = speaking(slices)
    meeting, met = neighbourhood.meet(units, besides=slices_id)
    more = copies - before.copies
    changed = list(_changed(pooled, met, more))
    if copies:
        tf, df = np.zeros((2, len(slices)), np.int64)
        tf[rows], df[rows] = meeting.tf, meeting.df + copies
        changed.append(row_of(slices_id, slices, Counts(copies, tf, df)))
    return pooled.change(
        made._replace(speaking=made.speaking + more * bool(len(rows))),
        changed,
        () if copies else (slices_id,),
        () if before.copies else neighbourhood.cells.filed(slices_id, rows, units),
    )


def row_of(slices_id: int, slices: FloatArray, counts: Counts) -> Row:
    """What is kept of a recording, from its slices (n, d) and what they met."""
    rows, units = speaking(slices)
    plain, common = sums_of(units, counts.tf[rows], counts.df[rows])
    return Row(slices_id, plain, common, *head_and_tail(slices), counts)


def _changed(
    pooled: PooledStore, met: list[tuple[int, Counts, IntArray]], more: int
) -> Iterator[Row]:
    """The recordings that were met, now that so many tracks more say what they say."""
    slices = pooled.slices(key for key, _, _ in met)
    for key, counts, rows in met:
        df = counts.df.copy()
        df[rows] += more
        yield row_of(key, slices[key], counts._replace(df=df))
