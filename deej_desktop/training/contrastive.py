"""Contrastive training: two slices of one song are near each other and far from all other songs.

NT-Xent, the loss of Chen et al., "A Simple Framework for Contrastive Learning of Visual
Representations" (2020), over one pair of augmented slices of each of many songs a step.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.units import Seconds
from deej_desktop.native.tensorflow import load_keras, load_tensorflow
from deej_desktop.training.augment import Augmentation, augment, window_frames
from deej_desktop.training.checkpoint import Checkpoint
from deej_desktop.training.network import Model
from deej_desktop.training.spectrograms import Spectrogram, cut_windows


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    Attributes:
        steps: Of the optimiser, at most.
        songs: In each step, at most; each gives two slices.
        learning_rate: At its highest, after warming up; it falls to nothing along a cosine.
        weight_decay: Of AdamW.
        warm_up: Steps until the learning rate is at its highest.
        temperature: Of NT-Xent.
        augmentation: What the slices go through.
        seed: Of everything random.
        limit_s: Time after which training has come to its end even if steps are left; the
            learning rate falls in time for it.
        check_every: Steps between looks at how good the network has become.
        patience: Looks without a better score after which training stops early.
    """

    steps: int = 1_000
    songs: int = 64
    learning_rate: float = 2e-3
    weight_decay: float = 1e-3
    warm_up: int = 100
    temperature: float = 0.1
    augmentation: Augmentation = field(default_factory=Augmentation)
    seed: int = 1
    limit_s: Seconds | None = None
    check_every: int = 100
    patience: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What training came to.

    Attributes:
        steps: Taken.
        losses: Of each step.
        scores: Of each look, as (step, score).
        best_step: The step whose weights the network now has.
    """

    steps: int
    losses: FloatArray
    scores: Sequence[tuple[int, float]]
    best_step: int


def nt_xent(vectors: Any, temperature: float) -> Any:  # noqa: ANN401 - TensorFlow has no types
    """NT-Xent over the rows of a tensor (2 n, d), of which row i belongs to row i + n."""
    tf = load_tensorflow()
    units = tf.math.l2_normalize(vectors, axis=1)
    count = tf.shape(units)[0]
    # Itself is no candidate; a finite number keeps the gradient one, too.
    logits = tf.matmul(units, units, transpose_b=True) / temperature - 1e9 * tf.eye(count)
    partners = tf.roll(tf.range(count), count // 2, axis=0)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(partners, logits)
    return tf.reduce_mean(losses)


def train_contrastive(
    network: Model,
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    recipe: Recipe,
    score: Callable[[Model], float] | None = None,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
    checkpoint: Path | None = None,
) -> Outcome:
    """Train `network` in place.

    Args:
        network: From `build_network`.
        songs: Each song's recordings (stems), of which a step takes one.
        preprocessing: What slices look like.
        recipe: How to train.
        score: Tells how good the network is, the higher the better; the weights of the best look
            are kept. Without it the last weights are.
        progress: Told after each step.
        cancel: Asked before each step.
        checkpoint: A file that is written every `check_every` steps, and from which a training by
            the same recipe on the same songs goes on.

    Raises:
        Cancelled: If asked to stop.
        DeejError: The checkpoint cannot be written.
        MissingLibrary: TensorFlow is not installed or broken.
    """
    step, variables = _compiled_step(network, recipe)
    kept = None
    losses: list[float] = []
    if checkpoint is not None:
        lengths = [len(recording) for song in songs for recording in song]
        kept = Checkpoint(checkpoint, f"{recipe} {preprocessing} {lengths}", variables)
        losses = kept.restore()
    meter = ProgressMeter("Training", recipe.steps, progress)
    if losses:
        meter.advance("", len(losses))
    best = _Best(network, score, recipe.patience)
    start = time.monotonic()
    with ThreadPoolExecutor(1) as maker:
        upcoming = maker.submit(_batch, songs, preprocessing, recipe, len(losses))
        while (done := _share_done(len(losses), time.monotonic() - start, recipe)) < 1:
            if cancel is not None:
                cancel.raise_if_cancelled()
            batch = upcoming.result()
            upcoming = maker.submit(_batch, songs, preprocessing, recipe, len(losses) + 1)
            warmth = min(1.0, (len(losses) + 1) / recipe.warm_up)
            rate = recipe.learning_rate * warmth * (1 + np.cos(np.pi * done)) / 2
            losses.append(float(step(batch, np.float32(rate))))
            meter.advance(f"loss {np.mean(losses[-50:]):.3f}")
            if len(losses) % recipe.check_every == 0:
                if kept is not None:
                    kept.save(losses)
                if best.look(len(losses)):
                    break
    best.look(len(losses))
    best_step = best.restore(len(losses))
    return Outcome(len(losses), np.asarray(losses, np.float32), best.scores, best_step)


def _share_done(steps: int, elapsed_s: float, recipe: Recipe) -> float:
    by_steps = steps / recipe.steps
    return by_steps if recipe.limit_s is None else max(by_steps, elapsed_s / recipe.limit_s)


def _batch(
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    recipe: Recipe,
    step: int,
) -> FloatArray:
    """Slices (2 n, n_mels, frames): first one of each chosen song, then another of each."""
    random = np.random.default_rng([recipe.seed, step])
    chosen = random.permutation(len(songs))[: recipe.songs]
    length = window_frames(preprocessing.frames)
    pairs = []
    for song in (songs[index] for index in chosen.tolist()):
        recording = song[int(random.integers(len(song)))]
        pairs.append(cut_windows(recording, length, 2, random))
    windows = np.concatenate(np.stack(pairs, axis=1))
    return augment(windows, preprocessing.frames, preprocessing.top_db, recipe.augmentation, random)


def _compiled_step(
    network: Model, recipe: Recipe
) -> tuple[Callable[[FloatArray, np.float32], Any], list[Any]]:
    """The step, and all variables that it changes."""
    tf, keras = load_tensorflow(), load_keras()
    weights = network.trainable_variables
    optimizer = keras.optimizers.AdamW(recipe.learning_rate, weight_decay=recipe.weight_decay)
    optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
    optimizer.build(weights)

    @tf.function(reduce_retracing=True, autograph=False)  # type: ignore[untyped-decorator]
    def step(slices: Any, rate: Any) -> Any:  # noqa: ANN401 - TensorFlow has no types
        optimizer.learning_rate.assign(rate)
        with tf.GradientTape() as tape:
            loss = nt_xent(network(slices, training=True), recipe.temperature)
        optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    return step, [*network.variables, *optimizer.variables]


class _Best:
    """Remembers the weights of the best look, and when looking on has become vain."""

    def __init__(
        self, network: Model, score: Callable[[Model], float] | None, patience: int
    ) -> None:
        self._network = network
        self._score = score
        self._patience = patience
        self._weights: list[Any] | None = None
        self._step = 0
        self.scores: list[tuple[int, float]] = []

    def look(self, step: int) -> bool:
        """Score the network as it is; True if it has not got better for too long."""
        if self._score is None or (self.scores and self.scores[-1][0] == step):
            return False
        score = self._score(self._network)
        if not self.scores or score > max(value for _, value in self.scores):
            self._weights = self._network.get_weights()
            self._step = step
        self.scores.append((step, score))
        since = sum(1 for at, _ in self.scores if at > self._step)
        return since >= self._patience

    def restore(self, step: int) -> int:
        """Give the network its best weights back and return their step."""
        if self._weights is None:
            return step
        self._network.set_weights(self._weights)
        return self._step
