"""Judging encoders on music: a table of what finds what belongs together, and how surely.

Each track is decoded once and shown to every candidate, so a comparison of any length needs
memory for vectors only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.decode import decode_blocks
from deej_desktop.analysis.mel import mel_slices_of
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError, UnreadableAudio
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.training.corpus import LABELS, Piece
from deej_desktop.training.metrics import (
    half_reciprocal_ranks,
    label_scores,
    pool,
    slice_reciprocal_ranks,
)
from deej_desktop.training.report import Report, Row

_log = logging.getLogger(__name__)

Encode: TypeAlias = Callable[[FloatArray], FloatArray]
"""Slices (n, n_mels, frames) to vectors (n, d)."""

FEWEST_TRACKS = 4
"""With fewer, finding the right one says nothing."""

FEWEST_SLICES = 2
"""With one there is no other half to find."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoder to judge.

    Attributes:
        name: For a person.
        preprocessing: The slices it wants.
        encode: From slices to vectors.
        standardise: Whether the spread of each dimension over all slices is evened out first,
            for numbers of different units.
    """

    name: str
    preprocessing: Preprocessing
    encode: Encode
    standardise: bool = False


def evaluate(
    candidates: Sequence[Candidate],
    pieces: Sequence[Piece],
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Report:
    """Judge `candidates` by tracks that none of them was trained on.

    Of the stems of a song only the first is asked for. Tracks of a single audible slice, and
    those that cannot be decoded, are left out.

    Args:
        candidates: The first is the one in question, which the others are compared with.
        pieces: The tracks and what they belong to.
        progress: Told after each track.
        cancel: Asked before each track and each candidate.

    Raises:
        DeejError: Fewer than four tracks are left.
        Cancelled: If asked to stop.
    """
    kept, vectors = encode_all(candidates, pieces, progress, cancel)
    return compare(candidates, kept, vectors)


def compare(
    candidates: Sequence[Candidate],
    pieces: Sequence[Piece],
    vectors: Sequence[Sequence[FloatArray]],
) -> Report:
    """The table of `evaluate`, from what `encode_all` gave."""
    rows = [
        _judge(candidate, tracks, pieces)
        for candidate, tracks in zip(candidates, vectors, strict=True)
    ]
    return Report(len(pieces), tuple(rows))


def encode_all(
    candidates: Sequence[Candidate],
    pieces: Sequence[Piece],
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> tuple[list[Piece], list[list[FloatArray]]]:
    """The tracks to judge by, and for each candidate the slice vectors (n, d) of each of them.

    Which are left out, and what is raised, is as `evaluate` says.
    """
    kept: list[Piece] = []
    vectors: list[list[FloatArray]] = [[] for _ in candidates]
    songs = one_of_each_song(pieces)
    meter = ProgressMeter("Judging", len(songs), progress)
    for piece in songs:
        if cancel is not None:
            cancel.raise_if_cancelled()
        try:
            slices = _slices(piece, {candidate.preprocessing for candidate in candidates})
        except DeejError as error:
            _log.warning("Left out: %s", error)
        else:
            kept.append(piece)
            for candidate, tracks in zip(candidates, vectors, strict=True):
                if cancel is not None:
                    cancel.raise_if_cancelled()
                tracks.append(candidate.encode(slices[candidate.preprocessing]))
        meter.advance(piece.track.title)
    if len(kept) < FEWEST_TRACKS:
        raise too_few(len(kept))
    for candidate, tracks in zip(candidates, vectors, strict=True):
        if candidate.standardise:
            _standardise(tracks)
    return kept, vectors


def too_few(count: int) -> DeejError:
    """What to say when only so many tracks can be judged by."""
    return DeejError(
        f"{count} usable tracks are too few to judge an encoder by: add music, at least"
        f" {FEWEST_TRACKS} tracks of 10 seconds or more."
    )


def one_of_each_song(pieces: Sequence[Piece]) -> list[Piece]:
    """Of the stems of each song the first."""
    songs: dict[str, Piece] = {}
    for piece in pieces:
        songs.setdefault(piece.song, piece)
    return list(songs.values())


def _slices(piece: Piece, forms: set[Preprocessing]) -> Mapping[Preprocessing, FloatArray]:
    path = piece.track.path
    made = {}
    for form in forms:
        slices = mel_slices_of(decode_blocks(path, form.sample_rate), form).slices
        if len(slices) < FEWEST_SLICES:
            raise UnreadableAudio(path, "it is too short or too quiet to judge an encoder by")
        made[form] = slices
    return made


def _standardise(tracks: list[FloatArray]) -> None:
    together = np.concatenate(tracks)
    mean, spread = together.mean(axis=0), together.std(axis=0) + 1e-9
    tracks[:] = [(track - mean) / spread for track in tracks]


def _judge(candidate: Candidate, tracks: Sequence[FloatArray], pieces: Sequence[Piece]) -> Row:
    scores = by_labels(np.stack([pool(track) for track in tracks]), pieces)
    scores["slice MRR"] = slice_reciprocal_ranks(tracks)
    scores["half MRR"] = half_reciprocal_ranks(tracks)
    return Row(candidate.name, scores)


def by_labels(vectors: FloatArray, pieces: Sequence[Piece]) -> dict[str, FloatArray]:
    """How well the vectors (t, d) of tracks find their like, by each label that some share.

    A label that no two tracks share is left out, and one that all share: there is nothing to find.
    """
    scores: dict[str, FloatArray] = {}
    for name, label_of in LABELS.items():
        found = label_scores(vectors, [label_of(piece) for piece in pieces])
        if len(found.queries):
            scores[f"{name} P@5"] = found.precision
            scores[f"{name} mAP"] = found.average_precision
    return scores
