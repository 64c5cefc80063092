"""The slices of a whole library, sorted so that those that lie close together stand together."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from deej_desktop.analysis.cells import MEMBER, Cells, Members
from deej_desktop.domain.arrays import FloatArray, IntArray

_IN_MEMORY = 256_000_000
"""Bytes of slices from which on they are sorted in scratch files."""

_TOGETHER = 64
"""Tracks whose slices are filed together."""


class Spoken(NamedTuple):
    """The slices of a track that say something.

    Attributes:
        key: Names the track.
        rows: Where they stand among all its slices, (n,).
        units: Their vectors, unit length, (n, d).
    """

    key: int
    rows: IntArray
    units: FloatArray


@dataclass(frozen=True, slots=True)
class Pile:
    """The slices of a library, sorted by cell.

    Attributes:
        units: Unit length, (n, d); may lie in a file.
        members: What cells keep of them, (n,); may lie in a file.
        numbers: The cell of each, ascending, (n,).
        owners: The track of each, in the order in which they were piled up, from 0, (n,).
        order: Where each stood before it was sorted, track after track, (n,).
    """

    units: FloatArray
    members: Members
    numbers: IntArray
    owners: IntArray
    order: IntArray

    def cells(self) -> Iterator[tuple[int, bytes]]:
        """The number of each cell that holds something, and what it holds."""
        cuts = np.flatnonzero(np.diff(self.numbers, prepend=-1)).tolist()
        for start, end in zip(cuts, [*cuts[1:], len(self.numbers)], strict=True):
            yield int(self.numbers[start]), self.members[start:end].tobytes()


def pile_up(
    tracks: Callable[[], Iterable[Spoken]], cells: Cells, scratch: Path | None = None
) -> Pile:
    """Sort the slices of a library by cell.

    Args:
        tracks: Gives every track in turn, the same at each call.
        cells: Made for these slices, or for many of them.
        scratch: A folder for files that last as long as the pile, if there is much to sort; None
            sorts in memory.

    Raises:
        OSError: The scratch files cannot be written.
    """
    numbers, sizes = [np.zeros(0, np.int64)], []
    for some in _together(tracks()):
        numbers.append(cells.of(cells.shadows(some.units)))
        sizes += some.sizes
    flat = np.concatenate(numbers)
    order = np.argsort(flat, kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    dimensions = len(cells.centre)
    if len(order) * (4 * dimensions + MEMBER.itemsize) <= _IN_MEMORY:
        scratch = None
    units = _room_for((len(order), dimensions), np.dtype(np.float32), scratch)
    members = _room_for((len(order),), MEMBER, scratch)
    start = 0
    for some in _together(tracks()):
        own = places[start : start + len(some.rows)]
        units[own] = some.units
        members[own] = cells.members(some.keys, some.rows, cells.shadows(some.units))
        start += len(own)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    return Pile(units, members, flat[order], owners[order], order)


class _Some(NamedTuple):
    sizes: list[int]
    keys: IntArray
    rows: IntArray
    units: FloatArray


def _together(tracks: Iterable[Spoken]) -> Iterator[_Some]:
    """The slices of some tracks at a time."""
    waiting = iter(tracks)
    while some := list(islice(waiting, _TOGETHER)):
        sizes = [len(spoken.rows) for spoken in some]
        yield _Some(
            sizes,
            np.repeat([spoken.key for spoken in some], sizes),
            np.concatenate([spoken.rows for spoken in some]),
            np.concatenate([spoken.units for spoken in some]),
        )


def _room_for(
    shape: tuple[int, ...], dtype: np.dtype[Any], scratch: Path | None
) -> npt.NDArray[Any]:
    size = int(np.prod(shape)) * dtype.itemsize
    if scratch is None:
        return np.empty(shape, dtype)
    with tempfile.TemporaryFile(dir=scratch, prefix="pooling-") as stream:
        # Written before it is mapped: a full disk is an error here, and a dead process there.
        for start in range(0, size, _IN_MEMORY):
            stream.write(bytes(min(_IN_MEMORY, size - start)))
        stream.flush()
        return np.memmap(stream, dtype, "r+", shape=shape)
