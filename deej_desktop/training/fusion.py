"""One vector from two views of a slice: what was learned, and what was told.

The network has learned what music that belongs together has in common, whatever a room does to it;
descriptors and cepstral timbre tell which recording it is. Linear discriminants turn the first into
the directions in which albums differ, the second into those in which songs do; each part has a
length of its own, so that neither drowns the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.native.tensorflow import load_keras, load_tensorflow
from deej_desktop.training.augment import Augmentation, augment, scale, window_frames
from deej_desktop.training.descriptors import descriptors, timbre
from deej_desktop.training.discriminant import discriminants
from deej_desktop.training.network import SEEN, Model, Tensor
from deej_desktop.training.spectrograms import Spectrogram, cut_windows


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the final vector.

    Attributes:
        dimensions: Of the part.
        shrinkage: For `discriminants`.
        length: Of the part.
    """

    dimensions: int
    shrinkage: float
    length: float


LEARNED = Part(dimensions=40, shrinkage=0.3, length=1.1)
TOLD = Part(dimensions=60, shrinkage=0.15, length=1.0)
DIMENSIONS = LEARNED.dimensions + TOLD.dimensions

_SLICES_OF_A_SONG = 24
_TRUST_IN_DESCRIPTORS = 0.4
"""Beside that in the timbre: the smaller, the more of them the shrinkage takes away."""


def fuse(
    network: Model,
    songs: Sequence[Sequence[Spectrogram]],
    albums: Sequence[str],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None = None,
) -> Model:
    """Make the final encoder of a trained network.

    Args:
        network: From `build_network`.
        songs: That it was trained on.
        albums: That each song is on.
        preprocessing: What slices look like.
        augmentation: What rooms do to slices; its masks are left out.
        seed: Of the slices chosen.
        cancel: Asked before each song.

    Returns:
        A Keras model from slices (n, n_mels, frames) to vectors (n, DIMENSIONS) of one length.

    Raises:
        Cancelled: If asked to stop.
    """
    keras = load_keras()
    learned = network.get_layer(SEEN).output
    told = [descriptors(network.input, preprocessing), timbre(network.input, preprocessing)]
    trust = np.repeat([_TRUST_IN_DESCRIPTORS, 1.0], [view.shape[-1] for view in told])
    views = [learned, keras.layers.Concatenate()(told)]
    see = load_tensorflow().function(
        keras.Model(network.input, views), autograph=False, reduce_retracing=True
    )
    seen, members = _show(see, songs, preprocessing, augmentation, seed, cancel)
    _, album_of = np.unique(np.asarray(albums), return_inverse=True)
    # Few albums tell too few directions apart.
    enough = len(set(albums)) > LEARNED.dimensions
    parts = [
        _part(views[0], seen[0], album_of[members] if enough else members, LEARNED),
        _part(views[1], seen[1], members, TOLD, trust.astype(np.float32)),
    ]
    return keras.Model(network.input, keras.layers.Concatenate()(parts), name="deej")


def _part(
    view: Tensor,
    seen: FloatArray,
    classes: IntArray,
    part: Part,
    trust: FloatArray | None = None,
) -> Tensor:
    layers = load_keras().layers
    weights, offset = discriminants(seen, classes, part.dimensions, part.shrinkage, trust)
    projection = layers.Dense(part.dimensions)
    projected = projection(view)
    projection.set_weights([weights, offset])
    return layers.Rescaling(part.length)(layers.UnitNormalization()(projected))


def _show(
    see: Callable[[FloatArray], Sequence[Tensor]],
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None,
) -> tuple[list[FloatArray], IntArray]:
    """All songs' slices, as they are and changed: what each view sees (n, d), and whose (n,)."""
    random = np.random.default_rng(seed)
    whole = replace(augmentation, time_mask=0, band_mask=0)
    frames, top_db = preprocessing.frames, preprocessing.top_db
    seen: list[list[FloatArray]] = []
    for song in songs:
        if cancel is not None:
            cancel.raise_if_cancelled()
        recording = song[int(random.integers(len(song)))]
        plain = scale(cut_windows(recording, frames, _SLICES_OF_A_SONG, random), top_db)
        windows = cut_windows(recording, window_frames(frames), _SLICES_OF_A_SONG, random)
        changed = augment(windows, frames, top_db, whole, random)
        slices = np.concatenate([plain.transpose(0, 2, 1), changed])
        seen.append([np.asarray(view) for view in see(slices)])
    members = np.repeat(np.arange(len(songs)), 2 * _SLICES_OF_A_SONG)
    return [np.concatenate(view) for view in zip(*seen, strict=True)], members
