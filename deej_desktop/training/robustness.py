"""What an encoder stands: how surely a slice finds its track after what a room does to it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.decode import decode_mono
from deej_desktop.analysis.mel import mel_slices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError, UnreadableAudio
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.units import Decibels, Seconds
from deej_desktop.training.corpus import Piece
from deej_desktop.training.evaluation import (
    FEWEST_SLICES,
    FEWEST_TRACKS,
    Candidate,
    one_of_each_song,
    too_few,
)
from deej_desktop.training.metrics import pool, reciprocal_ranks, unit_rows
from deej_desktop.training.report import Report, Row
from deej_desktop.training.room import Room, in_room

_log = logging.getLogger(__name__)

CLEAN = Room()

HARDSHIPS: dict[str, Room] = {
    "clean": CLEAN,
    "equaliser": Room(low_cut_hz=120.0, high_cut_hz=7_000.0, ripple_db=4.0),
    "noise 20 dB": Room(noise_db=Decibels(20.0)),
    "noise 10 dB": Room(noise_db=Decibels(10.0)),
    "noise 5 dB": Room(noise_db=Decibels(5.0)),
    "reverberation": Room(reverberation_s=Seconds(0.7), direct_db=Decibels(0.0)),
    "64 kbit/s": Room(bit_rate=64_000),
}
"""By name. Noise is pink; the room rings for 0.7 s, as loud as what is played in it."""

_ASKING = 4
"""Slices of each track that ask for it."""

_BEFORE_S = 1.0
"""What is played before a slice, so that the room rings already."""


def evaluate_robustness(
    candidates: Sequence[Candidate],
    pieces: Sequence[Piece],
    seed: int = 0,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Report:
    """Judge by slices that went through each of `HARDSHIPS` and ask for their track as it is.

    The slice that asks is left out of its own track's vector. Of the stems of a song only the
    first is asked for. Tracks that cannot be decoded, and
    those with a single audible slice, are left out.

    Args:
        candidates: The first is the one in question.
        pieces: The tracks.
        seed: Of the noise and the rooms.
        progress: Told after each track.
        cancel: Asked before each track and each hardship.

    Returns:
        For each hardship the reciprocal rank of the track, averaged over its slices.

    Raises:
        DeejError: Fewer than four tracks are left.
        Cancelled: If asked to stop.
    """
    forms = {candidate.preprocessing for candidate in candidates}
    whole: list[list[FloatArray]] = [[] for _ in candidates]
    asking: list[list[FloatArray]] = [[] for _ in candidates]
    places: list[list[int]] = []
    songs = one_of_each_song(pieces)
    meter = ProgressMeter("Playing in rooms", len(songs), progress)
    for index, piece in enumerate(songs):
        if cancel is not None:
            cancel.raise_if_cancelled()
        try:
            heard = {form: _hear(piece, form, [seed, index], cancel) for form in forms}
        except DeejError as error:
            _log.warning("Left out: %s", error)
        else:
            places.append(next(iter(heard.values()))[2])
            for candidate, tracks, asked in zip(candidates, whole, asking, strict=True):
                slices, changed, _ = heard[candidate.preprocessing]
                tracks.append(candidate.encode(slices))
                asked.append(candidate.encode(changed))
        meter.advance(piece.track.title)
    if len(places) < FEWEST_TRACKS:
        raise too_few(len(places))
    rows = [
        Row(candidate.name, _scores(candidate, tracks, asked, places))
        for candidate, tracks, asked in zip(candidates, whole, asking, strict=True)
    ]
    return Report(len(places), tuple(rows))


def _hear(
    piece: Piece, form: Preprocessing, seed: Sequence[int], cancel: CancelToken | None
) -> tuple[FloatArray, FloatArray, list[int]]:
    """All slices, those that ask under each hardship in turn, and which of all slices they are."""
    samples = decode_mono(piece.track.path, form.sample_rate)
    plain = mel_slices(samples, form)
    length, before = form.frames * form.hop, round(_BEFORE_S * form.sample_rate)
    # The last one may be short, the first has nothing before it.
    inner = [
        place
        for place, position in enumerate(plain.positions.tolist())
        if before <= position * length <= len(samples) - length
    ]
    if len(plain.slices) < FEWEST_SLICES or not inner:
        raise UnreadableAudio(piece.track.path, "it is too short to judge an encoder by")
    chosen = np.unique(np.linspace(0, len(inner) - 1, _ASKING).round().astype(int))
    places = [inner[index] for index in chosen]
    changed = []
    for name, room in HARDSHIPS.items():
        if cancel is not None:
            cancel.raise_if_cancelled()
        for place in places:
            begin = int(plain.positions[place]) * length
            sound = samples[begin - before : begin + length]
            if name != "clean":
                random = np.random.default_rng([*seed, place])
                sound = in_room(sound, form.sample_rate, room, random)
            heard = mel_slices(sound[before:], form).slices
            changed.append(heard[0] if len(heard) else plain.slices[place])
    return plain.slices, np.stack(changed), places


def _scores(
    candidate: Candidate,
    tracks: Sequence[FloatArray],
    asking: Sequence[FloatArray],
    places: Sequence[Sequence[int]],
) -> dict[str, FloatArray]:
    if candidate.standardise:
        together = np.concatenate(tracks)
        mean, spread = together.mean(axis=0), together.std(axis=0) + 1e-9
        tracks = [(track - mean) / spread for track in tracks]
        asking = [(asked - mean) / spread for asked in asking]
    whole = np.stack([pool(track) for track in tracks])
    scores: dict[str, list[float]] = {name: [] for name in HARDSHIPS}
    for index, (track, asked, own) in enumerate(zip(tracks, asking, places, strict=True)):
        units = unit_rows(track)
        rest = unit_rows(units.sum(axis=0) - units[own])
        for name, part in zip(HARDSHIPS, np.split(unit_rows(asked), len(HARDSHIPS)), strict=True):
            similarity = part @ whole.T
            similarity[:, index] = -np.inf
            ranks = reciprocal_ranks(similarity, np.einsum("ad,ad->a", part, rest))
            scores[name].append(float(ranks.mean()))
    return {name: np.asarray(values, np.float32) for name, values in scores.items()}
