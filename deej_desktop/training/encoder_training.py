"""From folders of music to an encoder's folder, and from an encoder and music to its table."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deej_desktop.analysis.card import EncoderCard, Preprocessing
from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.domain.track import Track
from deej_desktop.training.baselines import (
    constant_baseline,
    descriptor_baseline,
    learned_baseline,
    mfcc_baseline,
    published_baseline,
    random_baseline,
)
from deej_desktop.training.contrastive import Outcome, Recipe, train_contrastive
from deej_desktop.training.corpus import Piece, find_music, piece_of, songs_of
from deej_desktop.training.evaluation import Candidate, compare, encode_all
from deej_desktop.training.export import Identity, export_encoder
from deej_desktop.training.feel import effect_of_epsilon
from deej_desktop.training.fusion import fuse
from deej_desktop.training.network import build_network
from deej_desktop.training.report import Report
from deej_desktop.training.robustness import evaluate_robustness
from deej_desktop.training.spectrograms import Spectrogram, SpectrogramCache

_LEARNED_DIMENSIONS = 100
"""Of the contrastive space, from which the discriminants take the best."""

FEWEST_SONGS = 8
"""With fewer there is nothing to tell songs from."""

MOST_JUDGED = 500
"""Tracks that judging takes of a larger library, by chance: enough for narrow intervals."""


@dataclass(frozen=True, slots=True)
class TrainedEncoder:
    """What training an encoder came to.

    Attributes:
        folder: Where it lies.
        card: What it says of itself.
        songs: It was trained on.
        outcome: Of the contrastive training.
    """

    folder: Path
    card: EncoderCard
    songs: int
    outcome: Outcome


def train_encoder(
    music: Sequence[Path],
    out: Path,
    identity: Identity,
    recipe: Recipe | None = None,
    cache: Path | None = None,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> TrainedEncoder:
    """Train an encoder on all the music in and beneath folders.

    The same music, recipe and machine make the same encoder, unless the recipe has a time limit.

    Args:
        music: The folders.
        out: The encoder's folder, made if needed.
        identity: What it is called.
        recipe: How to train.
        cache: Keeps spectrograms from one training to the next, 1 MB a minute of music, and how
            far a training got that was interrupted.
        progress: Told of every track and step.
        cancel: Asked at every track and step.

    Raises:
        DeejError: There is too little music, or a folder of it cannot be looked into.
        EncoderUnusable: `out` cannot be written.
        MissingLibrary: TensorFlow is not installed or broken.
        Cancelled: If asked to stop; nothing is written then.
    """
    recipe = recipe or Recipe()
    preprocessing = Preprocessing()
    pieces = [piece_of(track) for track in find_music(music, progress, cancel)]
    with tempfile.TemporaryDirectory(prefix="deej-") as passing:
        kept = SpectrogramCache(cache or Path(passing), preprocessing)
        heard = list(kept.get_all(pieces, progress, cancel))
        songs, albums = by_song(heard)
        if len(songs) < FEWEST_SONGS:
            raise DeejError(
                f"{len(songs)} songs are too few to train an encoder on: add music, at least"
                f" {FEWEST_SONGS} songs of half a minute or more."
            )
        network = build_network(preprocessing, _LEARNED_DIMENSIONS, recipe.seed)
        outcome = train_contrastive(
            network,
            songs,
            preprocessing,
            recipe,
            progress=progress,
            cancel=cancel,
            checkpoint=None if cache is None else cache / f"{identity.id}.npz",
        )
        encoder = fuse(
            network, songs, albums, preprocessing, recipe.augmentation, recipe.seed, cancel
        )
    card = export_encoder(
        encoder,
        out,
        identity,
        preprocessing,
        {
            "method": "contrastive (NT-Xent), beside descriptors, both turned by discriminants",
            "songs": len(songs),
            "hours": round(sum(piece.track.duration_s for piece, _ in heard) / 3600, 2),
            "steps": outcome.steps,
            "loss": round(float(np.mean(outcome.losses[-100:])), 3),
            "seed": recipe.seed,
            "weights": encoder.count_params(),
        },
    )
    return TrainedEncoder(out, card, len(songs), outcome)


def by_song(
    heard: Sequence[tuple[Piece, Spectrogram]],
) -> tuple[list[list[Spectrogram]], list[str]]:
    """The recordings of each song, and the album that it is on."""
    songs = songs_of([piece for piece, _ in heard])
    recordings = [[heard[index][1] for index in song] for song in songs]
    return recordings, [heard[song[0]][0].album for song in songs]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judging an encoder came to.

    Attributes:
        table: The encoder beside what it has to beat.
        feel: What epsilon does; None if no two tracks share an album, an artist or a genre.
        robustness: What the encoder stands, if asked for.
    """

    table: Report
    feel: Report | None
    robustness: Report | None


def evaluate_encoder(
    folder: Path,
    tracks: Sequence[Track],
    seed: int = 0,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
    *,
    robustness: bool = False,
) -> Judgement:
    """Judge an encoder by tracks, beside what it has to beat.

    That is its own network and the published one with random weights, what of it was learned
    alone, descriptors and cepstral coefficients without any training, and the same vector for
    everything.

    Args:
        folder: The encoder's.
        tracks: From the catalogue or from `find_music`; of more than `MOST_JUDGED` so many are
            drawn by chance.
        seed: Of the choice of tracks and of the random weights.
        progress: Told after each track.
        cancel: Asked before each track.
        robustness: Whether to play the tracks in rooms, too.

    Raises:
        DeejError: Fewer than four tracks are left.
        EncoderUnusable: The folder is incomplete, altered, or of an unknown kind.
        MissingLibrary: TensorFlow is not installed or broken.
        Cancelled: If asked to stop.
    """
    encoder = load_encoder(folder)
    form = encoder.card.preprocessing
    ours = Candidate(encoder.card.name, form, encoder.encode)
    candidates = [
        ours,
        *_of_its_network(folder, encoder.card, seed),
        published_baseline(form, seed),
        descriptor_baseline(form),
        mfcc_baseline(form),
        constant_baseline(form),
    ]
    if len(tracks) > MOST_JUDGED:
        chosen = np.random.default_rng(seed).choice(len(tracks), MOST_JUDGED, replace=False)
        tracks = [tracks[index] for index in sorted(chosen)]
    pieces = [piece_of(track) for track in tracks]
    kept, vectors = encode_all(candidates, pieces, progress, cancel)
    stood = None
    if robustness:
        rivals = [ours, mfcc_baseline(form)]
        stood = evaluate_robustness(rivals, kept, seed, progress, cancel)
    return Judgement(
        compare(candidates, kept, vectors),
        effect_of_epsilon(vectors[0], kept, encoder.card.epsilon, progress, cancel),
        stood,
    )


def _of_its_network(folder: Path, card: EncoderCard, seed: int) -> list[Candidate]:
    """What else its network could be; nothing of a network that is no Keras graph."""
    if card.format != "keras":
        return []
    learned = learned_baseline(folder)
    return [random_baseline(folder, seed), *([learned] if learned is not None else [])]
