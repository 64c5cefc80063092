"""From playlists to an encoder: it learns to hear where in Track2Vec space a track lies.

As R. D. Smith's Deej-A.I. (2019) does it, by the cosine between what the network makes of a slice
and the track's vector; judged by tracks of albums that it has not seen, beside the vector that is
right most often and beside the same network with random weights.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from deej_desktop.analysis.card import EncoderCard, Preprocessing
from deej_desktop.analysis.published import PublishedShape, build_published
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.track import Track
from deej_desktop.native.tensorflow import load_keras
from deej_desktop.training.augment import scale
from deej_desktop.training.corpus import Piece, hold_out, piece_of
from deej_desktop.training.evaluation import Encode
from deej_desktop.training.export import Identity, export_encoder
from deej_desktop.training.metrics import unit_rows
from deej_desktop.training.network import Model, Width, build_network, encode_by
from deej_desktop.training.report import Report, Row
from deej_desktop.training.spectrograms import Spectrogram, SpectrogramCache, cut_windows
from deej_desktop.training.track2vec import Track2Vec

FEWEST_TRACKS = 10
"""With fewer there is nothing to learn from and to judge by."""

_JUDGED_SLICES = 3
"""Of each track held out."""

_LEAST_GAIN = 1e-4


@dataclass(frozen=True, slots=True)
class PlaylistRecipe:
    """How to train.

    Attributes:
        architecture: Deej's own network, or the published one, which is eighty times as large.
        width: Multiplies the channels of either.
        epochs: Times that slices of every track are shown, at most.
        slices: Of each track, in each epoch.
        patience: Epochs without a better validation after which training stops early.
        batch: Slices in a step.
        learning_rate: Of Adam.
        held_out: Share of the tracks, by whole albums, to validate by.
        seed: Of everything random.
    """

    architecture: Literal["default", "published"] = "default"
    width: float = 1.0
    epochs: int = 100
    slices: int = 4
    patience: int = 10
    batch: int = 32
    learning_rate: float = 1e-3
    held_out: float = 0.2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class TrainedByPlaylists:
    """What training came to.

    Attributes:
        folder: Where the encoder lies.
        card: What it says of itself.
        tracks: It was trained on.
        epochs: It took.
        losses: After each epoch, by the tracks trained on.
        report: Cosine to the tracks' vectors, by tracks held out.
    """

    folder: Path
    card: EncoderCard
    tracks: int
    epochs: int
    losses: tuple[float, ...]
    report: Report


def train_by_playlists(
    tracks: Sequence[Track],
    model: Track2Vec,
    out: Path,
    identity: Identity,
    recipe: PlaylistRecipe | None = None,
    cache: Path | None = None,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> TrainedByPlaylists:
    """Train an encoder on those of `tracks` that `model` knows.

    A track is known by its content id, its path, or its file's name without the suffix: previews
    are called like the ids in the playlists they belong to.

    Args:
        tracks: From the catalogue or from `find_music`.
        model: From playlists that name them.
        out: The encoder's folder, made if needed.
        identity: What it is called.
        recipe: How to train.
        cache: Keeps spectrograms from one training to the next, 1 MB a minute of music.
        progress: Told of every track and epoch.
        cancel: Asked at every track and step.

    Raises:
        DeejError: Too few tracks are known to `model`, or none can be held out.
        EncoderUnusable: `out` cannot be written.
        MissingLibrary: TensorFlow is not installed or broken.
        Cancelled: If asked to stop; nothing is written then.
    """
    recipe = recipe or PlaylistRecipe()
    form = Preprocessing()
    known = pieces_known_to(model, tracks)
    with tempfile.TemporaryDirectory(prefix="deej-") as passing:
        kept = SpectrogramCache(cache or Path(passing), form)
        heard = dict(kept.get_all(known, progress, cancel))
        training, validation = hold_out(list(heard), recipe.held_out, recipe.seed)
        if len(heard) < FEWEST_TRACKS or not training or not validation:
            raise DeejError(
                f"{len(heard)} of {len(tracks)} tracks are in the playlists, which is too little to"
                f" learn from: it takes {FEWEST_TRACKS} at least, of several albums, found in"
                " the playlists by their files."
            )
        lessons = _Lessons(training, heard, model, form)
        exam = _Exam(validation, heard, model, form, recipe.seed)
        network = _build(form, model.vectors.shape[1], recipe)
        encode = encode_by(network)
        untrained = exam.cosines(encode)
        random = np.random.default_rng(recipe.seed)
        _compile(network, recipe.learning_rate)
        losses = train_until_no_better(
            network,
            lambda: _epoch(network, lessons, recipe, random, cancel),
            lambda: float(exam.cosines(encode).mean()),
            recipe,
            progress,
        )
        constant = unit_rows(lessons.targets.mean(axis=0, keepdims=True))
        report = Report(
            len(validation),
            (
                Row(identity.name, {"cosine": exam.cosines(encode)}),
                Row("best constant vector", {"cosine": exam.targets @ constant[0]}),
                Row("its network, random weights", {"cosine": untrained}),
            ),
        )
    cosines = {row.name: round(float(row.scores["cosine"].mean()), 4) for row in report.rows}
    card = export_encoder(
        network,
        out,
        identity,
        form,
        {
            "method": "cosine to Track2Vec",
            "architecture": recipe.architecture,
            "tracks": len(training),
            "epochs": len(losses),
            "validation_cosine": dict(cosines),
            "seed": recipe.seed,
            "weights": network.count_params(),
        },
    )
    return TrainedByPlaylists(out, card, len(training), len(losses), losses, report)


def pieces_known_to(model: Track2Vec, tracks: Sequence[Track]) -> list[Piece]:
    """Those of `tracks` that `model` has vectors of."""
    pieces = [piece_of(track) for track in tracks if _place(model, track) is not None]
    untagged = not any(piece.track.tags.album for piece in pieces)
    if untagged and len({piece.album for piece in pieces}) == 1:
        # A folder of previews is no album: nothing tells which of them belong together.
        return [replace(piece, album=piece.song) for piece in pieces]
    return pieces


def _place(model: Track2Vec, track: Track) -> int | None:
    name = track.path.stem
    keys = (track.content_id, str(track.path), name, f"spotify:track:{name}")
    return next(iter(model.find(keys)), None)


def _targets(pieces: Sequence[Piece], model: Track2Vec) -> FloatArray:
    places = [_place(model, piece.track) for piece in pieces]
    return model.vectors[np.asarray(places, np.int64)]


class _Lessons:
    """Random slices of the tracks to train on, and where these lie."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        heard: dict[Piece, Spectrogram],
        model: Track2Vec,
        form: Preprocessing,
    ) -> None:
        self.targets = _targets(pieces, model)
        self._sounds = [heard[piece] for piece in pieces]
        self._form = form

    def __len__(self) -> int:
        return len(self._sounds)

    def slices(self, chosen: IntArray, random: np.random.Generator) -> FloatArray:
        """One slice (n, n_mels, frames) from anywhere in each chosen track."""
        frames = self._form.frames
        windows = [cut_windows(self._sounds[index], frames, 1, random)[0] for index in chosen]
        return scale(np.stack(windows), self._form.top_db).transpose(0, 2, 1)


