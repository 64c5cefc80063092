"""deej vectors: write what was heard to a file, for other programs or another computer."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from deej_desktop.app.command_line import Context
from deej_desktop.app.wiring import Engines, open_engines
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import counted, displayable
from deej_desktop.domain.units import TrackId
from deej_desktop.domain.whole_file import written_whole
from deej_desktop.library.exchange import export_analysis, import_analysis
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.pooling.track_vectors import load_track_vectors

KINDS = ("track", "head", "tail", "slices")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument(
        "--kind",
        choices=KINDS,
        default="track",
        help="one vector a track (all of it, its head, its tail), or one a slice (%(default)s)",
    )
    ways = parser.add_mutually_exclusive_group(required=True)
    ways.add_argument(
        "-o", "--output", type=Path, metavar="OUT.npz", help="vectors for other programs"
    )
    ways.add_argument(
        "--export", type=Path, metavar="FILE", help="all that was heard, for another computer"
    )
    ways.add_argument(
        "--import",
        dest="import_from",
        type=Path,
        metavar="FILE",
        help="take over what another computer has heard, for the recordings that you have too",
    )


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    with open_engines(context.data_dir) as engines:
        if arguments.export is not None:
            return _export(engines, arguments.export, context)
        if arguments.import_from is not None:
            return _import(engines, arguments.import_from, context)
        return _write(engines, arguments.kind, arguments.output, context)


def _export(engines: Engines, path: Path, context: Context) -> int:
    with context.output.progress() as progress:
        recordings = export_analysis(
            engines.store, engines.encoder.card.id, path, progress, context.cancel
        )
    context.output.result(
        {"output": os.fspath(path), "recordings": recordings},
        [f"What was heard of {counted(recordings, 'recording')} is in {displayable(path)}"],
    )
    return 0


def _import(engines: Engines, path: Path, context: Context) -> int:
    card = engines.encoder.card
    with context.output.progress() as progress:
        imported = import_analysis(
            engines.store, card.id, card.dimensions, path, progress, context.cancel
        )
    context.output.result(
        {"input": os.fspath(path), "recordings": imported.recordings, "taken": imported.taken},
        [
            f"{imported.taken} of {counted(imported.recordings, 'recording')} were new; "
            '"deej scan" finds which of them you have'
        ],
    )
    return 0


def _write(engines: Engines, kind: str, path: Path, context: Context) -> int:
    try:
        with written_whole(path) as partial:
            if kind == "slices":
                arrays = _slices(engines, context)
            else:
                with context.output.progress() as progress:
                    pool_library(engines.vectors, engines.epsilon, progress, context.cancel)
                arrays = _tracks(engines, kind)
            epsilon = np.float64(engines.epsilon)
            with partial.open("wb") as stream:
                np.savez(stream, allow_pickle=False, epsilon=epsilon, **arrays)
    except OSError as error:
        raise DeejError(
            f"{displayable(path)} cannot be written ({error.strerror}); choose another place."
        ) from error
    rows = len(arrays["vectors"])
    context.output.result(
        {"output": os.fspath(path), "tracks": len(arrays["paths"]), "vectors": rows},
        [f"{counted(rows, 'vector')} of {counted(len(arrays['paths']), 'track')}"],
    )
    return 0


def _tracks(engines: Engines, kind: str) -> dict[str, npt.NDArray[Any]]:
    """Arrays: paths (T,), vectors (T, d) float32 of unit length."""
    loaded = load_track_vectors(engines.vectors.pooled)
    columns: dict[str, FloatArray] = {
        "track": loaded.vectors,
        "head": loaded.heads,
        "tail": loaded.tails,
    }
    vectors = columns[kind].reshape(-1, engines.encoder.card.dimensions)
    return {"paths": _paths(engines, loaded.track_ids), "vectors": vectors}


def _slices(engines: Engines, context: Context) -> dict[str, npt.NDArray[Any]]:
    """Arrays: paths (T,), offsets (T + 1,), vectors (S, d); track k owns offsets[k]:[k + 1]."""
    population = engines.vectors.population()
    slices = []
    for own in engines.vectors.slices_of(population):
        context.cancel.raise_if_cancelled()
        slices.append(own)
    empty = np.zeros((0, engines.encoder.card.dimensions), np.float32)
    return {
        "paths": _paths(engines, population.track_ids),
        "offsets": np.cumsum([0, *map(len, slices)], dtype=np.int64),
        "vectors": np.concatenate([empty, *slices]),
    }


def _paths(engines: Engines, track_ids: Sequence[TrackId]) -> npt.NDArray[np.str_]:
    """The files' names (T,); bytes that are no UTF-8 stand as surrogate escapes."""
    # Those too that another scan has found to be gone in the meantime.
    tracks = engines.catalogue.with_ids(track_ids)
    return np.array([os.fspath(track.path) for track in tracks], dtype=np.str_)
