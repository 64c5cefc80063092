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
        cancel: Asked before each track.

    Raises:
        DeejError: Fewer than four tracks are left.
        Cancelled: If asked to stop.
    """
    kept, vectors = _encode_all(candidates, _one_of_each_song(pieces), progress, cancel)
    if len(kept) < FEWEST_TRACKS:
        raise DeejError(
            f"{len(kept)} usable tracks are too few to judge an encoder by: add music, at least"
            f" {FEWEST_TRACKS} tracks of 10 seconds or more."
        )
    rows = [
        _judge(candidate, tracks, kept)
        for candidate, tracks in zip(candidates, vectors, strict=True)
    ]
    return Report(len(kept), tuple(rows))


def _one_of_each_song(pieces: Sequence[Piece]) -> list[Piece]:
    songs: dict[str, Piece] = {}
    for piece in pieces:
        songs.setdefault(piece.song, piece)
    return list(songs.values())


def _encode_all(
    candidates: Sequence[Candidate],
    pieces: Sequence[Piece],
    progress: ProgressSink,
    cancel: CancelToken | None,
) -> tuple[list[Piece], list[list[FloatArray]]]:
    """The usable pieces, and for each candidate the slice vectors of each of them."""
    kept: list[Piece] = []
    vectors: list[list[FloatArray]] = [[] for _ in candidates]
    meter = ProgressMeter("Judging", len(pieces), progress)
    for piece in pieces:
        if cancel is not None:
            cancel.raise_if_cancelled()
        try:
            slices = _slices(piece, {candidate.preprocessing for candidate in candidates})
        except DeejError as error:
            _log.warning("Left out: %s", error)
        else:
            kept.append(piece)
            for candidate, tracks in zip(candidates, vectors, strict=True):
                tracks.append(candidate.encode(slices[candidate.preprocessing]))
        meter.advance(piece.track.title)
    for candidate, tracks in zip(candidates, vectors, strict=True):
        if candidate.standardise and tracks:
            _standardise(tracks)
    return kept, vectors


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


def _judge(candidate: Candidate, tracks: list[FloatArray], pieces: Sequence[Piece]) -> Row:
    whole = np.stack([pool(track) for track in tracks])
    scores: dict[str, FloatArray] = {}
    for name, label_of in LABELS.items():
        found = label_scores(whole, [label_of(piece) for piece in pieces])
        if len(found.queries):
            scores[f"{name} P@5"] = found.precision
            scores[f"{name} mAP"] = found.average_precision
    scores["slice MRR"] = slice_reciprocal_ranks(tracks)
    scores["half MRR"] = half_reciprocal_ranks(tracks)
    return Row(candidate.name, scores)