class _Exam:
    """Slices of the tracks held out, always the same ones, and where the tracks lie."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        heard: dict[Piece, Spectrogram],
        model: Track2Vec,
        form: Preprocessing,
        seed: int,
    ) -> None:
        random = np.random.default_rng(seed)
        windows = [
            cut_windows(heard[piece], form.frames, _JUDGED_SLICES, random) for piece in pieces
        ]
        self.targets = _targets(pieces, model)
        slices = scale(np.concatenate(windows), form.top_db).transpose(0, 2, 1)
        self._slices = np.ascontiguousarray(slices)

    def cosines(self, encode: Encode) -> FloatArray:
        """Mean cosine (t,) of each track's slices to its vector."""
        units = unit_rows(encode(self._slices))
        cosines = np.einsum("tsd,td->ts", units.reshape(-1, _JUDGED_SLICES, units.shape[1]),
                            self.targets)  # fmt: skip
        means: FloatArray = cosines.mean(axis=1)
        return means


def _build(form: Preprocessing, dimensions: int, recipe: PlaylistRecipe) -> Model:
    def wide(channels: int) -> int:
        return max(1, round(recipe.width * channels))

    if recipe.architecture == "published":
        load_keras().utils.set_random_seed(recipe.seed)
        usual = PublishedShape()
        channels = tuple(wide(count) for count in usual.channels)
        return build_published(form, PublishedShape(channels, wide(usual.hidden), dimensions))
    width = Width()
    narrowed = Width(*map(wide, (width.first, width.second, width.third, width.joined)))
    return build_network(form, dimensions, recipe.seed, narrowed)


def train_until_no_better(
    network: Model,
    epoch: Callable[[], float],
    validate: Callable[[], float],
    recipe: PlaylistRecipe,
    progress: ProgressSink = ignore_progress,
) -> tuple[float, ...]:
    """Train until `recipe.patience` epochs in a row were no better than the best before.

    Args:
        network: Is left with the weights of its best epoch.
        epoch: Trains it once and returns the loss.
        validate: Says how good it is, the higher the better.
        recipe: How long to go on.
        progress: Told after each epoch.

    Returns:
        The losses.
    """
    meter = ProgressMeter("Training", recipe.epochs, progress)
    losses: list[float] = []
    best, best_weights, since = -np.inf, network.get_weights(), 0
    while len(losses) < recipe.epochs and since < recipe.patience:
        losses.append(epoch())
        cosine = validate()
        if cosine > best + _LEAST_GAIN:
            best, best_weights, since = cosine, network.get_weights(), 0
        else:
            since += 1
        meter.advance(f"cosine {cosine:.3f}")
    network.set_weights(best_weights)
    return tuple(losses)


def _compile(network: Model, learning_rate: float) -> None:
    keras = load_keras()
    network.compile(
        keras.optimizers.Adam(learning_rate),
        keras.losses.CosineSimilarity(axis=-1),
        jit_compile=False,  # compiling takes longer than it saves
    )


def _epoch(
    network: Any,  # noqa: ANN401 - Keras publishes no types
    lessons: _Lessons,
    recipe: PlaylistRecipe,
    random: np.random.Generator,
    cancel: CancelToken | None,
) -> float:
    """Show slices of every track; the mean loss, which is 0 where all cosines are 1."""
    order = random.permutation(np.arange(len(lessons)).repeat(recipe.slices))
    loss = 0.0
    network.reset_metrics()
    for start in range(0, len(order), recipe.batch):
        if cancel is not None:
            cancel.raise_if_cancelled()
        chosen = order[start : start + recipe.batch]
        # The mean over all batches since the metrics were reset.
        loss = network.train_on_batch(lessons.slices(chosen, random), lessons.targets[chosen])
    return 1 + float(np.asarray(loss))
