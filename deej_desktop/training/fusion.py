"""One vector from three views of a slice: what was learned, what was told, and plain timbre.

The learned part knows what goes together, the told part which recording it is, the timbre how the
album as a whole sounds. The first two are turned by linear discriminants into the directions that
tell songs apart; each part is brought to a length of its own, so that none drowns the others.
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
from deej_desktop.training.descriptors import TIMBRE_DIMENSIONS, timbre
from deej_desktop.training.discriminant import Projection, discriminants, standardisation
from deej_desktop.training.network import Model, Tensor
from deej_desktop.training.spectrograms import Spectrogram, cut_windows

_SLICES_OF_A_SONG = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the final vector that discriminants make.

    Attributes:
        dimensions: Of the part.
        shrinkage: For `discriminants`.
        length: Of the part, of which the timbre has one.
    """

    dimensions: int
    shrinkage: float
    length: float


LEARNED = Part(dimensions=40, shrinkage=0.3, length=1.0)
TOLD = Part(dimensions=20, shrinkage=0.3, length=0.7)

DIMENSIONS = LEARNED.dimensions + TOLD.dimensions + TIMBRE_DIMENSIONS


def fuse(
    network: Model,
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None = None,
) -> Model:
    """Make the final encoder of a trained network.

    Args:
        network: From `build_network`.
        songs: That it was trained on.
        preprocessing: What slices look like.
        augmentation: What rooms do to slices; its masks are left out.
        seed: Of the slices chosen.
        cancel: Asked before each song.

    Returns:
        A Keras model from slices (n, n_mels, frames) to vectors (n, DIMENSIONS).

    Raises:
        Cancelled: If asked to stop.
    """
    keras = load_keras()
    views = [
        network.output,
        network.get_layer("descriptors").output,
        timbre(network.input, preprocessing),
    ]
    see = load_tensorflow().function(keras.Model(network.input, views), autograph=False)
    seen, members = _show(see, songs, preprocessing, augmentation, seed, cancel)
    parts = [
        _part(view, discriminants(values, members, part.dimensions, part.shrinkage), part.length)
        for view, values, part in zip(views, seen, (LEARNED, TOLD), strict=False)
    ]
    parts.append(_part(views[2], standardisation(seen[2]), 1.0))
    return keras.Model(network.input, keras.layers.Concatenate()(parts), name="deej")


def _show(
    see: Callable[[FloatArray], Sequence[Tensor]],
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None,
) -> tuple[list[FloatArray], IntArray]:
    """Slices of all songs, as they are and changed, as each view (n, d) sees them, and whose."""
    random = np.random.default_rng(seed)
    whole = replace(augmentation, time_mask=0, band_mask=0)
    frames, top_db = preprocessing.frames, preprocessing.top_db
    seen: list[Sequence[FloatArray]] = []
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


def _part(view: Tensor, projection: Projection, length: float) -> Tensor:
    layers = load_keras().layers
    layer = layers.Dense(len(projection.offset))
    projected = layer(view)
    layer.set_weights([projection.weights, projection.offset])
    return layers.Rescaling(length)(layers.UnitNormalization()(projected))
